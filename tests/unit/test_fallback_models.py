"""Several models as one: who is asked when, for how long, and what is said when none answers."""

import pytest

from assist.errors import Unavailable
from assist.fallback_models import FIRST_SHARE, FirstThatAnswers
from assist.ports import ModelAnswer
from tests.fakes import FakeModel


class Clock:
    def __init__(self) -> None:
        self.now = 50.0

    def __call__(self) -> float:
        return self.now


class Slow:
    """A model that takes all the time it is given, notes how much that was, and fails."""

    name = "fake/slow"

    def __init__(self, clock: Clock, takes_s: float | None = None) -> None:
        self._clock = clock
        self._takes_s = takes_s
        self.given: list[float] = []

    def complete(self, system: str, user: str, *, deadline_s: float) -> ModelAnswer:
        self.given.append(deadline_s)
        self._clock.now += deadline_s if self._takes_s is None else self._takes_s
        raise Unavailable("late", code="model_timeout")


def down(code: str = "model_failed") -> FakeModel:
    return FakeModel(Unavailable("down", code=code))


def test_the_first_model_answers_when_it_can() -> None:
    second = FakeModel("second")

    answer = FirstThatAnswers([FakeModel("first"), second]).complete("s", "u", deadline_s=5)

    assert (answer.text, answer.stood_in, second.prompts) == ("first", False, [])


def test_another_one_stands_in_and_says_so() -> None:
    answer = FirstThatAnswers([down(), FakeModel("second")]).complete("s", "u", deadline_s=5)

    assert (answer.text, answer.stood_in) == ("second", True)


def test_a_late_model_leaves_time_for_the_next() -> None:
    clock = Clock()
    first = Slow(clock)

    answer = FirstThatAnswers([first, FakeModel("second")], clock=clock).complete("s", "u", deadline_s=10)

    assert (first.given, answer.text) == ([10 * FIRST_SHARE], "second")


def test_the_last_model_has_all_the_time_that_is_left() -> None:
    clock = Clock()
    last = Slow(clock)

    with pytest.raises(Unavailable):
        FirstThatAnswers([Slow(clock, takes_s=4), last], clock=clock).complete("s", "u", deadline_s=10)

    assert last.given == [6]


def test_nobody_is_asked_when_the_time_is_over() -> None:
    clock = Clock()
    second = FakeModel("second")

    with pytest.raises(Unavailable):
        FirstThatAnswers([Slow(clock, takes_s=10), second], clock=clock).complete("s", "u", deadline_s=10)

    assert second.prompts == []


def test_when_none_answers_the_first_ones_code_is_told() -> None:
    with pytest.raises(Unavailable) as caught:
        FirstThatAnswers([down("model_timeout"), down("model_failed")]).complete("s", "u", deadline_s=5)

    assert caught.value.code == "model_timeout"


def test_one_model_alone_has_the_whole_deadline() -> None:
    clock = Clock()
    only = Slow(clock)

    with pytest.raises(Unavailable):
        FirstThatAnswers([only], clock=clock).complete("s", "u", deadline_s=8)

    assert (only.given, FirstThatAnswers([only]).name) == ([8], "fake/slow")
