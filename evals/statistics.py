"""The statistics of the gate: an exact paired test, a bootstrap over clusters, Holm's correction, power in plain words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import binomtest

from assist.domain.base import Frozen


class Interval(Frozen):
    """A mean difference, candidate minus live, and where it lies with the confidence that was asked for."""

    mean: float
    low: float
    high: float
    cases: int
    clusters: int


@dataclass(frozen=True)
class Paired:
    """One case's score with each of the two, and the cluster it stands or falls with."""

    before: float
    after: float
    cluster: str


def mcnemar(lost: int, gained: int) -> float:
    """Return the exact one-sided p: how likely so many losses are when losses and gains are equally likely.

    Source: McNemar 1947, exact form: a binomial test on the discordant pairs.
    """
    if lost + gained == 0:
        return 1.0
    return float(binomtest(lost, lost + gained, 0.5, alternative="greater").pvalue)


def least_flips(alpha: float) -> int:
    """Return how many cases must be lost, with none gained, before the test can be significant."""
    flips = 1
    while 0.5**flips > alpha:
        flips += 1
    return flips


def power(cases: int, alpha: float) -> str:
    """Return in plain words what so many cases cannot show."""
    flips = least_flips(alpha)
    if cases < flips:
        return (
            f"With {cases} touched cases no drop can be told from chance: the test needs at least {flips} lost cases."
        )
    points = 100 * flips / cases
    return (
        f"With {cases} touched cases a drop under {points:.0f} points ({flips} lost cases) cannot be told from chance."
    )


def bootstrap(pairs: Sequence[Paired], *, draws: int, seed: int, alpha: float) -> Interval:
    """Return the mean difference and its percentile interval, drawing whole clusters; one-sided `alpha` below.

    Source: Efron & Tibshirani 1993, ch. 8 (blocks); the cases of one passage are no independent witnesses.
    """
    sums: dict[str, list[float]] = {}
    for pair in pairs:
        total = sums.setdefault(pair.cluster, [0.0, 0.0])
        total[0] += pair.after - pair.before
        total[1] += 1
    if not sums:
        return Interval(mean=0.0, low=0.0, high=0.0, cases=0, clusters=0)
    table = np.array([sums[name] for name in sorted(sums)])
    drawn = np.random.default_rng(seed).integers(0, len(table), size=(draws, len(table)))
    sampled = table[drawn].sum(axis=1)
    low, high = np.quantile(sampled[:, 0] / sampled[:, 1], (alpha, 1 - alpha))
    mean = table[:, 0].sum() / table[:, 1].sum()
    return Interval(
        mean=_short(mean), low=_short(low), high=_short(high), cases=int(table[:, 1].sum()), clusters=len(table)
    )


def chance(p_value: float) -> str:
    """Return a probability in words: one that rounds to nothing is still not nothing."""
    return "p < 0.001" if p_value < 0.001 else f"p = {p_value:.3f}"


def holm(p_values: Mapping[str, float]) -> dict[str, float]:
    """Return the adjusted p of each name: never smaller than before, in [0, 1]. Source: Holm 1979."""
    ranked = sorted(p_values.items(), key=lambda one: (one[1], one[0]))
    adjusted: dict[str, float] = {}
    least = 0.0
    for at, (name, p) in enumerate(ranked):
        least = max(least, min(1.0, p * (len(ranked) - at)))
        adjusted[name] = least
    return {name: adjusted[name] for name in p_values}


def _short(value: float) -> float:
    return round(float(value), 4)
