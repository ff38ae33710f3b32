"""An evaluation asked for over HTTP: it runs beside the requests, is on record, and can be answered for by a person."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from assist.bootstrap import Services, build
from assist.console.app import create
from assist.domain.base import ClientId, VersionId
from assist.domain.evaluation_run import INTERRUPTED, EvaluationRun
from tests.conftest import settings_in
from tests.fakes import FRIDAY
from tests.knowledge import small_client, write_page
from tests.unit.test_two_people import want_two_people

PATIENCE_S = 120.0
UNDER_WAY = ("queued", "running")


@dataclass(frozen=True)
class Server:
    """A running server with a client, its case and a candidate."""

    client: TestClient
    services: Services
    folder: Path

    def build(self, text: str, by: str = "ana") -> str:
        write_page(self.folder, "returns", text)
        built = self.client.post("/v1/knowledge/versions", json={"client_id": "norrfell", "by": by})
        return str(built.json()["version_id"])

    def ask(self, **fields: str) -> httpx.Response:
        return self.client.post("/v1/evals", json={"client_id": "norrfell", "by": "bea", **fields})

    def look(self, name: str, **params: str) -> httpx.Response:
        return self.client.get(f"/v1/evals/{name}", params={"client_id": "norrfell", **params})

    def ended(self, name: str) -> dict[str, Any]:
        """Look until the run has ended."""
        give_up_at = time.monotonic() + PATIENCE_S
        while (found := self.look(name).json())["state"] in UNDER_WAY:
            assert time.monotonic() < give_up_at
        return dict(found)

    def evaluated(self, **fields: str) -> dict[str, Any]:
        return self.ended(self.ask(**fields).json()["id"])

    def approve(self, name: str, **fields: str) -> httpx.Response:
        body = {"client_id": "norrfell", "by": "bea", "reason": "60 days from December", **fields}
        return self.client.post(f"/v1/evals/{name}/approvals", json=body)


def case_line(name: str, says: str) -> str:
    request = {
        "client_id": "norrfell",
        "now": FRIDAY.isoformat(),
        "messages": [{"text": "How long do I have to return an unworn item?", "sent_at": FRIDAY.isoformat()}],
    }
    expect = {"must_say": [says]}
    return json.dumps({"id": name, "why": f"the page says {says}", "request": request, "expect": expect})


@pytest.fixture
def server(services: Services, tmp_path: Path) -> Iterator[Server]:
    folder = small_client(tmp_path / "knowledge")
    (folder / "cases").mkdir()
    lines = [case_line(f"window-{number}", "30 days") for number in range(3)]
    (folder / "cases" / "decisions.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "cases" / "everyday.jsonl").write_text("", encoding="utf-8")  # takes the place of the sample of that name
    own = build(settings_in(tmp_path / "data", knowledge_dir=tmp_path / "knowledge"), encoder=services.encoder)
    with TestClient(create(own), raise_server_exceptions=False) as running:
        yield Server(running, own, folder)


def test_an_evaluation_asked_for_is_accepted_at_once_and_told_until_it_ends(server: Server) -> None:
    candidate = server.build("You can return an unworn item within 60 days.")

    asked = server.ask()
    ended = server.ended(asked.json()["id"])

    told = asked.json()
    assert (asked.status_code, told["state"], told["candidate"], told["by"]) == (202, "queued", candidate, "bea")
    assert asked.headers["location"] == f"/v1/evals/{told['id']}?client_id=norrfell"
    assert (ended["state"], ended["done"], ended["total"]) == ("finished", 6, 6)
    assert (ended["report"]["verdict"], ended["report"]["report_id"]) == ("BLOCK", ended["report_id"])
    assert ended["report"]["document"]["flips"]["lost"] == ["window-0", "window-1", "window-2"]


def test_what_passes_can_be_published_on_that_report(server: Server) -> None:
    candidate = server.build("You can return an unworn item within 30 days of delivery.")
    ended = server.evaluated()
    body = {"client_id": "norrfell", "by": "bea"}

    published = server.client.post(f"/v1/knowledge/versions/{candidate}/publish", json=body)

    assert ended["report"]["verdict"] == "SHIP", ended["report"]["reasons"]
    assert published.json()["publication"]["evidence"]["report_id"] == ended["report_id"]


def test_suggestions_are_answered_while_an_evaluation_runs(server: Server) -> None:
    server.build("You can return an unworn item within 60 days.")
    asked = server.ask().json()
    message = {"client_id": "norrfell", "messages": [{"text": "How long do I have to return an unworn item?"}]}

    answered = server.client.post("/v1/suggest-reply", json=message)
    listed = server.client.get("/v1/evals", params={"client_id": "norrfell"}).json()
    again = server.ask()

    assert answered.json()["reply"]["kind"] == "draft"
    assert listed["running"]["id"] == again.json()["id"] == asked["id"]
    server.ended(asked["id"])


def test_a_report_is_rendered_as_the_command_writes_it(server: Server) -> None:
    server.build("You can return an unworn item within 60 days.")
    ended = server.evaluated()

    forms = {form: server.look(ended["report_id"], format=form) for form in ("html", "markdown", "junit")}
    by_run = server.look(ended["id"], format="markdown")
    refused = server.look(ended["id"], format="terminal")

    assert forms["html"].headers["content-type"] == "text/html; charset=utf-8"
    assert "script" not in forms["html"].headers["content-security-policy"]
    assert "must not go live" in forms["html"].text
    assert forms["markdown"].text.startswith("## BLOCK") and by_run.text == forms["markdown"].text
    assert forms["junit"].text.startswith("<?xml")
    assert (refused.status_code, refused.json()["error"]["details"]) == (422, {"path": "format"})


@pytest.mark.parametrize(
    ("fields", "status", "code"),
    [
        ({"candidate": "kv_0"}, 404, "not_found"),
        ({"against": "kv_0", "candidate": "live"}, 404, "not_found"),
        ({"client_id": "nobody"}, 404, "client_unknown"),
        ({"speed": "9"}, 422, "field_unknown"),
    ],
)
def test_what_cannot_be_evaluated_is_said_before_it_is_accepted(
    server: Server, fields: dict[str, str], status: int, code: str
) -> None:
    refused = server.ask(**fields)

    assert (refused.status_code, refused.json()["error"]["code"]) == (status, code)


def test_without_a_candidate_nothing_is_accepted(server: Server) -> None:
    refused = server.ask()

    assert (refused.status_code, refused.json()["error"]["code"]) == (404, "not_found")
    assert "has no candidate" in refused.json()["error"]["message"]


def test_a_broken_case_fails_the_run_and_is_named_by_file_line_and_field(server: Server) -> None:
    server.build("You can return an unworn item within 60 days.")
    (server.folder / "cases" / "more.jsonl").write_text('{"id": "a-1"}\n', encoding="utf-8")

    ended = server.evaluated()

    assert (ended["state"], ended["report"]) == ("failed", None)
    assert ended["why"].startswith("more.jsonl:1: ")
    assert server.look(ended["id"], format="html").status_code == 404


def test_after_a_restart_a_run_that_never_ended_says_so(server: Server) -> None:
    candidate = server.build("You can return an unworn item within 60 days.")
    lost = EvaluationRun(
        run_id="ev_lost",
        client_id=ClientId("norrfell"),
        candidate=VersionId(candidate),
        against=None,
        by="ana",
        asked_at=FRIDAY,
        seen_at=FRIDAY,
    )
    server.services.store.evaluation_runs.begin(lost)

    found = server.look("ev_lost").json()

    assert (found["state"], found["why"]) == ("failed", INTERRUPTED)


def test_another_clients_run_is_not_found(server: Server) -> None:
    small_client(server.folder.parent, "osmere")
    server.build("You can return an unworn item within 60 days.")
    name = server.ask().json()["id"]

    hidden = server.client.get(f"/v1/evals/{name}", params={"client_id": "osmere"})

    server.ended(name)
    assert (hidden.status_code, hidden.json()["error"]["code"]) == (404, "not_found")


def test_a_group_accepted_over_http_lets_the_next_evaluation_pass(server: Server) -> None:
    numbers = server.folder / "workflows.yaml"
    numbers.write_text(numbers.read_text(encoding="utf-8").replace("window_days: 30", "window_days: 60"), "utf-8")
    server.build("You can return an unworn item within 60 days.")
    ended = server.evaluated()

    accepted = server.approve(ended["id"], accept="g1")
    stale = server.approve(ended["id"], waive="g1")
    again = server.evaluated()

    told = accepted.json()
    assert (accepted.status_code, told["kind"], told["by"]) == (200, "updated", "bea"), told
    assert told["cases"] == ["window-0", "window-1", "window-2"]
    assert [one["kind"] for one in server.look(ended["id"]).json()["report"]["approvals"]] == ["updated"]
    assert (stale.status_code, stale.json()["error"]["details"]["differs"]) == (409, ["cases"])
    assert again["report"]["verdict"] == "SHIP", again["report"]["reasons"]


def test_a_loss_can_be_waived_for_this_version_only(server: Server) -> None:
    server.build("You can return an unworn item within 60 days.")
    ended = server.evaluated()

    waived = server.approve(ended["report_id"], waive="g1")
    again = server.evaluated()

    assert waived.json()["kind"] == "waived", waived.json()
    assert again["report"]["document"]["flips"]["waived"] == ["window-0", "window-1", "window-2"]


def test_who_built_a_version_may_accept_nothing_of_it_where_two_people_are_wanted(server: Server) -> None:
    want_two_people(server.folder)
    server.build("You can return an unworn item within 60 days.", by="bea")
    ended = server.evaluated()
    cases = (server.folder / "cases" / "decisions.jsonl").read_text(encoding="utf-8")

    refused = server.approve(ended["id"], accept="g1")
    by_another = server.approve(ended["id"], accept="g1", by="ana")

    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "second_person_required")
    assert by_another.status_code == 200
    assert [one["by"] for one in by_another.json()["approvals"]] == ["ana"]
    assert (server.folder / "cases" / "decisions.jsonl").read_text(encoding="utf-8") != cases


def test_what_an_approval_lacks_is_named(server: Server) -> None:
    server.build("You can return an unworn item within 60 days.")
    ended = server.evaluated()
    wrong: dict[str, dict[str, str]] = {
        "none": {},
        "two": {"accept": "g1", "waive": "g1"},
        "no such group": {"accept": "g9"},
        "quoted": {"read": "returns#window"},
        "no reason": {"accept": "g1", "reason": " "},
    }

    refused = {name: server.approve(ended["id"], **fields) for name, fields in wrong.items()}

    told = {name: (one.status_code, one.json()["error"]["details"]["path"]) for name, one in refused.items()}
    assert told == {
        "none": (422, "accept"),
        "two": (422, "accept"),
        "no such group": (404, "group"),
        "quoted": (422, "read"),
        "no reason": (422, "reason"),
    }


def test_an_approval_that_cannot_be_written_down_changes_no_case(server: Server) -> None:
    server.build("You can return an unworn item within 60 days.")
    ended = server.evaluated()
    (server.folder / "cases" / "approvals.jsonl").mkdir()
    before = (server.folder / "cases" / "decisions.jsonl").read_text(encoding="utf-8")

    refused = server.approve(ended["id"], accept="g1")

    assert (refused.status_code, refused.json()["error"]["code"]) == (503, "unavailable")
    assert (server.folder / "cases" / "decisions.jsonl").read_text(encoding="utf-8") == before
