"""A rule changes: the return window, from one page edited in a hurry to live and back, as the README tells it."""

import json
import shutil
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from assist.bootstrap import Services, build
from evals.cases import SAMPLES
from tests.conftest import KNOWLEDGE, settings_in
from tests.integration.test_kb_versions import Ran, Shell, _shell

GATE = ("eval", "gate", "-c", "norrfell")
UPDATE = ("eval", "cases", "update", "-c", "norrfell")
READ = (
    "p-gift-returns-christmas-gifts-1c9147-1",
    "p-gift-returns-christmas-gifts-1c9147-2",
    "p-preguntas-frecuentes-pedido-navidad-649b0e-1",
    "p-preguntas-frecuentes-pedido-navidad-649b0e-3",
)
"""Proposed cases that a person read and found right."""
SPANISH = ("policies/devoluciones.md", "faq/preguntas-frecuentes.md")
ABOUT = ("nf-04", "nf-05", "nf-h2", "nf-n1-", "nf-n2-later", "nf-es-n1", "nf-n7-unworn")
LEFT = "nf-05, nf-h2"
"""Cases whose words no rule can follow: asked on what was the last day; a claim that was too late."""


@pytest.fixture
def shell(services: Services, tmp_path: Path) -> Shell:
    """Norrfell live, and the cases about return windows: a client's own file of a sample's name stands for it."""
    shutil.copytree(KNOWLEDGE, tmp_path / "knowledge")
    opened = build(settings_in(tmp_path / "data", knowledge_dir=tmp_path / "knowledge"), encoder=services.encoder)
    opened.releases("norrfell").ensure_first(datetime.now(UTC))
    opened.close()
    lines = (SAMPLES / "norrfell" / "decisions.jsonl").read_text(encoding="utf-8").splitlines()
    about = [case for line in lines if (case := json.loads(line))["id"].startswith(ABOUT)]
    own = tmp_path / "knowledge" / "norrfell" / "cases" / "decisions.jsonl"
    own.parent.mkdir()
    free = [json.dumps({key: case[key] for key in case if key not in ("twin_of", "same_as")}) for case in about]
    own.write_text("\n".join(free) + "\n", encoding="utf-8")
    own.with_name("everyday.jsonl").write_text("", encoding="utf-8")  # takes the place of the sample of that name
    return _shell(tmp_path)


def test_a_return_window_goes_from_one_page_to_live_and_back(shell: Shell) -> None:
    samples = _digest()
    shell.edit("within 30 days", "within 45 days", "policies/returns-policy.md")
    shell.edit("the 30 days run", "the 45 days run", "policies/returns-policy.md")
    _says(shell.kb("check"), 1, "the rule return.window_days at norrfell/workflows.yaml:5 computes with 30 days")
    shell.kb("build")
    _says(shell.run(*GATE), 1, "BLOCK", "A page and the rules disagree", "cases expect the old value: nf-")

    _changed_everywhere(shell)
    shell.kb("build")
    shown = _says(shell.run(*UPDATE), 0, "nf-n1-last  decisions[0].last_day: 2026-11-19 -> 2026-12-04", LEFT)
    assert [line.split()[0] for line in shown.splitlines() if "cases follow" in line] == ["g1"]

    _says(shell.run(*UPDATE, "--accept", "g1", "--by", "Ana", "--reason", "45 days"), 0, "cases updated by Ana")
    _says(shell.run(*UPDATE, "--waive", "g1", "--by", "Ana", "--reason", "both read"), 0, "2 cases waived by Ana")
    _says(shell.run("eval", "cases", "propose", "-c", "norrfell"), 0, *READ)
    named = [word for name in READ for word in ("--id", name)]
    _says(shell.run("eval", "cases", "approve", "-c", "norrfell", *named, "--by", "Ana"), 0, "4 cases count now")
    _says(shell.run(*GATE), 0, "SHIP")

    _says(shell.kb("publish", "--by", "Ana"), 0, "passed the evaluation er_")
    _says(shell.kb("rollback", "--reason", "not before December", "--by", "Ana"), 0, "not before December")
    assert _digest() == samples


def _says(ran: Ran, code: int, *words: str) -> str:
    told = f"{ran.out}{ran.err}"
    flat = " ".join(told.replace("│", " ").split())
    assert ran.code == code, told
    assert all(word in flat or word in told for word in words), told
    return told


def _changed_everywhere(shell: Shell) -> None:
    shell.edit("for 30 days after", "for 45 days after", "policies/returns-policy.md")
    shell.edit("for 30 days after", "for 45 days after", "policies/gift-returns.md")
    shell.edit("You have 30 days", "You have 45 days")
    shell.edit("If 30 days", "If 45 days")
    for page in SPANISH:
        shell.edit("30 días", "45 días", page)
    shell.edit("  window_days: 30\n  dated_windows", "  window_days: 45\n  dated_windows", "workflows.yaml")


def _digest() -> str:
    """Return what the cases that come with the program are: no command may change them."""
    return sha256(b"".join(file.read_bytes() for file in sorted(SAMPLES.glob("*/*")))).hexdigest()
