"""Stretches of time that follow from the days the sources know: "a day later", "the day before". Knows no rule."""

import re
from datetime import date
from itertools import combinations

from assist.atoms import AtomKind, Fact
from assist.drafting.checking.evidence import Evidence
from assist.drafting.checking.statements import Statement

_LATER = re.compile(
    r"\s*(?:later|after(?:wards)?|earlier|before(?:hand)?|ahead|ago|since|old|más tarde|después|antes|atrás)\b", re.I
)
_AFTER = re.compile(
    r"\b(?:after|since|for|desde hace|tras|lleva|llevan|hace) (?:only |just |about |already |ya )?$", re.I
)
_NEXT_DAY = re.compile(
    r"\b(?:day before|day after|next day|following day|previous day|a day|día (?:antes|anterior|siguiente|después))\b"
)
_DAYS = {"day": (1, 1), "week": (7, 7), "month": (28, 31)}
"""The fewest and the most days a unit has."""
MOST_DATES = 30


def follows(fact: Fact, claim: Statement, evidence: Evidence) -> bool:
    """Say whether a stretch of the claim lies between two days that orders and decisions know, or is the day beside one."""
    tells = _LATER.match(claim.text, fact.atom.end) or _AFTER.search(claim.text[: fact.atom.start])
    if fact.atom.kind is not AtomKind.DURATION or not tells or fact.comparator not in (None, "about", ">", "<"):
        return False
    if fact.atom.value == "1 day" and any(_NEXT_DAY.search(source.text.lower()) for source in evidence.sources):
        return True
    number, _, unit = fact.atom.value.partition(" ")
    if unit not in _DAYS or not number.isdigit():
        return False
    fewest, most = (int(number) * days for days in _DAYS[unit])
    return any(fewest <= abs((one - other).days) <= most for one, other in combinations(_dates(evidence), 2))


def _dates(evidence: Evidence) -> list[date]:
    values = {one.fact.atom.value for one in evidence.facts.get(AtomKind.DATE, ())}
    return sorted(date.fromisoformat(value) for value in values if not value.startswith("0000"))[:MOST_DATES]
