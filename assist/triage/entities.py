"""Typed values in a message: order numbers in the client's own format, e-mails, tracking numbers, amounts, dates."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from assist import atoms
from assist.atoms import AtomKind
from assist.domain.client import OrderNumberFormat
from assist.domain.enums import EntityType
from assist.domain.triage import Entity

_TRACKING = re.compile(r"\b(?:[A-Z]{2}\d{9}[A-Z]{2}|1Z[0-9A-Z]{16}|\d{8}|\d{10,14}|\d{18,22})\b")
_TRACKING_CUE = re.compile(
    r"track|parcel|GLS|DHL|UPS|Correos|SEUR|Royal Mail|Evri|seguimiento|env[ií]o|localizador", re.I
)
_ORDER_CUE = re.compile(r"(?:order|pedido|bestelling|commande|#|n[ºo°]\.?|number|where'?s|send)\W{0,3}$", re.I)
_SIZE = re.compile(r"\b(?:size|talla|in an?|for an?|need|una?|la)\s+(?P<v>XXS|XS|S|M|L|XL|XXL|3[0-9]|4[0-9])\b")
_PHONE = re.compile(r"(?<![\w-])\+\d[\d\s().-]{7,16}\d(?!\w)")

_WEEKDAYS = {
    name: day
    for day, names in enumerate(
        (
            ("monday", "lunes"),
            ("tuesday", "martes"),
            ("wednesday", "miércoles", "miercoles"),
            ("thursday", "jueves"),
            ("friday", "viernes"),
            ("saturday", "sábado", "sabado"),
            ("sunday", "domingo"),
        )
    )
    for name in names
}
_WEEKDAY = re.compile(rf"\b(?P<past>since|last|on last|desde el|el pasado)?\s?(?P<day>{'|'.join(_WEEKDAYS)})\b", re.I)
_RELATIVE = {"today": 0, "hoy": 0, "tomorrow": 1, "mañana": 1, "yesterday": -1, "ayer": -1}
_RELATIVE_DAY = re.compile(rf"\b(?:{'|'.join(_RELATIVE)})\b", re.I)


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
    if _TRACKING_CUE.search(text):
        for match in _TRACKING.finditer(text):
            yield _entity(EntityType.TRACKING_NUMBER, match.group(), match)
    yield from _of_atoms(text, (AtomKind.MONEY, AtomKind.DATE), today)
    yield from _days(text, today)
    for match in _SIZE.finditer(text):
        yield Entity(type=EntityType.SIZE, value=match["v"], start=match.start("v"), end=match.end("v"))


def _entity(type_: EntityType, value: str, match: re.Match[str]) -> Entity:
    return Entity(type=type_, value=value, start=match.start(), end=match.end())


def order_numbers(text: str, format_: OrderNumberFormat) -> Iterator[Entity]:
    """Full numbers however cased or spaced (`nf 20288`), and bare digits behind a word that announces an order."""
    loose = re.escape(format_.prefix.rstrip("-# ")) + rf"[-\s#]{{0,2}}(?P<digits>\d{{{format_.digits}}})(?![\w-]?\d)"
    for match in re.finditer(rf"(?<![\w-]){loose}", text, re.I):
        yield _entity(EntityType.ORDER_NUMBER, format_.prefix + match["digits"], match)
    for match in re.finditer(rf"(?<![\w.,€£$+-])\d{{{format_.digits}}}(?![\w€£$%]|[.,]\d|-\d)", text):
        if _ORDER_CUE.search(text[max(0, match.start() - 16) : match.start()]):
            yield _entity(EntityType.ORDER_NUMBER, format_.prefix + match.group(), match)


def _of_atoms(text: str, kinds: tuple[AtomKind, ...], today: date) -> Iterator[Entity]:
    types = {AtomKind.EMAIL: EntityType.EMAIL, AtomKind.MONEY: EntityType.AMOUNT, AtomKind.DATE: EntityType.DATE}
    for atom in atoms.extract(text):
        if atom.kind in kinds:
            value = _with_year(atom.value, today) if atom.kind is AtomKind.DATE else atom.value
            yield Entity(type=types[atom.kind], value=value, start=atom.start, end=atom.end)


def _with_year(value: str, today: date) -> str:
    """Give a day without a year the year that brings it nearest to `today`."""
    if not value.startswith("0000"):
        return value
    month, day = int(value[5:7]), int(value[8:10])
    candidates = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            candidates.append(date(year, month, day))
        except ValueError:  # 29 February
            continue
    return min(candidates, key=lambda candidate: abs((candidate - today).days)).isoformat()


def _days(text: str, today: date) -> Iterator[Entity]:
    for match in _RELATIVE_DAY.finditer(text):
        day = today + timedelta(days=_RELATIVE[match.group().lower()])
        yield _entity(EntityType.DATE, day.isoformat(), match)
    for match in _WEEKDAY.finditer(text):
        weekday = _WEEKDAYS[match["day"].lower()]
        ahead = (weekday - today.weekday()) % 7
        offset = (ahead - 7 if ahead else 0) if match["past"] else (ahead or 7)
        if match["past"] and offset == 0:
            offset = -7
        day = today + timedelta(days=offset)
        yield Entity(type=EntityType.DATE, value=day.isoformat(), start=match.start("day"), end=match.end("day"))
