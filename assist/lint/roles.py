"""The numbers of `workflows.yaml` as a page would state them: in which unit, where they hold, and what they mean.

The shared workflow templates have a closed set of numbers; for those a page that states another value is found. A
number without a meaning is only looked for.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from assist.lint import meanings, vocabulary

_UNITS = ("working_days", "days", "weeks", "months", "years", "minutes")
_MONEY = re.compile(r"\d+\.\d{2}")
_CLOCK = re.compile(r"\d\d:\d\d")
_WORKING_DAYS = ("bank_days",)
"""Keys that do not say so: banks are shut on other days."""
_CANONICAL = {"weeks": ("day", 7), "years": ("month", 12)}
_ALL_PLACES = "default"
_PLACE = re.compile(r"default|[A-Z]{2}(?:-[A-Z]+)?")


@dataclass(frozen=True)
class Parameter:
    """One number of `workflows.yaml` as a page would state it."""

    path: tuple[str, ...]
    kind: str
    """`duration`, `percent`, `money`, `time` or `date`."""
    value: str
    """In the normal form of `assist.lint.assertions.Figure`."""
    written: str
    meaning: str | None
    """One of `assist.lint.meanings`; None when the number is not of the shared templates."""
    places: frozenset[str]
    """Where it holds, empty: it does not say."""
    is_local: bool
    """Whether other places have a number of their own."""

    @property
    def name(self) -> str:
        """The keys as one path."""
        return ".".join(self.path)

    @property
    def block(self) -> str:
        """The workflow it belongs to."""
        return self.path[0]


def parameters(parsed: Mapping[str, object], currency: str) -> list[Parameter]:
    """Return the numbers of a parsed `workflows.yaml` that a page can state; nothing and zero are not stated."""
    found = []
    for path, given in _leaves(parsed, ()):
        if path[0] == "passages" or path[-1] in ("pages", "id", "page"):
            continue
        normal = _normal(path, given, currency)
        if normal:
            kind, value, written = normal
            found.append(Parameter(path, kind, value, written, meanings.named(path), *_places(path, parsed)))
    return found


def _leaves(given: object, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], object]]:
    if isinstance(given, Mapping):
        for key, below in given.items():
            yield from _leaves(below, (*path, str(key)))
    elif isinstance(given, list) and any(isinstance(each, Mapping) for each in given):
        for at, each in enumerate(given):
            name = each.get("id", at) if isinstance(each, Mapping) else at
            yield from _leaves(each, (*path, str(name)))
    else:
        yield path, given


def _normal(path: tuple[str, ...], given: object, currency: str) -> tuple[str, str, str] | None:
    """Return kind, normal form and how a person writes it."""
    if isinstance(given, date):
        return "date", given.isoformat(), f"{given.day} {given:%B %Y}"
    if isinstance(given, str) and _MONEY.fullmatch(given):
        amount = given.rstrip("0").rstrip(".") if "." in given else given
        return ("money", f"{amount} {currency}", f"{given} {currency}") if float(given) else None
    if isinstance(given, str) and _CLOCK.fullmatch(given):
        return "time", given, given
    count = _count(given)
    if not count:
        return None
    if any(key.endswith("_percent") for key in path[-2:]) or path[-1] == "percent":
        return "percent", count, f"{count} %"
    unit = next((unit for key in reversed(path) for unit in _UNITS if _in_unit(key, unit)), None)
    unit = "working_days" if path[-1] in _WORKING_DAYS else unit
    return _duration(count, unit) if unit else None


def _in_unit(key: str, unit: str) -> bool:
    """`window_days`, `cutoff_days_before`; in `level_2_from_refund_in_90_days` the days are not what is counted."""
    return re.fullmatch(rf"(?:[a-z_]+_)?{unit}(?:_before)?", key) is not None


def _count(given: object) -> str:
    """Return `3` or `1-3`; empty for what is no number."""
    if isinstance(given, bool):
        return ""
    if isinstance(given, int):
        return str(given) if given else ""
    if isinstance(given, list) and len(given) == 2 and all(isinstance(each, int) for each in given):
        return f"{given[0]}-{given[1]}"
    return ""


def _duration(count: str, unit: str) -> tuple[str, str, str]:
    written = f"{count} {unit.replace('_', ' ')}"
    if unit in _CANONICAL and count.isdigit():
        smaller, factor = _CANONICAL[unit]
        return "duration", f"{int(count) * factor} {smaller}", written
    return "duration", f"{count} {unit.replace('_', ' ').removesuffix('s')}", written


def _places(path: tuple[str, ...], parsed: Mapping[str, object]) -> tuple[frozenset[str], bool]:
    """Return where a number holds, and whether there are others for other places."""
    siblings: object = parsed
    for key in path[:-1]:
        siblings = siblings.get(key) if isinstance(siblings, Mapping) else None
    if not isinstance(siblings, Mapping) or not all(_PLACE.fullmatch(str(key)) for key in siblings):
        return frozenset(), False
    if path[-1] != _ALL_PLACES:
        return vocabulary.of_countries((path[-1],)), len(siblings) > 1
    is_rest = bool(set(siblings) - {_ALL_PLACES})
    return frozenset({"elsewhere"} if is_rest else ()), is_rest
