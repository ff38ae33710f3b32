"""A day the customer needs something by, in words for an agent: a flight, a party, a plain "by Thursday"."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assist.domain.enums import EntityType
from assist.domain.triage import Entity

FURTHEST = timedelta(days=60)
"""A day further off hurries nobody."""
_BEFORE, _BEHIND = 45, 25
"""Characters around a date in which its meaning is said."""

_MEANINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("Customer travels on", re.compile(
        r"\b(?:fly|flying|flight|travel\w*|leav(?:e|ing)|trip|holidays?|vacation|set off|"
        r"vuelo|viaj\w+|salgo|salimos|me voy|nos vamos|vacaciones)\b", re.I)),
    ("Customer needs it for an event on", re.compile(
        r"\b(?:wedding|birthday|party|funeral|anniversary|graduation|race|concert|interview|"
        r"boda|cumplea[nñ]os|fiesta|funeral|aniversario|carrera|entrevista)\b", re.I)),
    ("Customer needs it by", re.compile(
        r"\b(?:need\w*|must|has to|have to|before|by|deadline|latest|necesit\w+|antes del?|para el|como muy tarde)\b",
        re.I)),
)  # fmt: skip


@dataclass(frozen=True)
class Deadline:
    on: date
    words: str
    """For an agent: "Customer travels on 2026-11-26"."""


def find(entities: Sequence[Entity], texts: Mapping[str, str], today: date) -> Deadline | None:
    """Return the nearest day ahead that the customer needs something by; `texts` are the turn's, by message id."""
    found = [one for entity in entities if (one := _of(entity, texts, today)) is not None]
    return min(found, key=lambda one: one.on, default=None)


def _of(entity: Entity, texts: Mapping[str, str], today: date) -> Deadline | None:
    text = texts.get(entity.message_id or "")
    day = _day(entity)
    if text is None or day is None or not today <= day <= today + FURTHEST:
        return None
    around = text[max(0, entity.start - _BEFORE) : entity.end + _BEHIND]
    meaning = next((words for words, pattern in _MEANINGS if pattern.search(around)), None)
    return Deadline(day, f"{meaning} {day}") if meaning else None


def _day(entity: Entity) -> date | None:
    if entity.type is not EntityType.DATE:
        return None
    try:
        return date.fromisoformat(entity.value)
    except ValueError:
        return None
