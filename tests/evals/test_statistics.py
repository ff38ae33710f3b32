"""Known values of the tests a verdict rests on."""

import pytest

from evals import statistics
from evals.statistics import Paired


@pytest.mark.parametrize(
    ("lost", "gained", "p"),
    [(0, 0, 1.0), (1, 0, 0.5), (4, 0, 0.0625), (5, 0, 0.03125), (8, 2, 56 / 1024), (0, 5, 1.0)],
)
def test_mcnemar_is_the_exact_one_sided_binomial(lost: int, gained: int, p: float) -> None:
    assert statistics.mcnemar(lost, gained) == pytest.approx(p)


def test_five_one_way_flips_are_the_least_that_is_significant() -> None:
    assert statistics.least_flips(0.05) == 5
    assert statistics.least_flips(0.01) == 7


def test_lack_of_power_is_a_sentence() -> None:
    assert statistics.power(40, 0.05) == (
        "With 40 touched cases a drop under 12 points (5 lost cases) cannot be told from chance."
    )
    assert "no drop can be told from chance" in statistics.power(4, 0.05)


def test_holm_adjusts_the_smallest_most_and_never_turns_the_order_round() -> None:
    adjusted = statistics.holm({"a": 0.01, "b": 0.04, "c": 0.03})

    assert adjusted == pytest.approx({"a": 0.03, "b": 0.06, "c": 0.06})


def test_holm_of_large_values_stays_a_probability() -> None:
    assert statistics.holm({"a": 0.9, "b": 0.8}) == {"a": 1.0, "b": 1.0}


def test_the_bootstrap_of_equal_pairs_is_a_point() -> None:
    pairs = [Paired(1.0, 1.0, f"p{at}") for at in range(10)]

    interval = statistics.bootstrap(pairs, draws=200, seed=1, alpha=0.05)

    assert (interval.mean, interval.low, interval.high) == (0.0, 0.0, 0.0)


def test_the_bootstrap_is_the_same_for_the_same_seed_in_any_order() -> None:
    pairs = [Paired(1.0, float(at % 3 > 0), f"p{at}") for at in range(30)]

    one = statistics.bootstrap(pairs, draws=500, seed=7, alpha=0.05)

    assert one == statistics.bootstrap(pairs[::-1], draws=500, seed=7, alpha=0.05)
    assert one.mean == pytest.approx(-1 / 3, abs=1e-4)
    assert one.low < one.mean < one.high


def test_cases_of_one_passage_are_one_witness() -> None:
    together = [Paired(1.0, 0.0, "p1") for _ in range(20)] + [Paired(1.0, 1.0, "p2") for _ in range(20)]
    apart = [Paired(one.before, one.after, f"p{at}") for at, one in enumerate(together)]

    wide = statistics.bootstrap(together, draws=500, seed=7, alpha=0.05)
    narrow = statistics.bootstrap(apart, draws=500, seed=7, alpha=0.05)

    assert wide.high - wide.low > narrow.high - narrow.low


def test_no_pairs_give_no_interval() -> None:
    assert statistics.bootstrap([], draws=200, seed=1, alpha=0.05).cases == 0
