"""A client from its name to its first answer, on the command line: add, list, sheet, and what happens between."""

import json
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assist.cli.app import main
from tests.conftest import KNOWLEDGE, settings_in

PAGE = """\
---
id: returns
title: Returns
owner: Ana
locale: en
audience: customer
---
## Return window {#window}

You can return an item within 14 days of delivery, unused and in its original packaging.
"""
ORDER_QUESTION = "How many days do I have to return an item after delivery?"


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    """A knowledge folder with the shared part and one sample brand."""
    folder = tmp_path / "knowledge"
    folder.mkdir()
    (folder / "_shared").symlink_to(KNOWLEDGE / "_shared")
    shutil.copytree(KNOWLEDGE / "osmere", folder / "osmere")
    return folder


@pytest.fixture
def run(tmp_path: Path, knowledge: Path) -> Run:
    """Run `assist` in this process over that folder."""
    settings = settings_in(tmp_path / "data")
    own = {"ASSIST_DATA_DIR": str(settings.data_dir), "ASSIST_KNOWLEDGE_DIR": str(knowledge)}
    hidden = {name: None for name in os.environ if name.startswith("ASSIST_")}

    def running(*arguments: str, stdin: str = "") -> Ran:
        with CliRunner(env={**hidden, **own}).isolation(input=stdin.encode()) as (out, err, _):
            with pytest.raises(SystemExit) as ended:
                main(arguments)
            sys.stdout.flush()
            sys.stderr.flush()
            return Ran(int(ended.value.code or 0), out.getvalue().decode(), err.getvalue().decode())

    return running


def test_a_new_client_is_written_and_told_what_it_lacks(run: Run, knowledge: Path) -> None:
    added = run("client", "add", "blue-fox", "--currency", "GBP", "--time-zone", "Europe/London", "--locales", "en")

    assert (added.code, added.err) == (0, "")
    assert (knowledge / "blue-fox" / "workflows.yaml").is_file()
    assert "pages: no page for customers in en" in added.out
    assert "assist kb import --client blue-fox --from" in added.out


def test_a_name_that_is_taken_is_misuse(run: Run) -> None:
    refused = run("client", "add", "osmere")

    assert refused.code == 2
    assert refused.err == "assist: NAME: osmere is there already\n"


def test_a_new_client_is_tagged_and_routed(run: Run) -> None:
    run("client", "add", "blue-fox", "--locales", "de,en", "--currency", "SEK")

    tagged = run("triage", "--client", "blue-fox", stdin='{"text": "Where is my order BF-12345?"}\n')

    found = json.loads(tagged.out)
    assert found["route"]["queue"] == "blue-fox-shipping"
    assert [entity["value"] for entity in found["entities"]] == ["BF-12345"]


def test_a_new_client_without_pages_abstains(run: Run) -> None:
    run("client", "add", "blue-fox")

    suggested = run("suggest", "--client", "blue-fox", "--text", ORDER_QUESTION, "--json")

    assert suggested.code == 0
    assert json.loads(suggested.out)["reply"]["kind"] == "abstention"


def test_a_page_later_the_new_client_answers_from_it(run: Run, knowledge: Path) -> None:
    run("client", "add", "blue-fox")
    (knowledge / "blue-fox" / "policies" / "returns.md").write_text(PAGE, encoding="utf-8")

    suggested = run("suggest", "--client", "blue-fox", "--text", ORDER_QUESTION, "--json")

    reply = json.loads(suggested.out)["reply"]
    assert reply["kind"] == "draft"
    assert "returns#window" in {citation["passage_id"] for citation in reply["citations"]}


def test_the_list_counts_pages_and_open_items(run: Run) -> None:
    run("client", "add", "blue-fox", "--brand", "Blue Fox")

    rows = {row["client_id"]: row for row in json.loads(run("client", "list", "--json").out)["clients"]}

    assert sorted(rows) == ["blue-fox", "osmere"]
    assert (rows["blue-fox"]["brand"], rows["blue-fox"]["pages"]) == ("Blue Fox", 0)
    assert rows["blue-fox"]["open_items"] > rows["osmere"]["open_items"]
    assert rows["osmere"]["live_version"] is None


def test_the_list_names_the_live_version(run: Run) -> None:
    live = json.loads(run("suggest", "--client", "osmere", "--text", "hello", "--json").out)["knowledge_version"]

    assert live in run("client", "list").out


def test_a_client_that_does_not_read_is_named_and_the_others_are_listed(run: Run, knowledge: Path) -> None:
    run("client", "add", "blue-fox")
    (knowledge / "blue-fox" / "workflows.yaml").write_text("return: 3\n", encoding="utf-8")

    listed = run("client", "list")

    assert listed.code == 1
    assert "Osmere" in listed.out
    assert "blue-fox/workflows.yaml:1" in listed.err


def test_the_sheet_of_a_client_nobody_asked_yet_makes_nothing_live(run: Run) -> None:
    sheet = run("client", "sheet", "osmere")

    assert "Not live yet" in sheet.out
    assert json.loads(run("client", "list", "--json").out)["clients"][0]["live_version"] is None


def test_the_sheet_shows_what_is_live_and_not_what_the_folder_says_since(run: Run, knowledge: Path) -> None:
    live = json.loads(run("suggest", "--client", "osmere", "--text", "hello", "--json").out)["knowledge_version"]
    file = knowledge / "osmere" / "workflows.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("window_days: 14", "window_days: 21"), encoding="utf-8")

    sheet = json.loads(run("client", "sheet", "osmere", "--json").out)

    values = {line["path"]: line["value"] for line in sheet["parameters"]}
    assert sheet["version_id"] == live
    assert values["return.window_days"] == "14 calendar days"
    assert sheet["has_unpublished_changes"] is True


def test_the_sheet_is_written_to_a_file(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "sheet.md"

    written = run("client", "sheet", "osmere", "--output", str(target))

    assert (written.code, written.out) == (0, "")
    assert target.read_text(encoding="utf-8").startswith("# Osmere: numbers, dates and approvers in force\n")


def test_a_sheet_that_cannot_be_written_is_misuse(run: Run, tmp_path: Path) -> None:
    refused = run("client", "sheet", "osmere", "--output", str(tmp_path / "nowhere" / "sheet.md"))

    assert refused.code == 2
    assert "--output: cannot write" in refused.err


def test_the_sheet_of_an_unknown_client_is_misuse(run: Run) -> None:
    refused = run("client", "sheet", "nobody")

    assert refused.code == 2
    assert "no client of that name" in refused.err
