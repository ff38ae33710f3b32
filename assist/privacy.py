"""Personal data found and masked before text leaves the process, and put back after. Order numbers survive.

Known are e-mails, IBANs, phone numbers, payment cards and the names given. Knows nothing of who is who.
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
_KINDS = {"INTERNATIONAL": "PHONE_NUMBER", "BRITISH": "PHONE_NUMBER", "SPANISH": "PHONE_NUMBER"}
_PLACEHOLDER = re.compile(r"<[A-Z_]+_\d+>")
_LEAST_NAME = 3
"""Letters; shorter names are words of many languages."""


@dataclass(frozen=True)
class Masked:
    """Text without personal data; `originals` maps each placeholder to what it stands for."""

    text: str
    originals: Mapping[str, str]

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


def redact(text: str, names: Sequence[str] = ()) -> Masked:
    """Replace personal data by placeholders such as `<EMAIL_ADDRESS_1>`, the same value by the same placeholder."""
    masking = _Masking(frozenset(_PLACEHOLDER.findall(text)))
    text = _PERSONAL.sub(masking.found, text)
    wanted = {part for full in names for part in (full, *full.split()) if len(part) >= _LEAST_NAME}
    if wanted:
        either = "|".join(re.escape(name) for name in sorted(wanted, key=len, reverse=True))
        named = re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.I)
        text = named.sub(lambda match: masking.placeholder("PERSON", match.group()), text)
    return Masked(text, {placeholder: value for value, placeholder in masking.placeholders.items()})


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
