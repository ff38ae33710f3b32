"""Evaluations over HTTP: what they hold back, what is told of them, what a running server says of the version it answers with."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from assist import prompts
from assist.bootstrap import Services, build
from assist.console.app import create
from assist.domain.evaluation import Approval, Program, Verdict
from assist.ports import Encoder
from assist.settings import Settings
from tests.conftest import settings_in
from tests.evaluations import report
from tests.fakes import FRIDAY
from tests.knowledge import small_client, write_page
from tests.unit.test_two_people import want_two_people


@dataclass(frozen=True)
class Server:
    """A running server with a candidate of a client that has a live version."""

    client: TestClient
    services: Services
    folder: Path
    candidate: str

    def evaluated(self, verdict: Verdict = Verdict.SHIP, version: str = "", **fields: Any) -> None:
        """Record an evaluation of the candidate by this very program, or by `program`."""
        given = {"program": self.services.program, **fields}
        self.services.store.ledger.record_evaluation(report(version or self.candidate, verdict, **given))

    def publish(self, **fields: str) -> httpx.Response:
        body = {"client_id": "norrfell", "by": "bea", **fields}
        return self.client.post(f"/v1/knowledge/versions/{self.candidate}/publish", json=body)

    def told_of(self, client_id: str = "norrfell") -> dict[str, str]:
        """Return what readiness tells of a client's evaluation."""
        found: dict[str, str] = self.client.get("/readyz").json().get("evaluations", {}).get(client_id, {})
        return found


@pytest.fixture
def server(services: Services, tmp_path: Path) -> Iterator[Server]:
    folder = small_client(tmp_path / "knowledge")
    small_client(tmp_path / "knowledge", "osmere")
    own = build(settings_in(tmp_path / "data", knowledge_dir=tmp_path / "knowledge"), encoder=services.encoder)
    with TestClient(create(own), raise_server_exceptions=False) as running:
        write_page(folder, "returns", "You can return an item within 60 days.")
        built = running.post("/v1/knowledge/versions", json={"client_id": "norrfell", "by": "ana"}).json()
        yield Server(running, own, folder, built["version_id"])


class WithModel(Services):
    """Services of a server that drafts with a model; none is called here."""

    def __init__(self, settings: Settings, *, encoder: Encoder) -> None:
        super().__init__(settings, encoder=encoder)
        self.program = self.program.model_copy(update={"writer": "fake/model"})


def test_what_was_never_evaluated_is_a_conflict_that_says_what_to_run(server: Server) -> None:
    refused = server.publish()

    assert refused.status_code == 409
    assert refused.json()["error"] == {
        "code": "evaluation_required",
        "message": (
            f"{server.candidate} does not go live: {server.candidate} was never evaluated. "
            f"Next: assist eval gate -c norrfell --candidate {server.candidate}"
        ),
        "details": {
            "version_id": server.candidate,
            "next": f"assist eval gate -c norrfell --candidate {server.candidate}",
        },
    }


def test_what_is_stale_and_what_failed_are_told_apart(server: Server) -> None:
    changed = server.services.program.model_copy(update={"prompts": "q" * 64})
    server.evaluated(program=changed)
    stale = server.publish().json()["error"]
    server.evaluated(Verdict.INCONCLUSIVE, report_id="er_2")
    failed = server.publish().json()["error"]

    assert (stale["code"], stale["details"]["differs"]) == ("evaluation_stale", ["prompts"])
    assert (failed["code"], failed["details"]["verdict"]) == ("evaluation_failed", "INCONCLUSIVE")


def test_what_passed_goes_live_and_readiness_has_nothing_to_say(server: Server) -> None:
    before = server.told_of()
    server.evaluated()

    published = server.publish()

    assert (published.status_code, published.json()["publication"]["evidence"]["kind"]) == (200, "passed")
    assert (before["evaluation"], server.told_of()) == ("unevaluated", {})


