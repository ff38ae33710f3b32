"""Personal data found and masked before text leaves the process, and put back after. Order numbers survive.

Known are e-mails, IBANs, phone numbers, payment cards, street addresses, the names given and those people give
themselves ("my name is ...", below a closing formula). Knows nothing of who is who.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_IBAN_COUNTRIES = (
    "AD|AE|AL|AT|AZ|BA|BE|BG|BH|BR|CH|CR|CY|CZ|DE|DK|EE|EG|ES|FI|FO|FR|GB|GE|GI|GL|GR|HR|HU|IE|IL|IS|IT|JO|KW|KZ|LB|"
    "LI|LT|LU|LV|MC|MD|ME|MK|MT|NL|NO|PK|PL|PS|PT|QA|RO|RS|SA|SE|SI|SK|SM|TN|TR|UA|VA|XK"
)
"""Only these, since tracking numbers look alike (`JD0146...`)."""

_PERSONAL = re.compile(
    # Started at the beginning of a word only, which keeps it linear; o'brien@ holds apostrophes.
    r"(?P<EMAIL_ADDRESS>(?<![\w.+-])[\w.+-]++(?:['’][\w.+-]++){0,3}+@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4})"
    # The bank's four letters may hold no digit, every later group does: words behind it are no part of it.
    rf"|(?P<IBAN_CODE>\b(?:{_IBAN_COUNTRIES})\d\d ?[A-Z0-9]{{4}}(?: ?(?=[A-Z]{{0,3}}\d)[A-Z0-9]{{4}}){{2,6}}"
    r"(?: ?(?=[A-Z]{0,2}\d)[A-Z0-9]{1,3})?\b)"
    # +34..., 0034...; fifteen digits at most, as E.164 says, so that long tracking numbers stay.
    r"|(?P<INTERNATIONAL>(?<![\w-])(?:\+|00(?=[1-9]))(?:[ ().-]{0,3}\d){8,15}(?!\w))"
    # Britain: ten or eleven digits from 0; Spain: nine from 6 to 9, in the groups people write.
    r"|(?P<BRITISH>(?<![\w-])(?=\(?(?:[ ()-]{0,2}\d){10,11}(?!\d))\(?0[1-9]\d{1,3}\)?(?:[ -]?\d{3,4}){2}(?![\w-]))"
    # In one piece, or in groups of up to seven: an order number beside a tracking number is no card.
    r"|(?P<CREDIT_CARD>(?<![\w-])(?:\d{13,19}|(?=(?:\d[ -]?){12,18}\d(?![\w-]))\d{1,7}(?:[ -]\d{1,7}(?!\d)){2,18})(?![\w-]))"
    r"|(?P<SPANISH>(?<![\w.,€£$#+-])(?:[6-9]\d{8}|[6-9]\d\d[ .-]\d{3}[ .-]\d{3}|[6-9]\d\d(?:[ .-]\d\d){3}"
    r"|9\d[ .-]\d{3}(?:[ .-]\d\d){2})(?![\w-]|[.,]\d))",
    re.I,
)
_OF_STREETS = r"(?:(?:de|del|la|las|los|el|of|the|do|da|des|du|l['’])\s+|l['’]|d['’])"
_NUMBERED = r"(?:n[ºo.°]{1,2} ?)?\d{1,4} ?[a-z]?\b"
_TOWN = (
    r"(?:,?\s+\d{1,2}\s?[ºª°][\w ]{0,6})?(?:,?\s+\d{4,5}(?:\s+(?-i:[A-ZÁÉÍÓÚÑÄÖÜ])[\w'’-]+)?)?"
    r"(?:,\s+(?-i:[A-Z])[\w'’ -]{2,20}?,?\s+(?-i:[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}))?"
)
"""Floor, postcode and town right behind a street."""
_ADDRESS = re.compile(
    # Calle de la Rosa 7, C/ Mayor 3, rua Augusta 10: the kind of street first
    rf"\b(?:calle|c/|cl\.|avda?\.?|avenida|plaza|pza\.?|paseo|p[ºo]\.?|camino|carretera|ctra\.?|ronda|traves[íi]a|gran v[íi]a|rua|rúa|via)\s+"
    rf"{_OF_STREETS}{{0,2}}(?:[^\W\d_][\w'’.-]*\s+){{0,4}}?(?:[^\W\d_][\w'’.-]*),?\s*{_NUMBERED}{_TOWN}"
    rf"|\bgran v[íi]a,?\s*{_NUMBERED}{_TOWN}"
    # 14 rue des Lilas
    rf"|\b\d{{1,4}}(?: ?bis| ?ter)?,? (?:rue|avenue|boulevard|bd|chemin|impasse|place|quai|allée)\s+{_OF_STREETS}{{0,2}}"
    rf"(?-i:[A-ZÁÉÍÓÚÑÂÊÎÔÛÇ])[\w'’-]+(?:\s(?-i:[A-Z])[\w'’-]+){{0,2}}{_TOWN}"
    # Flat 3b, 12 Harbour Lane, BS1 4DJ
    r"|\b(?:(?:flat|apartment|apt\.?|unit) \w{1,4},? )?\d{1,4}[a-z]?,? (?:(?-i:[A-Z])[\w'’.-]+ ){1,3}"
    r"(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|close|court|way|place|square|sq|terrace|crescent|gardens|hill|row|walk|mews|park|grove|green|quay)\b\.?"
    rf"{_TOWN}"
    r"|\b\d{1,4}[a-z]? (?:(?!the\b|a\b|an\b|on\b|of\b|to\b|in\b|days?\b|weeks?\b|hours?\b)[^\W\d_]{3,15} ){1,2}(?:street|road|avenue|lane)\b"
    # Hauptstraße 5, Prinsengracht 12
    r"|\b(?-i:[A-ZÄÖÜ])[\wäöüß-]+(?:straße|strasse|str\.|weg|allee|gasse|straat|laan|gracht|kade|plein)\s+\d{1,4} ?[a-z]?\b"
    rf"{_TOWN}"
    r"|\b(?-i:[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2})\b",
    re.I,
)
_NAME_SAID = r"(?-i:[A-ZÁÉÍÓÚÑÄÖÜ])[\w'’-]+"
_INTRODUCED = re.compile(
    rf"\b(?:my name is|my name['’]s|i am called|me llamo|mi nombre es)\s+(?P<named>{_NAME_SAID}(?:\s+{_NAME_SAID}){{0,3}})"
    rf"|\b(?:i am|i['’]m|this is|soy)\s+(?P<full>{_NAME_SAID}(?:\s+{_NAME_SAID}){{1,3}})"
    rf"|\b(?-i:Mr|Mrs|Ms|Miss|Dr|Sr|Sra|Srta|Don|Doña)\b\.?\s+(?P<titled>{_NAME_SAID}(?:\s+{_NAME_SAID}){{0,2}})"
    rf"|(?:^|\n|[.!] )\s*(?:(?:kind|best|warm|many) )?(?:regards|wishes|thanks|thank you|cheers|best|saludos|un saludo|gracias|atentamente|un abrazo)"
    rf"\s*[,.!]?\s*(?:\n\s*|\s)(?P<signed>{_NAME_SAID}(?:\s+{_NAME_SAID}){{0,3}})\s*(?:$|\n)",
    re.I,
)
"""How people name themselves; `full` wants two names, as "I'm Sorry" is none."""
_KINDS = {"INTERNATIONAL": "PHONE_NUMBER", "BRITISH": "PHONE_NUMBER", "SPANISH": "PHONE_NUMBER"}
_PLACEHOLDER = re.compile(r"<[A-Z_]+_\d+>")
LEAST_NAME = 3
"""Letters; shorter names are words of many languages."""


@dataclass(frozen=True)
class Masked:
    """Text without personal data; `originals` maps each placeholder to what it stands for."""

    text: str
    originals: Mapping[str, str]

    def hide(self, text: str) -> str:
        """Put the placeholders wherever what they stand for is written in `text`."""
        for placeholder, original in sorted(self.originals.items(), key=lambda one: -len(one[1])):
            text = re.sub(rf"(?<!\w){re.escape(original)}(?!\w)", placeholder, text, flags=re.I)
        return text

    def restore(self, text: str) -> str:
        """Put the originals back wherever their placeholders stand in `text`."""
        return _PLACEHOLDER.sub(lambda match: self.originals.get(match.group(), match.group()), text)


@dataclass
class _Masking:
    """Placeholders given so far; those `written` already, by whoever wrote the text, are given to nobody."""

    written: frozenset[str]
    placeholders: dict[str, str] = field(default_factory=dict)
    last: dict[str, int] = field(default_factory=dict)

    def found(self, match: re.Match[str]) -> str:
        """Return what stands in the place of a match of `_PERSONAL`."""
        group = match.lastgroup or ""
        if group == "CREDIT_CARD" and not _may_be_a_card(match.group()):
            return match.group()
        return self.placeholder(_KINDS.get(group, group), match.group())

    def placeholder(self, kind: str, value: str) -> str:
        """Return the value's own placeholder, the same each time."""
        while value not in self.placeholders:
            self.last[kind] = self.last.get(kind, 0) + 1
            candidate = f"<{kind}_{self.last[kind]}>"
            if candidate not in self.written:
                self.placeholders[value] = candidate
        return self.placeholders[value]


