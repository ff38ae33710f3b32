"""A running server follows the live pointer without dropping a request; `/v1/knowledge` and `/v1/search` as a vendor meets them."""

import asyncio
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from assist.api.app import create
from assist.api.following import LEAVE_AFTER_S
from assist.api.knowledge import QUESTIONS_OVER_HTTP
from assist.bootstrap import Services, build
from assist.domain.base import ClientId
from assist.errors import Unavailable
from assist.ports import Encoder
from assist.settings import Settings
from tests.conftest import settings_in
from tests.knowledge import small_client, write_page

WITHIN_S = 2.0
"""In this time a version published elsewhere answers."""
GIVE_UP_AFTER_S = 30.0
"""On a machine under load; the two seconds are measured, not waited for."""


@dataclass(frozen=True)
class Server:
    """A running server over knowledge of its own, and another process's view of the same data."""

    client: TestClient
    services: Services
    elsewhere: Services
    folder: Path

    def ask(self, client_id: str = "norrfell") -> httpx.Response:
        return self.client.post("/v1/suggest-reply", json=asking(client_id))

    def build(self, text: str) -> str:
        """Change the page and build, as another process would."""
        write_page(self.folder, "returns", text)
        return self.elsewhere.releases("norrfell").build(datetime.now(UTC)).version_id

    def publish(self, text: str) -> str:
        built = self.build(text)
        self.elsewhere.releases("norrfell").publish(built, override="tested", by="ana", now=datetime.now(UTC))
        return built

    def bundle(self, version_id: str) -> Path:
        return self.services.settings.data_dir / "bundles" / "norrfell" / version_id

    def until(self, answered_by: str) -> tuple[float, list[httpx.Response]]:
        """Ask again and again until this version answers; return the seconds it took, and all responses."""
        began = time.monotonic()
        responses: list[httpx.Response] = []
        while time.monotonic() - began < GIVE_UP_AFTER_S:
            responses.append(self.ask())
            if responses[-1].json().get("knowledge_version") == answered_by:
                return time.monotonic() - began, responses
        pytest.fail(f"{answered_by} did not answer within {GIVE_UP_AFTER_S} s")


@pytest.fixture
def server(services: Services, tmp_path: Path) -> Iterator[Server]:
    folder = small_client(tmp_path / "knowledge")
    small_client(tmp_path / "knowledge", "osmere")
    settings = settings_in(tmp_path / "data", knowledge_dir=tmp_path / "knowledge")
    own, elsewhere = (build(settings, encoder=services.encoder) for _ in range(2))
    with TestClient(create(own), raise_server_exceptions=False) as running:
        yield Server(running, own, elsewhere, folder)


def test_a_version_published_elsewhere_answers_within_two_seconds_and_no_request_fails(server: Server) -> None:
    before = server.ask().json()["knowledge_version"]
    published = server.publish("You can return an item within 60 days.")

    took_s, responses = server.until(published)

    assert {response.status_code for response in responses} == {200}
    assert {response.json()["knowledge_version"] for response in responses} <= {before, published}
    assert took_s < WITHIN_S


def test_requests_from_many_threads_survive_many_publications(server: Server) -> None:
    stop = threading.Event()
    statuses: list[int] = []
    threads = [threading.Thread(target=_ask_until, args=(server, stop, statuses)) for _ in range(3)]
    for thread in threads:
        thread.start()

    for days in range(31, 36):
        last = server.publish(f"You can return an item within {days} days.")
        server.services.refresh()
    server.until(last)

    stop.set()
    for thread in threads:
        thread.join()
    assert len(statuses) > 5
    assert set(statuses) == {200}


def _ask_until(server: Server, stop: threading.Event, statuses: list[int]) -> None:
    while not stop.is_set():
        statuses.append(server.ask().status_code)


