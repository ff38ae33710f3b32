"""Whether the conditions of a claim are those of its sources: made up, turned round, or left out.

A condition may be said in many ways; told of another thing, or not told, the rule is another.
"""

import re
from collections.abc import Sequence

from assist.drafting.checking import commitments, lexis
from assist.drafting.checking.evidence import Evidence, Known, SourceKind
from assist.drafting.checking.statements import Statement

MADE_UP = 2
"""Telling names of a condition, none of which any source holds: then it was made up."""
MADE_UP_BESIDE = 4
"""The same where all else of the sentence stands in a conditional sentence of a source: it may be that one in other words."""
CONDITION_KNOWN = 0.5
"""Share of a condition's names one source statement must hold."""

MAIN_SHARED = 0.6
"""Share of what a claim says beside its condition that a source statement must hold to be its rule."""

_EXCEPTS = re.compile(r"\b(?:unless|a menos que|a no ser que)\b", re.I)
_MAY_EXCEPT = re.compile(
    r"\b(?:unless|except\w*|only|until|not|never|no|without|before|as long as|other than|apart from|excluded?|cannot|salvo|excepto|solo|s[óo]lo|hasta|sin|"
    r"menos|ser)\b|n['’]t\b",
    re.I,
)
"""What an "unless" can be another way of saying."""
_COURTEOUS_CONDITIONS = frozenset(
    {
        "first",
        "like",
        "question",
        "anyth",
        "els",
        "help",
        "wish",
        "prefer",
        "choos",
        "suit",
        "ok",
        "fin",
        "doubt",
        "writ",
    }
)
_GENERIC = frozenset({"item", "purchas", "parcel", "custom"})
"""Names that stand in every second condition and tell none from another."""
_MARKERS = {"if": "if", "only": "if", "unless": "unless"}


def fault(claim: Statement, told: Sequence[Known], evidence: Evidence) -> str | None:
    """Return what is wrong with a condition: a made-up one makes a new rule, a turned one the opposite rule."""
    may_except = (_MAY_EXCEPT.search(known.statement.text) or _tells_apart(claim, known) for known in told)
    if _EXCEPTS.search(claim.text) and not any(may_except):
        return "its source sets the condition the other way round"
    if commitments.REQUEST.search(claim.text):
        return None
    for marker, names in claim.conditions:
        telling = names - _COURTEOUS_CONDITIONS - _GENERIC - lexis.LIGHT - lexis.FILLERS
        if not telling:
            continue
        held = [known for known in evidence.known if len(telling & known.names) >= CONDITION_KNOWN * len(telling)]
        unknown = MADE_UP if _is_loose(claim, names, told) else MADE_UP_BESIDE
        if len(telling) >= unknown and not telling & evidence.names:
            return "no source states its condition"
        markers = {
            _MARKERS[theirs]
            for known in held
            for theirs, said in known.statement.conditions
            if len(telling & (said - _GENERIC)) > CONDITION_KNOWN * len(telling)
        }
        if markers and _MARKERS[marker] not in markers:
            return "its source sets the condition the other way round"
    return None


def _tells_apart(claim: Statement, known: Known) -> bool:
    """Say whether a source tells the exception in a clause of its own: "free here; customers over there pay"."""
    for _, names in claim.conditions:
        main = claim.names - names
        theirs = [clause.names for clause in known.statement.clauses if not clause.conditional]
        exception = [clause for clause in theirs if names and len(names & clause) * 2 >= len(names)]
        if exception and any(main & clause for clause in theirs if clause not in exception):
            return True
    return False


def _is_loose(claim: Statement, condition: frozenset[str], told: Sequence[Known]) -> bool:
    """Say whether the sentence, its condition left out, is not clearly that of a source with a condition of its own."""
    main = claim.names - condition - lexis.LIGHT
    tied = (one for one in told if one.statement.conditions or any(fact.comparator for fact in one.statement.facts))
    return not main or not any(len(main & one.names) >= MAIN_SHARED * len(main) for one in tied)


def lost(claim: Statement, near: Sequence[tuple[float, Known]], draft: frozenset[str]) -> str | None:
    """Return that a condition is left out. A rule told without its "only if" is another rule, unless a decision has weighed it or the draft says it elsewhere."""
    if claim.conditions or any(known.source.kind is not SourceKind.POLICY for _, known in near[:1]):
        return None
    for share, known in near[:1]:
        unconditional = any(not other.statement.conditions for s, other in near[1:] if s >= share - 0.05)
        for marker, names in known.statement.conditions:
            main = known.statement.names - names
            if share < 0.7 or unconditional or not main or len(claim.names & main) < 0.6 * len(main):
                continue
            if marker in ("only", "unless") and len(names & draft) < 0.33 * len(names):
                return "its source sets a condition that is left out"
    return None
