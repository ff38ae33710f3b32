"""`stream: true` over a real socket: the composed draft comes at once, the model's replaces it, nothing gets lost."""

import contextlib
import json
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from typing import Any

import pytest
import uvicorn

from assist.api.app import create
from assist.bootstrap import Services, build
from assist.domain.base import ClientId
from assist.domain.orders import Order
from assist.drafting.writer import Writer
from assist.errors import Unavailable
from assist.ports import ModelAnswer
from tests.conftest import settings_in
from tests.fakes import FRIDAY

PATIENCE_S = 20.0
"""Until a test that would hang fails instead."""
QUESTION = "How long do I have to return outlet items?"


@dataclass
class HeldModel:
    """A language model that answers when it is let go, and does beforehand what it was told to."""

    name: str = "held/model"
    answer: str = ""
    let_go: threading.Event = field(default_factory=threading.Event)
    before: Callable[[], None] = lambda: None

    def complete(self, system: str, user: str, *, deadline_s: float) -> ModelAnswer:
        self.before()
        assert self.let_go.wait(PATIENCE_S), "nobody let the model go"
        return ModelAnswer(text=self.answer, tokens=7, cost_usd=0.0)


@dataclass(frozen=True)
class Running:
    port: int
    services: Services

    def stream(self, **fields: Any) -> HTTPResponse:
        body = {"client_id": "norrfell", "channel": "chat", "messages": [{"text": QUESTION}], "stream": True, **fields}
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        connection.request("POST", "/v1/suggest-reply", body=json.dumps(body).encode())
        return connection.getresponse()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, services: Services) -> Iterator[Running]:
    own = build(settings_in(tmp_path_factory.mktemp("stream")), encoder=services.encoder)
    own.warm_up()
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        bound.listen()  # what connects before the server accepts waits in the queue
        server = uvicorn.Server(uvicorn.Config(create(own), log_level="error", lifespan="on"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
        thread.start()
        try:
            yield Running(bound.getsockname()[1], own)
        finally:
            server.should_exit = True
            thread.join(PATIENCE_S)


@pytest.fixture
def model(running: Running) -> Iterator[HeldModel]:
    held = HeldModel()
    running.services.writer = Writer(held, deadline_s=PATIENCE_S)
    yield held
    held.let_go.set()
    running.services.writer = None


def events(response: HTTPResponse) -> Iterator[tuple[str, Any]]:
    """Yield events as they arrive."""
    while name := response.readline().decode():
        content = response.readline().decode()
        assert response.readline() == b"\n"
        yield name.removeprefix("event: ").strip(), json.loads(content.removeprefix("data: "))


def until(arriving: Iterator[tuple[str, Any]], name: str) -> Any:
    return next(content for found, content in arriving if found == name)


def quoting(reply: Any) -> str:
    """Return a model's answer that says what the composed draft's first source says."""
    return json.dumps({"sentences": [{"text": reply["citations"][0]["quote"], "sources": ["S1"]}]})


def test_the_composed_draft_arrives_before_a_slow_model_is_done_and_is_replaced_then(
    running: Running, model: HeldModel
) -> None:
    arriving = events(running.stream())
    assert [next(arriving)[0], next(arriving)[0]] == ["triage", "decisions"]

    name, composed = next(arriving)  # the model still waits: nobody has let it go
    model.answer = quoting(composed)
    model.let_go.set()
    rest = list(arriving)

    assert (name, composed["kind"], composed["written_by"]) == ("reply", "draft", "composer")
    assert "replaces" not in composed
    assert [name for name, _ in rest] == ["reply", "done"]
    assert (rest[0][1]["written_by"], rest[0][1]["replaces"]) == ("model", True)
    assert rest[1][1]["reply"] == {key: value for key, value in rest[0][1].items() if key != "replaces"}


def test_a_model_that_fails_replaces_nothing_and_the_last_event_says_so(running: Running, model: HeldModel) -> None:
    model.answer = "no JSON at all"
    model.let_go.set()

    told = list(events(running.stream()))

    assert [name for name, _ in told] == ["triage", "decisions", "reply", "done"]
    assert told[-1][1]["degraded"] == ["model_garbage"]
    assert told[-1][1]["reply"] == told[-2][1]


def test_no_transaction_is_open_while_the_model_writes(running: Running, model: HeldModel) -> None:
    stored: list[bool] = []

    def write() -> None:
        with running.services.store.begin(ClientId("norrfell")) as rows:
            stored.append(rows.save_order(Order.model_validate({"number": "NF-80001"}), FRIDAY))

    model.before = write
    model.let_go.set()

    list(events(running.stream()))

    assert stored == [True]


def test_a_client_that_leaves_finds_its_suggestion_in_the_store(running: Running, model: HeldModel) -> None:
    response = running.stream(conversation_id="left-early", messages=[{"id": "m1", "text": QUESTION}])
    until(events(response), "reply")

    response.close()
    model.let_go.set()

    assert _is_stored(running, "left-early")


def test_a_surprise_on_the_way_is_an_event_in_our_error_form_without_its_words(
    running: Running, model: HeldModel
) -> None:
    def fail() -> None:
        raise RuntimeError("the customer's card is 4111 1111 1111 1111")

    model.before = fail

    told = list(events(running.stream()))

    assert [name for name, _ in told] == ["triage", "decisions", "reply", "error"]
    assert told[-1][1]["error"]["code"] == "internal"
    assert "4111" not in json.dumps(told)


def test_an_escalation_is_told_once_and_names_a_handoff_that_is_stored(running: Running) -> None:
    message = "I got a chemical burn from your jacket's coating and I am in hospital"
    told = list(events(running.stream(messages=[{"text": message}])))

    assert [name for name, _ in told] == ["triage", "decisions", "reply", "done"]
    assert told[2][1]["kind"] == "escalation"
    with running.services.store.begin(ClientId("norrfell"), only_reads=True) as rows:
        assert rows.handoffs.one(told[2][1]["handoff_id"]) is not None


def test_what_is_wrong_before_the_first_event_is_an_ordinary_error(running: Running) -> None:
    response = running.stream(client_id="nobody")

    assert response.status == 404
    assert json.loads(response.read())["error"]["code"] == "client_unknown"


def test_a_message_we_begin_streams_as_well(running: Running) -> None:
    told = list(events(running.stream(purpose="close", messages=[])))

    assert [name for name, _ in told] == ["triage", "decisions", "reply", "done"]
    assert told[-1][1]["reply"]["kind"] == "abstention"


def _is_stored(running: Running, conversation_id: str) -> bool:
    """Look until it is there; bounded."""
    pause = threading.Event()
    for _ in range(int(PATIENCE_S / 0.05)):
        with contextlib.suppress(Unavailable), running.services.store.begin(ClientId("norrfell")) as rows:
            if rows.conversations.one(conversation_id).messages:
                return True
        pause.wait(0.05)
    return False
