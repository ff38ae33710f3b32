"""Evaluations that were asked for, on the fake and on the database: one under way a client, and what became of each."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from assist.domain.base import ClientId, VersionId
from assist.domain.evaluation_run import LOST_AFTER, EvaluationRun, RunState
from assist.domain.publication import BuiltVersion
from assist.storage.evaluation_run_rows import SqlEvaluationRuns
from assist.storage.store import Store
from tests.fakes import FRIDAY, FakeRuns
from tests.ports.conftest import DATABASES, empty_database

Runs = FakeRuns | SqlEvaluationRuns
NORRFELL, OSMERE = ClientId("norrfell"), ClientId("osmere")


@pytest.fixture(params=["fake", *DATABASES])
def runs(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Runs]:
    """The record of runs; both clients have built a version."""
    if request.param == "fake":
        yield FakeRuns()
        return
    with empty_database(request.param, tmp_path) as url:
        opened = Store.open(url)
        for client in (NORRFELL, OSMERE):
            opened.ledger.record_build(client, BuiltVersion(version_id=VersionId("kv_1"), built_at=FRIDAY))
        yield opened.evaluation_runs
        opened.close()


def run(name: str = "ev_1", client: ClientId = NORRFELL, **fields: object) -> EvaluationRun:
    given = {"run_id": name, "client_id": client, "candidate": "kv_1", "against": None, "by": "ana"}
    return EvaluationRun.model_validate({**given, "asked_at": FRIDAY, "seen_at": FRIDAY, **fields})


def test_a_run_is_read_back_as_it_was_asked_for(runs: Runs) -> None:
    begun = runs.begin(run())

    assert begun == run()
    assert runs.one(NORRFELL, "ev_1") == run()
    assert runs.one(OSMERE, "ev_1") is None


def test_while_one_is_under_way_the_client_begins_no_other(runs: Runs) -> None:
    runs.begin(run())

    assert runs.begin(run("ev_2")).run_id == "ev_1"
    assert runs.one(NORRFELL, "ev_2") is None
    assert runs.begin(run("ev_3", OSMERE)).run_id == "ev_3"


def test_one_that_ended_or_was_lost_makes_room(runs: Runs) -> None:
    runs.begin(run())
    runs.save(run(state=RunState.FINISHED, report_id="er_1", ended_at=FRIDAY))
    second = runs.begin(run("ev_2"))
    later = FRIDAY + LOST_AFTER + timedelta(seconds=1)

    third = runs.begin(run("ev_3", asked_at=later, seen_at=later))

    assert (second.run_id, third.run_id) == ("ev_2", "ev_3")
    assert runs.under_way(NORRFELL, later) == third


def test_what_ended_stays_as_it_ended(runs: Runs) -> None:
    ended = run(state=RunState.FAILED, why="no disk", ended_at=FRIDAY)
    runs.begin(run())
    runs.save(ended)

    runs.save(run(state=RunState.RUNNING, stage="live", done=3, total=8))

    assert runs.one(NORRFELL, "ev_1") == ended


def test_of_many_that_ask_at_once_one_begins(runs: Runs) -> None:
    with ThreadPoolExecutor(4) as pool:
        begun = list(pool.map(lambda number: runs.begin(run(f"ev_{number}")), range(8)))

    assert len({one.run_id for one in begun}) == 1
