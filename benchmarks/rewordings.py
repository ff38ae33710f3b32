"""The same sentence in other words, by fixed rules: what a faithful model would write. Knows nothing of the checker.

Written from the sentences of the answer banks and pages alone; a sentence no rule fits stays as it is.
"""

import re

Rule = tuple[re.Pattern[str], str]


def _rules(*pairs: tuple[str, str]) -> tuple[Rule, ...]:
    return tuple((re.compile(pattern, re.I), said) for pattern, said in pairs)


_ENGLISH = _rules(
    (
        r"^(\w+) last scanned your parcel(.*?) on (.+?)([,.])",
        r"The most recent scan of your parcel\2 by \1 was on \3\4",
    ),
    (r"^There has been no scan for (.+?), so ", r"Nothing has been scanned for \1, which is why "),
    (r"^I['’]ll write to you by (.+)\.$", r"You will hear from me by \1."),
    (r"^(?:Yes, )?you can return (.+?) until ", r"Yes, you may send \1 back until "),
    (r"^(?:Yes, )?you can exchange (.+?) until ", r"Yes, you may swap \1 until "),
    (r"^We deduct (.+?) from ", r"We take \1 off "),
    (r"\bcan no longer be (\w+)", r"cannot be \1 any more"),
    (r"\bhas not been packed yet\b", "has not been packed so far"),
    (r"\bhas not left us yet\b", "is still with us"),
    (r"\bso I cannot offer\b", "which is why I cannot offer"),
    (r"\byou choose a replacement or a full refund\b", "you can pick either a replacement or a full refund"),
    (r"\bthe window (.+?) ended on\b", r"the window \1 closed on"),
    (r"\bwe send the refund\b", "we pay the refund"),
    (r"\bCould you (?:please )?send me\b", "Can you please share"),
    (r"\bplease tell me\b", "please let me know"),
    (r"\bIt needs to be\b", "It has to be"),
    (r"\byou do not need to\b", "there is no need for you to"),
    (r"\bfree of charge\b", "at no cost"),
    (r"\bthere is nothing to pay\b", "it costs you nothing"),
    (r"\bis in stock\b", "is available"),
    (r"\bYou will get\b", "You will receive"),
    (r"\byou get\b", "you receive"),
    (r"\bgoes out\b", "is sent"),
    (r"\bwithin (\d+) (working days|days) of\b", r"no later than \1 \2 after"),
    (r"\bfor a refund\b", "to get your money back"),
    (r"\bWe accept\b", "We take"),
    (r"\bas a rule\b", "normally"),
    (r"\busually\b", "normally"),
    (r"\bGood news:", "I have good news:"),
    (r"\bparcel\b", "package"),
    (r"\bparcels\b", "packages"),
    (r"\bphoto\b", "picture"),
    (r"\bphotos\b", "pictures"),
    (r"\bcarrier\b", "courier"),
    (r"\bbecause\b", "since"),
    (r"\bmust be\b", "has to be"),
    (r"\bdo not\b", "don't"),
    (r"\bcannot\b", "can't"),
    (r"\bhas not\b", "hasn't"),
    (r"\bis not\b", "isn't"),
    (r"\bare not\b", "aren't"),
    (r"\bI am\b", "I'm"),
    (r"\bwe are\b", "we're"),
    (r"\bWould you like\b", "Do you want"),
    (r"\bShall I\b", "Should I"),
)
_SPANISH = _rules(
    (r"^Te escribo antes del? (.+)\.$", r"Tendrás noticias mías antes del \1."),
    (r"\bpuedes devolver\b", "puedes enviarnos de vuelta"),
    (r"\bno hace falta que\b", "no es necesario que"),
    (r"\bpor favor\b", "si puedes"),
    (r"\bgratis\b", "sin coste"),
    (r"\bfotos\b", "imágenes"),
    (r"\bfoto\b", "imagen"),
    (r"\bpaquete\b", "envío"),
    (r"\bartículo\b", "producto"),
    (r"\bporque\b", "ya que"),
    (r"\btodavía\b", "aún"),
    (r"\bel importe íntegro\b", "todo el importe"),
    (r"\bdentro de\b", "en el plazo de"),
    (r"\brecibirás\b", "te llegará"),
)
_FLIPPED = re.compile(r"^(If|Once|When|Si|Cuando) ([^,]+), (?!which)(.+)\.$")
OPENINGS = {"en": "Thank you for getting in touch.", "es": "Gracias por escribirnos."}
CLOSINGS = {
    "en": "Let me know if you have any other questions.",
    "es": "Si tienes cualquier otra duda, escríbenos.",
}


def reworded(sentence: str, locale: str) -> str:
    """Return the sentence in other words, its facts untouched."""
    said = sentence
    for pattern, words in _SPANISH if locale == "es" else _ENGLISH:
        said = pattern.sub(words, said)
    return _capitalised(_turned(said))


def _turned(sentence: str) -> str:
    """Put a condition behind what hangs on it."""
    match = _FLIPPED.match(sentence)
    return f"{match[3]} {match[1].lower()} {match[2]}." if match else sentence


def _capitalised(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
