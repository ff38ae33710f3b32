"""Evaluations beside the requests: one thread works on them in turn, and whoever asked may leave.

Every step is written down, so that another server, or this one after a restart, can say what became of a run. No
transaction is open while something is evaluated.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from queue import SimpleQueue
from threading import Event, Lock, Thread
from typing import Protocol

from assist.domain.evaluation_run import EvaluationRun, RunState
from assist.errors import AssistError, Refused, place_of

BEAT_S = 1.0
"""Between two signs of life; a run is given up after fifteen without one."""
LEAVE_AFTER_S = 5.0
"""A server that stops waits this long for the answer being made, then leaves."""
RUNNING = "evaluation_running"
STOPPED = "the server was stopped before it ended. Ask for it again"
_log = logging.getLogger("assist.api")

Told = Callable[[str, int, int], None]
"""Called with a stage, how many answers are there, and of how many."""


class Runs(Protocol):
    """Where runs are written down."""

    def begin(self, run: EvaluationRun) -> EvaluationRun:
        """Record a run and return it, unless one of the client is under way: then that one is returned."""

    def save(self, run: EvaluationRun) -> None:
        """Note how far a run is; one that has ended stays as it ended."""


class _Stopped(Exception):
    """The server is stopping."""


class EvaluationRuns:
    """The runs of this server: those that wait, and the one that is worked on."""

    def __init__(
        self,
        runs: Callable[[], Runs],
        evaluate: Callable[[EvaluationRun, Told], str],
        clock: Callable[[], datetime],
        *,
        beat_s: float = BEAT_S,
    ) -> None:
        """`evaluate` returns the id of the report it recorded."""
        self._runs, self._evaluate, self._clock, self._beat_s = runs, evaluate, clock, beat_s
        self._waiting: SimpleQueue[EvaluationRun | None] = SimpleQueue()
        self._here: dict[str, EvaluationRun] = {}
        self._lock, self._stop = Lock(), Event()
        self._threads: list[Thread] = []
        self.accepting = Lock()
        """Held while case files are rewritten: two approvals at once would lose one."""

    def ask(self, run: EvaluationRun) -> EvaluationRun:
        """Put a run in the line and return it; the same question again returns the run under way.

        Raises: Refused while the client has another one under way; Unavailable when it cannot be recorded.
        """
        known = self._runs().begin(run)
        if known.run_id != run.run_id:
            if known.asks_the_same(run):
                return known
            raise _busy(known)
        with self._lock:
            self._here[run.run_id] = run
            self._start()
        self._waiting.put(run)
        return run

    def close(self) -> None:
        """Stop: what waits or runs is on record as stopped."""
        self._stop.set()
        self._waiting.put(None)
        for thread in self._threads:
            thread.join(LEAVE_AFTER_S)
        for run in list(self._here.values()):
            if run.is_under_way:
                self._end(run, RunState.FAILED, why=STOPPED)
            else:
                self._save(run)

    def _start(self) -> None:
        if not self._threads:
            for name, work in (("evaluations", self._work), ("evaluations-alive", self._beat)):
                thread = Thread(target=work, name=name, daemon=True)
                self._threads.append(thread)
                thread.start()

    def _work(self) -> None:
        while (run := self._waiting.get()) is not None and not self._stop.is_set():
            self._one(run)

    def _one(self, run: EvaluationRun) -> None:
        def told(stage: str, done: int, total: int) -> None:
            if self._stop.is_set():
                raise _Stopped
            moved = {"state": RunState.RUNNING, "stage": stage, "done": done, "total": total}
            self._here[run.run_id] = run.model_copy(update=moved)

        self._here[run.run_id] = run.model_copy(update={"state": RunState.RUNNING})
        try:
            report_id = self._evaluate(run, told)
        except _Stopped:
            self._end(run, RunState.FAILED, why=STOPPED)
        except AssistError as error:
            self._end(run, RunState.FAILED, why=error.message)
        except Exception as error:  # nobody waits for this thread: what went wrong is said in the run
            _log.error("evaluation %s: unexpected %s at %s", run.run_id, type(error).__name__, place_of(error))
            self._end(run, RunState.FAILED, why="something went wrong here; it is logged")
        else:
            self._end(run, RunState.FINISHED, report_id=report_id)

    def _end(
        self, run: EvaluationRun, state: RunState, *, report_id: str | None = None, why: str | None = None
    ) -> None:
        last = self._here.pop(run.run_id, run)
        now = self._clock()
        done = last.total if state is RunState.FINISHED else last.done
        ended = {"state": state, "report_id": report_id, "why": why, "done": done, "seen_at": now, "ended_at": now}
        whole = last.model_copy(update=ended)
        if not self._save(whole):
            self._here[run.run_id] = whole  # the next beat tries again

    def _beat(self) -> None:
        while not self._stop.wait(self._beat_s):
            for run in list(self._here.values()):
                is_saved = self._save(run.model_copy(update={"seen_at": self._clock()}))
                if is_saved and not run.is_under_way:
                    self._here.pop(run.run_id, None)

    def _save(self, run: EvaluationRun) -> bool:
        """Write a run down and say whether it is: a database that fails for a moment costs no evaluation."""
        try:
            self._runs().save(run)
        except AssistError as error:
            _log.error("evaluation %s cannot be written down: %s", run.run_id, error.message)
            return False
        return True


def _busy(known: EvaluationRun) -> Refused:
    message = (
        f"{known.client_id} has an evaluation under way: {known.run_id} of {known.candidate}. "
        f"Next: GET /v1/evals/{known.run_id}"
    )
    details = {"evaluation_id": known.run_id, "version_id": known.candidate, "next": f"GET /v1/evals/{known.run_id}"}
    return Refused(message, code=RUNNING, details=details)
