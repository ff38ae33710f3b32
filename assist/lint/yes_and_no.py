"""Statements of which one grants what the other denies: `we do not offer instalments`, `pay in instalments`.

A duty denied (`no photo needed`) is answered by a duty only, a denial on a condition by a grant on the same one.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from assist.lint import vocabulary
from assist.lint.assertions import Assertion, Weights
from assist.lint.claims import Claim, Says, claims_of

COVERED, COVERED_OFF_TOPIC = 0.8, 0.9
"""How much of the shorter claim the longer must hold, where pages declare a topic in common and where they do not.
Lower, neighbours of one topic are taken for one: measured on the sample brands, which hold no such contradiction."""
LEAST_BACK, LEAST_BACK_OFF_TOPIC = 0.45, 0.7
"""How much of the longer claim the shorter must hold."""
COVERED_ITEM = 0.9
"""For one item of a list, both ways: `orders by chat`."""
LEAST_SHARED, LEAST_BESIDE_COST = 0.76, 0.42
"""Weight in common, as part of a word said once: one rare word, or two of the shop's common ones."""
SAME_CONDITION = 0.5
_AFTER = re.compile(r"\b(?:after|once|no longer|more than|después|ya no)\b", re.I)
_SAME = re.compile(r"\b(?:same|mism[oa]s?)\b", re.I)
_ANSWERS_NO = re.compile(r"^\W*no[,:]", re.I)
_DECIDING = frozenset({"refund", "credit", "exchange"})
"""Claims that differ in one of these are two matters."""


def opposed(said: list[Assertion], weights: Weights) -> Iterator[tuple[Claim, Claim, float]]:
    """Yield denials with what they deny in other passages of their language, and how surely both are one matter."""
    by_sentence = {id(assertion): claims_of(assertion) for assertion in said if assertion.is_statement}
    claims = [claim for found in by_sentence.values() for claim in found]
    granted: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        for concept in claim.concepts if _grants(claim) else ():
            granted[concept].append(claim)
    for no in claims:
        for yes in _near(no, granted) if no.denies else ():
            likeness = _likeness(no, yes, weights)
            if likeness and not _takes_back(no, by_sentence[id(yes.assertion)], weights):
                yield no, yes, likeness


def _near(no: Claim, granted: dict[str, list[Claim]]) -> list[Claim]:
    """Return what grants the focus of a denial; of what is free, something about one of its two rarest concepts."""
    rarest = sorted(no.concepts - {vocabulary.COST}, key=lambda concept: (len(granted[concept]), concept))
    return list({id(yes): yes for concept in no.focus or rarest[:2] for yes in granted[concept]}.values())


def _grants(claim: Claim) -> bool:
    """Say whether it says yes; what follows `No,` seldom does, and what holds from some amount on is no plain yes."""
    return not (claim.denies or claim.assertion.has_limit or _ANSWERS_NO.match(claim.assertion.ruled))


def _likeness(no: Claim, yes: Claim, weights: Weights) -> float | None:
    """Return how surely both speak of one matter; None when they need not."""
    if not _can_answer(no, yes) or not _decide_alike(no, yes) or not _holds_when(no, yes, weights):
        return None
    if not _same_subject(no, yes) or not _same_phase(no.assertion, yes.assertion):
        return None
    return _covered(no, yes, weights)


def _can_answer(no: Claim, yes: Claim) -> bool:
    one, other = no.assertion, yes.assertion
    if one.placed.passage.id == other.placed.passage.id or one.placed.passage.locale != other.placed.passage.locale:
        return False
    if one.has_limit or (no.says is Says.NO_DUTY and yes.says is not Says.DUTY):
        return False
    return no.noun <= yes.concepts


def _holds_when(no: Claim, yes: Claim, weights: Weights) -> bool:
    """Say whether what is denied on a condition is granted on the same one."""
    met = no.condition & (yes.assertion.concepts | yes.assertion.heading)
    return weights.of(met) >= SAME_CONDITION * weights.of(no.condition)


def _decide_alike(no: Claim, yes: Claim) -> bool:
    denied, granted = (claim.concepts | claim.condition for claim in (no, yes))
    if denied & _DECIDING != granted & _DECIDING:
        return False
    around = no.assertion.concepts & _DECIDING, yes.assertion.concepts & _DECIDING
    if not denied & _DECIDING and all(around) and around[0] != around[1]:
        return False
    return (vocabulary.COST in no.concepts) == (vocabulary.COST in yes.concepts)


def _same_subject(no: Claim, yes: Claim) -> bool:
    """Say whether both are about one thing; a denial for three countries is answered by a grant for one of them."""
    denied, granted = no.assertion.apart, yes.assertion.apart
    places = vocabulary.place(denied), vocabulary.place(granted)
    if denied - places[0] != granted - places[1]:
        return False
    return places[0] == places[1] or bool(places[1] and places[1] <= places[0])


def _same_phase(one: Assertion, other: Assertion) -> bool:
    """`After picking` and `until picking` are two times, `the same country` and `another` two places."""
    return all(bool(pattern.search(one.ruled)) == bool(pattern.search(other.ruled)) for pattern in (_AFTER, _SAME))


def _covered(no: Claim, yes: Claim, weights: Weights) -> float | None:
    shared = no.concepts & yes.concepts
    beside_cost = shared - {vocabulary.COST}
    if weights.of(shared) < LEAST_SHARED * weights.most or weights.of(beside_cost) < LEAST_BESIDE_COST * weights.most:
        return None
    of_no, of_yes = weights.of(shared) / weights.of(no.concepts), weights.of(shared) / weights.of(yes.concepts)
    if no.is_item:
        above = no.concepts | no.assertion.heading
        of_yes = weights.of(yes.concepts & above) / weights.of(yes.concepts)
        return min(of_no, of_yes) if min(of_no, of_yes) >= COVERED_ITEM else None
    on_topic = _share_a_topic(no, yes)
    more, less = max(of_no, of_yes), min(of_no, of_yes)
    most, least = (COVERED, LEAST_BACK) if on_topic else (COVERED_OFF_TOPIC, LEAST_BACK_OFF_TOPIC)
    return more if more >= most and less >= least else None


def _share_a_topic(no: Claim, yes: Claim) -> bool:
    """Say whether their pages declare a topic in common; pages that declare none, as imported contracts, may be about anything."""
    one, other = no.assertion.placed.passage.intents, yes.assertion.placed.passage.intents
    return bool(set(one) & set(other))


def _takes_back(no: Claim, claims: list[Claim], weights: Weights) -> bool:
    """Say whether the other sentence denies the same."""
    return any(claim.denies and _covered(no, claim, weights) is not None for claim in claims)