def test_a_live_version_that_does_not_load_is_loud_and_the_one_before_answers(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    before = server.ask().json()["knowledge_version"]
    published = server.publish("You can return an item within 60 days.")
    (server.bundle(published) / "passages.jsonl").write_bytes(b"{}")

    server.services.refresh()

    answered, ready = server.ask().json(), server.client.get("/readyz").json()
    stored = server.client.get(f"/v1/suggestions/{answered['suggestion_id']}", params={"client_id": "norrfell"})
    assert (answered["knowledge_version"], answered["degraded"]) == (before, ["knowledge_fallback"])
    assert stored.json() == {**answered, "orders": []}
    assert (ready["status"], ready["versions"]["norrfell"], list(ready["degraded"])) == (
        "degraded",
        before,
        ["norrfell"],
    )
    assert published in ready["degraded"]["norrfell"]
    assert any(record.levelname == "ERROR" and published in record.getMessage() for record in caplog.records)


def test_a_client_that_appears_is_listed_and_its_first_request_makes_its_first_version(
    server: Server, tmp_path: Path
) -> None:
    small_client(tmp_path / "knowledge", "third")
    server.services.refresh()

    before = server.client.get("/readyz").json()
    answered = server.ask("third")

    after = server.client.get("/readyz").json()
    assert (before["status"], before["unopened"], sorted(before["versions"])) == (
        "ok",
        ["third"],
        ["norrfell", "osmere"],
    )
    assert answered.status_code == 200
    assert (after["versions"]["third"], "unopened" in after) == (answered.json()["knowledge_version"], False)


def test_a_server_starts_without_the_client_that_does_not_load_and_says_so(
    services: Services, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    small_client(tmp_path / "knowledge")
    write_broken(small_client(tmp_path / "knowledge", "osmere"))
    own = build(settings_in(tmp_path / "data", knowledge_dir=tmp_path / "knowledge"), encoder=services.encoder)

    with TestClient(create(own), raise_server_exceptions=False) as running:
        statuses = {client: running.post("/v1/suggest-reply", json=asking(client)) for client in ("norrfell", "osmere")}
        ready = running.get("/readyz").json()

    refused = statuses["osmere"].json()["error"]
    assert statuses["norrfell"].status_code == 200
    assert (statuses["osmere"].status_code, refused["code"]) == (503, "knowledge_invalid")
    assert "osmere/policies/returns.md:1" in refused["message"]
    assert (ready["status"], list(ready["versions"]), list(ready["degraded"])) == ("degraded", ["norrfell"], ["osmere"])
    assert any(record.levelname == "ERROR" and "osmere" in record.getMessage() for record in caplog.records)


def test_a_server_does_not_start_when_no_client_loads(services: Services, tmp_path: Path) -> None:
    write_broken(small_client(tmp_path / "knowledge"))
    own = build(settings_in(tmp_path / "data", knowledge_dir=tmp_path / "knowledge"), encoder=services.encoder)

    with pytest.raises(Unavailable, match=r"returns\.md:1"), TestClient(create(own)):
        pass


def test_a_second_comparison_at_the_same_time_is_refused_and_a_later_one_is_not(server: Server) -> None:
    candidate = server.build("You can return an item within 60 days.")
    path, whose = f"/v1/knowledge/versions/{candidate}/diff", {"client_id": "norrfell"}

    with server.services.comparing:
        refused = server.client.get(path, params=whose)
    later = [server.client.get(path, params=whose).status_code for _ in range(2)]

    assert (refused.status_code, refused.json()["error"]["code"]) == (503, "busy")
    assert later == [200, 200]


def test_a_comparison_over_http_asks_only_so_many_questions(server: Server) -> None:
    questions = [f"# Is number {number} here? {{#q{number}}}\nYes." for number in range(QUESTIONS_OVER_HTTP)]
    write_page(server.folder, "numbers", "\n".join(["Yes.", *questions]), kind="faq")
    candidate = server.build("You can return an item within 60 days.")

    found = server.client.get(f"/v1/knowledge/versions/{candidate}/diff", params={"client_id": "norrfell"}).json()

    assert (found["questions_asked"], found["questions_left_out"] > 0) == (QUESTIONS_OVER_HTTP, True)


def test_a_comparison_does_not_wait_for_a_writer(server: Server) -> None:
    live = server.client.get("/readyz").json()["versions"]["norrfell"]

    with server.elsewhere.store.begin(ClientId("osmere")):
        found = server.client.get(f"/v1/knowledge/versions/{live}/diff", params={"client_id": "norrfell"})

    assert found.status_code == 200


def test_what_went_live_is_answered_as_done_though_it_cannot_be_followed_now(
    services: Services, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = small_client(tmp_path / "knowledge")
    own = CannotFollow(settings_in(tmp_path / "data", knowledge_dir=tmp_path / "knowledge"), encoder=services.encoder)

    with TestClient(create(own), raise_server_exceptions=False) as running:
        write_page(folder, "returns", "You can return an item within 60 days.")
        built = own.releases("norrfell").build(datetime.now(UTC)).version_id
        published = running.post(
            f"/v1/knowledge/versions/{built}/publish", json={"client_id": "norrfell", "override": "x", "by": "ana"}
        )

    assert (published.status_code, published.json()["changed"]) == (200, True)
    assert own.releases("norrfell").history().live == built
    assert any("followed" in record.getMessage() and record.levelname == "ERROR" for record in caplog.records)


def test_the_database_is_released_when_the_server_stops_and_when_it_does_not_start(
    services: Services, tmp_path: Path
) -> None:
    folder = small_client(tmp_path / "knowledge")
    own = Closing(settings_in(tmp_path / "data", knowledge_dir=tmp_path / "knowledge"), encoder=services.encoder)
    with TestClient(create(own)):
        while_running = own.closed
    stopped = own.closed
    write_broken(folder)
    (own.settings.data_dir / "assist.db").rename(tmp_path / "elsewhere.db")
    again = Closing(own.settings, encoder=services.encoder)

    with pytest.raises(Unavailable), TestClient(create(again)):
        pass

    assert (while_running, stopped, again.closed) == (0, 1, 1)


def test_a_stopping_server_answers_on_while_it_waits_for_a_version_that_loads(
    services: Services, tmp_path: Path
) -> None:
    small_client(tmp_path / "knowledge")
    own = LoadsLong(settings_in(tmp_path / "data", knowledge_dir=tmp_path / "knowledge"), encoder=services.encoder)

    async def start_and_stop() -> None:
        app = create(own)
        async with app.router.lifespan_context(app):
            assert await asyncio.to_thread(own.loading.wait, GIVE_UP_AFTER_S)
            asyncio.get_running_loop().call_later(0.01, own.answered.set)

    asyncio.run(start_and_stop())

    assert own.answered_meanwhile == [True]


class LoadsLong(Services):
    """Services that load a version until a request was answered, and remember whether one was in time."""

    def __init__(self, settings: Settings, *, encoder: Encoder) -> None:
        super().__init__(settings, encoder=encoder)
        self.loading, self.answered = threading.Event(), threading.Event()
        self.answered_meanwhile: list[bool] = []

    def refresh(self) -> None:
        self.loading.set()
        self.answered_meanwhile.append(self.answered.wait(LEAVE_AFTER_S / 2))


class CannotFollow(Services):
    """Services whose database is away whenever the pointers are read."""

    def refresh(self) -> None:
        raise Unavailable("the database failed: OperationalError")


class Closing(Services):
    """Services that count how often they were closed."""

    closed = 0

    def close(self) -> None:
        super().close()
        self.closed += 1


def asking(client_id: str) -> dict[str, Any]:
    return {"client_id": client_id, "messages": [{"text": "Returns?"}]}


def write_broken(folder: Path) -> None:
    (folder / "policies" / "returns.md").write_text("no front matter", encoding="utf-8")


def test_the_life_of_a_version_over_http(server: Server) -> None:
    first = server.client.get("/v1/knowledge/versions", params={"client_id": "norrfell"}).json()["live"]
    write_page(server.folder, "returns", "You can return an item within 60 days.")

    built = server.client.post("/v1/knowledge/versions", json={"client_id": "norrfell"}).json()
    differs = server.client.get(f"/v1/knowledge/versions/{built['version_id']}/diff", params={"client_id": "norrfell"})
    published = server.client.post(
        f"/v1/knowledge/versions/{built['version_id']}/publish",
        json={"client_id": "norrfell", "override": "the brand signed", "by": "ana"},
    )
    answered_by = server.ask().json()["knowledge_version"]
    rolled_back = server.client.post(
        "/v1/knowledge/rollback", json={"client_id": "norrfell", "reason": "too generous", "by": "bea"}
    )
    listed = server.client.get("/v1/knowledge/versions", params={"client_id": "norrfell"}).json()

    assert (built["state"], built["encoded"]) == ("candidate", 1)
    assert differs.json()["changed_passages"][0]["facts"] == [
        {"kind": "duration", "before": "30 day", "after": "60 day"}
    ]
    assert (published.status_code, published.json()["changed"]) == (200, True)
    assert answered_by == built["version_id"]
    assert rolled_back.json()["publication"]["version_id"] == first == server.ask().json()["knowledge_version"]
    told = [(p["number"], p["action"], p["by"]) for row in listed["versions"] for p in row["publications"]]
    assert sorted(told) == [(1, "first", "assist"), (2, "publish", "ana"), (3, "rollback", "bea")]


@pytest.mark.parametrize(
    ("path", "body", "code", "at"),
    [
        ("versions", {"client_id": "norrfell", "clients": 1}, "field_unknown", "clients"),
        ("versions", {"client_id": ["norrfell", "osmere"]}, "field_invalid", "client_id"),
        ("versions", {}, "client_required", "client_id"),
        ("versions", {"client_id": "nobody"}, "client_unknown", "client_id"),
        ("versions/live/publish", {"client_id": "norrfell", "override": "x"}, "field_missing", "by"),
        ("versions/live/publish", {"client_id": "norrfell", "override": "", "by": "ana"}, "field_invalid", "override"),
        ("versions/kv_0/publish", {"client_id": "norrfell", "override": "x", "by": "ana"}, "not_found", "version"),
        ("rollback", {"client_id": "norrfell", "by": "ana"}, "field_missing", "reason"),
        ("rollback", {"client_id": "norrfell", "by": "ana", "reason": "x"}, "not_found", None),
        ("rollback", {"client_id": "norrfell", "by": "ana", "reason": "x", "to": "../osmere"}, "not_found", "version"),
    ],
)
def test_a_bad_wish_is_refused_by_path(
    server: Server, path: str, body: dict[str, Any], code: str, at: str | None
) -> None:
    response = server.client.post(f"/v1/knowledge/{path}", json=body)

    assert response.status_code in (404, 422)
    assert response.json()["error"]["code"] == code
    assert response.json()["error"]["details"] == ({} if at is None else {"path": at})


def test_one_client_cannot_publish_or_read_anothers_version(server: Server) -> None:
    theirs = server.client.get("/v1/knowledge/versions", params={"client_id": "norrfell"}).json()["live"]

    published = server.client.post(
        f"/v1/knowledge/versions/{theirs}/publish", json={"client_id": "osmere", "override": "x", "by": "ana"}
    )
    differs = server.client.get(f"/v1/knowledge/versions/{theirs}/diff", params={"client_id": "osmere"})
    found = server.client.post("/v1/search", json={"client_id": "osmere", "query": "returns", "version": theirs})

    assert [response.status_code for response in (published, differs, found)] == [404, 404, 404]


def test_a_search_returns_passages_with_text_and_names_its_version(server: Server) -> None:
    candidate = server.build("You can return an item within 60 days.")

    live, new = (
        server.client.post(
            "/v1/search", json={"client_id": "norrfell", "query": "return an item", "k": 1, "version": which}
        ).json()
        for which in ("live", "candidate")
    )

    assert (new["knowledge_version"], live["knowledge_version"]) == (
        candidate,
        server.ask().json()["knowledge_version"],
    )
    (hit,) = new["hits"]
    assert hit == {
        "passage_id": "returns#window",
        "page_id": "returns",
        "score": hit["score"],
        "text": "You can return an item within 60 days.",
        "headings": ["Returns", "Window"],
        "audience": "customer",
        "effective_from": None,
        "effective_until": None,
    }
    assert "30 days" in live["hits"][0]["text"]


def test_a_search_takes_a_conversation_too(server: Server) -> None:
    messages = [{"text": "Hello, a question about returns"}, {"text": "and how long do I have?"}]

    found = server.client.post("/v1/search", json={"client_id": "norrfell", "messages": messages}).json()

    assert [hit["passage_id"] for hit in found["hits"]] == ["returns#window"]


@pytest.mark.parametrize(
    ("body", "code", "at"),
    [
        ({}, "field_missing", "query"),
        ({"query": ""}, "field_invalid", "query"),
        ({"query": "a", "messages": [{"text": "b"}]}, "field_invalid", "query"),
        ({"query": "a", "k": 0}, "field_invalid", "k"),
        ({"query": "a", "k": 101}, "field_invalid", "k"),
        ({"qery": "a"}, "field_unknown", "qery"),
        ({"query": "a", "version": "kv_0"}, "not_found", "version"),
        ({"query": "a", "version": "../../osmere"}, "not_found", "version"),
    ],
)
def test_a_bad_search_is_refused_by_path(server: Server, body: dict[str, Any], code: str, at: str) -> None:
    response = server.client.post("/v1/search", json={"client_id": "norrfell", **body})

    assert response.json()["error"]["code"] == code
    assert response.json()["error"]["details"] == {"path": at}
