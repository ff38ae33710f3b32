"""Drafts before a judge: what is shown of them, what failed stays out of the means, agreement and spread."""

from collections.abc import Sequence
from itertools import count
from pathlib import Path

import pytest

from assist.errors import Unavailable
from evals.judging import report, running, samples, spoiling
from evals.judging.metrics import Failed, Metric, Scored
from evals.judging.report import JudgedCase
from evals.judging.running import Judge
from evals.judging.samples import Sample
from evals.judging.transcripts import RecordedModel, Transcript, Unanswered
from tests.evals.judged import FakeScorer, sample
from tests.evals.made import case
from tests.fakes import FakeModel
from tests.model_drafts import MESSAGE, NOTHING, POLICY, answer, asking

FAITHFUL = (Metric.FAITHFULNESS,)


def judged(answer: str, asked: Sequence[Sample], metrics: Sequence[Metric], repeats: int = 1) -> list[JudgedCase]:
    model = RecordedModel("some/judge", Transcript(), "judge", model=FakeModel(answer), parameters={})
    by = Judge(FakeScorer(), model, "judge this", 1)
    return running.judge(asked, metrics, by, repeats=repeats, progress=lambda _, __: None)


def runs(*values: float | None, grounded: bool = True, name: str = "a-1") -> JudgedCase:
    """Return a case whose faithfulness came to these values, one a run; None: to nothing."""
    measured = tuple(
        (
            Failed(metric=Metric.FAITHFULNESS, why="unreadable")
            if value is None
            else Scored(metric=Metric.FAITHFULNESS, value=value),
        )
        for value in values
    )
    return JudgedCase(case_id=name, client_id="norrfell", grounded=grounded, repeats=measured)


def test_a_failure_is_counted_and_named_and_in_no_mean() -> None:
    cases = [runs(1.0), runs(None, name="a-2"), runs(0.5, name="a-3")]

    (total,) = report.totals(cases, FAITHFUL)

    assert (total.mean, total.scored, total.failed) == (0.75, 2, 1)
    assert total.failure_rate == pytest.approx(1 / 3)
    assert [(one.case_id, one.metric, one.why) for one in report.failures(cases)] == [
        ("a-2", Metric.FAITHFULNESS, "unreadable")
    ]


def test_a_metric_that_came_to_nothing_has_no_mean_rather_than_zero() -> None:
    (total,) = report.totals([runs(None)], FAITHFUL)

    assert total.mean is None


def test_what_a_sample_lacks_is_not_applicable_and_no_failure() -> None:
    (one,) = judged("1.0", [sample(reference=None, gold=())], list(Metric))

    totals = {total.metric: total for total in report.totals([one], list(Metric))}
    lacking = {name for name, total in totals.items() if total.not_applicable}

    assert lacking == {
        Metric.CONTEXT_PRECISION, Metric.CONTEXT_RECALL, Metric.ID_CONTEXT_PRECISION, Metric.ID_CONTEXT_RECALL,
        Metric.STRING_SIMILARITY, Metric.SEMANTIC_SIMILARITY,
    }  # fmt: skip
    assert not any(total.failed for total in totals.values())


def test_only_metrics_that_ask_a_model_are_measured_again() -> None:
    (one,) = judged("1.0", [sample()], [Metric.FAITHFULNESS, Metric.QUOTES], repeats=3)

    assert [len(run) for run in one.repeats] == [2, 1, 1]


def test_agreement_counts_both_ways_of_disagreeing() -> None:
    cases = [
        runs(0.9), runs(0.2, name="a-2"), runs(0.8, grounded=False, name="a-3"), runs(0.1, grounded=False, name="a-4"),
        runs(None, name="a-5"),
    ]  # fmt: skip

    found = report.agreement(cases)

    assert found is not None
    assert (found.cases, found.both, found.only_check, found.only_judge, found.neither) == (4, 1, 1, 1, 1)
    assert (found.share, found.kappa) == (0.5, 0.0)


def test_drafts_made_wrong_count_for_the_agreement_and_in_no_mean() -> None:
    wrong = runs(0.4, grounded=False, name="a-1~spoiled").model_copy(update={"spoiled": True})
    unseen = runs(1.0, grounded=False, name="a-2~spoiled").model_copy(update={"spoiled": True})
    cases = [runs(0.8), wrong, runs(1.0, name="a-2"), unseen]

    found = report.agreement(cases)

    assert found is not None
    assert (found.cases, found.spoiled, found.spoiled_refused_by_check) == (4, 2, 2)
    assert (found.spoiled_refused_by_judge, found.spoiled_scored_lower) == (1, 1)
    assert report.totals(cases, FAITHFUL)[0].mean == 0.9


