"""Measures over many cases: macro-F1, calibration, means of numbers. What was not scored is counted, never averaged."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from assist.domain.base import Frozen
from evals.outcomes import Outcome
from evals.scorers.labels import INTENT
from evals.scores import Label, Number, Part

BINS = 10
"""Of confidence, for the calibration error."""
DIGITS = 4
"""Kept of a measure: what lies below moves with the number of threads."""


class Measure(Frozen):
    """A measure, and over how many cases it was taken."""

    name: str
    value: float
    cases: int


class ClassScore(Frozen):
    """How well one label is told: F1, and how often it was expected."""

    label: str
    precision: float
    recall: float
    f1: float
    expected: int


class Bin(Frozen):
    """Of a reliability diagram: mean confidence and share right of the cases whose confidence lies in it."""

    confidence: float
    right: float
    cases: int


class RiskPoint(Frozen):
    """Of a risk-coverage curve: the error among the surest `coverage` of cases."""

    coverage: float
    risk: float


class Totals(Frozen):
    """All measures over a set of cases."""

    measures: tuple[Measure, ...]
    intents: tuple[ClassScore, ...] = ()
    calibration: tuple[Bin, ...] = ()
    risk_coverage: tuple[RiskPoint, ...] = ()


def totals(outcomes: Sequence[Outcome]) -> Totals:
    """Return the measures over these outcomes, in a fixed order."""
    labelled: dict[str, list[Label]] = defaultdict(list)
    numbers: dict[str, list[float]] = defaultdict(list)
    for outcome in outcomes:
        for score in outcome.scores:
            if isinstance(score, Label):
                labelled[score.name].append(score)
            elif isinstance(score, Number):
                numbers[score.name].append(score.value)
    sure = [one for one in labelled[INTENT] if one.confidence is not None]
    bins = calibration(sure)
    measures = [_measure("passed", [float(one.passed) for one in outcomes])]
    measures += [_measure(f"{part.value} right", right) for part in Part if (right := _right(outcomes, part))]
    measures += [_measure(f"{name} accuracy", _hits(labelled[name])) for name in sorted(labelled) if labelled[name]]
    if labelled[INTENT]:
        measures.append(_measure("intent macro-F1", [macro_f1(labelled[INTENT])], len(labelled[INTENT])))
    if sure:
        measures.append(_measure("intent calibration error", [calibration_error(bins)], len(sure)))
    measures += [_measure(name, numbers[name]) for name in sorted(numbers)]
    return Totals(
        measures=tuple(measures),
        intents=tuple(class_scores(labelled[INTENT])),
        calibration=tuple(bins),
        risk_coverage=tuple(_risk_coverage(sure)),
    )


def class_scores(labels: Sequence[Label]) -> list[ClassScore]:
    """Return precision, recall and F1 of every label that was expected, by name."""
    scores = []
    for name in sorted({one.expected for one in labels}):
        hit = sum(one.expected == one.said == name for one in labels)
        expected = sum(one.expected == name for one in labels)
        said = sum(one.said == name for one in labels)
        f1 = 2 * hit / (expected + said)
        precision = hit / said if said else 0.0
        scores.append(
            ClassScore(label=name, precision=_short(precision), recall=_short(hit / expected), f1=_short(f1),
                       expected=expected)
        )  # fmt: skip
    return scores


def macro_f1(labels: Sequence[Label]) -> float:
    """Return the mean F1 over the labels that were expected."""
    scores = class_scores(labels)
    return sum(one.f1 for one in scores) / len(scores) if scores else 0.0


def calibration(labels: Sequence[Label]) -> list[Bin]:
    """Return the bins of a reliability diagram, empty ones left out."""
    rows: dict[int, list[Label]] = defaultdict(list)
    for one in labels:
        rows[min(int((one.confidence or 0.0) * BINS), BINS - 1)].append(one)
    return [
        Bin(
            confidence=_short(sum(one.confidence or 0.0 for one in rows[at]) / len(rows[at])),
            right=_short(sum(_hits(rows[at])) / len(rows[at])),
            cases=len(rows[at]),
        )
        for at in sorted(rows)
    ]


def calibration_error(bins: Sequence[Bin]) -> float:
    """Return the expected calibration error, [0, 1]."""
    count = sum(one.cases for one in bins)
    return sum(one.cases * abs(one.confidence - one.right) for one in bins) / count if count else 0.0


def _risk_coverage(labels: Sequence[Label]) -> Iterable[RiskPoint]:
    """Yield the error among the surest tenth, two tenths, and so on."""
    surest = sorted(labels, key=lambda one: -(one.confidence or 0.0))
    for tenth in range(1, 11) if surest else ():
        kept = surest[: max(len(surest) * tenth // 10, 1)]
        yield RiskPoint(coverage=tenth / 10, risk=_short(1 - sum(_hits(kept)) / len(kept)))


def _right(outcomes: Sequence[Outcome], part: Part) -> list[float]:
    """Return 1 or 0 for every case that expects anything of this part."""
    asked = [[one for one in outcome.assertions if one.part is part] for outcome in outcomes]
    return [float(all(one.holds for one in found)) for found in asked if found]


def _hits(labels: Iterable[Label]) -> list[float]:
    return [float(one.expected == one.said) for one in labels]


def _measure(name: str, values: Sequence[float], cases: int | None = None) -> Measure:
    return Measure(name=name, value=_short(sum(values) / len(values)) if values else 0.0, cases=cases or len(values))


def _short(value: float) -> float:
    return round(value, DIGITS)
