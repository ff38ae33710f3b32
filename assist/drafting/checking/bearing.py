"""Whether a claim says the same way round as its sources: denial, opposites, who acts, conditions.

A flipped word keeps nearly all others, so the claim is compared with what is nearest to it, clause by clause.
"""

from collections.abc import Sequence

from assist.atoms import AtomKind, Fact
from assist.drafting.checking import lexis
from assist.drafting.checking.evidence import Evidence, Known, SourceKind
from assist.drafting.checking.statements import Clause, Statement

NEAR = 0.5
"""Share of a clause's names a source clause must hold to speak of the same."""
LEAD = 0.15
"""By how much the opposite must fit better than the same."""
CONDITION_KNOWN = 0.5
"""Share of a condition's names one source statement must hold."""

_OPPOSITE_MODALS = {
    "may": {"may_not", "must_not", "never"}, "may_not": {"may"}, "must": {"need_not"}, "need_not": {"must"}, "must_not": {"may", "must"},
    "free": {"not_free"}, "not_free": {"free"}, "included": {"excluded"}, "excluded": {"included"}, "accepted": {"not_accepted"},
    "not_accepted": {"accepted"}, "always": {"never"}, "never": {"always", "may"},
}  # fmt: skip
_STRONG_FORMS = frozenset({"free", "always", "never"})
_STRONG_WORDS = frozenset(
    {
        "guarantee",
        "guaranteed",
        "guarantees",
        "unlimited",
        "instantly",
        "immediately",
        "forever",
        "anytime",
        "gratis",
        "garantizado",
    }
)
_OPPOSITE_BOUNDS = {
    "before": {"after"}, "after": {"before", "within", "until"}, "until": {"from", "after"}, "from": {"until"}, "within": {"after"}, "except": {"including"},
    "including": {"except"}, "least": {"most", "less"}, "most": {"least", "more"}, "more": {"less", "most"}, "less": {"more", "least"}, "with": {"without"},
    "without": {"with"},
}  # fmt: skip
_COURTEOUS_CONDITIONS = frozenset(
    {"like", "question", "anyth", "els", "help", "wish", "prefer", "choos", "suit", "ok", "fin", "doubt", "writ"}
)
_MARKERS = {"if": "if", "only": "if", "unless": "unless"}


def fault(
    claim: Statement, near: Sequence[tuple[float, Known]], evidence: Evidence, draft: frozenset[str]
) -> str | None:
    """Return what is turned round in the claim, None when nothing is. `draft` are the names of the whole draft."""
    told = [known for share, known in near if share >= 0.3]
    return (
        _denial(claim, told)
        or _signs(claim, told)
        or _opposite_word(claim, near)
        or _bound(claim, told)
        or _strengthened(claim, told)
        or _modality(claim, near)
        or _actor(claim, told)
        or _condition(claim, evidence)
        or _lost_condition(claim, near, draft)
    )


def _denial(claim: Statement, told: Sequence[Known]) -> str | None:
    """Compare each clause with the source clauses that deny as it does and those that do not."""
    for clause in claim.clauses:
        if len(clause.names) < 2 and len(claim.clauses) > 1:
            if _is_turned(clause, told[:1]):
                return "its source says the opposite"
            continue
        same, other = _best(clause, told, denied=clause.denied), _best(clause, told, denied=not clause.denied)
        if other >= NEAR and other - same >= LEAD:
            return "its source says the opposite"
    return None


def _is_turned(clause: Clause, nearest: Sequence[Known]) -> bool:
    """Say whether the nearest source has this very clause, of one word, only the other way round."""
    found = {each.denied for known in nearest for each in known.statement.clauses if each.names == clause.names}
    return bool(found) and clause.denied not in found


def _bound(claim: Statement, told: Sequence[Known]) -> str | None:
    """Compare what is set before, after, except, at least ... with what the sources set so."""
    known = [bound for one in told for bound in one.statement.bounds]
    for bound in claim.bounds:
        about = [
            other
            for other in known
            if bound.names <= other.names or (bound.names & other.names and other.word == bound.word)
        ]
        opposite = _OPPOSITE_BOUNDS[bound.word]
        if any(other.word in opposite for other in about) and not any(other.word not in opposite for other in about):
            return "its source says the opposite"
    return None


def _best(clause: Clause, told: Sequence[Known], *, denied: bool) -> float:
    """Return the best share of the clause's names in a source clause that denies so, in [0, 1]."""
    shares = [
        len(clause.names & known_clause.names) / len(clause.names)
        for known in told
        for known_clause in known.statement.clauses
        if known_clause.denied is denied
    ]
    return max(shares, default=0.0)


