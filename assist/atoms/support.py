"""Which facts of a statement its sources do not state."""

import re
from collections.abc import Iterable

from assist.atoms.extraction import extract
from assist.atoms.kinds import Atom, AtomKind

_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_YEAR_LENGTH = 4

Known = set[tuple[AtomKind, str]]


def values(text: str) -> frozenset[tuple[AtomKind, str]]:
    """Return the number-like facts of `text` as a set that compares by normal form."""
    return frozenset((atom.kind, atom.value) for atom in extract(text))


def unsupported(statement: str, sources: Iterable[str]) -> list[Atom]:
    """Return the number-like atoms of `statement` that stand in none of the `sources`.

    A bare number is supported by any atom that holds it, a count too unless a source counts the same things
    differently; a date without a year by that day in any year, a month by a day in it. Wording is not compared.
    """
    known: Known = set()
    for source in sources:
        known |= values(source)
    digits = {part for _, value in known for part in _DIGITS.findall(value)}
    return [atom for atom in extract(statement) if not _is_known(atom, known, digits)]


def _is_known(atom: Atom, known: Known, digits: set[str]) -> bool:
    if (atom.kind, atom.value) in known:
        return True
    if atom.kind is AtomKind.NUMBER:
        return atom.value in digits
    if atom.kind is AtomKind.COUNT:
        return _count_is_known(atom.value, known, digits)
    if atom.kind is AtomKind.DATE:
        return any(kind is AtomKind.DATE and _same_day(atom.value, value) for kind, value in known)
    if atom.kind is AtomKind.MONTH:
        return any(kind is AtomKind.DATE and value.startswith(atom.value) for kind, value in known)
    return False


def _count_is_known(value: str, known: Known, digits: set[str]) -> bool:
    """`2 parcel` stands on a bare 2 unless a source says `3 parcel`; one of a thing is hardly more than an article."""
    number, _, noun = value.partition(" ")
    if number == "1":
        return True
    says_otherwise = any(kind is AtomKind.COUNT and other.partition(" ")[2] == noun for kind, other in known)
    return not says_otherwise and all(part in digits for part in number.split("-"))


def _same_day(one: str, other: str) -> bool:
    return one[_YEAR_LENGTH:] == other[_YEAR_LENGTH:] and "0000" in (one[:_YEAR_LENGTH], other[:_YEAR_LENGTH])
