"""What a version needs to go live: an evaluation that says SHIP for exactly its key, or a person who answers for it.

Reads what was recorded; runs no evaluation and moves nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assist.domain.base import ClientId, VersionId
from assist.domain.evaluation import EvalSummary, EvaluationKey, Evidence, EvidenceKind, Program, Verdict
from assist.errors import Refused

REQUIRED, STALE, FAILED = "evaluation_required", "evaluation_stale", "evaluation_failed"
CONTENT, ENCODER = "content", "encoder"
"""Parts of a key: the version itself, and what its bundle must be built again for."""
REASONS_SAID = 2
"""Reasons of a report in the message; the details hold all."""
SHOWN = 12
"""Characters of a digest that a person compares."""


def deciding(key: EvaluationKey, reports: Sequence[EvalSummary]) -> EvalSummary | None:
    """Return the report that counts for this key: the newest of exactly this key; `reports` are newest first."""
    return next((report for report in reports if report.key == key), None)


def changes_since(then: Program, now: Program) -> list[str]:
    """Say in words what of this program changed since a version was evaluated."""
    words = {
        "encoder": f"it was evaluated with encoder {then.encoder[:SHOWN]}, this program runs {now.encoder[:SHOWN]}",
        "prompts": "the prompts changed since",
        "writer": f"it was evaluated with {_writer(then)}, this program drafts with {now.writer or 'none'}",
        "package": f"it was evaluated by version {then.package} of this program, this is {now.package}",
    }
    return [words[part] for part in then.differs(now)]


def _writer(program: Program) -> str:
    return f"model {program.writer}" if program.writer else "composed drafts"


@dataclass(frozen=True)
class Demand:
    """What is asked of a version before it goes live, and what was recorded that may answer."""

    client_id: ClientId
    key: EvaluationKey
    reports: Sequence[EvalSummary]
    """All of the client, newest first."""
    last_move: datetime | None
    """When something last went live: what was evaluated since was meant for this release."""

    def answered_by_person(self) -> Evidence:
        """Return what a version goes live on when a person answers for it: the report that passed, if there is one."""
        report = deciding(self.key, self.reports)
        has_passed = report is not None and report.verdict is Verdict.SHIP
        kind = EvidenceKind.PASSED if has_passed else EvidenceKind.OVERRIDE
        return Evidence(kind=kind, report_id=report.report_id if report else None, key=self.key)

    def answered(self) -> Evidence:
        """Return the evidence that the version may go live. Raises: Refused saying what is missing and what to run."""
        report = deciding(self.key, self.reports)
        if report is None:
            raise self._nothing_counts()
        if report.verdict is not Verdict.SHIP:
            raise self._did_not_pass(report)
        return Evidence(kind=EvidenceKind.PASSED, report_id=report.report_id, key=self.key)

    def _nothing_counts(self) -> Refused:
        version_id = self.key.version_id
        of_version = next((report for report in self.reports if report.key.version_id == version_id), None)
        if of_version is not None:
            return self._stale(of_version, of_version.key.differs(self.key), changes_since(of_version.key, self.key))
        newest = next(iter(self.reports), None)
        if newest is not None and (self.last_move is None or newest.created_at > self.last_move):
            return self._stale(newest, [CONTENT], ["the pages or settings changed since"])
        return self._refused(f"{version_id} was never evaluated", REQUIRED, self._evaluate)

    def _stale(self, report: EvalSummary, parts: Sequence[str], words: Sequence[str]) -> Refused:
        of = f"the evaluation {report.report_id} of {report.key.version_id}"
        return self._refused(
            f"{of} does not count for {self.key.version_id} here: {'; '.join(words)}",
            STALE,
            f"assist kb build -c {self.client_id}" if ENCODER in parts else self._evaluate,
            report_id=report.report_id,
            differs=list(parts),
        )

    def _did_not_pass(self, report: EvalSummary) -> Refused:
        because = "".join(f"; {reason}" for reason in report.reasons[:REASONS_SAID])
        return self._refused(
            f"the evaluation {report.report_id} of {report.key.version_id} says {report.verdict.value}{because}",
            FAILED,
            f"assist eval report -c {self.client_id} {report.report_id}",
            report_id=report.report_id,
            verdict=report.verdict.value,
            reasons=list(report.reasons),
        )

    @property
    def _evaluate(self) -> str:
        return evaluate_command(self.client_id, self.key.version_id)

    def _refused(self, why: str, code: str, run_next: str, **details: str | list[str]) -> Refused:
        return Refused(
            f"{self.key.version_id} does not go live: {why}. Next: {run_next}",
            code=code,
            details={"version_id": self.key.version_id, **details, "next": run_next},
        )


def evaluate_command(client_id: str, version_id: VersionId) -> str:
    """Return the command that evaluates a version."""
    return f"assist eval gate -c {client_id} --candidate {version_id}"
