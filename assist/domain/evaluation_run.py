"""An evaluation that was asked for and takes its time: whether it waits, runs, ended, or was lost on the way."""

from datetime import datetime, timedelta
from enum import StrEnum

from assist.domain.base import ClientId, Frozen, Identifier, Moment, VersionId

LOST_AFTER = timedelta(seconds=15)
"""Whoever runs an evaluation gives a sign of life every second; fifteen seconds of silence are no slow disk."""
INTERRUPTED = "it never ended: the server that ran it stopped. Ask for it again"


class RunState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    FINISHED = "finished"
    FAILED = "failed"


class EvaluationRun(Frozen):
    """One evaluation from the moment it was asked for; `done` of `total` answers, as far as they can be told ahead."""

    run_id: Identifier
    client_id: ClientId
    candidate: VersionId
    against: VersionId | None
    """None: judged as a first version."""
    by: str
    asked_at: Moment
    state: RunState = RunState.QUEUED
    stage: str | None = None
    done: int = 0
    total: int = 0
    seen_at: Moment
    """The last sign of life."""
    ended_at: Moment | None = None
    report_id: str | None = None
    why: str | None = None
    """Why it failed, in words."""

    @property
    def is_under_way(self) -> bool:
        return self.state in (RunState.QUEUED, RunState.RUNNING)

    def asks_the_same(self, other: "EvaluationRun") -> bool:
        """Say whether both compare the same two versions."""
        return (self.candidate, self.against) == (other.candidate, other.against)

    def as_of(self, now: datetime) -> "EvaluationRun":
        """Return it as it stands at a moment: one that has been silent for too long was lost with its server."""
        if not self.is_under_way or now - self.seen_at <= LOST_AFTER:
            return self
        return self.model_copy(update={"state": RunState.FAILED, "ended_at": self.seen_at, "why": INTERRUPTED})
