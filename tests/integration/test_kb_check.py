"""`assist kb check` and `assist kb find` over the sample brands and over a copy of one that someone broke."""

import contextlib
import json
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from assist.bootstrap import build
from assist.cli.app import main
from tests.conftest import KNOWLEDGE, ROOT, settings_in


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str

    @property
    def found(self) -> list[dict[str, Any]]:
        return list(json.loads(self.out)["findings"])


Run = Callable[..., Ran]


def running_in(folder: Path, knowledge: Path) -> Run:
    """Run `assist` in this process over these folders."""
    settings_in(folder)
    given = {"ASSIST_DATA_DIR": str(folder), "ASSIST_KNOWLEDGE_DIR": str(knowledge)}
    hidden = dict.fromkeys(name for name in os.environ if name.startswith("ASSIST_"))

    def run(*arguments: str) -> Ran:
        runner = CliRunner(env={**hidden, **given})
        with runner.isolation() as (out, err, _), contextlib.chdir(ROOT):
            with pytest.raises(SystemExit) as ended:
                main(arguments)
            sys.stdout.flush()
            sys.stderr.flush()
            return Ran(int(ended.value.code or 0), out.getvalue().decode("utf-8"), err.getvalue().decode("utf-8"))

    return run


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def run(data: Path) -> Run:
    return running_in(data, KNOWLEDGE)


@pytest.fixture(scope="module")
def norrfell(run: Run) -> Ran:
    return run("kb", "check", "-c", "norrfell", "--json")


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """Osmere is live; then a number changes, a page loses its front matter, and a macro gets a made-up placeholder."""
    knowledge, own = tmp_path_factory.mktemp("knowledge") / "knowledge", tmp_path_factory.mktemp("own")
    shutil.copytree(KNOWLEDGE, knowledge)
    build(settings_in(own, knowledge_dir=knowledge)).ensure_baseline("osmere")
    delivery = knowledge / "osmere" / "policies" / "delivery.md"
    delivery.write_text(delivery.read_text(encoding="utf-8").replace("£3.50", "£4.00"), encoding="utf-8")
    (knowledge / "osmere" / "policies" / "invoices.md").write_text("No front matter.\n", encoding="utf-8")
    macro = knowledge / "osmere" / "macros" / "refund-sent.md"
    macro.write_text(macro.read_text(encoding="utf-8") + "\n{order.total} is on its way.\n", encoding="utf-8")
    return running_in(own, knowledge)("kb", "check", "-c", "osmere", "--json")


def places(ran: Ran, check: str) -> list[str]:
    return [finding["file"] for finding in ran.found if finding["check"] == check]


def test_a_brand_with_a_stale_macro_ends_with_one(norrfell: Ran) -> None:
    assert norrfell.code == 1
    assert places(norrfell, "expired").count("norrfell/macros/free-shipping.md") == 1


def test_the_stale_macro_contradicts_the_page(norrfell: Ran) -> None:
    found = [each for each in norrfell.found if each["check"] == "contradiction"]

    assert [(each["file"], each["other"].split(":")[0]) for each in found] == [
        ("norrfell/macros/free-shipping.md", "norrfell/policies/shipping.md")
    ]


def test_the_sample_brand_has_nothing_to_mend(norrfell: Ran) -> None:
    assert [each for each in norrfell.found if each["level"] == "error"] == []


def test_every_passage_of_the_sample_brand_can_be_found(norrfell: Ran) -> None:
    assert places(norrfell, "unfindable") == []


def test_checking_publishes_nothing(norrfell: Ran, data: Path) -> None:
    assert norrfell.found
    assert not build(settings_in(data)).store.ledger.live_versions()
    assert not (data / "bundles").exists()


def test_a_broken_page_does_not_hide_what_else_is_wrong(broken: Ran) -> None:
    assert broken.code == 1
    assert places(broken, "unreadable") == ["osmere/policies/invoices.md"]
    assert places(broken, "unknown-placeholder") == ["osmere/macros/refund-sent.md"]


def test_a_number_changed_since_it_went_live_asks_from_when(broken: Ran) -> None:
    assert places(broken, "undated-change") == ["osmere/policies/delivery.md"]


def test_the_report_goes_to_a_file_for_the_client(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "report.md"

    ran = run("kb", "check", "-c", "osmere", "-o", str(file))

    assert (ran.code, ran.out) == (1, "")
    assert file.read_text(encoding="utf-8").startswith("# Osmere: knowledge check\n")
    assert "`osmere/macros/delivery-prices.md:8`" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("client", ["nobody", "_shared", "../knowledge", ""])
def test_an_unknown_client_is_misuse(run: Run, client: str) -> None:
    ran = run("kb", "check", "-c", client)

    assert ran.code == 2
    assert "known: norrfell, osmere" in ran.err


def test_what_speaks_of_a_rule_is_found_on_pages_in_macros_and_numbers(run: Run, tmp_path: Path) -> None:
    like = tmp_path / "rule.txt"
    like.write_text("Standard shipping is free from 90 EUR.\n", encoding="utf-8")

    ran = run("kb", "find", "-c", "norrfell", "--like", str(like), "--json")

    found = {(each["kind"], each["name"]) for each in json.loads(ran.out)["found"]}
    assert ran.code == 0
    assert {
        ("passage", "shipping#cost"),
        ("macro", "free-shipping#free-shipping"),
        ("number", "shipping.free_from"),
    } <= found
    assert not {name for _, name in found if name.startswith(("returns-policy", "warranty", "return."))}


def test_a_rule_nobody_states_is_said_to_be_nowhere(run: Run, tmp_path: Path) -> None:
    like = tmp_path / "rule.txt"
    like.write_text("Engraving a penguin takes three weeks.\n", encoding="utf-8")

    ran = run("kb", "find", "-c", "norrfell", "--like", str(like))

    assert ran.out == "Nothing here speaks of this text.\n"


@pytest.mark.parametrize("content", [None, b"", b" \n", b"\xff\xfe", b"word " * 10_000])
def test_a_file_that_cannot_be_looked_for_is_misuse(run: Run, tmp_path: Path, content: bytes | None) -> None:
    like = tmp_path / "rule.txt"
    if content is not None:
        like.write_bytes(content)

    ran = run("kb", "find", "-c", "norrfell", "--like", str(like))

    assert ran.code == 2
    assert "--like" in ran.err