def _signs(claim: Statement, told: Sequence[Known]) -> str | None:
    """Compare words that deny in themselves: worn and unworn."""
    known = {sign for one in told for clause in one.statement.clauses for sign in clause.signs}
    for clause in claim.clauses:
        for name, negated in clause.signs:
            if (
                (name, negated) not in known
                and (name, not negated) in known
                and not _denied_elsewhere(name, claim, told)
            ):
                return "its source says the opposite"
    return None


def _denied_elsewhere(name: str, claim: Statement, told: Sequence[Known]) -> bool:
    """Say whether "not worn" stands for "unworn": the denial lies in the clause instead of the word."""
    ours = any(clause.denied for clause in claim.clauses if name in clause.names)
    theirs = any(clause.denied for one in told for clause in one.statement.clauses if name in clause.names)
    return ours != theirs


def _opposite_word(claim: Statement, near: Sequence[tuple[float, Known]]) -> str | None:
    told = [known for share, known in near if share >= NEAR]
    if not told:
        return None
    said = frozenset(name for known in told for name in known.statement.names) | _raw(told)
    ours = claim.names | claim.raw
    for one, other in lexis.ANTONYMS:
        for mine, theirs in ((one, other), (other, one)):
            if (
                ours & mine
                and not ours & theirs
                and not said & mine
                and told[0].statement.names & theirs | (told[0].statement.raw & theirs)
            ):
                return "its source says the opposite"
    return None


def _raw(told: Sequence[Known]) -> frozenset[str]:
    return frozenset(word for known in told for word in known.statement.raw)


def _strengthened(claim: Statement, told: Sequence[Known]) -> str | None:
    """Say whether the claim goes further than its sources: free, always, a full refund, at once."""
    known = frozenset(form for one in told for form in one.statement.modality)
    for form in _STRONG_FORMS & claim.modality - known:
        if form == "never" and any(clause.denied for one in told for clause in one.statement.clauses):
            continue
        if form == "free" and any(_is_nothing(fact) for one in told for fact in one.statement.facts):
            continue
        return "its sources do not go that far"
    said = frozenset(word for one in told for word in one.statement.raw)
    return "its sources do not go that far" if _STRONG_WORDS & claim.raw - said else None


def _is_nothing(fact: Fact) -> bool:
    return fact.atom.kind is AtomKind.MONEY and fact.amount.split()[0] == "0"


def _modality(claim: Statement, near: Sequence[tuple[float, Known]]) -> str | None:
    told = [known.statement for share, known in near if share >= NEAR]
    if not told or not claim.modality:
        return None
    known = frozenset(form for statement in told for form in statement.modality)
    for form in claim.modality:
        if form not in known and _OPPOSITE_MODALS.get(form, set()) & told[0].modality:
            return "its source says the opposite"
    return None


def _actor(claim: Statement, told: Sequence[Known]) -> str | None:
    known = {act for one in told for clause in one.statement.clauses for act in clause.acts}
    for clause in claim.clauses:
        for who, what in clause.acts:
            other = "you" if who == "we" else "we"
            if (who, what) not in known and (other, what) in known:
                return "its source says another does it"
    return None


def _condition(claim: Statement, evidence: Evidence) -> str | None:
    """A made-up condition makes a new rule, a turned one the opposite rule."""
    for marker, names in claim.conditions:
        telling = names - _COURTEOUS_CONDITIONS
        if not telling:
            continue
        held = [known for known in evidence.known if len(telling & known.names) >= CONDITION_KNOWN * len(telling)]
        if not held:
            return "no source states its condition"
        markers = {
            _MARKERS[theirs]
            for known in held
            for theirs, said in known.statement.conditions
            if len(telling & said) >= CONDITION_KNOWN * len(telling)
        }
        if markers and _MARKERS[marker] not in markers:
            return "its source sets the condition the other way round"
    return None


def _lost_condition(claim: Statement, near: Sequence[tuple[float, Known]], draft: frozenset[str]) -> str | None:
    """A rule told without its "only if" is another rule, unless a decision has weighed it or the draft says it elsewhere."""
    if claim.conditions or any(known.source.kind is not SourceKind.POLICY for _, known in near[:1]):
        return None
    for share, known in near[:1]:
        unconditional = any(not other.statement.conditions for s, other in near[1:] if s >= share - 0.05)
        for marker, names in known.statement.conditions:
            main = known.statement.names - names
            if share < 0.7 or unconditional or not main or len(claim.names & main) < 0.6 * len(main):
                continue
            if marker in ("only", "unless") and len(names & draft) < 0.34 * len(names):
                return "its source sets a condition that is left out"
    return None
