"""`assist kb build | diff | publish | rollback | versions` and `assist search --version` as a person meets them."""

import contextlib
import json
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from assist.bootstrap import Services
from assist.cli import services as cli_services
from assist.cli.app import main
from assist.storage.store import Store
from tests.conftest import KNOWLEDGE, ROOT, settings_in
from tests.evaluations import report


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found


@dataclass(frozen=True)
class Shell:
    """`assist` in this process over knowledge and data of its own."""

    knowledge: Path
    environment: dict[str, str]

    def run(self, *arguments: str, stdin: str = "") -> Ran:
        hidden = dict.fromkeys(name for name in os.environ if name.startswith("ASSIST_"))
        runner = CliRunner(env={**hidden, **self.environment})
        with runner.isolation(input=stdin.encode()) as (out, err, _), contextlib.chdir(ROOT):
            with pytest.raises(SystemExit) as ended:
                main(arguments)
            sys.stdout.flush()
            sys.stderr.flush()
            return Ran(int(ended.value.code or 0), out.getvalue().decode(), err.getvalue().decode())

    def kb(self, command: str, *arguments: str) -> Ran:
        return self.run("kb", command, "--client", "norrfell", *arguments)

    def edit(self, old: str, new: str, page: str = "faq/returns-faq.md") -> None:
        file = self.knowledge / "norrfell" / page
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def published_once(services: Services, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Knowledge and data with norrfell's first version live: encoded once, copied by every test."""
    folder = tmp_path_factory.mktemp("kb")
    shutil.copytree(KNOWLEDGE, folder / "knowledge")
    settings_in(folder / "data")
    _shell(folder).kb("build")
    return folder


@pytest.fixture
def shell(published_once: Path, tmp_path: Path) -> Shell:
    shutil.copytree(published_once, tmp_path / "own", symlinks=True)
    return _shell(tmp_path / "own")


def _shell(folder: Path) -> Shell:
    environment = {
        "ASSIST_DATA_DIR": str(folder / "data"),
        "ASSIST_KNOWLEDGE_DIR": str(folder / "knowledge"),
        "LOGNAME": "ana",
    }
    return Shell(folder / "knowledge", environment)


def test_a_build_after_an_edit_encodes_only_what_changed(shell: Shell) -> None:
    shell.edit("You have 30 days from delivery", "You have 60 days from delivery")

    report = shell.kb("build", "--json").json

    assert (report["state"], report["unchanged"], report["encoded"]) == ("candidate", False, 1)
    assert report["reused"] == report["passages"] - 1


def test_building_an_unchanged_folder_says_so(shell: Shell) -> None:
    ran = shell.kb("build")

    assert (ran.code, "unchanged" in ran.out) == (0, True)


def test_the_difference_shows_the_fact_and_both_answers(shell: Shell) -> None:
    shell.edit("You have 30 days from delivery", "You have 60 days from delivery")
    shell.kb("build")

    ran = shell.kb("diff")

    assert ran.code == 1
    assert "duration: 30 day -> 60 day" in ran.out
    assert "would be answered differently" in ran.out
    assert "You have 30 days from delivery" in ran.out and "You have 60 days from delivery" in ran.out


def test_given_questions_alone_are_asked(shell: Shell, tmp_path: Path) -> None:
    shell.edit("You have 30 days from delivery", "You have 60 days from delivery")
    shell.kb("build")
    questions = tmp_path / "questions.jsonl"
    questions.write_text(
        '{"id": "q1", "query": "How long do I have to send something back?"}\n{"text": "Do you ship to Mars?"}\n',
        encoding="utf-8",
    )

    found = shell.kb("diff", "--questions", str(questions), "--json").json

    assert found["questions_asked"] == 2
    assert [(answer["id"], answer["differs"]) for answer in found["answers"]] == [("q1", ["text"])]


def test_what_customers_wrote_is_asked_again_without_their_personal_data(shell: Shell) -> None:
    words = "How long do I have to send something back? Reach me at ana@example.org"
    shell.run("suggest", "-c", "norrfell", "-t", words, "--store")
    shell.edit("You have 30 days from delivery", "You have 60 days from delivery")
    shell.kb("build")

    ran = shell.kb("diff", "--json")

    assert ran.json["questions_asked"] > 50
    assert "ana@example.org" not in ran.out


def test_versions_that_do_not_differ_end_with_code_0(shell: Shell) -> None:
    ran = shell.kb("diff", "--candidate", "live")

    assert (ran.code, "do not differ" in ran.out) == (0, True)


def test_without_a_candidate_the_difference_is_misuse(shell: Shell) -> None:
    ran = shell.kb("diff")

    assert (ran.code, "assist kb build" in ran.err) == (2, True)


def test_an_edit_goes_live_by_publishing_and_back_by_rolling_back(shell: Shell) -> None:
    shell.edit("You have 30 days from delivery", "You have 60 days from delivery")
    before = _window(shell)
    shell.kb("build")
    built = _window(shell)

    shell.kb("publish", "--override", "the brand signed", "--by", "bea")
    published = _window(shell)
    shell.kb("rollback", "--reason", "too generous")

    assert [before, built, published, _window(shell)] == ["30", "30", "60", "30"]


def _window(shell: Shell) -> str:
    """Return the days a customer is told, by whatever is live."""
    ran = shell.run("suggest", "-c", "norrfell", "--json", "-t", "How long do I have to return something?")
    quotes = " ".join(citation["quote"] for citation in ran.json["reply"]["citations"])
    return next((days for days in ("30", "60") if f"{days} days from delivery" in quotes), "none")


def test_publishing_what_was_never_evaluated_is_refused_and_says_what_to_run(shell: Shell) -> None:
    shell.edit("You have 30 days from delivery", "You have 60 days from delivery")
    candidate = shell.kb("build", "--json").json["version_id"]

    ran = shell.kb("publish")

    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        f"assist: {candidate} does not go live: {candidate} was never evaluated. "
        f"Next: assist eval gate -c norrfell --candidate {candidate}\n"
    )


