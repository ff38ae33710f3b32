"""A handoff's life over HTTP and at the command line: stored, found again, accepted or returned, added up."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from assist.api.app import create
from assist.bootstrap import Services, build
from assist.cli import app as cli
from tests.conftest import settings_in

MESSAGES = [{"id": "m1", "text": "Where is my order NF-20288? I want my money back, this is the third time I write!"}]


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory, services: Services) -> Iterator[Services]:
    made = build(settings_in(tmp_path_factory.mktemp("handoffs")), encoder=services.encoder)
    yield made
    made.close()


@pytest.fixture(scope="module")
def client(own: Services) -> Iterator[TestClient]:
    with TestClient(create(own), raise_server_exceptions=False) as running:
        yield running


def handed_over(client: TestClient, **fields: Any) -> dict[str, Any]:
    response = client.post("/v1/handoff", json={"client_id": "norrfell", "messages": MESSAGES, **fields})
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def report(client: TestClient, handoff_id: str, **fields: Any) -> Any:
    return client.post(f"/v1/handoffs/{handoff_id}/outcome", json={"client_id": "norrfell", **fields})


def test_a_handoff_is_found_again_as_it_was_answered(client: TestClient) -> None:
    made = handed_over(client)

    again = client.get(f"/v1/handoffs/{made['handoff_id']}", params={"client_id": "norrfell"}).json()

    assert again == {**made, "outcomes": []}


def test_another_client_and_an_unknown_id_find_nothing(client: TestClient) -> None:
    made = handed_over(client)

    assert client.get(f"/v1/handoffs/{made['handoff_id']}", params={"client_id": "osmere"}).status_code == 404
    assert client.get("/v1/handoffs/ho_none", params={"client_id": "norrfell"}).status_code == 404
    assert report(client, "ho_none", outcome="accepted").status_code == 404
    assert report(client, made["handoff_id"], outcome="accepted", client_id="osmere").status_code == 404


def test_a_return_says_what_was_missing_and_counts_once(client: TestClient) -> None:
    identity = handed_over(client)["handoff_id"]
    said = {"outcome": "returned", "missing": ["evidence"], "by": "a-17", "at": "2026-11-20T16:00:00Z", "note": "photo"}

    first, again = (report(client, identity, **said).json() for _ in range(2))

    assert (first["recorded"], again["recorded"]) == (True, False)
    kept = client.get(f"/v1/handoffs/{identity}", params={"client_id": "norrfell"}).json()["outcomes"]
    assert kept == [said]


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"outcome": "returned"}, "missing"),
        ({"outcome": "returned", "missing": []}, "missing"),
        ({"outcome": "returned", "missing": ["everything"]}, "missing[0]"),
        ({"outcome": "returned", "missing": ["other"]}, "note"),
        ({"outcome": "lost", "missing": ["other"]}, "outcome"),
        ({}, "outcome"),
        ({"outcome": "accepted", "at": "2026-11-20T16:00:00"}, "at"),
        ({"outcome": "accepted", "who": "a-17"}, "who"),
    ],
)
def test_a_wrong_outcome_is_refused_by_path(client: TestClient, fields: dict[str, Any], path: str) -> None:
    response = report(client, handed_over(client)["handoff_id"], **fields)

    assert response.status_code == 422
    assert response.json()["error"]["details"] == {"path": path}


def test_an_escalation_names_a_handoff_for_its_own_conversation(client: TestClient) -> None:
    body = {
        "client_id": "norrfell",
        "conversation_id": "cw-hurt",
        "messages": [{"id": "m1", "text": "I got a chemical burn from your jacket and I am in hospital"}],
    }

    reply = client.post("/v1/suggest-reply", json=body).json()["reply"]

    assert reply["kind"] == "escalation"
    found = client.get(f"/v1/handoffs/{reply['handoff_id']}", params={"client_id": "norrfell"}).json()
    assert (found["conversation_id"], found["reason"]["code"]) == ("cw-hurt", "health_safety")


def test_a_database_that_fails_costs_the_record_and_not_the_handoff(tmp_path: Path, services: Services) -> None:
    own = build(settings_in(tmp_path), encoder=services.encoder)
    with TestClient(create(own), raise_server_exceptions=False) as running:
        own.warm_up()
        own.store.close()
        for file in tmp_path.glob("*.db*"):
            file.unlink()

        made = handed_over(running)

    assert made["degraded"] == ["store_read_only"]
    assert made["opening_line"]


def test_the_summary_adds_up_what_receivers_said(
    client: TestClient, own: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = handed_over(client, client_id="osmere", conversation_id="cw-1")["handoff_id"]
    second = handed_over(client, client_id="osmere", conversation_id="cw-1")["handoff_id"]
    report(client, first, outcome="returned", missing=["promises", "evidence"], client_id="osmere")
    report(client, second, outcome="accepted", client_id="osmere")
    monkeypatch.setattr("assist.cli.services.open_services", lambda: own)

    told = json.loads(CliRunner().invoke(cli.app, ["handoff", "summary", "-c", "osmere", "--json"]).output)
    shown = CliRunner().invoke(cli.app, ["handoff", "summary", "-c", "osmere"]).output

    assert told["whole"] == {"handoffs": 2, "accepted": 1, "returned": 1, "unanswered": 0}
    assert told["missing"] == {"evidence": 1, "promises": 1}
    assert told["repeats"]["conversations"] == 1
    assert "missing most: evidence 1, promises 1" in shown
