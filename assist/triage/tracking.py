"""Tracking numbers: by their shape and check digit where a carrier has one, else where words announce them.

Source of the check digits: UPU S10 (modulus 11), GS1 SSCC (modulus 10), UPS's published sum. Numbers of digits alone (GLS,
DPD, FedEx) fit their checks by chance one time in ten, so that only words make them tracking numbers.
"""

import re
from collections.abc import Callable, Iterator

from assist.domain.enums import EntityType
from assist.domain.triage import Entity

_CARRIER = r"(?:GLS|DHL|UPS|FedEx|DPD|Correos(?: Express)?|SEUR|MRW|Nacex|Royal Mail|RM|Parcelforce|Evri|Hermes|Yodel|An Post|USPS|PostNL|Colissimo|Chronopost|InPost)"
_WORD_FOR_IT = (
    r"(?:track(?:ing|ed)?(?: ?(?:number|no\.?|code|id|ref\w*|link))?|parcels?|packages?|shipment|consignment|waybill|barcode on the label|"
    r"(?:n[ºo°.]*|n[uú]mero|c[oó]digo)(?: de)? (?:seguimiento|env[ií]o|localizador)|seguimiento|env[ií]os?|localizador|paquete)"
)
_ANNOUNCED = re.compile(
    rf"(?<!\w)(?:{_CARRIER}|{_WORD_FOR_IT})(?:\W{{1,3}}(?:number|no|n[ºo°]|n[uú]mero|code|id|is|es|says?|parcel|tracking|with|by|with GLS|el|del?|it'?s|ref)\b\.?){{0,3}}\W{{0,3}}$",
    re.I,
)
_SPOKEN_OF = re.compile(rf"(?<!\w)(?:{_CARRIER}|{_WORD_FOR_IT})(?!\w)", re.I)
_REACH = 60
_STANDARD = re.compile(r"(?<![\w-])[A-Z]{2} ?\d{3} ?\d{3} ?\d{3} ?[A-Z]{2}(?![\w-])")
_UPS = re.compile(r"(?<![\w-])1Z ?[0-9A-Z]{3} ?[0-9A-Z]{3} ?[0-9A-Z]{2} ?\d{4} ?\d{4}(?![\w-])")
_SHAPED = re.compile(r"(?<![\w-])(?:JJ?D\d{16,20}|P[A-Z][A-Z0-9]{5}\d{15}[A-Z]|P[A-Z0-9]{6}\d{15}[A-Z])(?![\w-])")
"""DHL and Correos: long, and like nothing else."""
_MIXED = re.compile(r"(?<![\w-])[A-Z]{1,4}\d{1,2}[A-Z]{0,3}\d{6,16}[A-Z]{0,2}(?![\w-])")
_DIGITS = re.compile(r"(?<![\w.,€£$+/-])(?:\d{8}|\d{10,16}|\d{18,22}|\d{4}(?: \d{4}){2,4})(?![\w€£$%/-]|[.,]\d| \d)")
_LEAST_FAR_DIGITS = 11
"""Digits a number needs when the parcel is spoken of elsewhere in the text: shorter ones may be anything."""
_S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)


def find(text: str) -> Iterator[Entity]:
    """Yield tracking numbers, surest shape first."""
    checked: tuple[tuple[re.Pattern[str], Callable[[str], bool]], ...] = (
        (_STANDARD, fits_s10),
        (_UPS, fits_ups),
        (_SHAPED, lambda _: True),
        (_MIXED, lambda _: False),
    )
    for pattern, fits in checked:
        for match in pattern.finditer(text):
            if fits(_compact(match.group())) or _is_announced(text, match.start()):
                yield _entity(match)
    if _SPOKEN_OF.search(text):
        for match in _DIGITS.finditer(text):
            number = _compact(match.group())
            far = len(number) >= _LEAST_FAR_DIGITS and (match.group() == number or fits_sscc(number))
            if far or _is_announced(text, match.start()):
                yield _entity(match)
    else:
        yield from (_entity(match) for match in _DIGITS.finditer(text) if fits_sscc(_compact(match.group())))


def is_announced(text: str, start: int) -> bool:
    """Say whether the words right before `start` announce a tracking number."""
    return _is_announced(text, start)


def fits_s10(number: str) -> bool:
    """Check `RR123456785ES` by its ninth digit."""
    digits = [int(digit) for digit in number[2:10]]
    check = 11 - sum(digit * weight for digit, weight in zip(digits, _S10_WEIGHTS, strict=True)) % 11
    return {10: 0, 11: 5}.get(check, check) == int(number[10])


def fits_ups(number: str) -> bool:
    """Check `1Z999AA10123456784` by its last digit; letters count from A = 2, every second sign double."""
    values = [int(sign) if sign.isdigit() else (ord(sign) - 63) % 10 for sign in number[2:]]
    total = sum(value * (1 + at % 2) for at, value in enumerate(values[:-1]))
    return (10 - total % 10) % 10 == values[-1]


def fits_sscc(number: str) -> bool:
    """Check the 20 digits on a logistic label: `00`, then 18 with GS1's modulus 10."""
    if len(number) != 20 or not number.startswith("00"):
        return False
    digits = [int(digit) for digit in number[2:]]
    total = sum(digit * (3 if at % 2 == 0 else 1) for at, digit in enumerate(digits[:-1]))
    return (10 - total % 10) % 10 == digits[-1]


def _is_announced(text: str, start: int) -> bool:
    return bool(_ANNOUNCED.search(text, max(0, start - _REACH), start))


def _compact(written: str) -> str:
    return written.replace(" ", "")


def _entity(match: re.Match[str]) -> Entity:
    value = _compact(match.group())
    return Entity(type=EntityType.TRACKING_NUMBER, value=value, start=match.start(), end=match.end())
