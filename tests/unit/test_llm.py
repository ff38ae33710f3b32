"""The door to a language model, with a scripted completion: deadline, retry, breaker, and when it is left alone."""

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Semaphore
from types import SimpleNamespace
from typing import Any

import pytest

from assist.errors import Unavailable
from assist.llm import BREAK_AFTER, BREAK_FOR_S, LEAST_FOR_RETRY_S, WORKERS, LiteLlm
from assist.ports import ModelAnswer

SECRET = "my card is 4111 1111 1111 1111"
SHORT_S = 0.05
"""A deadline that is really waited for."""


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class Completion:
    """Stands for `litellm.completion`: says what the script says, in turn, and "Hello." after it.

    An exception in the script is raised, `None` waits until released, a callable is called before "Hello.".
    """

    def __init__(self) -> None:
        self.script: list[str | Exception | Callable[[], object] | None] = []
        self.calls: list[dict[str, Any]] = []
        self.arrived = Semaphore(0)
        self.released = Event()

    def __call__(self, **given: Any) -> object:
        self.calls.append(given)
        self.arrived.release()
        what = self.script.pop(0) if self.script else "Hello."
        if isinstance(what, Exception):
            raise what
        if what is None:
            self.released.wait(10)
        elif callable(what):
            what()
        return answer(what if isinstance(what, str) else "Hello.")


def answer(text: object) -> object:
    choice = SimpleNamespace(message=SimpleNamespace(content=text))
    return SimpleNamespace(
        choices=[choice], usage=SimpleNamespace(total_tokens=10), _hidden_params={"response_cost": 0.002}
    )


@pytest.fixture
def completion() -> Iterator[Completion]:
    scripted = Completion()
    yield scripted
    scripted.released.set()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def model(completion: Completion, clock: Clock) -> LiteLlm:
    return LiteLlm("openai/test", api_base="http://localhost:1/v1", api_key="k-123", clock=clock, completion=completion)


def ask(model: LiteLlm, *, deadline_s: float = 5.0) -> ModelAnswer:
    return model.complete("Be kind.", SECRET, deadline_s=deadline_s)


def code(model: LiteLlm, *, deadline_s: float = 5.0) -> str:
    with pytest.raises(Unavailable) as caught:
        ask(model, deadline_s=deadline_s)
    assert "4111" not in caught.value.message
    return caught.value.code


def test_the_answer_comes_with_its_tokens_and_cost(model: LiteLlm) -> None:
    assert ask(model) == ModelAnswer(text="Hello.", tokens=10, cost_usd=0.002)


def test_the_completion_is_told_all_it_needs(model: LiteLlm, completion: Completion) -> None:
    ask(model)

    call = completion.calls[0]
    assert [message["content"] for message in call["messages"]] == ["Be kind.", SECRET]
    assert (call["model"], call["api_base"], call["api_key"]) == ("openai/test", "http://localhost:1/v1", "k-123")
    assert (call["timeout"], call["max_retries"]) == (5.0, 0)


def test_a_given_completion_is_ready_at_once(model: LiteLlm) -> None:
    assert model.wait_until_loaded(0)


def test_a_library_that_does_not_import_is_a_failure_and_not_a_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "litellm", None)  # what Python itself does to a module that must not be imported

    model = LiteLlm("openai/test")

    assert not model.wait_until_loaded(10)
    assert code(model) == "model_failed"


def test_a_silent_model_is_given_up_at_the_deadline(model: LiteLlm, completion: Completion) -> None:
    completion.script = [None]

    assert code(model, deadline_s=SHORT_S) == "model_timeout"
    assert len(completion.calls) == 1


def test_a_deadline_that_has_passed_already_is_a_timeout(model: LiteLlm, completion: Completion) -> None:
    completion.script = [None]

    assert code(model, deadline_s=-1) == "model_timeout"


def test_one_failure_is_tried_again(model: LiteLlm, completion: Completion) -> None:
    completion.script = [RuntimeError(SECRET), "Second try."]

    assert ask(model).text == "Second try."


@pytest.mark.parametrize("empty", ["", "  \n"])
def test_an_empty_answer_is_tried_again(model: LiteLlm, completion: Completion, empty: str) -> None:
    completion.script = [empty, "Words."]

    assert ask(model).text == "Words."


