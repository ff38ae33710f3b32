"""`assist eval ...` as a person meets it: a page edited, the gate's answer, cases that follow, a second answer."""

import json
import shutil
from pathlib import Path

import pytest

from assist.bootstrap import Services
from tests.conftest import published_in
from tests.integration.test_kb_versions import Ran, Shell, _shell

CASES = ("nf-04", "nf-04-twin", "nf-05", "nf-05-twin", "nf-n1-last", "nf-n1-after", "nf-es-n1-last", "nf-es-n1-after")
"""Return windows of thirty days, in English and Spanish."""


@pytest.fixture(scope="module")
def published_once(services: Services, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("eval")
    return published_in(folder, services)


@pytest.fixture
def shell(published_once: Path, tmp_path: Path) -> Shell:
    shutil.copytree(published_once, tmp_path / "own", symlinks=True)
    return _shell(tmp_path / "own")


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """A few cases about the return window, in a file of their own."""
    whole = (Path(__file__).parent.parent.parent / "evals" / "cases" / "norrfell" / "decisions.jsonl").read_text()
    lines = [line for line in whole.splitlines() if json.loads(line)["id"] in CASES]
    file = tmp_path / "few.jsonl"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def gate(shell: Shell, cases: Path, *arguments: str) -> Ran:
    return shell.run("eval", "gate", "-c", "norrfell", "--cases", str(cases), *arguments)


def test_a_changed_limit_blocks_and_names_the_cases_that_expect_the_old_one(shell: Shell, few: Path) -> None:
    shell.edit("30 days", "45 days", "policies/returns-policy.md")
    shell.edit("window_days: 30", "window_days: 45", "workflows.yaml")
    shell.kb("build")

    ran = gate(shell, few, "--format", "json")

    assert ran.code == 1, ran.err
    found = json.loads(ran.out)
    assert found["verdict"] == "BLOCK"
    assert "nf-05" in found["flips"]["lost"]
    assert any("workflows.yaml:return.window_days" in group["items"] for group in found["groups"])
    assert found["run"]["by"] == "ana"


def test_another_wording_ships_and_asks_only_the_cases_it_touches(shell: Shell, few: Path) -> None:
    shell.edit("You are welcome to try an item on at home.", "You are welcome to try it on at home.",
               "policies/returns-policy.md")  # fmt: skip
    shell.kb("build")

    ran = gate(shell, few, "--format", "json")

    assert ran.code == 0, ran.err
    found = json.loads(ran.out)
    assert (ran.code, found["verdict"], found["scope"]) == (0, "SHIP", "touched")


def test_a_changed_statement_that_no_case_speaks_of_is_inconclusive(shell: Shell, few: Path) -> None:
    shell.edit("unless they are faulty", "also when they are faulty", "policies/returns-policy.md")
    shell.kb("build")

    ran = gate(shell, few, "--format", "markdown")

    assert ran.code == 2, ran.err
    assert "INCONCLUSIVE" in ran.out
    assert "assist eval cases propose" in ran.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("gate", "-c", "nobody"), "no client of that name"),
        (("gate", "-c", "norrfell"), "has no candidate: make one with `assist kb build`"),
        (("gate", "-c", "norrfell", "--against", "kv_x", "--candidate", "live"), "no version of that name"),
        (("gate", "-c", "norrfell", "--candidate", "live", "--cases", "none.jsonl"), "no file or folder"),
        (("gate",), "Missing option"),
        (("gate", "-c", "norrfell", "--speed", "9"), "No such option"),
        (("hurry",), "No such command"),
        (("report", "none.json"), "no report"),
        (("history", "-c", "norrfell", "-o", "history.md"), "written as .html or .json"),
        (("history", "-c", "nobody"), "no client of that name"),
        (("cases", "approve", "-c", "norrfell"), "no case to approve"),
        (("run", "-c", "norrfell", "--id", "none"), "no such case"),
        (("selftest",), "--client or --all, one of both"),
        (("selftest", "-c", "norrfell", "--edits", "0"), "--edits of at least 1"),
        (("selftest", "-c", "nobody"), "no client of that name"),
    ],
)
def test_misuse_and_bad_input_end_with_three(shell: Shell, arguments: tuple[str, ...], said: str) -> None:
    ran = shell.run("eval", *arguments)

    assert ran.code == 3
    assert said in " ".join(ran.err.split())


