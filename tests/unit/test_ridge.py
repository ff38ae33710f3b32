"""Kernel ridge regression: what leaving out in closed form says is what a fit without those rows says."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from assist.triage.ridge import Fitted, Shape, kernel

SHAPE = Shape(2.0, 0.1)


def unit_rows(count: int, seed: int, dim: int = 6) -> np.ndarray:
    rows = np.random.default_rng(seed).normal(size=(count, dim)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def ones(count: int) -> np.ndarray:
    return np.ones(count, dtype=np.float32)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(4, 20), st.data())
def test_left_out_scores_are_those_of_a_fit_without_the_group(seed: int, count: int, data: st.DataObject) -> None:
    rows = unit_rows(count, seed)
    targets = np.eye(3, dtype=np.float32)[np.arange(count) % 3]
    group = np.array(sorted(data.draw(st.sets(st.integers(0, count - 1), min_size=1, max_size=3))))
    others = np.setdiff1d(np.arange(count), group)

    scores = Fitted(rows, targets, ones(count), rows, SHAPE).without(group)

    refit = Fitted(rows[others], targets[others], ones(len(others)), rows, SHAPE)
    assert np.allclose(scores, kernel(rows[group], rows, 2.0) @ refit.weights, atol=5e-3)


def test_a_row_without_mass_changes_nothing() -> None:
    rows = unit_rows(9, 1)
    targets = np.eye(3, dtype=np.float32)[np.arange(9) % 3]
    mass = ones(9)
    mass[-1] = 0

    scores = Fitted(rows, targets, mass, rows, SHAPE).scores[:8]

    assert np.allclose(scores, Fitted(rows[:8], targets[:8], ones(8), rows, SHAPE).scores, atol=2e-3)


def test_equal_texts_do_not_break_the_fit() -> None:
    rows = np.repeat(unit_rows(3, 2), 4, axis=0)
    targets = np.repeat(np.eye(3, dtype=np.float32), 4, axis=0)

    scores = Fitted(rows, targets, ones(12), rows, SHAPE).scores

    assert np.isfinite(scores).all()
    assert (scores.argmax(axis=1) == targets.argmax(axis=1)).all()


def test_a_score_far_from_all_examples_is_small() -> None:
    rows = np.eye(4, dtype=np.float32)[:2]
    fitted = Fitted(rows, np.eye(2, dtype=np.float32), ones(2), rows, Shape(8.0, 0.1))

    far = kernel(-rows[:1], rows, 8.0) @ fitted.weights

    assert float(np.abs(far).max()) < 0.01


def test_left_out_scores_hold_for_hundreds_of_rows_that_nearly_agree() -> None:
    rng = np.random.default_rng(3)
    centres = np.repeat(unit_rows(60, 4, dim=24), 20, axis=0)
    rows = (centres + rng.normal(scale=0.02, size=centres.shape)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    label = np.repeat(np.arange(60), 20)

    fitted = Fitted(rows, np.eye(60, dtype=np.float32)[label], ones(len(rows)), rows, Shape(1.0, 0.03))
    left_out = fitted.left_out([np.array([row]) for row in range(len(rows))])

    assert (left_out.argmax(axis=1) == label).all()