def test_two_empty_answers_are_a_failure(model: LiteLlm, completion: Completion) -> None:
    completion.script = ["", ""]

    assert code(model) == "model_failed"


def test_an_answer_without_text_is_a_failure(clock: Clock) -> None:
    model = LiteLlm("openai/test", clock=clock, completion=lambda **_: answer(None))

    assert code(model) == "model_failed"


def test_there_are_two_tries_and_no_third(model: LiteLlm, completion: Completion) -> None:
    completion.script = [RuntimeError(SECRET), RuntimeError(SECRET), "Third try."]

    assert code(model) == "model_failed"
    assert len(completion.calls) == 2


def test_without_time_for_it_there_is_no_second_try(model: LiteLlm, completion: Completion) -> None:
    completion.script = [RuntimeError(SECRET)]

    assert code(model, deadline_s=LEAST_FOR_RETRY_S - 0.1) == "model_failed"
    assert len(completion.calls) == 1


def test_the_second_try_has_only_what_the_first_left(model: LiteLlm, completion: Completion, clock: Clock) -> None:
    def fail_after_three_seconds() -> None:
        clock.now += 3
        raise RuntimeError(SECRET)

    completion.script = [fail_after_three_seconds]

    ask(model)

    assert [call["timeout"] for call in completion.calls] == [5.0, 2.0]


def fail(model: LiteLlm, completion: Completion, times: int) -> None:
    completion.script = [RuntimeError(SECRET)] * (2 * times)
    for _ in range(times):
        assert code(model) == "model_failed"


def test_after_repeated_failures_the_model_is_left_alone(model: LiteLlm, completion: Completion) -> None:
    fail(model, completion, BREAK_AFTER)
    asked = len(completion.calls)

    assert code(model) == "model_breaker_open"
    assert len(completion.calls) == asked


def test_timeouts_open_the_breaker_too(model: LiteLlm, completion: Completion) -> None:
    completion.script = [None] * BREAK_AFTER

    codes = [code(model, deadline_s=0.01) for _ in range(BREAK_AFTER)]

    assert codes == ["model_timeout"] * BREAK_AFTER
    assert code(model) == "model_breaker_open"


def test_the_model_is_left_alone_just_so_long(model: LiteLlm, completion: Completion, clock: Clock) -> None:
    fail(model, completion, BREAK_AFTER)

    clock.now += BREAK_FOR_S - 0.1
    early = code(model)
    clock.now += 0.1

    assert early == "model_breaker_open"
    assert ask(model).text == "Hello."


def test_a_success_forgets_earlier_failures(model: LiteLlm, completion: Completion) -> None:
    fail(model, completion, BREAK_AFTER - 1)
    ask(model)

    fail(model, completion, BREAK_AFTER - 1)

    assert ask(model).text == "Hello."


def occupy(model: LiteLlm, completion: Completion, pool: ThreadPoolExecutor) -> None:
    """Keep every worker waiting."""
    completion.script = [None] * WORKERS
    for _ in range(WORKERS):
        pool.submit(ask, model)
    for _ in range(WORKERS):
        assert completion.arrived.acquire(timeout=10)


def test_a_burst_is_refused_and_does_not_make_a_healthy_model_look_broken(
    model: LiteLlm, completion: Completion
) -> None:
    with ThreadPoolExecutor(WORKERS) as pool:
        occupy(model, completion, pool)

        refused = [code(model) for _ in range(BREAK_AFTER + 1)]
        completion.released.set()

    assert refused == ["model_busy"] * (BREAK_AFTER + 1)
    assert ask(model).text == "Hello."


def test_with_every_worker_taken_a_failed_call_still_gets_its_second_try(
    model: LiteLlm, completion: Completion
) -> None:
    completion.script = [None] * (WORKERS - 1)
    with ThreadPoolExecutor(WORKERS) as pool:
        for _ in range(WORKERS - 1):
            pool.submit(ask, model)
        for _ in range(WORKERS - 1):
            assert completion.arrived.acquire(timeout=10)
        completion.script = [RuntimeError(SECRET), "Second try."]

        text = ask(model).text
        completion.released.set()

    assert text == "Second try."
