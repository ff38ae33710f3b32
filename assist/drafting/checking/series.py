"""Numbers told in a row, each of another thing: "steel takes 6 days and ceramic 12". The unit is said once only.

Knows no verdict beyond whether a claim gives one thing the number of another.
"""

import re

from assist.atoms import AtomKind, Fact
from assist.drafting.checking import lexis
from assist.drafting.checking.evidence import SourceFact
from assist.drafting.checking.statements import Statement

_COUNTED = frozenset({AtomKind.DURATION, AtomKind.MONEY, AtomKind.PERCENT})
_CLAUSE_END = re.compile(r"[,;:.](?!\d)|\b(?:and|but|y|pero)\b")
LONGEST_TAIL = 12
"""Characters behind the last number of a row that are no qualifier of it."""


def is_elided(claimed: Fact, source: SourceFact) -> bool:
    """Say whether a bare number of a source is the claimed one, its unit said beside it: "10 days, all others 5"."""
    number, _, unit = claimed.atom.value.partition(" ")
    return claimed.atom.kind in _COUNTED and source.fact.atom.value == number and unit in _units(claimed, source)


def _units(claimed: Fact, source: SourceFact) -> frozenset[str]:
    beside = (fact.atom for fact in source.known.statement.facts if fact.atom.kind is claimed.atom.kind)
    return frozenset(atom.value.partition(" ")[2] for atom in beside)


def is_swapped(claimed: Fact, claim: Statement, source: SourceFact) -> bool:
    """Say whether all that stands before another number of the source's row is in the claim, and not what is before this one."""
    row = _row(source, claimed.atom.kind)
    if len(row) < 2:
        return False
    told = _told_before(source.known.statement, row)
    own = next((names for fact, names in zip(row, told, strict=True) if fact is source.fact), frozenset())
    others = [names for fact, names in zip(row, told, strict=True) if fact is not source.fact]
    telling = own - frozenset().union(*others)
    theirs = [names - own for names in others]
    if not telling or not all(theirs):
        return False
    said = _told_of(claimed, claim)
    return not telling <= said and any(names <= said for names in theirs)


def _row(source: SourceFact, kind: AtomKind) -> list[Fact]:
    """Return the numbers of one kind in a source statement in order, bare ones too; none where the last is qualified behind."""
    facts = [fact for fact in source.known.statement.facts if fact.atom.kind in (kind, AtomKind.NUMBER)]
    tail = source.known.statement.text[facts[-1].atom.end :] if facts else ""
    return facts if any(fact.atom.kind is kind for fact in facts) and len(tail) <= LONGEST_TAIL else []


def _told_before(statement: Statement, row: list[Fact]) -> list[frozenset[str]]:
    starts = [0, *(fact.atom.end for fact in row[:-1])]
    return [_names(statement.text[start : fact.atom.start]) for start, fact in zip(starts, row, strict=True)]


def _told_of(claimed: Fact, claim: Statement) -> frozenset[str]:
    """Return what the claim says of its number: what stands before it and, when there is no other, behind it in its clause."""
    row = [fact for fact in claim.facts if fact.atom.kind in (claimed.atom.kind, AtomKind.NUMBER)]
    if len(row) > 1:
        return _told_before(claim, row)[row.index(claimed)]
    behind = _CLAUSE_END.split(claim.text[claimed.atom.end :])[0]
    return _names(f"{claim.text[: claimed.atom.start]} {behind}")


def _names(said: str) -> frozenset[str]:
    return frozenset(name for name, _ in lexis.signed(said.lower())) - lexis.LIGHT
