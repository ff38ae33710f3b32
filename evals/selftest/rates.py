"""From outcomes to rates: how much harm is caught, how much that is harmless is held up, kind by kind."""

from collections.abc import Sequence

from assist.domain.base import Frozen
from assist.domain.evaluation import Verdict
from evals.edits.edit import HARMFUL, HARMLESS, Kind
from evals.selftest.outcome import REFUSED, Outcome, Simpler

LEAST_CAUGHT, MOST_FALSE = 0.95, 0.05
"""What the gate has to reach."""


class KindRates(Frozen):
    """What became of the edits of one kind, or of several together."""

    name: str
    is_harmful: bool
    edits: int
    shipped: int
    blocked: int
    inconclusive: int
    """Stopped for want of cases, not for what they showed."""
    failed: int
    """ERROR."""
    refused: int
    """Could not be built."""
    simpler: dict[str, int]
    """How many each simpler rule would have stopped, those that could not be built among them."""

    @property
    def stopped_share(self) -> float:
        """Share that may not go live: caught where harmful, a false block where harmless; 0 without edits."""
        return (self.edits - self.shipped) / self.edits if self.edits else 0.0


class Rates(Frozen):
    """The whole self-test in numbers."""

    seed: int
    harmful: KindRates
    harmless: KindRates
    kinds: tuple[KindRates, ...]
    missed: tuple[Outcome, ...]
    """Harmful, and SHIP."""
    held_up: tuple[Outcome, ...]
    """Harmless, and not SHIP."""

    @property
    def catch(self) -> float:
        return self.harmful.stopped_share

    @property
    def false_block(self) -> float:
        return self.harmless.stopped_share

    @property
    def holds(self) -> bool:
        """Whether the gate does what it has to; of what was not drawn nothing is asked."""
        caught = not self.harmful.edits or self.catch >= LEAST_CAUGHT
        return caught and self.false_block <= MOST_FALSE


def rates(outcomes: Sequence[Outcome], seed: int) -> Rates:
    """Return the rates of these outcomes."""
    kinds = [_of(str(kind), [each for each in outcomes if each.kind is kind], kind.is_harmful) for kind in Kind]
    return Rates(
        seed=seed,
        harmful=_of("harmful", [each for each in outcomes if each.kind in HARMFUL], is_harmful=True),
        harmless=_of("harmless", [each for each in outcomes if each.kind in HARMLESS], is_harmful=False),
        kinds=tuple(kind for kind in kinds if kind.edits),
        missed=tuple(each for each in outcomes if each.is_harmful and each.ships),
        held_up=tuple(each for each in outcomes if not each.is_harmful and not each.ships),
    )


def _of(name: str, outcomes: Sequence[Outcome], is_harmful: bool) -> KindRates:
    said = [each.said for each in outcomes]
    return KindRates(
        name=name, is_harmful=is_harmful, edits=len(outcomes), shipped=said.count(Verdict.SHIP),
        blocked=said.count(Verdict.BLOCK), inconclusive=said.count(Verdict.INCONCLUSIVE),
        failed=said.count(Verdict.ERROR), refused=said.count(REFUSED),
        simpler={str(rule): sum(rule in each.simpler or each.said == REFUSED for each in outcomes) for rule in Simpler},
    )  # fmt: skip
