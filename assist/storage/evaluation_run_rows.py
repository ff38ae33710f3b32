"""Evaluations that were asked for, client by client: at most one of a client is under way."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Engine, select, update

from assist.domain.base import ClientId
from assist.domain.evaluation_run import EvaluationRun, RunState
from assist.storage.evaluation_tables import eval_runs
from assist.storage.rows import Rows, in_utc, transaction

UNDER_WAY = (RunState.QUEUED.value, RunState.RUNNING.value)
_MOMENTS = ("asked_at", "seen_at", "ended_at")


class SqlEvaluationRuns:
    """The runs in the database; each method is one short transaction. Raises: Unavailable when it fails."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def begin(self, run: EvaluationRun) -> EvaluationRun:
        """Record a run and return it, unless one of the client is under way: then that one is returned."""
        with transaction(self._engine) as connection:
            return EvaluationRunRows(connection, run.client_id).begin(run)

    def save(self, run: EvaluationRun) -> None:
        """Note how far a run is; one that has ended stays as it ended."""
        with transaction(self._engine) as connection:
            EvaluationRunRows(connection, run.client_id).save(run)

    def one(self, client_id: ClientId, run_id: str) -> EvaluationRun | None:
        """Return a run of the client, None when there is none of that id."""
        with transaction(self._engine, only_reads=True) as connection:
            return EvaluationRunRows(connection, client_id).one(run_id)

    def under_way(self, client_id: ClientId, now: datetime) -> EvaluationRun | None:
        """Return the client's run that waits or runs."""
        with transaction(self._engine, only_reads=True) as connection:
            return EvaluationRunRows(connection, client_id).under_way(now)


class EvaluationRunRows(Rows):
    """One client's runs within one transaction."""

    def begin(self, run: EvaluationRun) -> EvaluationRun:
        self._remember_client(run.asked_at)
        self._hold_client()
        found = self.under_way(run.asked_at)
        if found is None:
            self._insert(eval_runs, run.model_dump(exclude={"client_id"}))
        return found or run

    def save(self, run: EvaluationRun) -> None:
        moved = run.model_dump(include={"state", "stage", "done", "total", "seen_at", "ended_at", "report_id", "why"})
        rows = eval_runs
        self._connection.execute(
            update(rows)
            .where(rows.c.client_id == self._client_id, rows.c.run_id == run.run_id, rows.c.state.in_(UNDER_WAY))
            .values(**moved)
        )

    def one(self, run_id: str) -> EvaluationRun | None:
        return next(iter(self._found(eval_runs.c.run_id == run_id)), None)

    def under_way(self, now: datetime) -> EvaluationRun | None:
        found = (run.as_of(now) for run in self._found(eval_runs.c.state.in_(UNDER_WAY)))
        return next((run for run in found if run.is_under_way), None)

    def _found(self, *wanted: ColumnElement[bool]) -> list[EvaluationRun]:
        rows = eval_runs
        found = self._connection.execute(
            select(rows).where(rows.c.client_id == self._client_id, *wanted).order_by(rows.c.asked_at.desc())
        )
        return [_run(row) for row in found.mappings()]


def _run(row: Mapping[Any, Any]) -> EvaluationRun:
    moments = {name: row[name] and in_utc(row[name]) for name in _MOMENTS}
    return EvaluationRun.model_validate({**row, **moments})
