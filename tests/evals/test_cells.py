"""Cells of cases: what is counted as looked after, and what the sample brands' cases have to be as a whole."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assist.cli.app import main
from evals.cases import Case, of_client
from evals.cells import Cell, cells_of, covered, granted_alone, uncovered
from tests.conftest import KNOWLEDGE
from tests.evals.made import NOON, case

ORDER = {"number": "NF-20288", "placed_at": NOON.isoformat()}


def workflow_of(intent: str) -> str | None:
    return {"return/request": "return", "order/status": "wismo"}.get(intent)


def asking(name: str = "a-1", text: str = "can it go back?", outcome: str = "eligible", **given: Any) -> Case:
    """Return a case in which a return is decided."""
    request = {"client_id": "norrfell", "now": NOON.isoformat(), "messages": [{"text": text}], "orders": [ORDER]}
    expect = {"intents": ["return/request"], "decisions": [{"intent": "return/request", "outcome": outcome}]}
    return case(name, **{"request": request, "expect": expect, **given})


def names(case: Case) -> list[str]:
    return [f"{one.workflow} {one.outcome} {one.rule} {one.channel}" for one in cells_of(case, workflow_of)]


def test_a_cell_is_a_workflow_an_outcome_a_rule_and_a_channel() -> None:
    assert names(asking(slices=("N1", "last_day", "C2"))) == ["return eligible N1 email", "return eligible C2 email"]


def test_a_case_that_names_no_rule_has_a_cell_all_the_same() -> None:
    assert names(asking(slices=("tricky",))) == ["return eligible - email"]


def test_rules_of_a_case_with_several_decisions_are_ascribed_to_none_of_them() -> None:
    decisions = [
        {"intent": "return/request", "outcome": "eligible"},
        {"intent": "order/status", "outcome": "informational"},
    ]

    found = names(asking(slices=("N1", "N12"), expect={"intents": ["return/request"], "decisions": decisions}))

    assert found == ["return eligible several email", "wismo informational several email"]


def test_what_no_workflow_decides_is_counted_by_the_kind_of_reply() -> None:
    assert names(case(expect={"reply_kind": ["abstention", "escalation"]})) == ["pages abstention - email"]
    assert names(case(expect={"must_abstain": True})) == ["pages abstention - email"]
    assert names(case(expect={"level": "level_1"})) == ["pages any - email"]


def test_a_granted_case_stands_alone_until_its_twin_expects_another_outcome() -> None:
    alike, other = asking("a-2", twin_of="a-1"), asking("a-3", twin_of="a-1", outcome="not_eligible")

    assert granted_alone([asking(), alike]) == ("a-1", "a-2")
    assert granted_alone([asking(), alike, other]) == ()


def test_cases_that_nobody_approved_cover_nothing() -> None:
    found = covered([asking(source="proposed")], workflow_of)

    assert (found.cases, found.cells) == (0, ())


def test_cases_of_one_cell_stand_together() -> None:
    found = covered([asking(slices=("N1",)), asking("a-2", slices=("N1",))], workflow_of)

    cell = Cell(workflow="return", outcome="eligible", rule="N1", channel="email")
    assert found.cells == ((cell, ("a-1", "a-2")),)


def test_the_shape_counts_what_the_customer_wrote_last() -> None:
    texts = ["where is NF-20288?", "it should go back", ""]

    shape = covered([asking(f"a-{at}", text) for at, text in enumerate(texts)], workflow_of).shape

    assert (shape.no_order_number, shape.no_question, shape.shortest, shape.longest) == (2, 2, 3, 4)


def test_unanswerable_and_hostile_cases_are_named() -> None:
    found = covered(
        [case("a-1", expect={"must_abstain": True}), asking("a-2", slices=("lie",)), asking("a-3")], workflow_of
    )

    assert (found.unanswerable, found.hostile) == (("a-1",), ("a-2",))


def test_a_workflow_without_a_case_on_a_channel_is_said() -> None:
    found = covered([asking()], workflow_of)

    assert uncovered(found, ["return", "wismo"], ["email", "chat"]) == [
        ("return", "chat"), ("wismo", "email"), ("wismo", "chat")
    ]  # fmt: skip


@pytest.mark.parametrize("client", ["norrfell", "osmere"])
def test_a_sample_brand_has_its_150_cases_of_every_shape(client: str, tmp_path: Path) -> None:
    found = covered(of_client(client, tmp_path), workflow_of)

    assert found.cases >= 150
    assert found.granted_alone == ()
    assert found.shape.no_order_number >= found.cases / 3
    assert found.shape.no_question >= found.cases / 3
    assert found.shape.shortest <= 3
    assert 200 <= found.shape.longest <= 250
    assert found.hostile


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


@pytest.fixture
def cells(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Run `assist eval cases cells` over the sample brands."""
    monkeypatch.setenv("ASSIST_KNOWLEDGE_DIR", str(KNOWLEDGE))

    def run(*arguments: str) -> Ran:
        with pytest.raises(SystemExit) as ended:
            main(("eval", "cases", "cells", *arguments))
        said = capsys.readouterr()
        return Ran(int(ended.value.code or 0), said.out, said.err)

    return run


def test_the_command_shows_cells_and_where_none_stands(cells: Callable[..., Ran]) -> None:
    ran = cells("-c", "osmere")

    assert ran.code == 0
    assert "cells (workflow x outcome x rule x channel) by" in ran.out
    assert "no case: " in ran.out


def test_the_command_prints_json_for_machines(cells: Callable[..., Ran]) -> None:
    found = json.loads(cells("-c", "osmere", "--json").out)

    assert {"workflow", "outcome", "rule", "channel"} == set(found["cells"][0][0])


def test_an_unknown_client_ends_the_command_with_three(cells: Callable[..., Ran]) -> None:
    ran = cells("-c", "nobody")

    assert (ran.code, "no client of that name: nobody" in ran.err) == (3, True)
