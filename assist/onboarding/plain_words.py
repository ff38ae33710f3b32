"""A parameter in plain words: what it is called, its value with its unit, and whether the law allows it."""

import re
from collections.abc import Sequence
from datetime import date

from assist.onboarding.shared_template import ParameterWords, Words
from assist.workflows import template
from assist.workflows.template import Leaf

NOT_STATED = "not stated yet"
_MONEY = re.compile(r"\d+\.\d{2}")
_COUNTS = re.compile(r"\d+(?:, \d+)*")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_UNITS = (
    ("working_days", "working days"), ("days", "calendar days"), ("minutes", "minutes"), ("weeks", "weeks"),
    ("months", "months"), ("years", "years"), ("percent", "percent"),
)  # fmt: skip
"""Unit by how a step of the path ends; the first that fits counts, so working days stand before days."""
_DEFAULT = "default"


def words_of(path: str, table: Words) -> ParameterWords | None:
    """Return the plain words of a path: its own line, else the first with `*` that fits."""
    pattern = _pattern_of(path, table)
    return None if pattern is None else table.parameters[pattern]


def aloud(path: str) -> ParameterWords:
    """Read a path as words: a parameter nobody has described yet stands on the sheet all the same."""
    steps = path.split(".")
    said = ", ".join(_readable(step) for step in steps[1:] if step != _DEFAULT) or _readable(steps[0])
    return ParameterWords(says=_capital(said))


def block_title(block: str, table: Words) -> str:
    """Return what a block of the file is called."""
    return table.blocks.get(block, _capital(_readable(block)))


def name_of(leaf: Leaf, table: Words, leaves: Sequence[Leaf]) -> str:
    """Return what a value is called, with the case it is for: a country, a code, a dated window.

    A lone default needs no case.
    """
    words = words_of(leaf.path, table) or aloud(leaf.path)
    pattern = (_pattern_of(leaf.path, table) or leaf.path).split(".")
    cases = [step for part, step in zip(pattern, leaf.path.split("."), strict=True) if part == "*"]
    around = leaf.path.rpartition(".")[0]
    has_siblings = sum(other.path.rpartition(".")[0] == around for other in leaves) > 1
    shown = ["all others" if case == _DEFAULT else case for case in cases if case != _DEFAULT or has_siblings]
    return f"{words.says} ({', '.join(shown)})" if shown else words.says


def value_of(leaf: Leaf, words: ParameterWords, currency: str) -> str:
    """Return a value with its unit, dates and lists as people write them."""
    written, unit = leaf.value, _unit(leaf, words)
    if written == template.UNKNOWN:
        return NOT_STATED
    if _MONEY.fullmatch(written) or unit == "money":
        return f"{written} {currency}"
    if is_day(written):
        day = date.fromisoformat(written)
        return f"{day.day} {day:%B %Y}"
    if not _COUNTS.fullmatch(written):
        return _readable(written) if written.islower() else written
    return _counted(written, unit, is_range=words.range)


def _counted(written: str, unit: str, *, is_range: bool) -> str:
    shown = written.replace(", ", " to ") if is_range and written.count(",") == 1 else written
    if unit == "percent":
        return f"{shown} %"
    return f"{shown} {unit.removesuffix('s') if written == '1' else unit}".strip()


def is_lawful(written: str, words: ParameterWords) -> bool:
    """Say whether a value keeps the law's bounds, as far as we know them."""
    if not written.isdigit():
        return True
    value = int(written)
    return (words.floor is None or value >= words.floor) and (words.floor_most is None or value <= words.floor_most)


def is_day(written: str | None) -> bool:
    """Say whether a value is a date."""
    return written is not None and _DAY.fullmatch(written) is not None


def _pattern_of(path: str, table: Words) -> str | None:
    if path in table.parameters:
        return path
    steps = path.split(".")
    return next((pattern for pattern in table.parameters if _fits(pattern.split("."), steps)), None)


def _fits(pattern: Sequence[str], steps: Sequence[str]) -> bool:
    return len(pattern) == len(steps) and all(part in ("*", step) for part, step in zip(pattern, steps, strict=True))


def _unit(leaf: Leaf, words: ParameterWords) -> str:
    if words.unit is not None:
        return words.unit
    steps = leaf.path.split(".")
    return next((unit for step in reversed(steps) for ending, unit in _UNITS if step.endswith(ending)), "")


def _readable(step: str) -> str:
    return step.replace("_", " ")


def _capital(said: str) -> str:
    return said[:1].upper() + said[1:]
