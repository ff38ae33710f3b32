"""Which intents are taken for which, how sure one may be, and what holding back buys: pure counts, printed small.

For whoever has pairs of right and found names; knows neither heads nor encoders.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from assist.domain.base import Frozen

OUTSIDE = "(out of scope)"
"""Stands for the absence of any intent, as the right name and as the found one."""
BINS = 15
"""Equal-width bins of confidence. Source: Guo et al. 2017."""
COVERAGES = (0.2, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


class Judgement(NamedTuple):
    """One message: what was right, what was found and with what confidence."""

    right: str
    found: str
    confidence: float


class Pair(Frozen):
    """How often messages of `right` were taken for `found`."""

    right: str
    found: str
    times: int


class Bin(Frozen):
    """The messages of one stretch of confidence: how many, how sure on average, how often right."""

    count: int
    confidence: float
    accuracy: float


class Coverage(Frozen):
    """Acting on the `share` of messages that are surest: from which confidence, and how often wrong."""

    share: float
    confidence: float
    risk: float


class Confusion(Frozen):
    """Everything one table of judgements says."""

    counts: tuple[Pair, ...]
    """Every pair that occurred, right ones included."""
    bins: tuple[Bin, ...]
    coverage: tuple[Coverage, ...]

    @property
    def total(self) -> int:
        return sum(pair.times for pair in self.counts)

    @property
    def accuracy(self) -> float:
        """Share of all messages that were found right."""
        return sum(pair.times for pair in self.counts if pair.right == pair.found) / max(self.total, 1)

    @property
    def calibration_error(self) -> float:
        """Expected calibration error."""
        return sum(one.count * abs(one.confidence - one.accuracy) for one in self.bins) / max(self.total, 1)

    def messages(self, right: str) -> int:
        """Return how many messages of an intent there were."""
        return sum(pair.times for pair in self.counts if pair.right == right)

    def recall(self, right: str) -> float:
        """Return the share of an intent's messages that were found right."""
        hits = sum(pair.times for pair in self.counts if pair.right == pair.found == right)
        return hits / max(self.messages(right), 1)

    def worst(self, at_most: int = 10) -> list[Pair]:
        """Return the most frequent confusions, most frequent first, then by name."""
        wrong = [pair for pair in self.counts if pair.right != pair.found]
        return sorted(wrong, key=lambda pair: (-pair.times, pair.right, pair.found))[:at_most]


def confusion(judgements: Sequence[Judgement]) -> Confusion:
    """Count judgements; the order in which they come changes nothing."""
    pairs = Counter((one.right, one.found) for one in judgements)
    return Confusion(
        counts=tuple(Pair(right=right, found=found, times=pairs[right, found]) for right, found in sorted(pairs)),
        bins=_bins(judgements),
        coverage=_coverage(judgements),
    )


def _bins(judgements: Sequence[Judgement]) -> tuple[Bin, ...]:
    sorted_in: list[list[Judgement]] = [[] for _ in range(BINS)]
    for one in judgements:
        sorted_in[min(int(one.confidence * BINS), BINS - 1)].append(one)
    return tuple(
        Bin(
            count=len(inside),
            confidence=round(sum(one.confidence for one in inside) / max(len(inside), 1), 4),
            accuracy=round(_share_right(inside), 4),
        )
        for inside in sorted_in
    )


def _coverage(judgements: Sequence[Judgement]) -> tuple[Coverage, ...]:
    surest = sorted(judgements, key=lambda one: (-one.confidence, one.right, one.found))
    found = []
    for share in COVERAGES if surest else ():
        acted_on = surest[: max(int(np.ceil(share * len(surest))), 1)]
        least = round(acted_on[-1].confidence, 4)
        found.append(Coverage(share=share, confidence=least, risk=round(1 - _share_right(acted_on), 4)))
    return tuple(found)


def _share_right(judgements: Sequence[Judgement]) -> float:
    return sum(one.right == one.found for one in judgements) / max(len(judgements), 1)


def table(found: Confusion, *, at_most: int = 10) -> list[str]:
    """Return the lines a person reads: worst confusions, weakest intents, reliability, risk by coverage."""
    return [
        f"{found.total} messages, {found.accuracy:.1%} right, calibration error {found.calibration_error:.3f}",
        "",
        *_worst_lines(found, at_most),
        "",
        *_weakest_lines(found, at_most),
        "",
        *_reliability_lines(found),
        "",
        *_coverage_lines(found),
    ]


def _worst_lines(found: Confusion, at_most: int) -> list[str]:
    lines = [f"{'worst confusions: right':34} {'taken for':34} times  of"]
    for pair in found.worst(at_most):
        lines.append(f"{pair.right:34} {pair.found:34} {pair.times:5} {found.messages(pair.right):3}")
    return lines


def _weakest_lines(found: Confusion, at_most: int) -> list[str]:
    names = sorted({pair.right for pair in found.counts}, key=lambda name: (found.recall(name), name))
    lines = [f"{'weakest: intent':34} right  of   mostly taken for"]
    for name in names[:at_most]:
        wrong = [pair for pair in found.worst(len(found.counts)) if pair.right == name][:3]
        mostly = ", ".join(f"{pair.found} {pair.times}" for pair in wrong) or "-"
        lines.append(f"{name:34} {found.recall(name):5.0%} {found.messages(name):3}   {mostly}")
    return lines


def _reliability_lines(found: Confusion) -> list[str]:
    lines = ["reliability: confidence   said  right  messages"]
    for at, one in enumerate(found.bins):
        if one.count:
            stretch = f"{at / BINS:.2f} to {(at + 1) / BINS:.2f}"
            bar = "#" * round(one.accuracy * 20)
            lines.append(f"{stretch:>24} {one.confidence:6.2f} {one.accuracy:6.2f} {one.count:9}  {bar}")
    return lines


def _coverage_lines(found: Confusion) -> list[str]:
    lines = ["acting on the surest    from confidence    wrong"]
    for one in found.coverage:
        lines.append(f"{one.share:19.0%} {one.confidence:18.2f} {one.risk:8.1%}")
    return lines