@pytest.mark.parametrize(
    ("draft", "wrong"),
    [
        ("We refund £68.00 by Friday 4 December.", "We refund £78.00 by Friday 7 December."),
        ("You can return it until 31 January.", "You can return it until 28 January."),
        ("Send it within 14 days, order NF-20411, at 15:00.", "Send it within 17 days, order NF-20411, at 15:00."),
        ("We cannot take it back.", "We can take it back."),
        ("It is not recommended.", "It is recommended."),
    ],
)
def test_a_draft_is_made_wrong_by_its_amounts_and_days_or_else_by_a_negation(draft: str, wrong: str) -> None:
    assert spoiling.spoiled(draft) == wrong


def test_a_draft_with_nothing_to_turn_stays_out() -> None:
    assert spoiling.spoiled("Thank you for telling us.") is None


def test_kappa_is_agreement_beyond_chance() -> None:
    # 20 both, 15 neither, 5 and 10 apart: seen 0.70, by chance 0.50.
    pairs = [(True, True)] * 20 + [(True, False)] * 5 + [(False, True)] * 10 + [(False, False)] * 15

    assert report.kappa(pairs) == pytest.approx(0.4)


def test_there_is_no_kappa_where_one_of_the_two_says_the_same_of_every_draft() -> None:
    assert report.kappa([(True, True), (True, False)]) is None


def test_spread_is_the_range_between_the_runs_of_a_draft() -> None:
    cases = [runs(0.5, 0.75, 1.0), runs(1.0, 1.0, None, name="a-2"), runs(0.25, None, None, name="a-3")]

    (found,) = report.spread(cases, FAITHFUL)

    assert (found.cases, found.differ, found.mean_range, found.widest) == (2, 1, 0.25, 0.5)
    assert found.means == (0.5833, 0.875, 1.0)


def test_one_run_has_no_spread() -> None:
    assert report.spread([runs(0.5)], FAITHFUL) == ()


def test_labelled_cases_are_taken_first_and_in_an_order_nobody_chose() -> None:
    plain = [case(f"a-{number}") for number in range(5)]
    labelled = [case(f"b-{number}", gold_passages=["returns#window"]) for number in range(5)]

    taken = [one.id for one in samples.in_order([*plain, *labelled])]

    assert sorted(taken) == [one.id for one in labelled]
    assert taken == [one.id for one in samples.in_order(reversed(labelled))] != sorted(taken)


def test_cases_nobody_stands_behind_are_not_judged() -> None:
    assert samples.in_order([case(source="proposed")]) == []


def test_questions_reach_the_record_with_their_case_and_metric() -> None:
    transcript, numbers = Transcript(), count(1)
    model = RecordedModel("some/judge", transcript, "judge", model=FakeModel("1"), parameters={})
    asked: list[str] = []

    class Asking(FakeScorer):
        def measure(self, metric, sample, ask):
            asked.append(f"{next(numbers)} {sample.case_id} {metric}")
            return super().measure(metric, sample, ask)

    by = Judge(Asking(), model, "judge this", 1)
    running.judge([sample(), sample("a-2")], [Metric.FAITHFULNESS, Metric.QUOTES], by, repeats=1,
                  progress=lambda _, __: None)  # fmt: skip

    assert asked == ["1 a-1 faithfulness", "2 a-2 faithfulness", "3 a-1 quotes", "4 a-2 quotes"]


def test_a_writer_on_record_writes_the_same_draft_and_asks_nobody(tmp_path: Path) -> None:
    def written(transcript: Transcript, model: FakeModel | None) -> str:
        recorded = RecordedModel("some/writer", transcript, "writer", model=model, parameters={}, of="a-1 draft")
        return running.steady_writer(recorded, 8).write(asking(), NOTHING, MESSAGE).draft.text

    first = written(Transcript(tmp_path / "r.jsonl"), FakeModel(answer((POLICY, ["S1"]))))
    replayed = written(Transcript(tmp_path / "r.jsonl", asks=False), None)

    assert POLICY in first
    assert replayed == first


def test_a_writer_that_gives_no_answer_ends_the_run_instead_of_a_composed_draft() -> None:
    down = FakeModel(Unavailable("late", code="model_timeout"))
    recorded = RecordedModel("some/writer", Transcript(), "writer", model=down, parameters={}, of="a-1 draft")

    with pytest.raises(Unanswered, match="a-1 draft: the writer gave no answer"):
        running.steady_writer(recorded, 8).write(asking(), NOTHING, MESSAGE)
