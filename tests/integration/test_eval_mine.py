"""`assist eval mine` as a person meets it: a suggestion goes out, becomes a case, is approved, and is judged by."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from assist.api.app import create
from assist.bootstrap import Services, build
from evals.cases import SAMPLES
from tests.conftest import KNOWLEDGE, settings_in
from tests.integration.test_kb_versions import Ran, Shell, _shell

MINE = ("eval", "mine", "-c", "norrfell")
ORDER = {
    "number": "NF-20288",
    "placed_at": "2026-11-18T19:20:00Z",
    "status": "unfulfilled",
    "email": "marta.o@post.example",
    "ship_to_country": "ES",
    "items": [{"id": "li-1", "title": "Skarn Shell Jacket", "paid": {"amount": "189.00", "currency": "EUR"}}],
}
PERSONAL = ("Marta", "Oliveira", "marta.o@", "20288", "612 345")


@dataclass(frozen=True)
class Desk:
    """A help desk that asks a server, and a shell beside it."""

    client: TestClient
    shell: Shell

    def suggested(self, conversation: str, text: str, **fields: Any) -> dict[str, Any]:
        body = {
            "client_id": "norrfell",
            "conversation_id": conversation,
            "messages": [{"id": "desk-1", "text": text}],
            "customer": {"name": "Marta Oliveira", "email": "marta.o@post.example", "verified": True},
            **fields,
        }
        found: dict[str, Any] = self.client.post("/v1/suggest-reply", json=body).json()
        return found

    def feed(self, suggestion: dict[str, Any], **fields: Any) -> None:
        path = f"/v1/suggestions/{suggestion['suggestion_id']}/feedback"
        assert self.client.post(path, json={"client_id": "norrfell", **fields}).status_code == 200

    def mined(self, *arguments: str) -> dict[str, Any]:
        ran = self.shell.run(*MINE, "--json", *arguments)
        assert ran.code == 0, ran.err
        return ran.json


@pytest.fixture(scope="module")
def published_once(services: Services, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Knowledge of norrfell alone, and data with its first version live: made once, copied by every test."""
    folder = tmp_path_factory.mktemp("mine")
    shutil.copytree(KNOWLEDGE, folder / "knowledge", ignore=shutil.ignore_patterns("osmere"))
    settings = settings_in(folder / "data", knowledge_dir=folder / "knowledge")
    opened = build(settings, encoder=services.encoder)
    opened.releases("norrfell").ensure_first(datetime.now(UTC))
    opened.close()
    return folder


@pytest.fixture
def desk(published_once: Path, services: Services, tmp_path: Path) -> Iterator[Desk]:
    own = tmp_path / "own"
    shutil.copytree(published_once, own, symlinks=True)
    settings = settings_in(own / "data", knowledge_dir=own / "knowledge")
    with TestClient(create(build(settings, encoder=services.encoder))) as client:
        yield Desk(client, _shell(own))


def sent_as_it_stood(desk: Desk, conversation: str = "cv-1") -> dict[str, Any]:
    """A draft about a return window, and one that stands on an order."""
    text = "Hi, Marta Oliveira here. Where is NF-20288? My number is +34 612 345 678.\nMarta"
    suggestion = desk.suggested(conversation, text, orders=[ORDER])
    desk.feed(suggestion, event="sent", sent_text=suggestion["reply"]["text"])
    return suggestion


def own_cases(desk: Desk) -> Path:
    return desk.shell.knowledge / "norrfell" / "cases"


def test_a_suggestion_that_went_out_becomes_a_case_that_is_judged_by(desk: Desk) -> None:
    suggestion = sent_as_it_stood(desk)
    samples = sorted((file.name, file.read_bytes()) for file in (SAMPLES / "norrfell").iterdir())

    found = desk.mined("--write")
    (made,) = found["cases"]
    name = made["case"]["id"]
    line = (own_cases(desk) / "mined.jsonl").read_text(encoding="utf-8")
    listed = desk.shell.run("eval", "cases", "list", "-c", "norrfell", "--open")
    approved = desk.shell.run(
        "eval", "cases", "approve", "-c", "norrfell", "--id", name, "--by", "Ana", "--reason", "read and right"
    )
    ran = desk.shell.run("eval", "run", "-c", "norrfell", "--id", name)

    assert made["from"] == suggestion["suggestion_id"] and made["standing"] == "sent as drafted"
    assert "look" not in made["case"], made["case"]["look"]
    assert made["case"]["expect"]["decisions"][0]["outcome"] == [suggestion["decisions"][0]["outcome"]]
    assert [value for value in PERSONAL if value in line] == []
    assert f"{name}  mined  waits for an approval" in listed.out
    assert approved.code == 0, approved.err
    assert (ran.code, f"{name}:" in ran.out) == (0, False), ran.out
    assert sorted((file.name, file.read_bytes()) for file in (SAMPLES / "norrfell").iterdir()) == samples