def test_what_passed_its_evaluation_goes_live_and_the_list_names_the_report(shell: Shell, services: Services) -> None:
    shell.edit("You have 30 days from delivery", "You have 60 days from delivery")
    candidate = shell.kb("build", "--json").json["version_id"]
    store = Store.open(f"sqlite:///{shell.environment['ASSIST_DATA_DIR']}/assist.db")
    store.ledger.record_evaluation(report(candidate, program=services.program))
    store.close()

    ran = shell.kb("publish")

    assert (ran.code, "is live at norrfell" in ran.out) == (0, True)
    assert "by ana: passed the evaluation er_1" in shell.kb("versions").out


def test_an_override_by_nobody_is_misuse(shell: Shell) -> None:
    ran = shell.kb("publish", "--override", "the brand signed")

    assert (ran.code, ran.err) == (
        2,
        "assist: --by is missing: an override is recorded with who answers for it\n",
    )


def test_publishing_what_is_live_says_so(shell: Shell) -> None:
    ran = shell.kb("publish")

    assert (ran.code, "live already" in ran.out) == (0, True)


def test_the_list_names_state_size_reason_and_person(shell: Shell) -> None:
    shell.edit("You have 30 days from delivery", "You have 60 days from delivery")
    shell.kb("build")
    shell.kb("publish", "--override", "the brand signed", "--by", "bea")

    rows = shell.kb("versions", "--json").json["versions"]
    words = shell.kb("versions").out

    assert [row["state"] for row in rows] == ["live", "retired"]
    assert rows[0]["publications"][0] | {"at": "", "version_id": "", "previous_id": ""} == {
        "client_id": "norrfell",
        "number": 2,
        "action": "publish",
        "version_id": "",
        "previous_id": "",
        "reason": "the brand signed",
        "by": "bea",
        "at": "",
        "evidence": rows[0]["publications"][0]["evidence"] | {"kind": "override", "report_id": None},
    }
    assert [row["built_by"] for row in rows] == [["ana"], ["assist", "ana"]]
    assert (
        "by bea: OVERRIDE, never evaluated: the brand signed" in words
        and "first version: nothing was live before" in words
    )


def test_a_search_can_look_into_the_candidate(shell: Shell) -> None:
    shell.edit("You have 30 days from delivery", "Zebra crossings are welcome. You have 30 days from delivery")
    candidate = shell.kb("build", "--json").json["version_id"]
    line = '{"id": "q1", "query": "zebra crossings"}'

    found = [
        shell.run("search", "-c", "norrfell", "-k", "1", *version, stdin=line).out
        for version in ([], ["--version", "live"], ["--version", "candidate"], ["--version", candidate])
    ]

    assert found[0] == found[1] != found[2] == found[3]
    assert set(json.loads(found[2])) == {"id", "abstained", "hits"}
    assert set(json.loads(found[2])["hits"][0]) == {"passage_id", "page_id", "score"}


@pytest.mark.parametrize("version", ["kv_000000000000", "nonsense", "candidate"])
def test_a_search_in_a_version_that_is_not_there_is_misuse(shell: Shell, version: str) -> None:
    ran = shell.run("search", "-c", "norrfell", "--version", version, stdin="")

    assert (ran.code, ran.out) == (2, "")


@pytest.mark.parametrize("command", ["build", "diff", "versions", "rollback"])
def test_an_unknown_client_is_misuse(shell: Shell, command: str) -> None:
    ran = shell.run("kb", command, "--client", "nobody")

    assert (ran.code, "no client of that name" in ran.err) == (2, True)


def test_a_baseline_is_made_once_and_is_the_folder_as_it_stands(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in shell.environment.items():
        monkeypatch.setenv(name, value)
    shutil.rmtree(shell.knowledge / "osmere" / "macros")

    cli_services.ensure_baseline("osmere")
    shutil.rmtree(shell.knowledge / "osmere" / "faq")
    cli_services.ensure_baseline("osmere")

    listed = shell.run("kb", "versions", "-c", "osmere", "--json").json
    assert [row["publications"][0]["action"] for row in listed["versions"]] == ["first"]
    assert listed["versions"][0]["pages"] > 20
