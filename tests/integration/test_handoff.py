"""The handoff of the contract's own conversation, through the public edges."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from assist.api.app import create
from assist.bootstrap import Services
from tests.conftest import ROOT

REQUEST = json.loads((ROOT / "docs/contract/request.json").read_text(encoding="utf-8"))
EXAMPLE = json.loads((ROOT / "docs/contract/handoff.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def client(services: Services) -> Iterator[TestClient]:
    with TestClient(create(services)) as running:
        yield running


@pytest.fixture(scope="module")
def handed_over(client: TestClient) -> dict[str, Any]:
    shown = ("id", "role", "visibility", "sent_at", "text")
    messages = [{name: message[name] for name in shown} for message in EXAMPLE["transcript"]["messages"]]
    messages[2]["text"] = REQUEST["messages"][2]["text"]
    trace = {
        "type": "trace_opened",
        "at": "2026-11-20T15:49:30Z",
        "message_id": "m4",
        "detail": "GLS 60110977, trace T-5521",
    }
    kept = ("client_id", "conversation_id", "channel", "customer", "orders", "products", "reply_window_expires_at")
    body = {name: REQUEST[name] for name in kept} | {"messages": messages, "events": [*REQUEST["events"], trace]}
    response = client.post("/v1/handoff", json={**body, "now": "2026-11-20T16:12:40Z"})
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def test_it_has_every_field_of_the_contract_and_none_is_null(handed_over: dict[str, Any]) -> None:
    assert set(EXAMPLE) <= set(handed_over)
    assert all(handed_over[name] is not None for name in EXAMPLE)


def test_identity_names_customer_and_order_with_its_items(handed_over: dict[str, Any]) -> None:
    assert handed_over["identity"]["customer"] == EXAMPLE["identity"]["customer"]
    assert handed_over["identity"]["orders"] == EXAMPLE["identity"]["orders"]


def test_what_was_done_is_told_with_its_turn(handed_over: dict[str, Any]) -> None:
    done = [(action["kind"], action["turns"]) for action in handed_over["actions_taken"]]

    assert done == [("article_shown", ["m2"]), ("open_trace", ["m4"]), ("reply_sent", ["m5"])]


def test_the_opening_line_tells_done_things_and_asks_nothing(handed_over: dict[str, Any]) -> None:
    line = handed_over["opening_line"]

    assert line.startswith(
        "Hi Marta, I can see that GLS last scanned your parcel on Monday 16 November and we opened a trace."
    )
    assert "?" not in line


def test_the_customers_deadline_is_a_cue_and_is_not_asked_again(handed_over: dict[str, Any]) -> None:
    assert handed_over["priority_cues"]["customer_deadline"]["on"] == "2026-11-26"
    assert {"what": "date", "value": "2026-11-26", "turns": ["m3"]} in handed_over["do_not_ask_again"]
    assert {"what": "order number", "value": "NF-20288", "turns": ["m1", "m3"]} in handed_over["do_not_ask_again"]


def test_it_goes_to_level_2_for_the_bank_and_was_not_announced(handed_over: dict[str, Any]) -> None:
    assert handed_over["direction"] == {
        "from": "level_1",
        "to": "level_2",
        "queue": "norrfell-escalations",
        "announced_to_customer": False,
    }
    assert handed_over["reason"]["code"] == "chargeback"


def test_without_an_order_or_a_deed_the_defects_say_so(client: TestClient) -> None:
    body = {"client_id": "norrfell", "messages": [{"id": "m1", "text": "this is not ok, get me a manager"}]}

    found = client.post("/v1/handoff", json=body).json()

    assert found["defects"] == ["order_reference_missing", "no_actions_recorded", "identity_unverified"]
    assert found["recommended_next"]["steps"]


def test_a_conversation_of_none_is_still_a_handoff(client: TestClient) -> None:
    found = client.post("/v1/handoff", json={"client_id": "osmere", "messages": []}).json()

    assert "no_customer_message" in found["defects"]


def test_a_spanish_reader_gets_a_spanish_summary_and_the_customer_their_own_language(client: TestClient) -> None:
    body = {
        "client_id": "norrfell",
        "agent": {"id": "a-1", "locale": "es"},
        "messages": [{"id": "m1", "text": "Where is my order NF-20288? It should have been here on Monday."}],
    }

    found = client.post("/v1/handoff", json=body).json()

    assert found["summary_locale"] == "es"
    assert found["intent_summary"]["text"].startswith("Pide:")
    assert found["opening_line"].startswith("Hi")