def redact(text: str, names: Sequence[str] = (), *, addresses: Sequence[str] = ()) -> Masked:
    """Replace personal data by placeholders such as `<EMAIL_ADDRESS_1>`, the same value by the same placeholder.

    `names` and `addresses` are known ones: they are found however they are cased.
    """
    masking = _Masking(frozenset(_PLACEHOLDER.findall(text)))
    introduced = [name for match in _INTRODUCED.finditer(text) for name in match.groups() if name]
    text = _PERSONAL.sub(masking.found, text)
    text = _known(addresses, "ADDRESS", text, masking)
    text = _ADDRESS.sub(lambda match: masking.placeholder("ADDRESS", match.group()), text)
    wanted = {part for full in (*names, *introduced) for part in (full, *full.split()) if len(part) >= LEAST_NAME}
    text = _known(sorted(wanted), "PERSON", text, masking)
    return Masked(text, {placeholder: value for value, placeholder in masking.placeholders.items()})


def _known(values: Sequence[str], kind: str, text: str, masking: _Masking) -> str:
    """Replace known values as whole words, the longest first; what is masked already is left alone."""
    long_enough = sorted({value for value in values if len(value) >= LEAST_NAME}, key=lambda one: (-len(one), one))
    if not long_enough:
        return text
    either = "|".join(re.escape(value) for value in long_enough)
    found = re.compile(rf"(?P<masked>{_PLACEHOLDER.pattern})|(?<!\w)(?:{either})(?!\w)", re.I)
    return found.sub(lambda m: m.group() if m["masked"] else masking.placeholder(kind, m.group()), text)


def _may_be_a_card(written: str) -> bool:
    """Tell cards from tracking numbers: of the lengths both have, a card begins with 3 to 6 and fits its check digit.

    Numbers written in groups are taken for cards: better one too many.
    """
    if not written.isdigit() or 15 <= len(written) <= 17:
        return True
    return written[0] in "3456" and _fits_check_digit(written)


def _fits_check_digit(digits: str) -> bool:
    """Source: ISO/IEC 7812-1, annex B (Luhn)."""
    doubled = [int(digit) * (1 + at % 2) for at, digit in enumerate(reversed(digits))]
    return sum(number - 9 * (number > 9) for number in doubled) % 10 == 0
