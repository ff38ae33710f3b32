"""Typed values in a message: order numbers in the client's own format, e-mails, tracking numbers, amounts, dates."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from assist import atoms
from assist.atoms import AtomKind
from assist.domain.client import OrderNumberFormat
from assist.domain.enums import EntityType
from assist.domain.triage import Entity
from assist.triage import attributes, days, phones, products, tracking

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


@dataclass(frozen=True)
class Habits:
    """How this client and its customers write: order numbers, dates, and what is sold."""

    order_number: OrderNumberFormat
    month_first: bool = False
    catalogue: Sequence[tuple[str, Sequence[str]]] = ()
    """Titles with their article numbers, as `products.titles` returns them."""


def find(text: str, habits: Habits, today: date) -> list[Entity]:
    """Return the entities of `text` in order, without overlaps; relative dates are resolved against `today`."""
    found: list[Entity] = []
    taken = bytearray(len(text) + 1)
    for atom in atoms.extract(text):
        if atom.kind is AtomKind.LINK:
            taken[atom.start : atom.end] = b"\x01" * (atom.end - atom.start)
    for entity in _candidates(text, habits, today):
        if not any(taken[entity.start : entity.end]):
            taken[entity.start : entity.end] = b"\x01" * (entity.end - entity.start)
            found.append(entity)
    return sorted(found, key=lambda entity: entity.start)


def _candidates(text: str, habits: Habits, today: date) -> Iterator[Entity]:
    """Yield entities, surest kind first: an earlier one keeps its stretch of text."""
    yield from _of_atoms(text, AtomKind.EMAIL, EntityType.EMAIL)
    yield from products.find(text, habits.catalogue)
    yield from order_numbers(text, habits.order_number)
    numbers = [*tracking.find(text)]
    yield from (entity for entity, is_sure in phones.find(text) if is_sure or not _is_another(text, entity, numbers))
    yield from numbers
    yield from attributes.sizes(text)
    yield from _of_atoms(text, AtomKind.MONEY, EntityType.AMOUNT)
    yield from days.find(text, today, month_first=habits.month_first)
    yield from attributes.colours(text)


def _is_another(text: str, phone: Entity, tracked: Sequence[Entity]) -> bool:
    """Whether a national phone number is announced as a parcel's or an order's."""
    if tracking.is_announced(text, phone.start):
        return any(number.start <= phone.start < number.end for number in tracked)
    return bool(_ORDER_CUE.search(text, max(0, phone.start - _CUE_REACH), phone.start))


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
    full = rf"(?<![\w-]){prefix}[{_DASHES}\s#]{{0,3}}(?P<full>{digits}){_GOES_ON}"
    bare = rf"(?<![\w.,€£$+-])(?P<bare>{digits}){_GOES_ON}{_COUNTS}"
    return re.compile(f"{full}|{bare}", re.I)


def _joins(between: str, *, several: bool) -> bool:
    """Whether a number behind these characters continues a list: `20288 and 20402`, after `orders` also a comma."""
    return bool(_AND.fullmatch(between) or (several and _COMMA.fullmatch(between)))


def _of_atoms(text: str, kind: AtomKind, type_: EntityType) -> Iterator[Entity]:
    for atom in atoms.extract(text):
        if atom.kind is kind:
            yield Entity(type=type_, value=_TENTHS.sub(r"\1\g<2>0", atom.value), start=atom.start, end=atom.end)


_TENTHS = re.compile(r"(\d)(\.\d)(?!\d)(?= [A-Z]{3}\b|-)")
"""Money shows cents: `12.90 EUR`, not 12.9."""
