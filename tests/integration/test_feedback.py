"""What an agent did with a draft, over HTTP and added up at the command line."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from assist.api.app import create
from assist.bootstrap import Services, build
from assist.cli import app as cli
from tests.conftest import settings_in


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory, services: Services) -> Iterator[Services]:
    made = build(settings_in(tmp_path_factory.mktemp("feedback")), encoder=services.encoder)
    yield made
    made.close()


@pytest.fixture(scope="module")
def client(own: Services) -> Iterator[TestClient]:
    with TestClient(create(own), raise_server_exceptions=False) as running:
        yield running


def suggested(client: TestClient, conversation: str) -> dict[str, Any]:
    body = {
        "client_id": "norrfell",
        "conversation_id": conversation,
        "channel": "chat",
        "messages": [{"text": "How long do I have to return outlet items?"}],
    }
    found: dict[str, Any] = client.post("/v1/suggest-reply", json=body).json()
    assert found["reply"]["kind"] == "draft", found["reply"]
    return found


def feed(client: TestClient, suggestion: dict[str, Any], **fields: Any) -> dict[str, Any]:
    path = f"/v1/suggestions/{suggestion['suggestion_id']}/feedback"
    response = client.post(path, json={"client_id": "norrfell", **fields})
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def test_a_draft_sent_as_it_stands_is_no_edit(client: TestClient) -> None:
    suggestion = suggested(client, "fb-1")

    told = feed(client, suggestion, event="sent", sent_text=suggestion["reply"]["text"])

    assert told["edit"] == {"similarity": 1.0, "kinds": [], "unsupported": 0}
    assert told["warnings"] == []


def test_a_promise_an_agent_adds_is_seen_and_the_rest_stands(client: TestClient) -> None:
    suggestion = suggested(client, "fb-2")
    text = suggestion["reply"]["text"] + " We also refund your shipping fee of 5.95 EUR today."

    told = feed(client, suggestion, event="sent", sent_text=text)

    doubtful = [claim["text"] for claim in told["check"]["claims"] if not claim["supported"]]
    assert doubtful == ["We also refund your shipping fee of 5.95 EUR today."]
    assert (told["edit"]["kinds"], told["edit"]["unsupported"]) == (["added_step"], 1)
    assert "sent_unsupported" in [warning["code"] for warning in told["warnings"]]


def test_what_the_agent_attests_is_no_longer_doubtful(client: TestClient) -> None:
    suggestion = suggested(client, "fb-3")
    added = "We also refund your shipping fee of 5.95 EUR today."

    told = feed(
        client, suggestion, event="edited", sent_text=f"{suggestion['reply']['text']} {added}", attested=[added]
    )

    assert told["edit"]["unsupported"] == 0


def test_a_changed_number_is_a_changed_fact(client: TestClient) -> None:
    suggestion = suggested(client, "fb-4")
    assert "14 days" in suggestion["reply"]["text"]

    told = feed(client, suggestion, event="edited", sent_text=suggestion["reply"]["text"].replace("14 days", "40 days"))

    assert told["edit"]["kinds"] == ["fact"]
    assert told["edit"]["unsupported"] == 1


def test_the_summary_counts_each_suggestion_once(
    client: TestClient, own: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    rejected = suggested(client, "fb-5")
    feed(client, rejected, event="shown")
    feed(client, rejected, event="rejected", reason="wrong order")
    monkeypatch.setattr("assist.cli.services.open_services", lambda: own)

    told = CliRunner().invoke(cli.app, ["feedback", "summary", "-c", "norrfell", "--json"])
    shown = CliRunner().invoke(cli.app, ["feedback", "summary", "-c", "norrfell", "--since", "2999-01-01"])

    whole = json.loads(told.output)
    assert whole["reasons"] == {"wrong order": 1}
    assert (whole["whole"]["rejected"], whole["whole"]["sent_as_drafted"], whole["whole"]["edited"]) == (1, 1, 3)
    assert whole["sent_unsupported"] == 2
    assert "0 suggestions" in shown.output
