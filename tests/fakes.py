"""Hand-written stand-ins for the ports: quick, exact, and honest about what they are."""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import count
from threading import Condition

import numpy as np

from assist.domain.base import ClientId, VersionId
from assist.domain.evaluation import Approval, EvalReport, EvalSummary
from assist.domain.evaluation_run import EvaluationRun
from assist.domain.publication import BuiltVersion, History, Move, Publication, PublicationAction
from assist.errors import Unavailable
from assist.ports import ModelAnswer, Vectors

FRIDAY = datetime(2026, 11, 20, 15, 47, tzinfo=UTC)
"""The demo moment: Friday 20 November 2026, 16:47 in Madrid."""


class FakeEncoder:
    """A bag of hashed words: texts with common words are near each other. Deterministic, no model."""

    dim = 64
    fingerprint = "fake-encoder-1"

    def __init__(self) -> None:
        self.calls: list[list[str]] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.calls.append(list(texts))
        return np.stack([self._row(text) for text in texts]) if texts else np.zeros((0, self.dim), np.float32)

    def knows(self, word: str) -> bool:
        return True

    def _row(self, text: str) -> Vectors:
        row = np.full(self.dim, 1e-3, dtype=np.float32)
        for word in re.findall(r"\w+", text.lower()):
            row[int(hashlib.sha256(word.encode()).hexdigest(), 16) % self.dim] += 1
        return row / np.linalg.norm(row)


class FakeModel:
    """A language model that answers what it was told to, or fails as it was told to; remembers its prompts."""

    name = "fake/model"

    def __init__(self, answer: str | Unavailable) -> None:
        self._answer = answer
        self.prompts: list[tuple[str, str]] = []

    def complete(self, system: str, user: str, *, deadline_s: float) -> ModelAnswer:
        self.prompts.append((system, user))
        if isinstance(self._answer, Unavailable):
            raise self._answer
        return ModelAnswer(text=self._answer, tokens=10, cost_usd=0.0)


class FakeLedger:
    """Builds, publications and evaluations in memory, under the rules of the port."""

    def __init__(self) -> None:
        self._histories: dict[ClientId, History] = {}
        self._reports: list[EvalReport] = []
        self._approvals: list[tuple[ClientId, Approval]] = []

    def live_versions(self) -> Mapping[ClientId, VersionId]:
        return {client: past.live for client, past in self._histories.items() if past.live is not None}

    def history(self, client_id: ClientId) -> History:
        return self._histories.get(client_id, History())

    def record_build(self, client_id: ClientId, built: BuiltVersion) -> None:
        past = self.history(client_id)
        others = [one for one in past.built if one.version_id != built.version_id]
        builders = tuple(dict.fromkeys((*past.built_by(built.version_id), *built.built_by)))
        newest_first = sorted(
            [built.model_copy(update={"built_by": builders}), *others], key=lambda one: one.version_id
        )
        newest_first.sort(key=lambda one: one.built_at, reverse=True)
        self._histories[client_id] = past.model_copy(update={"built": tuple(newest_first)})

    def go_live(self, client_id: ClientId, move: Move) -> Publication:
        past = self.history(client_id)
        if move.action is PublicationAction.FIRST and past.publications:
            return past.publications[-1]
        number = len(past.publications) + 1
        publication = Publication(client_id=client_id, number=number, previous_id=past.live, **move.model_dump())
        done = {"live": move.version_id, "publications": (*past.publications, publication)}
        self._histories[client_id] = past.model_copy(update=done)
        return publication

    def record_evaluation(self, report: EvalReport) -> None:
        if self.evaluation(report.client_id, report.report_id) is not None:
            raise Unavailable("the database failed: IntegrityError")
        self._reports.append(report)

    def evaluation(self, client_id: ClientId, report_id: str) -> EvalReport | None:
        return next((one for one in self._reports if (one.client_id, one.report_id) == (client_id, report_id)), None)

    def evaluations(self, client_id: ClientId, version_id: VersionId | None = None) -> tuple[EvalSummary, ...]:
        return tuple(
            EvalSummary.model_validate(one.model_dump(exclude={"document"}))
            for one in reversed(self._reports)
            if one.client_id == client_id and version_id in (None, one.key.version_id)
        )

    def record_approval(self, client_id: ClientId, approval: Approval) -> None:
        if self.evaluation(client_id, approval.report_id) is None:
            raise Unavailable("the database failed: IntegrityError")
        self._approvals.append((client_id, approval))

    def approvals(self, client_id: ClientId, report_id: str) -> tuple[Approval, ...]:
        return tuple(one for client, one in self._approvals if (client, one.report_id) == (client_id, report_id))


class FakeRuns:
    """Evaluations that were asked for, in memory: at most one of a client is under way."""

    def __init__(self) -> None:
        self._kept: dict[str, EvaluationRun] = {}
        self._changed = Condition()  # its lock may be taken twice by one thread
        self._failure: Unavailable | None = None

    def begin(self, run: EvaluationRun) -> EvaluationRun:
        with self._changed:
            found = self.under_way(run.client_id, run.asked_at)
            if found is None:
                self._kept[run.run_id] = run
            return found or run

    def one(self, client_id: ClientId, run_id: str) -> EvaluationRun | None:
        found = self._kept.get(run_id)
        return found if found is not None and found.client_id == client_id else None

    def under_way(self, client_id: ClientId, now: datetime) -> EvaluationRun | None:
        theirs = (run.as_of(now) for run in self._kept.values() if run.client_id == client_id)
        return next((run for run in theirs if run.is_under_way), None)

    def save(self, run: EvaluationRun) -> None:
        with self._changed:
            failure, self._failure = self._failure, None
            if failure is not None:
                raise failure
            if self._kept[run.run_id].is_under_way:
                self._kept[run.run_id] = run
            self._changed.notify_all()

    def fails_once(self, failure: Unavailable) -> None:
        self._failure = failure

    def of(self, run_id: str) -> EvaluationRun:
        return self._kept[run_id]

    def ended(self, run_id: str, within_s: float) -> EvaluationRun:
        """Wait until a run has ended, and return it."""
        with self._changed:
            assert self._changed.wait_for(lambda: not self._kept[run_id].is_under_way, within_s)
            return self._kept[run_id]


def numbered_ids() -> Callable[[str], str]:
    """Return an id maker that counts: sg_1, sg_2, ..."""
    numbers = count(1)
    return lambda prefix: f"{prefix}_{next(numbers)}"
