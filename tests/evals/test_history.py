"""What the gate said over time: scores that compare, verdicts, and who answered for a version instead."""

from datetime import timedelta
from io import StringIO

from rich.console import Console

from assist.domain.base import ClientId, VersionId
from assist.domain.evaluation import Evidence, EvidenceKind, Verdict
from assist.domain.publication import Publication, PublicationAction
from evals.evaluation import Scope
from evals.history import EvaluationHistory, Recorded, told
from evals.reports import history
from tests.evals.made import NOON, evaluation
from tests.evaluations import PROGRAM, report

NORRFELL = ClientId("norrfell")


def recorded(at: int, verdict: Verdict = Verdict.SHIP, *, scope: Scope = Scope.FULL, digest: str = "cd_1") -> Recorded:
    summary = report(
        f"kv_{at}", verdict, report_id=f"er_{at}", created_at=NOON + timedelta(days=at), case_digest=digest
    )
    return Recorded(summary, evaluation(verdict, scope=scope))


def overridden(report_id: str | None) -> Publication:
    evidence = Evidence(kind=EvidenceKind.OVERRIDE, report_id=report_id, key=PROGRAM.key_of(VersionId("kv_2")))
    return Publication(
        client_id=NORRFELL, number=2, action=PublicationAction.PUBLISH, version_id=VersionId("kv_2"), previous_id=None,
        reason="Friday <b>", by="Bea", at=NOON + timedelta(days=3), evidence=evidence,
    )  # fmt: skip


def past(*publications: Publication) -> EvaluationHistory:
    return told(NORRFELL, [recorded(1), recorded(2, Verdict.BLOCK), recorded(3, digest="cd_2")], publications)


def on_screen(found: EvaluationHistory) -> str:
    out = StringIO()
    Console(file=out, width=160).print(history.shown(found))
    return out.getvalue()


def test_the_newest_stands_first_with_verdict_and_scores() -> None:
    shown = on_screen(past())

    assert "3 evaluations of norrfell: 2 SHIP, 1 not, none overridden" in shown
    assert shown.index("kv_3") < shown.index("kv_2") < shown.index("kv_1")
    assert "1.000" in shown


def test_an_override_stands_beside_the_evaluation_it_overrode() -> None:
    found = past(overridden("er_2"))

    assert [one.override is not None for one in found.entries] == [False, True, False]
    assert "overridden by Bea: Friday <b>" in on_screen(found)
    assert "Bea: Friday &lt;b&gt;" in history.as_html(found)


def test_an_override_of_what_was_never_evaluated_is_told_too() -> None:
    found = past(overridden(None))

    assert "Never evaluated: kv_2 went live on 2026-11-23 by Bea's override: Friday <b>" in on_screen(found)
    assert "1 overridden" in history.title(found)


def test_no_evaluation_is_said_with_the_command_that_records_one() -> None:
    empty = told(NORRFELL, [], [])

    assert "No evaluation of norrfell is recorded: `assist eval gate -c norrfell`" in on_screen(empty)
    assert "<code>assist eval gate -c norrfell</code>" in history.as_html(empty)
    assert "<svg" not in history.as_html(empty)


def test_the_same_history_is_the_same_page() -> None:
    assert history.as_html(past()) == history.as_html(past())


def test_the_chart_says_where_the_cases_became_others() -> None:
    drawn = history.drawn(past())

    assert drawn is not None
    assert [one.verdict for one in drawn.marks] == [Verdict.SHIP, Verdict.BLOCK, Verdict.SHIP]
    assert len(drawn.other_cases) == 1
    assert drawn.marks[1].x < drawn.other_cases[0] < drawn.marks[2].x


def test_scores_over_touched_cases_are_listed_and_not_drawn() -> None:
    found = told(NORRFELL, [recorded(1), recorded(2, scope=Scope.TOUCHED)], [])

    drawn = history.drawn(found)

    assert drawn is not None
    assert len(drawn.chart.series[0].dots) == 1
    assert "1 of 12" in on_screen(found)


def test_a_document_that_cannot_be_read_keeps_its_verdict() -> None:
    found = told(NORRFELL, [Recorded(report("kv_1", Verdict.BLOCK), None)], [])

    assert "BLOCK" in on_screen(found)
    assert history.drawn(found) is None
    assert "does not read" in history.as_html(found)


def test_the_history_is_read_back_from_its_json() -> None:
    found = past(overridden("er_2"))

    assert EvaluationHistory.model_validate_json(history.as_json(found)) == found
