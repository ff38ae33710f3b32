"""The door to litellm against a scripted local server: deadline, retry, breaker, and nothing of a prompt in an error."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Semaphore, Thread

import pytest

from assist.errors import Unavailable
from assist.llm import BREAK_AFTER, BREAK_FOR_S, WORKERS, LiteLlm

SECRET = "my card is 4111 1111 1111 1111"


class Server:
    """Answers chat completions as told: `say`, `fail` or `hang` until released."""

    def __init__(self) -> None:
        self.script: list[str] = []
        self.received: list[dict[str, object]] = []
        self.released = Event()
        self.arrived = Semaphore(0)
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                server.received.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                server.arrived.release()
                what = server.script.pop(0) if server.script else "say:Hello."
                if what == "hang":
                    server.released.wait(10)
                failed = what == "fail"
                text = what.partition(":")[2]
                body = {"error": {"message": SECRET}} if failed else completion(text)
                payload = json.dumps(body).encode()
                try:
                    self.send_response(500 if failed else 200)
                    self.send_header("Content-Type", "application/json")
                    self.send_header("Content-Length", str(len(payload)))
                    self.end_headers()
                    self.wfile.write(payload)
                except OSError:
                    return

            def log_message(self, *_: object) -> None:
                return

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        Thread(target=self.http.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.http.server_address[1]}/v1"

    def close(self) -> None:
        self.released.set()
        self.http.shutdown()
        self.http.server_close()


def completion(text: str) -> dict[str, object]:
    message = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}
    usage = {"prompt_tokens": 7, "completion_tokens": 3, "total_tokens": 10}
    return {
        "id": "c1",
        "object": "chat.completion",
        "created": 1,
        "model": "test",
        "choices": [message],
        "usage": usage,
    }


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def server() -> Iterator[Server]:
    one = Server()
    yield one
    one.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def model(server: Server, clock: Clock) -> LiteLlm:
    one = LiteLlm("openai/test", api_base=server.url, api_key="k-123", clock=clock)
    assert one.wait_until_loaded(60)
    return one


def code(model: LiteLlm, *, deadline_s: float = 5.0) -> str:
    with pytest.raises(Unavailable) as caught:
        model.complete("system", SECRET, deadline_s=deadline_s)
    assert "4111" not in caught.value.message
    return caught.value.code


def test_the_answer_comes_with_its_tokens(model: LiteLlm, server: Server) -> None:
    server.script = ["say:Where is it?"]

    answer = model.complete("Be kind.", "Hello", deadline_s=5)

    assert (answer.text, answer.tokens) == ("Where is it?", 10)


def test_system_and_user_text_are_sent_as_such(model: LiteLlm, server: Server) -> None:
    model.complete("Be kind.", "Hello", deadline_s=5)

    assert server.received[0]["messages"] == [
        {"role": "system", "content": "Be kind."},
        {"role": "user", "content": "Hello"},
    ]


def test_one_failure_is_tried_again(model: LiteLlm, server: Server) -> None:
    server.script = ["fail", "say:Second try."]

    assert model.complete("s", "u", deadline_s=5).text == "Second try."


def test_an_empty_answer_is_tried_again(model: LiteLlm, server: Server) -> None:
    server.script = ["say:  ", "say:Words."]

    assert model.complete("s", "u", deadline_s=5).text == "Words."


def test_two_failures_are_a_failure_that_repeats_no_text(model: LiteLlm, server: Server) -> None:
    server.script = ["fail", "fail"]

    assert code(model) == "model_failed"
    assert len(server.received) == 2


def test_without_time_for_it_there_is_no_second_try(model: LiteLlm, server: Server) -> None:
    server.script = ["fail", "say:Too late."]

    assert code(model, deadline_s=0.9) == "model_failed"


def test_a_silent_server_is_given_up_at_the_deadline(model: LiteLlm, server: Server) -> None:
    server.script = ["hang"]

    assert code(model, deadline_s=0.2) == "model_timeout"


def fail_until_broken(model: LiteLlm, server: Server) -> None:
    server.script = ["fail"] * (2 * BREAK_AFTER)
    for _ in range(BREAK_AFTER):
        code(model)


def test_after_repeated_failures_the_model_is_left_alone(model: LiteLlm, server: Server) -> None:
    fail_until_broken(model, server)
    asked = len(server.received)

    assert code(model) == "model_breaker_open"
    assert len(server.received) == asked


def test_after_a_while_the_model_is_asked_again(model: LiteLlm, server: Server, clock: Clock) -> None:
    fail_until_broken(model, server)
    clock.now += BREAK_FOR_S

    assert model.complete("s", "u", deadline_s=5).text == "Hello."


def test_a_success_forgets_earlier_failures(model: LiteLlm, server: Server) -> None:
    server.script = ["fail", "fail", "fail", "fail", "say:Fine.", "fail", "fail"]
    codes = [code(model), code(model)]
    model.complete("s", "u", deadline_s=5)

    assert [*codes, code(model)] == ["model_failed"] * 3
    assert model.complete("s", "u", deadline_s=5).text == "Hello."


def busy(model: LiteLlm, server: Server, pool: ThreadPoolExecutor) -> None:
    """Keep every worker waiting on the server."""
    server.script = ["hang"] * WORKERS
    for _ in range(WORKERS):
        pool.submit(model.complete, "s", "u", deadline_s=10)
    for _ in range(WORKERS):
        assert server.arrived.acquire(timeout=10)


def test_more_calls_than_workers_are_refused_at_once(model: LiteLlm, server: Server) -> None:
    with ThreadPoolExecutor(WORKERS) as pool:
        busy(model, server, pool)

        refused = code(model)
        server.released.set()

    assert refused == "model_busy"


def test_a_burst_of_calls_does_not_make_a_healthy_model_look_broken(model: LiteLlm, server: Server) -> None:
    with ThreadPoolExecutor(WORKERS) as pool:
        busy(model, server, pool)

        refused = [code(model) for _ in range(BREAK_AFTER + 1)]
        server.released.set()

    assert refused == ["model_busy"] * (BREAK_AFTER + 1)