def test_an_override_is_told_by_readiness_and_on_the_page(server: Server) -> None:
    server.evaluated(Verdict.BLOCK)

    published = server.publish(override="the brand signed").json()["publication"]

    told = server.told_of()
    typed = {"client_id": "norrfell", "channel": "email", "text": "How long do I have to return something?"}
    page = server.client.post("/console/try", data=typed).text
    assert (published["evidence"]["kind"], published["evidence"]["report_id"]) == ("override", "er_1")
    assert (told["evaluation"], told["by"], told["reason"]) == ("overridden", "bea", "the brand signed")
    assert f"evaluation overridden: {told['says']}" in page
    assert server.client.get("/readyz").json()["status"] == "ok"


def test_a_server_that_drafts_with_a_model_says_that_what_passed_without_is_stale(
    server: Server, services: Services
) -> None:
    server.evaluated()
    server.publish()

    with TestClient(create(WithModel(server.services.settings, encoder=services.encoder))) as with_model:
        told = with_model.get("/readyz").json()["evaluations"]["norrfell"]

    assert told["evaluation"] == "stale"
    assert "it was evaluated with composed drafts, this program drafts with fake/model" in told["says"]


def test_two_people_are_told_so(services: Services, server: Server) -> None:
    want_two_people(server.folder)
    built = server.client.post("/v1/knowledge/versions", json={"client_id": "norrfell", "by": "bea"}).json()
    server.evaluated(version=built["version_id"])
    body = {"client_id": "norrfell", "by": "bea"}

    refused = server.client.post(f"/v1/knowledge/versions/{built['version_id']}/publish", json=body)

    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "second_person_required")
    assert "bea built it" in refused.json()["error"]["message"]


def test_evaluations_are_listed_newest_first_and_one_is_shown_whole(server: Server) -> None:
    first = server.client.get("/readyz").json()["versions"]["norrfell"]
    server.evaluated(version=first, report_id="er_0")
    server.evaluated(Verdict.BLOCK, document='{"cases": [{"id": "returns-03"}]}')
    given = Approval(report_id="er_1", by="bea", reason="as the brand wants it", at=FRIDAY, group="30 -> 60 days")
    server.services.releases("norrfell").approve(given)

    everything, live, candidate = (
        server.client.get("/v1/evals", params={"client_id": "norrfell", **which}).json()["evaluations"]
        for which in ({}, {"version": "live"}, {"version": "candidate"})
    )
    whole = server.client.get("/v1/evals/er_1", params={"client_id": "norrfell"}).json()

    names = [[one["report_id"] for one in listed] for listed in (everything, live, candidate)]
    assert names == [["er_1", "er_0"], ["er_0"], ["er_1"]]
    assert "document" not in everything[0]
    assert (whole["verdict"], whole["document"]) == ("BLOCK", {"cases": [{"id": "returns-03"}]})
    assert whole["approvals"] == [given.model_dump(mode="json")]


@pytest.mark.parametrize("path", ["/v1/evals/er_1", "/v1/evals/er_9", "/v1/evals?version=kv_0"])
def test_another_clients_evaluation_is_not_found(server: Server, path: str) -> None:
    server.evaluated()

    response = server.client.get(path, params={"client_id": "osmere", **httpx.URL(path).params})

    assert (response.status_code, response.json()["error"]["code"]) == (404, "not_found")


def test_the_key_of_a_version_names_the_program_that_runs(services: Services) -> None:
    program = services.program

    assert program == Program(
        encoder=services.encoder.fingerprint, prompts=program.prompts, writer=None, package=program.package
    )
    assert program.prompts == prompts.digest()


def test_a_build_by_nobody_is_recorded_as_such(server: Server) -> None:
    write_page(server.folder, "returns", "You can return an item within 90 days.")
    built = server.services.releases("norrfell").build(datetime.now(UTC)).version_id

    rows = server.client.get("/v1/knowledge/versions", params={"client_id": "norrfell"}).json()["versions"]

    assert {row["version_id"]: row["built_by"] for row in rows}.get(built) == []
    assert next(row for row in rows if row["version_id"] == server.candidate)["built_by"] == ["ana"]
