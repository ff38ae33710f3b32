"""A client's evaluations one after the other: scores, verdicts, and where a person answered for a version instead."""

from collections.abc import Sequence
from dataclasses import dataclass

from assist.domain.base import ClientId, Frozen, Moment, VersionId
from assist.domain.evaluation import EvalSummary, EvidenceKind, Verdict
from assist.domain.publication import Publication
from evals.evaluation import Evaluation, Scope

PASSED, MACRO_F1, CALIBRATION = "passed", "intent macro-F1", "intent calibration error"
"""The measures that are followed from version to version."""


class WentLive(Frozen):
    """A publication that rests on an evaluation, or on a person's word instead."""

    version_id: VersionId
    at: Moment
    by: str
    reason: str
    is_override: bool


class Scores(Frozen):
    """What is followed of one evaluation, over the `asked` cases; None where it was not measured."""

    asked: int
    is_whole: bool
    """False where only the cases a change touches were asked: such scores compare with no others."""
    passed: float | None
    macro_f1: float | None
    calibration_error: float | None


class Entry(Frozen):
    """One evaluation as the history tells it."""

    report_id: str
    version_id: VersionId
    against: VersionId | None
    verdict: Verdict
    at: Moment
    by: str
    reason: str
    """The weightiest, in words; empty where there is none."""
    cases: int
    """Approved ones there were."""
    case_digest: str
    scores: Scores | None
    """None where this program cannot read the document."""
    went_live: tuple[WentLive, ...]

    @property
    def override(self) -> WentLive | None:
        """The first publication by which a person answered for it although it did not pass."""
        return next((one for one in self.went_live if one.is_override), None)


class EvaluationHistory(Frozen):
    """A client's evaluations, oldest first."""

    client_id: ClientId
    entries: tuple[Entry, ...]
    unevaluated: tuple[WentLive, ...]
    """Overrides of versions that were never evaluated."""


@dataclass(frozen=True)
class Recorded:
    """A recorded evaluation and all that its document holds; None where that cannot be read."""

    summary: EvalSummary
    whole: Evaluation | None


def told(client_id: ClientId, recorded: Sequence[Recorded], publications: Sequence[Publication]) -> EvaluationHistory:
    """Return the history of evaluations, given oldest first, with the publications that rest on each."""
    by_report: dict[str | None, list[WentLive]] = {}
    for one in publications:
        if one.evidence is not None:
            by_report.setdefault(one.evidence.report_id, []).append(_went_live(one))
    return EvaluationHistory(
        client_id=client_id,
        entries=tuple(_entry(one, by_report.get(one.summary.report_id, ())) for one in recorded),
        unevaluated=tuple(by_report.get(None, ())),
    )


def _entry(one: Recorded, went_live: Sequence[WentLive]) -> Entry:
    summary = one.summary
    return Entry(
        report_id=summary.report_id,
        version_id=summary.key.version_id,
        against=summary.against,
        verdict=summary.verdict,
        at=summary.created_at,
        by=summary.by,
        reason=summary.reasons[0] if summary.reasons else "",
        cases=summary.cases,
        case_digest=summary.case_digest,
        scores=_scores(one.whole) if one.whole else None,
        went_live=tuple(went_live),
    )


def _scores(whole: Evaluation) -> Scores:
    found = {one.name: one for one in whole.after.measures if one.cases}
    values = {name: one.value for name, one in found.items()}
    return Scores(
        asked=found[PASSED].cases if PASSED in found else 0,
        is_whole=whole.scope is not Scope.TOUCHED,
        passed=values.get(PASSED),
        macro_f1=values.get(MACRO_F1),
        calibration_error=values.get(CALIBRATION),
    )


def _went_live(one: Publication) -> WentLive:
    return WentLive(
        version_id=one.version_id,
        at=one.at,
        by=one.by,
        reason=one.reason,
        is_override=one.evidence is not None and one.evidence.kind is EvidenceKind.OVERRIDE,
    )
