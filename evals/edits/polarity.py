"""A yes made a no, and a condition turned round or dropped, in English and Spanish. Shares no code with `assist.atoms`."""

import random
import re
from collections.abc import Callable, Sequence

from evals.edits.numbers import Changed

Rule = tuple[str, str, str]
"""A pattern, what takes its place, and what that is called."""
_WE_DO = (
    "refund|replace|send|pay|offer|accept|ship|deliver|exchange|deduct|check|cover|credit|cancel|repair|write|open|answer|take"
    "|add|merge|settle|approve|keep"
)
_NEGATION_EN: tuple[Rule, ...] = (
    (r"\bcannot\b", "can", "denial dropped"),
    (r"\bcan(?= (?!only\b|also\b|you\b|be\b)\w)", "cannot", "denied"),
    (r"\bcan be\b", "cannot be", "denied"),
    (r"\bdo not (?:need|have) to\b", "have to", "duty added"),
    (r"\bneed no\b", "need a", "duty added"),
    (r"\bWe do not (?=[a-z])", "We ", "denial dropped"),
    (r"\bwe do not (?=[a-z])", "we ", "denial dropped"),
    (r"\bdoes not (?=(?:apply|work|cover|count|change)\b)", "does ", "denial dropped"),
    (r"\b(is|are) not (?=[a-z])", r"\1 ", "denial dropped"),
    (r"\bnever\b", "always", "denial dropped"),
    (r"\bmust (?!not\b)", "need not ", "duty dropped"),
    (r"\b(is|are) free\b", r"\1 not free", "denied"),
    (r"\b(is|are) (?=(?:valid|covered|excluded|possible|included|required|refunded|cancelled|closed|honoured|made|vegan)\b)", r"\1 not ", "denied"),
    (rf"\b([Ww])e (?=(?:{_WE_DO})\b(?! only\b))", r"\1e do not ", "denied"),
    (r"\bcosts nothing\b", "costs extra", "denied"),
    (r"\bunworn\b", "worn", "opposite"),
    (r"\bsealed\b(?= (?:products?|gift)\b)", "opened", "opposite"),
    (r"\bYou pay no\b", "You pay the", "denial dropped"),
    (r"\bcontains? no\b", "contains", "denial dropped"),
    (r"\bhas no\b", "has", "denial dropped"),
)  # fmt: skip
_NEGATION_ES: tuple[Rule, ...] = (
    (r"\b[Nn]o (?=(?:hacemos|enviamos|podemos|puedes|decimos|mostramos|añadimos|se aplica|se cambian|cuentan|cubre|son)\b)", "", "denial dropped"),
    (r"(?<!no )(?<!No )\b(puedes|podemos|se pueden?)\b", r"no \1", "denied"),
    (r"(?<!no )(?<!No )\b(Puedes|Podemos)\b", r"No \1", "denied"),
    (r"\b(es|son) gratis\b", r"no \1 gratis", "denied"),
    (r"\bno hace falta\b", "hace falta", "duty added"),
    (r"\bno tienes que\b", "tienes que", "duty added"),
    (r"\bsin usar\b", "usado", "opposite"),
    (r"\b(entregamos|devolvemos|reparamos|abonamos|descontamos|cubrimos|sumamos)\b", r"no \1", "denied"),
    (r"\b(Damos|Devolvemos|Enviamos|Atendemos|Avisamos)\b", r"No \1", "denied"),
)  # fmt: skip
_CONDITION_EN: tuple[Rule, ...] = (
    (r"\bunless\b", "also when", "condition turned"),
    (r"\bonly if\b", "even if", "condition turned"),
    (r", except(?: for| under)? [^.;,]+", "", "exception dropped"),
    (r", unless [^.;,]+", "", "exception dropped"),
    (r"\bexcept(?: for)?\b", "including", "condition turned"),
    (r"(?<!of )\bup to (?=£?\d)", "from ", "bound turned"),
    (r"\bwithin (?=\d)", "after ", "bound turned"),
    (r"\buntil\b(?! when)", "only after", "bound turned"),
    (r"(?<!bought )\bbefore (?=\w)", "after ", "bound turned"),
    (r"(?<!\bday )\b(?<!look )after (?!all\b)", "before ", "bound turned"),
    (r"\b(above|over|more than) (?=£?\d)", "below ", "bound turned"),
    (r"\b(under|below) (?=£?\d)", "above ", "bound turned"),
    (r"\bfrom (?=£?\d[\d.]* ?(?:EUR)?)(?!\d+ \w+ to\b)", "up to ", "bound turned"),
    (r"^If (?!you (?:have|like|wish|prefer)\b)", "Unless ", "condition turned"),
    (r"\bif (?!you (?:like|wish|prefer)\b)", "unless ", "condition turned"),
    (r"\bwhen (?=(?:you|we|its|the|a|an|your|nothing)\b)", "unless ", "condition turned"),
    (r"^(?:If|When) [^,]+, (?=(?:we|you (?:can|have|get|choose|pay|keep))\b)", "", "condition dropped"),
    (r"\bwhile (?=the |your )", "unless ", "condition turned"),
    (r"\bonly (?=(?:the|on|for|with|in|by|boots|to)\b)", "not only ", "limit dropped"),
)  # fmt: skip
_CONDITION_ES: tuple[Rule, ...] = (
    (r", salvo [^.;,]+", "", "exception dropped"),
    (r"\bsalvo\b", "incluso", "condition turned"),
    (r"\bhasta (?=que|las|el|\d)", "solo después de ", "bound turned"),
    (r"\bantes de\b", "después de", "bound turned"),
    (r"^Si (?!tienes dudas)", "Salvo si ", "condition turned"),
    (r"\bsi (?=(?:eliges|el|la|no|falta|reparamos)\b)", "salvo si ", "condition turned"),
    (r"\bdesde (?=\d)", "hasta ", "bound turned"),
    (r"^Si [^,]+, (?=(?:te|eliges|abrimos|comprobamos|vale|tienes)\b)", "", "condition dropped"),
    (r"\bmientras\b", "salvo que", "condition turned"),
)  # fmt: skip
_NEGATION = {"en": _NEGATION_EN, "es": _NEGATION_ES}
_CONDITION = {"en": _CONDITION_EN, "es": _CONDITION_ES}
_ANSWERS = {"Yes,": "No,", "No,": "Yes,", "Sí,": "No,"}


def denied(sentence: str, locale: str, rng: random.Random) -> Changed | None:
    """Return the sentence saying no where it said yes, or the other way round; None when it says neither plainly."""
    found = _first(_NEGATION.get(locale, ()), sentence, rng)
    return found and found._replace(text=_answering(found.text))


def conditioned(sentence: str, locale: str, rng: random.Random) -> Changed | None:
    """Return the sentence with its condition, bound or exception turned round or dropped; None when it has none."""
    return _first(_CONDITION.get(locale, ()), sentence, rng)


Change = Callable[[str, str, random.Random], Changed | None]


def _first(rules: Sequence[Rule], sentence: str, rng: random.Random) -> Changed | None:
    order = list(rules)
    rng.shuffle(order)
    for pattern, instead, variant in order:
        written = re.sub(pattern, instead, sentence, count=1)
        if written != sentence:
            return Changed(_capital(written), variant)
    return None


def _answering(sentence: str) -> str:
    first, _, rest = sentence.partition(" ")
    return f"{_ANSWERS.get(first, first)} {rest}" if rest else sentence


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
