"""A draft the customer has overtaken by writing again, over HTTP."""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from assist.api.app import create
from assist.bootstrap import Services

QUESTION = "How long do I have to return outlet items?"


@pytest.fixture(scope="module")
def client(services: Services) -> Iterator[TestClient]:
    with TestClient(create(services)) as running:
        yield running


def suggested(client: TestClient, conversation: str) -> dict[str, Any]:
    message = {"id": "m1", "text": QUESTION, "sent_at": "2026-11-20T15:40:00Z"}
    body = {"client_id": "norrfell", "conversation_id": conversation, "messages": [message]}
    found: dict[str, Any] = client.post("/v1/suggest-reply", json=body).json()
    return found


def wrote(client: TestClient, conversation: str, message: str, at: str = "2026-11-20T15:50:00Z") -> dict[str, Any]:
    event = {"type": "customer_message", "at": at, "conversation_id": conversation, "message_id": message}
    response = client.post("/v1/events", json={"client_id": "norrfell", **event})
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def feed(client: TestClient, identity: str, **fields: Any) -> list[str]:
    body = {"client_id": "norrfell", "event": "accepted", **fields}
    response = client.post(f"/v1/suggestions/{identity}/feedback", json=body)
    assert response.status_code == 200, response.text
    return [warning["code"] for warning in response.json()["warnings"]]


def test_the_event_that_the_customer_wrote_withdraws_the_suggestion(client: TestClient) -> None:
    identity = suggested(client, "wd-1")["suggestion_id"]

    told = wrote(client, "wd-1", "m2")

    assert told["withdrawn_suggestions"] == [identity]
    found = client.get(f"/v1/suggestions/{identity}", params={"client_id": "norrfell"}).json()
    assert found["superseded_by"] == "m2"


def test_feedback_on_a_withdrawn_suggestion_is_taken_with_a_warning(client: TestClient) -> None:
    identity = suggested(client, "wd-2")["suggestion_id"]
    wrote(client, "wd-2", "m2")

    assert feed(client, identity) == ["superseded"]


def test_feedback_on_what_was_done_before_the_withdrawal_carries_none(client: TestClient) -> None:
    identity = suggested(client, "wd-3")["suggestion_id"]
    wrote(client, "wd-3", "m2")

    assert feed(client, identity, at="2026-11-20T15:45:00Z") == []


def test_a_suggestion_the_customer_overtook_says_so_in_its_own_answer(client: TestClient) -> None:
    wrote(client, "wd-4", "m2", at="2026-11-20T15:41:00Z")

    assert suggested(client, "wd-4")["superseded_by"] == "m2"


def test_a_customers_message_needs_its_conversation(client: TestClient) -> None:
    event = {"type": "customer_message", "at": "2026-11-20T15:50:00Z", "order_number": "NF-1"}

    response = client.post("/v1/events", json={"client_id": "norrfell", **event})

    assert response.status_code == 422
    assert response.json()["error"]["details"] == {"path": "conversation_id"}
