"""Judgements counted: what is taken for what, how far confidence can be believed, what holding back buys."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assist.triage.confusion import BINS, OUTSIDE, Judgement, confusion, table

PROPERTY = settings(max_examples=60, deadline=None, derandomize=True)
NAMES = st.sampled_from(["order/status", "refund/status", "cancel/request", OUTSIDE])
JUDGEMENTS = st.lists(st.builds(Judgement, NAMES, NAMES, st.floats(0, 1)), max_size=40)

SOME = [
    Judgement("order/status", "order/status", 0.9),
    Judgement("order/status", "refund/status", 0.5),
    Judgement("order/status", "refund/status", 0.4),
    Judgement("refund/status", "refund/status", 0.8),
    Judgement("cancel/request", OUTSIDE, 0.2),
]


def test_accuracy_and_recall_are_shares_of_what_was_right():
    counted = confusion(SOME)

    assert (counted.total, counted.accuracy) == (5, pytest.approx(0.4))
    assert counted.recall("order/status") == pytest.approx(1 / 3)
    assert counted.recall("refund/status") == 1


def test_the_worst_confusion_comes_first_and_right_ones_are_none():
    worst = confusion(SOME).worst()

    assert [(pair.right, pair.found, pair.times) for pair in worst] == [
        ("order/status", "refund/status", 2),
        ("cancel/request", OUTSIDE, 1),
    ]


def test_no_more_confusions_than_asked_for():
    assert len(confusion(SOME).worst(1)) == 1


def test_confidence_that_is_always_met_has_no_calibration_error():
    judgements = [Judgement("a", "a", 1.0)] * 4

    assert confusion(judgements).calibration_error == pytest.approx(0)


def test_confidence_that_is_never_met_is_wrong_by_all_of_it():
    judgements = [Judgement("a", "b", 0.8)] * 4

    assert confusion(judgements).calibration_error == pytest.approx(0.8)


def test_acting_on_the_surest_alone_is_less_often_wrong():
    judgements = [Judgement("a", "a" if at < 8 else "b", 1 - at / 20) for at in range(10)]

    coverage = confusion(judgements).coverage

    assert coverage[0].risk == 0
    assert coverage[-1].risk == pytest.approx(0.2)


@PROPERTY
@given(JUDGEMENTS)
def test_any_judgements_are_counted_once_each_and_shares_are_shares(judgements):
    counted = confusion(judgements)

    assert counted.total == len(judgements) == sum(one.count for one in counted.bins)
    assert len(counted.bins) == BINS
    assert 0 <= counted.calibration_error <= 1
    assert all(0 <= one.risk <= 1 for one in counted.coverage)


@PROPERTY
@given(JUDGEMENTS, st.randoms(use_true_random=False))
def test_the_order_of_judgements_changes_nothing(judgements, draw):
    shuffled = list(judgements)
    draw.shuffle(shuffled)

    assert confusion(shuffled).counts == confusion(judgements).counts


def test_the_table_names_the_worst_confusion_the_weakest_intent_and_the_reliability():
    lines = "\n".join(table(confusion(SOME)))

    assert "5 messages, 40.0% right" in lines
    assert "refund/status                          2   3" in lines
    assert "weakest" in lines
    assert "0.87 to 0.93" in lines


def test_nothing_judged_is_a_table_all_the_same():
    assert "0 messages" in table(confusion([]))[0]
