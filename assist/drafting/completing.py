"""What a model's draft leaves out of what the customer must know, and the draft with it: said in our own words.

The composed draft is the measure: every decision it tells, every day it names, every part of a workflow it fulfils.
"""

from collections.abc import Sequence
from dataclasses import replace

from assist import atoms
from assist.atoms import AtomKind
from assist.domain.enums import ClaimKind, WrittenBy
from assist.domain.reply import Draft
from assist.drafting import completeness
from assist.drafting.assembly import assemble
from assist.drafting.checking import statements
from assist.drafting.material import Material, Sentence, Sketch

SUBSTANCE = (ClaimKind.POLICY, ClaimKind.FACT, ClaimKind.PROMISE)
SAID_ALREADY = 0.8
"""Share of a sentence's words that stand in one of ours: it would be told twice."""
TOLD = 0.5
"""Share of the names in a sentence of a decision that the draft's sentences about it must hold."""
LEAST_OWN = 1 / 3
"""Share of what is told that must be the model's; with less the composed draft reads better as a whole."""


def unsaid(kept: Sequence[Sentence], composed: Sketch, material: Material) -> list[Sentence]:
    """Return the sentences of the composed draft that tell what `kept` does not, in their order."""
    lost = {*_lost_questions(kept, composed), *_lost_parts(kept, composed, material), *_lost_decisions(kept, composed)}
    if not _substance(kept):
        lost |= {one.text for one in _substance(composed.sentences)}
    return [one for one in composed.sentences if one.text in lost]


def completed(kept: Sequence[Sentence], left_out: Sequence[Sentence]) -> tuple[Sentence, ...] | None:
    """Return the sentences of a model with what they leave out, before a last question or courtesy.

    None when too little of what is told would be the model's, or it tells and asks nothing at all.
    """
    own = [one for one in kept if not any(_is_told_by(one, ours) for ours in left_out)]
    told, added = _substance(own), _substance(left_out)
    if len(told) < LEAST_OWN * (len(told) + len(added)):
        return None
    if not told and not any(one.kind is ClaimKind.QUESTION for one in own):
        return None
    end = 1 + max((n for n, one in enumerate(own) if one.kind in SUBSTANCE), default=len(own) - 1)
    return (*own[:end], *left_out, *own[end:])


def _lost_decisions(kept: Sequence[Sentence], composed: Sketch) -> set[str]:
    """Return what the decisions say and the draft does not: of each its own statements must stand in some words."""
    wanted = [one for one in composed.sentences if one.decision_id and one.kind in SUBSTANCE]
    told = {
        decision: [one.text for one in kept if one.decision_id == decision and one.kind is not ClaimKind.COURTESY]
        for decision in {one.decision_id for one in wanted}
    }
    return {one.text for one in wanted if not _holds(told[one.decision_id], one.text)}


def _holds(told: Sequence[str], said: str) -> bool:
    """Say whether sentences hold what one says: most of its names, all its sums and days."""
    names = {name for one in told for name in statements.read(one).names}
    wanted = statements.read(said).names
    missing = [atom for atom in atoms.unsupported(said, told) if atom.kind in (AtomKind.MONEY, AtomKind.DATE)]
    return not missing and len(wanted & names) >= TOLD * len(wanted)


def _lost_questions(kept: Sequence[Sentence], composed: Sketch) -> set[str]:
    """Return what must be asked when the draft asks nothing at all."""
    if any(one.kind is ClaimKind.QUESTION for one in kept):
        return set()
    return {one.text for one in composed.sentences if one.kind is ClaimKind.QUESTION}


def _lost_parts(kept: Sequence[Sentence], composed: Sketch, material: Material) -> set[str]:
    """Return the sentences that fulfil a part of a workflow which the draft does not."""
    whole = _assembled(composed.paragraphs, composed, material, WrittenBy.COMPOSER)
    draft = _assembled((tuple(kept),), composed, material, WrittenBy.MODEL)
    words = {claim.id: claim.text for claim in whole.check.claims}
    lost = [one.split(".") for one in completeness.lost(whole.check.completeness, draft.check.completeness)]
    fulfilling = [whole.check.completeness[workflow][part] for workflow, part in lost]
    return {words[claim] for claim in fulfilling if claim is not None}


def _assembled(
    paragraphs: tuple[tuple[Sentence, ...], ...], composed: Sketch, material: Material, by: WrittenBy
) -> Draft:
    return assemble(replace(composed, paragraphs=paragraphs), material, written_by=by)


def _substance(sentences: Sequence[Sentence]) -> list[Sentence]:
    return [one for one in sentences if one.kind in SUBSTANCE]


def _is_told_by(said: Sentence, ours: Sentence) -> bool:
    """Say whether a sentence tells nothing that one of ours does not: its words, its facts if it has any, the same promise."""
    if said.kept_by is not None and said.kept_by == ours.kept_by:
        return True
    if said.kind is not ours.kind or atoms.unsupported(said.text, [ours.text]):
        return False
    names = statements.read(said.text).names
    shared = len(names & statements.read(ours.text).names)
    return bool(atoms.extract(said.text)) or (bool(names) and shared >= SAID_ALREADY * len(names))
