"""Over HTTP: a triage with an id, what people correct in it, and customers who write again elsewhere."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from assist.api.app import create
from assist.bootstrap import Services, build
from assist.cli.app import app
from tests.conftest import settings_in
from tests.triage_command import command

MARTA = {"id": "c-1", "email": "marta@example.com"}


@pytest.fixture(scope="module")
def wired(services: Services, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    """Services with a database of their own."""
    own = build(settings_in(tmp_path_factory.mktemp("feedback")), encoder=services.encoder)
    yield own
    own.close()


@pytest.fixture(scope="module")
def client(wired: Services) -> Iterator[TestClient]:
    with TestClient(create(wired), raise_server_exceptions=False) as running:
        yield running


def triaged(client: TestClient, text: str, **fields: Any) -> dict[str, Any]:
    message = {"text": text, **({"sent_at": fields.pop("sent_at")} if "sent_at" in fields else {})}
    response = client.post("/v1/triage", json={"client_id": "norrfell", "messages": [message], **fields})
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def corrected(client: TestClient, name: str, status: int = 200, **fields: Any) -> dict[str, Any]:
    response = client.post(f"/v1/triage/{name}/feedback", json={"client_id": "norrfell", **fields})
    assert response.status_code == status, response.text
    found: dict[str, Any] = response.json()
    return found


def test_a_triage_can_be_corrected(client: TestClient) -> None:
    found = triaged(client, "the thing again")

    answer = corrected(client, found["id"], intents=["refund/status"], level="level_2", agent_id="a-17")

    assert answer["id"] == found["id"]
    assert answer["correction"] == {"intents": ["refund/status"], "level": "level_2", "agent_id": "a-17"}


def test_the_same_correction_twice_is_one(client: TestClient) -> None:
    found = triaged(client, "the thing, twice")

    first = corrected(client, found["id"], queue="returns")

    assert corrected(client, found["id"], queue="returns") == first


def test_a_suggestions_triage_is_corrected_by_the_suggestions_id(client: TestClient) -> None:
    asked = {"client_id": "norrfell", "messages": [{"text": "where is my stuff"}]}
    suggestion = client.post("/v1/suggest-reply", json=asked).json()

    assert corrected(client, suggestion["suggestion_id"], sentiment="negative")["correction"] == {
        "sentiment": "negative"
    }


@pytest.mark.parametrize(
    ("fields", "path", "said"),
    [
        ({"intents": ["order/sttus"]}, "intents[0]", "did you mean order/status?"),
        ({"queue": "nowhere"}, "queue", "none of this client's"),
        ({"level": "level_9"}, "level", "input should be"),
        ({"sentiment": "sad"}, "sentiment", "input should be"),
        ({"language": "english"}, "language", "string should match"),
        ({"intent": ["order/status"]}, "intent", "is not a field; did you mean intents?"),
        ({"intents": ["order/status", "order/status"]}, "intents", "names one twice"),
        ({"agent_id": "a-17"}, "intents", "at least one is needed"),
        ({}, "intents", "at least one is needed"),
    ],
)
def test_a_correction_that_cannot_be_is_refused_by_path(
    client: TestClient, fields: dict[str, Any], path: str, said: str
) -> None:
    error = corrected(client, triaged(client, "hm")["id"], 422, **fields)["error"]

    assert error["details"] == {"path": path}
    assert said in error["message"]


def test_an_unknown_id_and_another_clients_are_not_found(client: TestClient) -> None:
    theirs = client.post("/v1/triage", json={"client_id": "osmere", "text": "where is it"}).json()["id"]

    for name in ("tr_none", theirs):
        assert corrected(client, name, 404, level="level_2")["error"]["code"] == "not_found"


def test_corrections_become_masked_examples(client: TestClient, wired: Services, tmp_path: Path) -> None:
    first = triaged(client, "Call me on +34 600 123 456 about NF-20288, the money is missing")
    second = triaged(client, "do you repair bicycles in Porto")
    corrected(client, first["id"], intents=["refund/status", "order/status"])
    corrected(client, second["id"], intents=[])
    target = tmp_path / "examples.jsonl"

    ran = CliRunner().invoke(
        app,
        ["intents", "corrections", "-c", "norrfell", "-o", str(target)],
        env={
            "ASSIST_DATA_DIR": str(wired.settings.data_dir),
            "ASSIST_KNOWLEDGE_DIR": str(wired.settings.knowledge_dir),
        },
    )

    assert ran.exit_code == 0, ran.output
    rows = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    text = "Call me on <PHONE_NUMBER_1> about NF-20288, the money is missing"
    assert {"text": text, "intent": "refund/status"} in rows
    assert {"text": text, "intent": "order/status", "also": True} in rows
    assert {"text": "do you repair bicycles in Porto", "intent": None} in rows


def test_a_customer_who_writes_again_in_another_channel_is_recognised(client: TestClient) -> None:
    when = "2026-11-20T09:00:00Z"
    first = triaged(
        client, "Where is my order NF-20288?", conversation_id="mail-1", customer=MARTA, sent_at=when, channel="email"
    )

    again = triaged(
        client,
        "Where is my order NF-20288?",
        conversation_id="chat-1",
        customer={"email": "Marta@Example.com"},
        sent_at="2026-11-20T10:00:00Z",
        channel="chat",
    )

    assert "repeat_contact" not in first["flags"]
    assert "repeat_contact" in again["flags"]
    assert again["route"]["priority"] == "high"
    assert "Second message about NF-20288 today" in again["route"]["reasons"]
    assert again["prior_contacts"] == 1
    assert again["open_elsewhere"] == [{"conversation_id": "mail-1", "channel": "email", "since": when}]


def test_a_suggestion_knows_the_customers_other_conversations(client: TestClient) -> None:
    customer = {"id": "c-77"}
    triaged(client, "Where is my parcel?", conversation_id="chat-77", customer=customer, channel="chat")
    asked = {
        "client_id": "norrfell",
        "conversation_id": "mail-77",
        "customer": customer,
        "messages": [{"id": "x1", "text": "Where is my parcel?"}],
    }

    suggestion = client.post("/v1/suggest-reply", json=asked).json()
    again = client.post("/v1/suggest-reply", json=asked).json()

    assert suggestion["customer_context"]["open_elsewhere"][0]["conversation_id"] == "chat-77"
    assert suggestion["customer_context"]["prior_contacts"] == 1
    assert "repeat_contact" in suggestion["triage"]["flags"]
    assert again["customer_context"]["prior_contacts"] == 1, "the same turn asked about again is no contact"


def test_another_clients_conversations_are_never_named(client: TestClient) -> None:
    customer = {"id": "c-88"}
    asked = {"client_id": "osmere", "text": "Where is my parcel?", "customer": customer}
    client.post("/v1/triage", json=asked)

    assert triaged(client, "Where is my parcel?", customer=customer)["open_elsewhere"] == []


def line(name: str, sent_at: str) -> str:
    message = {"id": "m1", "text": "Where is my order NF-20288?", "sent_at": sent_at}
    return json.dumps({"id": name, "conversation_id": name, "customer": {"id": "c-99"}, "messages": [message]}) + "\n"


def test_a_batch_that_is_stored_sees_its_own_repeats_and_one_that_is_not_does_not(wired: Services) -> None:
    batch = line("one", "2026-11-20T09:00:00Z") + line("two", "2026-11-20T11:00:00Z")

    apart, stored = command(wired, given=batch), command(wired, "--store", given=batch)

    flags = [[json.loads(row)["flags"] for row in ran.stdout.splitlines()] for ran in (apart, stored)]
    assert flags == [[[], []], [[], ["repeat_contact"]]]
