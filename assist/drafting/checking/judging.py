"""The verdict on one claim: what stands behind it, how well, or what is wrong with it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assist.atoms import AtomKind
from assist.domain.enums import ClaimKind
from assist.drafting.checking import bearing, commitments, granting, naming, sympathy, turned, typed
from assist.drafting.checking.evidence import ADDS, NEAREST, Evidence, Known, SourceKind
from assist.drafting.checking.reckoning import Typed
from assist.drafting.checking.statements import Draft, Statement

LEAST_CONTAINED = 0.34
"""Share of a claim's names its nearest sources must hold."""
LEAST_SAID = 0.1
"""The same of a sentence that neither gives nor binds nor adds anything."""
LEAST_LEANING = 0.0
"""The same of one that leans on its neighbours: "it", "there", "you"."""
_LEANS = re.compile(
    r"\b(?:it|its|itself|that|this|those|these|them|they|there|one|ones|you|your|yours|lo|la|los|las|eso|esto|ese|esa|te|tu|tus|le)\b|['’](?:s|ll|re)\b|"
    r"^\W*(?:please |just |do |don['’]t |simply )?[A-Z][a-z]+ (?:the|a|an|it|them|your)\b",
    re.I,
)
LEAST_BESIDE_FACTS = 0.2
"""The same where a number of the claim stands in a source with the same meaning: that alone ties them."""
_TELLING = frozenset(
    {AtomKind.MONEY, AtomKind.PERCENT, AtomKind.DURATION, AtomKind.DATE, AtomKind.LINK, AtomKind.EMAIL}
)
MOST_FACTS = 3
"""Typed facts that count as names: they tie a claim to its sources."""
WORDS = 0.6
"""Weight of all words against the names in the strength of a claim."""
FAULTY = 0.5
"""What is left of the strength of a claim that does not stand."""
BEHIND = 0.25
"""Share of a claim's names a statement holds to count as standing behind it."""


@dataclass(frozen=True)
class Verdict:
    """`strength` is how well the sources carry the claim, in [0, 1]; `by` names them, best first; `why` the fault."""

    kind: ClaimKind
    supported: bool
    strength: float
    by: tuple[str, ...] = ()
    why: str | None = None


def judge(claim: Statement, evidence: Evidence, draft: Draft, *, is_kept: bool = False) -> Verdict:
    """Judge one claim. `draft` is what the whole of it says; a promise that `is_kept` need not stand in a page."""
    kind = commitments.kind_of(claim)
    near = evidence.nearest(claim)
    found = typed.check(claim, evidence, draft)
    behind = sum(bool(one.behind) for one in found)
    contained = evidence.containment(claim, near, min(behind, MOST_FACTS))
    meant, said = contained.meant, contained.said
    if is_kept and commitments.promises(claim.text):
        meant, said = max(meant, LEAST_CONTAINED), max(said, LEAST_CONTAINED)
    why = _fault(claim, kind, evidence, near, found, meant, draft)
    strength = _strength(claim, said, evidence)
    if why is not None:
        return Verdict(kind, False, round(strength * FAULTY, 4), (), why)
    if kind is ClaimKind.COURTESY:
        return Verdict(kind, True, 1.0)
    return Verdict(_stated(kind, near), True, strength, _behind(near, found) if kind is not ClaimKind.QUESTION else ())


def _fault(
    claim: Statement,
    kind: ClaimKind,
    evidence: Evidence,
    near: Sequence[tuple[float, Known]],
    found: Sequence[Typed],
    contained: float,
    draft: Draft,
) -> str | None:
    wrong = next((one.why for one in found if one.why), None)
    if wrong:
        return wrong
    if typed.foreign_currency(claim, evidence):
        return "no source names its currency"
    if typed.unknown_weekday(claim, evidence):
        return "no source names its weekday"
    if naming.unknown(claim.text, evidence, draft.called) is not None:
        return "no source holds a name in it"
    if kind in (ClaimKind.COURTESY, ClaimKind.QUESTION):
        return None
    if contained < _least(claim, found, draft):
        return "its words do not stand in the sources"
    return bearing.fault(claim, near, evidence, draft.names) or turned.fault(claim, evidence)


def _least(claim: Statement, found: Sequence[Typed], draft: Draft) -> float:
    """Return how much of a claim must stand in its sources: more of what gives, binds or adds something."""
    if any(one.fact.atom.kind in _TELLING for one in found if one.behind):
        return LEAST_BESIDE_FACTS
    binds = commitments.promises(claim.text) or commitments.tells_done(claim.text) or granting.read(claim.text)
    if binds or ADDS.search(claim.text) or sympathy.decides(claim.text):
        return LEAST_CONTAINED
    leans = draft.anchored and _LEANS.search(claim.text)
    return LEAST_LEANING if leans else LEAST_SAID


def _stated(kind: ClaimKind, near: Sequence[tuple[float, Known]]) -> ClaimKind:
    """Tell facts of an order from rules of a page by what stands nearest."""
    if kind is ClaimKind.POLICY and near and near[0][1].source.kind is SourceKind.FACT:
        return ClaimKind.FACT
    return kind


def _strength(claim: Statement, contained: float, evidence: Evidence) -> float:
    """Return how much of the claim its sources hold, in [0, 1]: its names in what is nearest, its words anywhere.

    Words of grammar count as well: a made-up sentence brings its own. On BEGIN the two together give an AUROC of 0.95,
    names alone 0.90.
    """
    words = claim.words
    held = sum(word in evidence.words for word in words) / max(len(words), 1)
    return round(min(1.0, WORDS * held + (1 - WORDS) * contained), 4)


def _behind(near: Sequence[tuple[float, Known]], found: Sequence[Typed]) -> tuple[str, ...]:
    """Return the ids of the sources that carry the claim, those of its typed facts included."""
    ids = [known.source.id for share, known in near[:NEAREST] if share >= BEHIND]
    best = {known.source.id: share for share, known in reversed(near)}
    for one in found:
        holders = sorted({each.known.source.id for each in one.behind}, key=lambda name: (-best.get(name, 0.0), name))
        if holders and not set(holders) & set(ids):
            ids.append(holders[0])
    return tuple(dict.fromkeys(ids))
