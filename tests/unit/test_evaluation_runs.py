"""Evaluations beside the requests: in turn, one a client, on record whatever happens to them."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from threading import Event

import pytest

from assist.api.evaluation_runs import STOPPED, EvaluationRuns, Told
from assist.domain.base import ClientId, VersionId
from assist.domain.evaluation_run import INTERRUPTED, LOST_AFTER, EvaluationRun, RunState
from assist.errors import BadKnowledge, Refused, Unavailable
from tests.fakes import FRIDAY, FakeRuns

PATIENCE_S = 10.0


def run(name: str = "ev_1", client: str = "norrfell", candidate: str = "kv_2") -> EvaluationRun:
    return EvaluationRun(
        run_id=name,
        client_id=ClientId(client),
        candidate=VersionId(candidate),
        against=VersionId("kv_1"),
        by="ana",
        asked_at=FRIDAY,
        seen_at=FRIDAY,
    )


class Bench:
    """A server's runs over a fake record; what is evaluated waits until it is let go."""

    def __init__(self, evaluate: Callable[[EvaluationRun, Told], str] | None = None) -> None:
        self.kept = FakeRuns()
        self.let_go, self.begun = Event(), Event()
        self.runs = EvaluationRuns(lambda: self.kept, evaluate or self.evaluate, lambda: FRIDAY, beat_s=0.01)

    def evaluate(self, asked: EvaluationRun, told: Told) -> str:
        told("candidate", 3, 8)
        self.begun.set()
        assert self.let_go.wait(PATIENCE_S)
        told("candidate", 8, 8)
        return f"er_{asked.run_id}"

    def ended(self, name: str = "ev_1") -> EvaluationRun:
        return self.kept.ended(name, PATIENCE_S)


@pytest.fixture
def bench() -> Iterator[Bench]:
    made = Bench()
    yield made
    made.let_go.set()
    made.runs.close()


def test_who_asks_is_answered_at_once_and_finds_the_report_later(bench: Bench) -> None:
    asked = bench.runs.ask(run())
    bench.let_go.set()

    ended = bench.ended()

    assert asked.state is RunState.QUEUED
    assert (ended.state, ended.report_id, ended.done, ended.total) == (RunState.FINISHED, "er_ev_1", 8, 8)


def test_the_same_question_again_is_the_run_under_way(bench: Bench) -> None:
    bench.runs.ask(run())

    again = bench.runs.ask(run("ev_2"))

    assert again.run_id == "ev_1"


def test_another_question_of_the_client_is_refused_and_names_the_run_under_way(bench: Bench) -> None:
    bench.runs.ask(run())

    with pytest.raises(Refused, match="norrfell has an evaluation under way: ev_1 of kv_2") as caught:
        bench.runs.ask(run("ev_2", candidate="kv_3"))

    assert (caught.value.code, caught.value.details["evaluation_id"]) == ("evaluation_running", "ev_1")


def test_another_client_waits_for_its_turn(bench: Bench) -> None:
    bench.runs.ask(run())
    assert bench.begun.wait(PATIENCE_S)

    bench.runs.ask(run("ev_2", client="osmere"))
    waiting = bench.kept.of("ev_2")
    bench.let_go.set()

    assert waiting.state is RunState.QUEUED
    assert [bench.ended(name).state for name in ("ev_1", "ev_2")] == [RunState.FINISHED, RunState.FINISHED]


def test_what_is_wrong_with_the_cases_is_said_in_the_run() -> None:
    def broken(asked: EvaluationRun, told: Told) -> str:
        raise BadKnowledge("decisions.jsonl", 7, "expect is empty: a case expects something")

    bench = Bench(broken)
    bench.runs.ask(run())
    ended = bench.ended()
    bench.runs.close()

    assert (ended.state, ended.why) == (RunState.FAILED, "decisions.jsonl:7: expect is empty: a case expects something")


def test_a_surprise_fails_the_run_without_its_words_and_the_next_one_runs() -> None:
    def surprising(asked: EvaluationRun, told: Told) -> str:
        if asked.client_id == "norrfell":
            raise ValueError("Hannah Moss wrote: where is my parcel")
        return "er_2"

    bench = Bench(surprising)
    bench.runs.ask(run())
    bench.runs.ask(run("ev_2", client="osmere"))
    first, second = bench.ended(), bench.ended("ev_2")
    bench.runs.close()

    assert (first.state, first.why) == (RunState.FAILED, "something went wrong here; it is logged")
    assert second.state is RunState.FINISHED


def test_a_server_that_stops_says_so_of_what_ran_and_of_what_waited(bench: Bench) -> None:
    bench.runs.ask(run())
    assert bench.begun.wait(PATIENCE_S)
    bench.runs.ask(run("ev_2", client="osmere"))

    bench.let_go.set()
    bench.runs.close()

    assert bench.ended("ev_2").why == STOPPED
    assert bench.ended().state in (RunState.FINISHED, RunState.FAILED)


def test_an_end_that_cannot_be_written_down_is_written_down_later(bench: Bench) -> None:
    bench.runs.ask(run())
    assert bench.begun.wait(PATIENCE_S)
    bench.kept.fails_once(Unavailable("the database failed: OperationalError"))

    bench.let_go.set()

    assert bench.ended().report_id == "er_ev_1"


@pytest.mark.parametrize(
    ("silent_for", "state"), [(LOST_AFTER, "queued"), (LOST_AFTER + timedelta(seconds=1), "failed")]
)
def test_a_run_without_a_sign_of_life_was_lost_with_its_server(silent_for: timedelta, state: str) -> None:
    found = run().as_of(FRIDAY + silent_for)

    assert (found.state, found.why) == (state, INTERRUPTED if state == "failed" else None)


def test_a_run_that_ended_is_never_lost() -> None:
    ended = run().model_copy(update={"state": RunState.FINISHED, "ended_at": FRIDAY})

    assert ended.as_of(FRIDAY + timedelta(days=9)) == ended
