"""Whether two cases ask for the same: nearly the same words, and nothing that one expects is denied by the other.

Words are compared as signs (rapidfuzz's ratio) and not by meaning: another wording of a known question is worth a case of
its own, while "within 30 days" and "after 30 days" lie as near to each other in an encoder's space as two paraphrases.
"""

import re
from collections.abc import Iterable

from rapidfuzz import fuzz

from assist.reading import read
from evals.cases import Case
from evals.expectations import ExpectedDecision

ALIKE = 90.0
"""Percent. Of our hand-written pairs in one cell, those above differ by a weekday or an order number; the first that differ
in what they mean lie at 86: "I opened the cream", "I haven't opened the cream"."""
_NUMBER = re.compile(r"\b(?=\w*\d)[\w-]{4,}\b")


def words_of(case: Case) -> str:
    """Return the customer's newest turn as it compares: small letters, single spaces, no order numbers."""
    said = " ".join(read(case.request.messages).turn_text.casefold().split())
    return _NUMBER.sub("#", said)


def is_like_any(case: Case, others: Iterable[tuple[Case, str]]) -> bool:
    """Say whether a case asks for what one of these asks for; each comes with its words."""
    words = words_of(case)
    return any(fuzz.ratio(words, theirs, score_cutoff=ALIKE) and agree(case, other) for other, theirs in others)


def agree(one: Case, other: Case) -> bool:
    """Say whether both may be right of one message: the same cell of decisions, tags and words that must be said."""
    mine, theirs = one.expect, other.expect
    if (mine.must_say, mine.must_not_say) != (theirs.must_say, theirs.must_not_say) and (one.look or other.look):
        return False
    if one.request.channel != other.request.channel:
        return False
    if mine.intents is not None and theirs.intents is not None:
        return [each.name for each in mine.intents] == [each.name for each in theirs.intents]
    if mine.decisions is None or theirs.decisions is None:
        return (mine.intents is None) == (theirs.intents is None)
    pairs = zip(mine.decisions, theirs.decisions, strict=False)
    return len(mine.decisions) == len(theirs.decisions) and all(_same_cell(*pair) for pair in pairs)


def _same_cell(one: ExpectedDecision, other: ExpectedDecision) -> bool:
    """Compare workflow, outcome and rule, as far as both name them."""
    rules = one.rule_prefix, other.rule_prefix
    return (
        bool({*one.outcome} & {*other.outcome})
        and _meet(one.intent, other.intent)
        and _meet(one.workflow, other.workflow)
        and (not all(rules) or str(rules[0]).startswith(str(rules[1])) or str(rules[1]).startswith(str(rules[0])))
    )


def _meet(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    return not mine or not theirs or bool({*mine} & {*theirs})
