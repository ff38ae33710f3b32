"""What the gate said of one edit, and what simpler rules would have said on the same run."""

from collections.abc import Sequence
from enum import StrEnum

from assist.domain.base import ClientId, Frozen, VersionId
from assist.domain.evaluation import Verdict
from evals.edits.edit import Edit, Kind
from evals.evaluation import CaseScore
from evals.statistics import mcnemar

REFUSED = "REFUSED"
"""The candidate could not even be built: `kb build` names file and line."""
FIVE_POINTS = 0.05
SIGNIFICANT = 0.05
ROUNDING = 1e-9
"""Sums of shares differ by this much though nothing changed."""


class Judgement(Frozen):
    """What a gate says of a candidate, and the cases it said it on."""

    verdict: Verdict
    reasons: tuple[str, ...] = ()
    scores: tuple[CaseScore, ...] = ()
    """Of the cases that were asked."""
    cases: int = 0
    """All there are; those that were not asked are as they were."""


class Simpler(StrEnum):
    """Rules that people use instead of a gate."""

    MEAN = "mean dropped"
    FIVE = "mean dropped by 5 points"
    MCNEMAR = "McNemar on all cases"


class Outcome(Frozen):
    """One edit judged."""

    edit_id: str
    digest: str
    """Of the edit, the live version, the cases and the program: an outcome counts for exactly this."""
    client_id: ClientId
    live: VersionId | None
    kind: Kind
    variant: str
    passage_id: str
    before: str
    after: str
    said: str
    """The verdict, or REFUSED."""
    reasons: tuple[str, ...]
    cases: int
    worse: int
    """Cases that met less of what they expect than before."""
    simpler: tuple[Simpler, ...]
    """The simpler rules that would have stopped it."""

    @property
    def is_harmful(self) -> bool:
        return self.kind.is_harmful

    @property
    def ships(self) -> bool:
        return self.said == Verdict.SHIP


def outcome(edit: Edit, digest: str, live: VersionId | None, judgement: Judgement | None, why: str = "") -> Outcome:
    """Return what became of an edit; without a judgement its candidate could not be built, and `why` says why."""
    scores, cases = (judgement.scores, judgement.cases) if judgement else ((), 0)
    return Outcome(
        edit_id=edit.id, digest=digest, client_id=edit.client_id, live=live, kind=edit.kind, variant=edit.variant,
        passage_id=edit.passage_id, before=edit.before, after=edit.after,
        said=str(judgement.verdict) if judgement else REFUSED,
        reasons=judgement.reasons if judgement else (why,),
        cases=cases, worse=sum(score.after < _before(score) for score in scores),
        simpler=tuple(rule for rule in Simpler if would_stop(rule, scores, cases)),
    )  # fmt: skip


def would_stop(rule: Simpler, scores: Sequence[CaseScore], cases: int) -> bool:
    """Say whether a simpler rule stops a candidate with these scores among so many cases."""
    if rule is Simpler.MCNEMAR:
        lost = sum(_before(score) >= 1 > score.after for score in scores)
        won = sum(score.after >= 1 > _before(score) for score in scores)
        return mcnemar(lost, won) < SIGNIFICANT
    drop = sum(_before(score) - score.after for score in scores) / max(cases, 1)
    return drop > ROUNDING if rule is Simpler.MEAN else drop >= FIVE_POINTS


def _before(score: CaseScore) -> float:
    return score.after if score.before is None else score.before
