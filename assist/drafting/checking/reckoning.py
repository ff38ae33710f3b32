"""Amounts that follow from others: what is left of a price when a fee is taken off, what two amounts come to together.

Each amount of the sum must be known or follow from two that are, and the draft must name the terms: nobody can check a
bare result. Knows no words beyond those around an amount.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations

from assist.atoms import AtomKind, Fact
from assist.drafting.checking.evidence import Evidence, SourceFact
from assist.drafting.checking.statements import Statement

_WHOLE_BEFORE = re.compile(
    r"\b(?:(?:out )?(?:of|from) (?:the|your|that)|de(?: los| tus)?|del?|paid|pagad[oa]s?|pagaste)\s*(?:about )?$", re.I
)
"""Before the amount that something is taken from."""
_LESS = re.compile(r"\s*(?:less|minus|menos)\b", re.I)
_TOGETHER = re.compile(
    r"\b(?:together|altogether|in all|in total|a total|total|plus|adds? up|comes to|en total|juntos|sumad[oa]s?)\b",
    re.I,
)
_CHARGED = re.compile(r"\b(?:costs?|charges?|charged|fees?|price|cuesta|cobramos)\b[^.,;]{0,25}$", re.I)
"""Before an amount that somebody asks for: that is stated, not reckoned."""
MOST_AMOUNTS = 40
"""Amounts in the sources beyond which any sum could be found."""


@dataclass(frozen=True)
class Typed:
    """The finding on one fact: the source facts behind it, or what is wrong."""

    fact: Fact
    behind: tuple[SourceFact, ...] = ()
    why: str | None = None


def explained(claim: Statement, evidence: Evidence, told: frozenset[str]) -> dict[int, Typed]:
    """Return the amounts of a claim that a sum explains, by where they begin. `told` are all amounts of the draft."""
    asked = [fact for fact in claim.facts if fact.atom.kind is AtomKind.MONEY]
    bare = {fact.atom.value for fact in claim.facts if fact.atom.kind is AtomKind.NUMBER}
    units = {fact.amount.partition(" ")[2] for fact in asked}
    named = told | {fact.amount for fact in asked} | {f"{number} {unit}" for number in bare for unit in units}
    if not asked or len(named) < 2:
        return {}
    known = evidence.facts.get(AtomKind.MONEY, [])
    amounts = {one.fact.amount for one in known}
    sums = list(_sums(amounts, named)) if len(known) <= MOST_AMOUNTS else []
    behind = {fact.atom.start: _terms(fact, claim, sums, amounts) for fact in asked}
    return {
        fact.atom.start: Typed(fact, tuple(one for one in known if one.fact.amount in terms))
        for fact in asked
        if (terms := behind[fact.atom.start])
    }


def _sums(known: set[str], told: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    """Yield `(whole, one, other)` with whole = one + other, at least two of them told, at most one of them unknown."""
    by_value = {_value(amount): amount for amount in known | told if _value(amount)}
    for one, other in permutations([amount for amount in by_value.values() if amount in known], 2):
        first, second = _value(one), _value(other)
        if first is None or second is None or first[1] != second[1] or first[0] <= second[0]:
            continue
        for value in (first[0] - second[0], first[0] + second[0]):
            third = by_value.get((value, first[1]))
            if third is not None:
                whole, *parts = sorted((one, other, third), key=_size, reverse=True)
                if sum(amount in told for amount in (one, other, third)) >= (2 if third in known else 3):
                    yield whole, parts[0], parts[1]


def _terms(fact: Fact, claim: Statement, sums: list[tuple[str, str, str]], known: set[str]) -> frozenset[str]:
    """Return the other amounts of the sum that explains this one: as what is left, as the whole, or as a total."""
    before, is_total = claim.text[: fact.atom.start], bool(_TOGETHER.search(claim.text))
    for whole, *parts in sums:
        if whole not in known and not is_total:
            continue
        is_left = fact.amount in parts and not _CHARGED.search(before)
        if is_left or (
            fact.amount == whole
            and (is_total or _WHOLE_BEFORE.search(before) or _LESS.match(claim.text, fact.atom.end))
        ):
            return frozenset((whole, *parts)) - {fact.amount}
    return frozenset()


def _value(amount: str) -> tuple[Decimal, str] | None:
    number, _, currency = amount.partition(" ")
    return (Decimal(number), currency) if re.fullmatch(r"\d+(?:\.\d+)?", number) and " " not in currency else None


def _size(amount: str) -> Decimal:
    value = _value(amount)
    return value[0] if value else Decimal(0)
