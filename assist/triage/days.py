"""Days a customer speaks of, resolved against the day of the message: `yesterday`, `on Monday`, `29 February`.

Knows nothing of service hours.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from assist.domain.enums import EntityType
from assist.domain.triage import Entity

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
_HAPPENED = (
    r"(?:arrived|came|ordered|bought|placed|got|received|wrote|called|(?<!be )(?<!get )(?:delivered|sent|shipped|posted|returned|collected)|"
    r"lleg[oó]|vino|ped[ií]|compr[eé]|recib[ií]|escrib[ií]|llam[eé]|entregaron|enviaron)"
)
_WEEKDAY = re.compile(rf"\b(?P<day>{'|'.join(_WEEKDAYS)})\b(?P<gone> pasado\b)?", re.I)
_PAST = re.compile(
    rf"\b(?:since|last|desde el|el pasado|{_HAPPENED}(?: (?:it|them|this|back|here))?(?: (?:on|el))?(?: last)?)\s$",
    re.I,
)
_PAST_REACH = 40
"""Characters the longest words for the past take, with room."""
_RELATIVE = {
    "today": 0,
    "hoy": 0,
    "esta mañana": 0,
    "tomorrow": 1,
    "mañana": 1,
    "pasado mañana": 2,
    "yesterday": -1,
    "ayer": -1,
}
_RELATIVE_DAY = re.compile(
    # "la mañana" and its like are the morning of some day.
    rf"\b(?<!\bla )(?<!\bcada )(?<!\buna )(?:{'|'.join(sorted(_RELATIVE, key=len, reverse=True))})\b",
    re.I,
)
_LEAP_YEARS_APART = 4
"""29 February needs a leap year, which is never further away (8 years lie between 1896 and 1904, and round 2100)."""


def find(text: str, today: date) -> Iterator[Entity]:
    """Yield relative days and weekdays; a weekday is the coming one unless its words say that it is past."""
    for match in _RELATIVE_DAY.finditer(text):
        offset = _RELATIVE.get(match.group().lower())
        if offset is not None:
            yield from _entity(today, offset, match.span())
    for match in _WEEKDAY.finditer(text):
        weekday = _WEEKDAYS.get(match["day"].lower())
        if weekday is not None:
            before = _PAST.search(text, max(0, match.start() - _PAST_REACH), match.start())
            is_past = bool(before or match["gone"])
            yield from _entity(today, _days_until(weekday, today, is_past=is_past), match.span("day"))


def with_year(value: str, today: date) -> str:
    """Give an ISO day of year 0000 the year that brings it nearest to `today`."""
    if not value.startswith("0000"):
        return value
    month, day = int(value[5:7]), int(value[8:10])
    candidates = []
    for year in range(today.year - _LEAP_YEARS_APART, today.year + _LEAP_YEARS_APART + 1):
        try:
            candidates.append(date(year, month, day))
        except ValueError:  # 29 February, or beyond the calendar
            continue
    return min(candidates, key=lambda candidate: abs((candidate - today).days)).isoformat()


def _days_until(weekday: int, today: date, *, is_past: bool) -> int:
    """Return -7 to -1 for a past weekday, 1 to 7 for a coming one: nobody calls today by its name."""
    ahead = (weekday - today.weekday()) % 7
    return ahead - 7 if is_past else ahead or 7


def _entity(today: date, offset: int, span: tuple[int, int]) -> Iterator[Entity]:
    """Yield the day, or nothing at the very edge of the calendar."""
    try:
        day = today + timedelta(days=offset)
    except OverflowError:
        return
    yield Entity(type=EntityType.DATE, value=day.isoformat(), start=span[0], end=span[1])
