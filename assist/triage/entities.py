"""Typed values in a message: order numbers in the client's own format, e-mails, tracking numbers, amounts, dates."""

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from assist import atoms
from assist.atoms import AtomKind
from assist.domain.client import OrderNumberFormat
from assist.domain.enums import EntityType
from assist.domain.triage import Entity
from assist.triage import days

_TRACKING = re.compile(r"\b(?:[A-Z]{2}\d{9}[A-Z]{2}|1Z[0-9A-Z]{16}|\d{8}|\d{10,14}|\d{18,22})\b")
_PARCEL = (
    r"\b(?:track(?:ing|ed)?|parcels?|GLS|DHL|UPS|Correos|SEUR|Royal Mail|Evri|seguimiento|env[ií]os?|localizador)\b"
)
_TRACKING_CUE = re.compile(_PARCEL, re.I)
_TRACKING_BEFORE = re.compile(rf"{_PARCEL}(?:\W{{1,3}}(?:number|no|n[ºo°]|n[uú]mero|code|id|is|es)\b)*\W{{0,3}}$", re.I)
_PHONE = re.compile(r"(?<![\w-])\+\d[\d\s().-]{7,16}\d(?!\w)")
_NATIONAL_PHONE = re.compile(
    r"(?<![\w.,€£$+-])(?:00[1-9](?:[ .-]?\d){8,12}"
    r"|(?=(?:\D{0,2}\d){10,11}(?![ -]?\d))\(?0[1-9]\d{1,4}\)?[ -]?\d{3,4}[ -]?\d{3,4}"
    r"|[6789]\d\d(?:[ .-]?\d{3}){2}|[6789]\d\d(?:[ .-]\d\d){3})(?![\w€£$%]|[ .-]\d)"
)
"""00 and a country, British with its 0, Spanish of nine digits."""

_SIZE = re.compile(
    r"\b(?:(?i:size|talla)\W{1,3}(?:(?i:is|es|an?|una?|la)\s+)?(?P<named>(?i:XXS|XS|S|M|L|XL|XXL|3XL)|3\d|4\d)\b"
    r"|(?i:in an?|for an?|need|una?|la)\s+(?:(?P<letters>XXS|XS|S|M|L|XL|XXL|3XL)\b|(?P<digits>3\d|4\d)(?=\s*(?:$|[.,;:!?)\n]|"
    r"(?i:please|instead|not|rather|and|or|in|en|por favor)\b))))"
)
"""Behind a weaker word than `size` digits are a size only when nothing follows that they could count."""

_DASHES = "-‐‑‒–—−"
_SEPARATOR = rf"[{_DASHES}\s:#(*]{{0,3}}"
_NUMBER = r"(?:numbers?|n[uú]mero|n[uú]m|no|n[ºo°]|nr|ref(?:erence|erencia)?|id|#)\.?"
_IS = r"(?:is|are|es|son)(?: el| los)?"
_ORDER_CUE = re.compile(
    rf"(?:\b(?:(?P<several>orders|pedidos|[oó]rdenes)|order|pedido|orden|bestelling|commande)\b(?:\s(?:with|con)(?: the| el)?)?"
    rf"(?:{_SEPARATOR}{_NUMBER})?(?:{_SEPARATOR}\b{_IS}\b)?|\bwhere(?:['’]?s| is| are)|\bd[oó]nde est[aá]n?(?: el)?|\bsend"
    rf"|(?:^|[.!?¡¿\n(]|\b(?:about|regarding|for|on|of|sobre)\s)\s*{_NUMBER}|(?:^|[\s(])#){_SEPARATOR}$",
    re.I,
)
"""What announces bare digits as an order; `number` without a noun counts only where it opens a sentence, `#` anywhere."""
_OTHER_CUE = re.compile(
    r"\b(?:tel[eé]\w*|phone|mobile|m[oó]vil|house|flat|invoice|factura|sku|item|article|art[ií]culo|model|ticket|case|customer|client|cliente|"
    r"account|cuenta|tracking|seguimiento|postcode|zip|postal|coupon|voucher|slip|note)s?\b"
    rf"(?:\s(?:is|es|code))?(?:{_SEPARATOR}{_NUMBER})?{_SEPARATOR}$",
    re.I,
)
"""What announces digits as something else."""
_CUE_REACH = 48
"""Characters the longest cue takes, with room."""
_AND = re.compile(r"\s*,?\s*(?:and|y|e|or|o|&|\+)\s*#?", re.I)
_COMMA = re.compile(r"\s*,\s*#?")
_GOES_ON = rf"(?!\w|[-‐‑]\w|[{_DASHES}/]\d)"
"""An article number such as `NF-12345-BLK-M` only begins like an order number."""
_COUNTS = r"(?![.,]\d|[ \u00a0]\d|\s?(?:[€£$%]|(?:eur|euros?|gbp|usd|pounds?|quid|dollars?|units|unidades)\b))"
"""Digits that go on, or an amount of something."""


