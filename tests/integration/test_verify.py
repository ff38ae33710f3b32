"""`assist verify` and `POST /v1/verify`: drafts by anybody, checked through the public edges."""

import json
import subprocess
import sys
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from assist.api.app import create
from assist.bootstrap import Services

PASSAGE = {
    "id": "returns#window",
    "text": "You can return an item within 30 days of delivery. The return label costs 4.95 EUR.",
}


def run(*lines: dict[str, object]) -> tuple[list[dict[str, object]], int]:
    given = "".join(json.dumps(line) + "\n" for line in lines)
    command = [sys.executable, "-c", "from assist.cli.app import main; main()", "verify"]
    ended = subprocess.run(command, input=given, capture_output=True, text=True, check=False)
    return [json.loads(line) for line in ended.stdout.splitlines()], ended.returncode


def test_drafts_are_checked_in_order_and_a_bad_line_costs_no_other() -> None:
    right = {"id": "a", "draft": "The label costs 4.95 EUR.", "passages": [PASSAGE]}
    wrong = {"id": "b", "draft": "The label costs 5.95 EUR.", "passages": [PASSAGE]}
    broken = {"id": "c", "draft": "x", "passges": []}

    answers, code = run(right, broken, wrong)

    assert [answer["id"] for answer in answers] == ["a", "c", "b"]
    assert [answer.get("grounded") for answer in answers] == [True, None, False]
    assert answers[1]["error"]["message"] == "passges is not a field; did you mean passages?"  # type: ignore[index]
    assert code == 1


@pytest.mark.parametrize("draft", ["", "x" * 20_001])
def test_a_draft_of_no_or_too_many_words_is_refused_by_name(draft: str) -> None:
    answers, _ = run({"draft": draft, "passages": [PASSAGE]})

    assert answers[0]["error"]["details"] == {"path": "draft"}  # type: ignore[index]


@pytest.fixture(scope="module")
def client(services: Services) -> Iterator[TestClient]:
    with TestClient(create(services)) as running:
        yield running


def test_a_named_passage_of_the_live_version_is_a_source(client: TestClient) -> None:
    body = {
        "client_id": "norrfell",
        "draft": "Outlet items can come back within 14 days of delivery.",
        "passage_ids": ["returns-policy#outlet"],
    }

    answer = client.post("/v1/verify", json=body).json()

    assert answer["grounded"]
    assert answer["claims"][0]["by"] == ["returns-policy#outlet"]


def test_a_sentence_that_does_not_stand_is_a_warning_never_a_lock(client: TestClient) -> None:
    body = {"client_id": "norrfell", "draft": "You have 60 days to return it.", "passages": [PASSAGE]}

    response = client.post("/v1/verify", json=body)

    assert response.status_code == 200
    assert [(one["code"], one["severity"], one["claim"]) for one in response.json()["warnings"]] == [
        ("claim_unsupported", "confirm", "k1")
    ]


@pytest.mark.parametrize("name", ["no-such-page#x", "agent-goodwill#amount"])
def test_a_passage_unknown_or_for_agents_only_is_refused(client: TestClient, name: str) -> None:
    body = {"client_id": "norrfell", "draft": "You get 15.00 EUR.", "passage_ids": [name]}

    response = client.post("/v1/verify", json=body)

    assert response.status_code == 422
    assert response.json()["error"]["details"] == {"path": "passage_ids[0]"}
