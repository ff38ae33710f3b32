"""Each scorer with a case it must fail, and measures of many cases at known values."""

from typing import Any

import pytest

from assist.domain.enums import WrittenBy
from assist.domain.reply import Check, Claim, Draft
from evals.expectations import Expectation
from evals.outcomes import Outcome
from evals.scorers import found, labels, sound, totals
from evals.scorers.differences import assertions
from evals.scores import Label, Number, Part, Unscored
from tests.evals.made import case, outcome
from tests.evals.test_decision_differences import suggestion


def label(expected: str, said: str, confidence: float | None = None) -> Label:
    return Label(name=labels.INTENT, expected=expected, said=said, confidence=confidence)


@pytest.mark.parametrize(
    ("expect", "part", "said"),
    [
        ({"sentiment": "negative"}, Part.TAGS, "sentiment neutral, expected negative"),
        ({"language": "es"}, Part.TAGS, "language en, expected es"),
        ({"entities": [{"type": "order_number", "value": "NF-1"}]}, Part.TAGS, "entities lack order_number NF-1"),
        ({"priority": "urgent"}, Part.ROUTE, "priority normal, expected urgent"),
        ({"passages": {"found": ["a#b"]}}, Part.PASSAGES, "did not find a#b"),
        ({"passages": {"cited": [["a#b", "c#d"]]}}, Part.PASSAGES, "does not cite a#b or c#d"),
        ({"must_abstain": True}, Part.REPLY, "a draft, expected none: nothing supports an answer"),
        ({"must_ask": ["order number"]}, Part.REPLY, "does not ask 'order number'"),
    ],
)
def test_what_is_expected_and_not_so_is_said(expect: dict[str, Any], part: Part, said: str) -> None:
    wrong = [one for one in assertions(Expectation.model_validate(expect), suggestion()) if not one.holds]

    assert [(one.part, one.why) for one in wrong] == [(part, (said,))]


def test_nothing_expected_is_nothing_asserted_but_the_reply() -> None:
    assert [one.part for one in assertions(Expectation(), suggestion())] == [Part.REPLY]


def test_a_draft_where_none_may_be_given_is_a_violation() -> None:
    told = sound.violations(case(expect={"must_abstain": True}), _Version(), suggestion())

    assert [one.code for one in told] == [sound.ANSWERED]


def test_an_unsupported_claim_is_a_violation() -> None:
    claim = Claim(id="c1", text="It is free.", start=0, end=11, kind="policy", supported=False)  # type: ignore[arg-type]
    check = Check(grounded=False, score=0, claims=(claim,))
    draft = Draft(text="It is free.", locale="en", written_by=WrittenBy.COMPOSER, check=check)

    told = sound.violations(case(), _Version(), suggestion(reply=draft))

    assert [one.code for one in told] == [sound.UNSUPPORTED]


class _Version:
    """A version that promises nothing and knows no passage."""

    class profile:
        never_promise = ()


def test_ranking_is_recall_reciprocal_rank_and_ndcg_at_five() -> None:
    one = case(gold_passages=("a", "b"))

    scores = {score.name: score.value for score in found.ranking(one, ("x", "a", "y", "z", "b", "c"))}

    assert scores["recall@5"] == 1.0
    assert scores["mrr"] == 0.5
    assert scores["ndcg@5"] == pytest.approx((0.6309 + 0.3869) / (1 + 0.6309), abs=1e-3)


def test_ranking_of_a_case_without_gold_passages_is_not_made_up() -> None:
    assert found.ranking(case(), ("a",)) == []


def test_macro_f1_counts_a_rare_intent_as_much_as_a_frequent_one() -> None:
    rows = [label("a", "a")] * 9 + [label("b", "a")]

    assert totals.macro_f1(rows) == pytest.approx((2 * 9 / (9 + 10) + 0) / 2, abs=1e-4)


def test_the_calibration_error_is_the_distance_of_confidence_from_truth() -> None:
    rows = [label("a", "a", 0.95)] * 8 + [label("a", "b", 0.95)] * 2

    assert totals.calibration_error(totals.calibration(rows)) == pytest.approx(0.15)


def test_a_case_that_could_not_be_scored_never_passes_and_has_no_part_right() -> None:
    broken = Outcome(case_id="a-1", said=None, scores=(Unscored(name="run", why="KeyError in x:1"),))

    measured = {one.name: one for one in totals.totals([broken, outcome("a-2")]).measures}

    assert not broken.passed
    assert (measured["passed"].value, measured["passed"].cases) == (0.5, 2)
    assert measured["reply right"].cases == 1


def test_numbers_are_averaged_over_the_cases_that_have_them() -> None:
    one = Outcome(case_id="a", said=outcome().said, scores=(Number(name="mrr", value=0.5),))

    measured = {each.name: each for each in totals.totals([one, outcome("b")]).measures}

    assert (measured["mrr"].value, measured["mrr"].cases) == (0.5, 1)
