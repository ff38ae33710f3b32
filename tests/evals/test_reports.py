"""One result as several papers: the same bytes twice, everything said, nothing of a page able to break them."""

from datetime import timedelta
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree as xml

import pytest
from rich.console import Console

from assist.domain.evaluation import Verdict
from assist.errors import BadInput, NotFound
from evals.comparison import compared
from evals.evaluation import CaseScore, Evaluation, Flips, Run, SuiteResult
from evals.reports import choosing, junit, markdown, terminal, words
from evals.reports.choosing import Format
from evals.scores import Part
from tests.evals.made import NOON, case, differences, evaluation, item, outcome, said


def lost() -> Evaluation:
    before = outcome(answer=said("You have 30 days."), evidence=("returns#window",))
    after = outcome(answer=said("You have <45> days."), evidence=("returns#window",), wrong={Part.REPLY: "says '45'"})
    changes = compared({"a-1": case()}, [before], [after], differences(item()))
    return evaluation(changes=tuple(changes), scores=(CaseScore(case_id="a-1", before=1.0, after=0.67),))


def on_screen(found: Evaluation) -> str:
    out = StringIO()
    Console(file=out, width=120).print(terminal.shown(found))
    return out.getvalue()


def test_the_screen_says_the_verdict_first_then_what_got_worse_then_the_next_step() -> None:
    shown = on_screen(lost())

    assert "BLOCK: kv_new against kv_old of Norrfell must not go live" in shown.splitlines()[0]
    assert "Next: Take it back." in shown
    assert "a-1 (reply): reply: says '45'" in shown


def test_all_but_the_time_is_the_same_twice() -> None:
    later = Run(at=NOON + timedelta(hours=1), by="Bea", seconds=9.0, median_ms=8.0, slowest_ms=9.0, cost_usd=0.0)
    one, other = lost(), lost().model_copy(update={"run": later})

    assert one.stable_json() == other.stable_json()
    assert junit.written(one) == junit.written(other)
    assert markdown.written(one).splitlines()[:-1] == markdown.written(other).splitlines()[:-1]


def test_markdown_shows_what_a_page_wrote_and_never_obeys_it() -> None:
    paper = markdown.written(lost())

    assert "You have &lt;45> days." in paper
    assert paper.index("must not go live") < paper.index("Worse now") < paper.index("Statistics")


def test_junit_counts_a_lost_case_and_the_gate_as_failures() -> None:
    root = xml.fromstring(junit.written(lost()))

    assert {suite.get("name"): suite.get("failures") for suite in root} == {"gate norrfell": "1", "cases norrfell": "1"}


def test_junit_takes_an_error_for_an_error() -> None:
    root = xml.fromstring(junit.written(evaluation(Verdict.ERROR)))

    assert root.find("testsuite/testcase/error") is not None


def test_a_json_report_is_read_back_whole(tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    file.write_text(choosing.written(lost(), Format.JSON))

    assert choosing.read(file) == lost()


def test_what_is_no_report_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    file.write_text("{}")

    with pytest.raises(BadInput, match="is no report of an evaluation"):
        choosing.read(file)
    with pytest.raises(NotFound):
        choosing.read(tmp_path / "none.json")


def test_the_format_follows_the_name_of_the_file() -> None:
    assert choosing.format_of("", "report.md") is Format.MARKDOWN
    assert choosing.format_of("", "report.html") is Format.HTML
    assert choosing.format_of("", "report.xml") is Format.JUNIT
    assert choosing.format_of("", "-") is Format.TERMINAL
    assert choosing.format_of("json", "report.md") is Format.JSON
    with pytest.raises(BadInput, match="terminal, markdown, junit, html, json"):
        choosing.format_of("pdf", "-")


def test_a_passing_report_leads_to_the_publication() -> None:
    assert words.next_step(evaluation(Verdict.SHIP, reasons=())) == "assist kb publish -c norrfell --version kv_new"


def test_stretches_that_differ_are_marked_in_both_answers() -> None:
    marked = list(words.marked(said("You have 30 days."), said("You have 45 days.")))

    assert marked == [("same", "You have"), ("gone", "30"), ("new", "45"), ("same", "days.")]


def test_a_line_break_beside_a_word_that_differs_does_not_differ() -> None:
    marked = list(words.marked(said("Hi Dan,\n\nYou may."), said("Hi Dan,\n\nYes.")))

    assert marked == [("same", "Hi Dan,\n\n"), ("gone", "You may."), ("new", "Yes.")]


def test_a_word_alike_between_two_that_differ_belongs_to_them() -> None:
    marked = list(words.marked(said("Hasta el jueves 19 de noviembre."), said("Hasta el viernes 4 de diciembre.")))

    assert marked == [("same", "Hasta el"), ("gone", "jueves 19 de noviembre."), ("new", "viernes 4 de diciembre.")]


def accepted() -> Evaluation:
    flips = Flips(
        touched=1, lost=("a-1",), gained=(), waived=("a-1",), weight=0.0, budget=0.5, p_value=0.00004, power="Enough."
    )
    return lost().model_copy(update={"flips": flips})


def test_a_loss_that_was_accepted_is_told_apart_from_what_got_worse() -> None:
    for shown in (on_screen(accepted()), markdown.written(accepted())):
        assert "Worse now" not in shown
        assert "Accepted as intended (1)" in shown


def test_a_very_small_chance_is_not_written_as_none() -> None:
    assert "p < 0.001" in on_screen(accepted())


def test_a_suite_that_had_nothing_to_ask_says_so() -> None:
    found = evaluation(suites=(SuiteResult(name="leak", probes=0),))

    for shown in (on_screen(found), markdown.written(found)):
        assert "leak suite: nothing to ask (no other client lies in this folder)" in " ".join(shown.split())
