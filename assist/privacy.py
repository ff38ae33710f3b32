"""Personal data found and masked before text leaves the process, and put back after. Order numbers survive.

First form: e-mails, phone numbers, payment cards, IBANs and the names given.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

_PATTERNS = (
    ("EMAIL_ADDRESS", re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")),
    ("IBAN_CODE", re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b")),
    ("CREDIT_CARD", re.compile(r"(?<![\w-])(?:\d[ -]?){12,18}\d(?![\w-])")),
    ("PHONE_NUMBER", re.compile(r"(?<![\w-])\+\d[\d\s().-]{7,16}\d(?!\w)")),
)


@dataclass(frozen=True)
class Masked:
    """Text without personal data; `originals` maps each placeholder to what it stands for."""

    text: str
    originals: Mapping[str, str]

    def restore(self, text: str) -> str:
        """Put the originals back wherever their placeholders stand in `text`."""
        for placeholder, original in self.originals.items():
            text = text.replace(placeholder, original)
        return text


def redact(text: str, names: Sequence[str] = ()) -> Masked:
    """Replace personal data by placeholders such as `<EMAIL_ADDRESS_1>`, the same value by the same placeholder."""
    originals: dict[str, str] = {}
    for kind, pattern in _PATTERNS:
        text = pattern.sub(partial(_masked, kind, originals), text)
    for name in sorted({part for full in names for part in (full, *full.split())}, key=len, reverse=True):
        if len(name) >= 3:
            text = re.sub(rf"\b{re.escape(name)}\b", partial(_masked, "PERSON", originals), text)
    return Masked(text, originals)


def _masked(kind: str, originals: dict[str, str], match: re.Match[str]) -> str:
    value = match.group()
    for placeholder, original in originals.items():
        if original == value:
            return placeholder
    placeholder = f"<{kind}_{sum(key.startswith(f'<{kind}') for key in originals) + 1}>"
    originals[placeholder] = value
    return placeholder