def test_without_write_nothing_is_written_and_mining_twice_proposes_once(desk: Desk) -> None:
    sent_as_it_stood(desk)

    shown = desk.shell.run(*MINE)
    before = own_cases(desk).exists()
    first, second = desk.mined("--write"), desk.mined("--write")

    assert (shown.code, before) == (0, False)
    assert "expects" in shown.out and "add --write to keep them" in shown.err
    assert [len(first["cases"]), len(second["cases"])] == [1, 0]
    assert second["left_out"] == {"proposed or approved already": 1}


def test_an_edited_fact_waits_for_a_look_and_is_not_approved_with_the_others(desk: Desk) -> None:
    suggestion = desk.suggested("cv-2", "How long do I have to return outlet items?")
    desk.feed(suggestion, event="sent", sent_text=suggestion["reply"]["text"].replace("14 days", "21 days"))

    (made,) = desk.mined("--write")["cases"]
    every = desk.shell.run("eval", "cases", "approve", "-c", "norrfell", "--all", "--by", "Ana")
    listed = desk.shell.run("eval", "cases", "list", "-c", "norrfell", "--open")

    assert made["standing"] == "disputed"
    assert "put in “21 days”; took out “14 days”" in made["case"]["look"]
    assert every.code == 3 and "need no look" in every.err
    assert "needs a look: " in listed.out


def test_a_correction_becomes_a_case_of_tags(desk: Desk) -> None:
    triage = desk.client.post("/v1/triage", json={"client_id": "norrfell", "text": "the seam came undone"}).json()
    body = {"client_id": "norrfell", "intents": ["warranty/claim"]}
    assert desk.client.post(f"/v1/triage/{triage['id']}/feedback", json=body).status_code == 200

    (made,) = desk.mined()["cases"]

    assert made["case"]["expect"] == {"intents": [{"name": "warranty/claim"}]}


def test_tries_and_withdrawn_suggestions_are_left_out(desk: Desk) -> None:
    tried = desk.suggested("cv-3", "How long do I have to return it?", metadata={"made_by": "console/try"})
    first = desk.suggested("cv-4", "How long do I have to return outlet items?")
    desk.suggested("cv-4", "And a jacket?", messages=[{"id": "desk-2", "text": "And a jacket?"}])
    for suggestion in (tried, first):
        desk.feed(suggestion, event="accepted")

    found = desk.mined()

    assert found["cases"] == []
    assert found["left_out"] == {"tried out on the Try page": 1, "withdrawn before anybody decided": 1}


def test_cases_can_go_to_a_file_that_the_gate_reads(desk: Desk, tmp_path: Path) -> None:
    sent_as_it_stood(desk)
    file = tmp_path / "mined-cases.jsonl"

    ran: Ran = desk.shell.run(*MINE, "-o", str(file))
    judged = desk.shell.run("eval", "run", "-c", "norrfell", "--cases", str(file))

    assert (ran.code, json.loads(file.read_text(encoding="utf-8"))["source"]) == (0, "mined")
    assert judged.code == 0, judged.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--write", "-o", "x.jsonl"), "one of them at a time"),
        (("--limit", "0"), "Invalid value"),
        (("--since", "yesterday"), "Invalid value"),
    ],
)
def test_misuse_ends_with_three(desk: Desk, arguments: tuple[str, ...], said: str) -> None:
    ran = desk.shell.run(*MINE, *arguments)

    assert (ran.code, said in " ".join(ran.err.split())) == (3, True), ran.err