def find(text: str, format_: OrderNumberFormat, today: date) -> list[Entity]:
    """Return the entities of `text` in order, without overlaps; relative dates are resolved against `today`."""
    found: list[Entity] = []
    taken = bytearray(len(text) + 1)
    for entity in _candidates(text, format_, today):
        if not any(taken[entity.start : entity.end]):
            taken[entity.start : entity.end] = b"\x01" * (entity.end - entity.start)
            found.append(entity)
    return sorted(found, key=lambda entity: entity.start)


def _candidates(text: str, format_: OrderNumberFormat, today: date) -> Iterator[Entity]:
    """Yield entities, surest kind first: an earlier one keeps its stretch of text."""
    yield from _of_atoms(text, (AtomKind.EMAIL,), today)
    yield from order_numbers(text, format_)
    for match in _PHONE.finditer(text):
        yield _entity(EntityType.PHONE, re.sub(r"[\s().-]", "", match.group()), match)
    for match in _NATIONAL_PHONE.finditer(text):
        before = (text, max(0, match.start() - _CUE_REACH), match.start())
        if not _TRACKING_BEFORE.search(*before) and not _ORDER_CUE.search(*before):
            yield _entity(EntityType.PHONE, re.sub(r"[\s().-]", "", match.group()), match)
    if _TRACKING_CUE.search(text):
        for match in _TRACKING.finditer(text):
            yield _entity(EntityType.TRACKING_NUMBER, match.group(), match)
    yield from _of_atoms(text, (AtomKind.MONEY, AtomKind.DATE), today)
    yield from days.find(text, today)
    for match in _SIZE.finditer(text):
        named = match.lastgroup or "named"
        yield Entity(type=EntityType.SIZE, value=match[named].upper(), start=match.start(named), end=match.end(named))


def _entity(type_: EntityType, value: str, match: re.Match[str]) -> Entity:
    return Entity(type=type_, value=value, start=match.start(), end=match.end())


def order_numbers(text: str, format_: OrderNumberFormat) -> Iterator[Entity]:
    """Full numbers however cased or spaced (`nf 20288`), and bare digits behind words that announce an order."""
    end, several = None, False
    for match in _order_pattern(format_).finditer(text):
        if match["full"] is None:
            before = (text, max(0, match.start() - _CUE_REACH), match.start())
            cue = None if _OTHER_CUE.search(*before) else _ORDER_CUE.search(*before)
            is_next = end is not None and _joins(text[end : match.start()], several=several)
            if not cue and not is_next:
                continue
            several = bool(cue and cue["several"]) or (is_next and several)
        end = match.end()
        yield _entity(EntityType.ORDER_NUMBER, format_.prefix + (match["full"] or match["bare"]), match)


@lru_cache(maxsize=64)
def _order_pattern(format_: OrderNumberFormat) -> re.Pattern[str]:
    """Return the pattern of a number in full (never matches when the client writes digits alone) or in bare digits."""
    digits = rf"[0-9]{{{format_.digits}}}"
    prefix = re.escape(format_.prefix.rstrip("-# ")) or r"(?!)"
    full = rf"(?<![\w-]){prefix}[{_DASHES}\s#]{{0,2}}(?P<full>{digits}){_GOES_ON}"
    bare = rf"(?<![\w.,€£$+-])(?P<bare>{digits}){_GOES_ON}{_COUNTS}"
    return re.compile(f"{full}|{bare}", re.I)


def _joins(between: str, *, several: bool) -> bool:
    """Whether a number behind these characters continues a list: `20288 and 20402`, after `orders` also a comma."""
    return bool(_AND.fullmatch(between) or (several and _COMMA.fullmatch(between)))


def _of_atoms(text: str, kinds: tuple[AtomKind, ...], today: date) -> Iterator[Entity]:
    types = {AtomKind.EMAIL: EntityType.EMAIL, AtomKind.MONEY: EntityType.AMOUNT, AtomKind.DATE: EntityType.DATE}
    for atom in atoms.extract(text):
        if atom.kind in kinds:
            value = days.with_year(atom.value, today) if atom.kind is AtomKind.DATE else atom.value
            yield Entity(type=types[atom.kind], value=value, start=atom.start, end=atom.end)