def test_a_malformed_case_ends_with_three_and_is_named_by_file_line_and_field(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "broken.jsonl"
    file.write_text('{"id": "a-1", "why": "1 November and 30 days", "request": {}, "expect": {}}\n')

    ran = gate(shell, file, "--candidate", "live", "--against", "none")

    assert ran.code == 3
    assert "broken.jsonl:1: " in ran.err


def test_no_cases_are_an_error_and_never_a_pass(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "empty.jsonl"
    file.write_text("")

    ran = gate(shell, file, "--candidate", "live", "--against", "none")

    assert ran.code == 3
    assert "There is no approved case to judge by." in ran.out


def test_proposed_cases_count_once_a_person_approved_them(shell: Shell, few: Path) -> None:
    own = shell.knowledge / "norrfell" / "cases"
    own.mkdir()
    line = json.loads(few.read_text().splitlines()[0])
    proposed = {**line, "id": "p-1", "source": "proposed"}
    (own / "proposed.jsonl").write_text(json.dumps(proposed) + "\n", encoding="utf-8")
    before = shell.run("eval", "cases", "list", "-c", "norrfell", "--open")

    ran = shell.run("eval", "cases", "approve", "-c", "norrfell", "--id", "p-1", "--by", "Ana", "--reason", "read")

    assert "p-1  proposed  waits for an approval" in before.out
    assert ran.code == 0
    assert json.loads((own / "proposed.jsonl").read_text())["approved"]["by"] == "Ana"
    assert json.loads((own / "approvals.jsonl").read_text())["reason"] == "read"
    assert shell.run("eval", "cases", "list", "-c", "norrfell", "--open").out == ""


def test_a_loss_is_waived_on_a_recorded_report_and_the_next_gate_knows(shell: Shell, few: Path) -> None:
    own = shell.knowledge / "norrfell" / "cases"
    own.mkdir()
    shutil.copy(few, own / "decisions.jsonl")
    shell.edit("window_days: 30", "window_days: 45", "workflows.yaml")
    shell.kb("build")
    first = shell.run("eval", "gate", "-c", "norrfell", "--format", "json").json
    recorded = shell.run("eval", "history", "-c", "norrfell", "--json").json["entries"][0]["report_id"]
    asked = ("eval", "cases", "update", "-c", "norrfell", "--report", recorded, "--waive", "g1", "--by", "Ana")

    waived = shell.run(*asked, "--reason", "the brand wants it today")
    without_reason = shell.run(*asked)
    again = shell.run("eval", "gate", "-c", "norrfell", "--format", "json").json

    assert waived.code == 0, waived.err
    assert json.loads((own / "approvals.jsonl").read_text(encoding="utf-8"))["kind"] == "waived"
    assert (without_reason.code, "reason is required" in without_reason.err) == (3, True)
    assert again["flips"]["waived"] == first["groups"][0]["lost"]


def test_a_gate_writes_one_html_file_and_the_history_remembers_it(shell: Shell, few: Path, tmp_path: Path) -> None:
    shell.edit("30 days", "45 days", "policies/returns-policy.md")
    shell.kb("build")
    page, past = tmp_path / "report.html", tmp_path / "history.html"
    before = shell.run("eval", "history", "-c", "norrfell")

    judged = gate(shell, few, "-o", str(page))
    after = shell.run("eval", "history", "-c", "norrfell", "-o", str(past))

    assert "No evaluation of norrfell is recorded" in before.out
    assert judged.code == 1, judged.err
    assert "this version must not go live" in page.read_text(encoding="utf-8")
    assert (after.code, "BLOCK" in after.out) == (0, True)
    assert "1 evaluation of norrfell: 0 SHIP, 1 not" in past.read_text(encoding="utf-8")
    assert json.loads(shell.run("eval", "history", "-c", "norrfell", "--json").out)["entries"][0]["verdict"] == "BLOCK"
