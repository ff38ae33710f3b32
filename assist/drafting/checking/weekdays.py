"""Weekdays that a text names, alone, in the plural or as a stretch: "Mondays", "from Monday to Wednesday". Knows no sources."""

import re
from functools import lru_cache

_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SPANISH = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
_NUMBERS = {name: number for names in (_NAMES, _SPANISH) for number, name in enumerate(names)}
_ONE = rf"(?:{'|'.join(_NUMBERS)})"
_NAMED = re.compile(
    rf"\b(?P<one>{_ONE})s?(?:(?: ?[-–] ?| (?:to|through|till|until|and|al?|y) (?:el )?)(?P<last>{_ONE})s?)?\b"
)
_STRETCHES = re.compile(r"[-–]| (?:to|through|till|until|al?)\b")
_BETWEEN = re.compile(r"\b(?:between|entre) (?:el |los )?$")
_BEFORE_A_DATE = re.compile(rf"\b(?P<named>{_ONE})\b,? (?:el |the |día )?(?:día )?$")
_WORKING_WEEK = re.compile(r"\bweekdays?\b")
_WEEKEND = re.compile(r"\bweekends?\b|\bfin(?:es)? de semana\b")
WORKING = frozenset(range(5))
BESIDE = 12
"""Characters between a weekday and its date."""


def number_before(lowered: str) -> int | None:
    """Return the weekday (Monday 0) that a text in small letters ends with, as before a date."""
    match = _BEFORE_A_DATE.search(lowered)
    return _NUMBERS[match["named"]] if match else None


@lru_cache(maxsize=4096)
def named(lowered: str) -> frozenset[int]:
    """Return every weekday a source names, those of "weekdays" and "weekend" as well."""
    found = {number for number, _ in _named(lowered)}
    found |= WORKING if _WORKING_WEEK.search(lowered) else set()
    return frozenset(found | ({5, 6} if _WEEKEND.search(lowered) else set()))


def undated(lowered: str, dates: list[int]) -> frozenset[int]:
    """Return the weekdays that stand before none of the `dates` (where they begin)."""
    return frozenset(
        number for number, end in _named(lowered) if not any(0 <= start - end <= BESIDE for start in dates)
    )


@lru_cache(maxsize=4096)
def _named(lowered: str) -> tuple[tuple[int, int], ...]:
    """Return weekdays with where they end; a stretch holds those between its ends."""
    found: list[tuple[int, int]] = []
    for match in _NAMED.finditer(lowered):
        first = _NUMBERS[match["one"]]
        last = first if match["last"] is None else _NUMBERS[match["last"]]
        joins = lowered[match.end("one") : match.start("last")] if match["last"] else ""
        is_stretch = bool(_STRETCHES.search(joins) or _BETWEEN.search(lowered, 0, match.start()))
        between = range(first, first + (last - first) % 7 + 1) if is_stretch else (first, last)
        found += [(number % 7, match.end()) for number in between]
    return tuple(found)
