"""What a judge found, as one document: means with their failures beside them, agreement with our check, spread.

All but `run` is the same whenever the same drafts are judged from the same record.
"""

from collections.abc import Iterable, Sequence
from statistics import mean

from assist.domain.base import Frozen, Moment
from evals.judging.metrics import ASK_A_MODEL, Failed, Measurement, Metric, NotApplicable, Scored
from evals.judging.samples import SPOILED

DIGITS = 4
GROUNDED_FROM = 0.5
"""Faithfulness from which a judge is taken to call a draft grounded."""


class JudgedCase(Frozen):
    """One draft: what our check said of it and what each run measured."""

    case_id: str
    client_id: str
    grounded: bool
    spoiled: bool = False
    """Made wrong on purpose: in the agreement, in no mean and no spread."""
    repeats: tuple[tuple[Measurement, ...], ...]
    """Of the first run all metrics, of further ones those that ask a model."""


class MetricTotal(Frozen):
    """A metric over all drafts and runs; `mean` is over the scored alone, and None where there is none."""

    metric: Metric
    mean: float | None
    scored: int
    failed: int
    not_applicable: int

    @property
    def failure_rate(self) -> float:
        """Share of the measurements that came to nothing, [0, 1]."""
        tried = self.scored + self.failed
        return self.failed / tried if tried else 0.0


class Failure(Frozen):
    """A measurement that came to nothing."""

    case_id: str
    metric: Metric
    repeat: int
    why: str


class Agreement(Frozen):
    """How often judge and check say the same of a draft: grounded or not."""

    cases: int
    both: int
    only_check: int
    """Grounded by our check, not by the judge."""
    only_judge: int
    neither: int
    share: float
    spoiled: int
    """Drafts among them that were made wrong."""
    spoiled_refused_by_check: int
    spoiled_refused_by_judge: int
    spoiled_scored_lower: int
    """Of those whose draft as it was is scored too: the judge holds the wrong one for worse."""
    kappa: float | None
    """Cohen's: agreement beyond chance; None where one of the two says the same of every draft, so nothing is beyond it."""


class Spread(Frozen):
    """How far the runs of one metric lie apart; over the drafts that were scored at least twice."""

    metric: Metric
    cases: int
    differ: int
    """Drafts of which the runs say different things."""
    mean_range: float
    """Highest less lowest, the mean of it."""
    widest: float
    means: tuple[float, ...]
    """Of each run."""


class Provenance(Frozen):
    """What produced the result."""

    judge: str | None
    """The model; None where only computed metrics were asked for."""
    writer: str | None
    library: str
    package: str
    encoder: str
    versions: dict[str, str]
    """Of the knowledge, by client; empty where recorded drafts were judged."""


class Run(Frozen):
    """What differs from run to run."""

    at: Moment
    by: str
    seconds: float


class JudgeReport(Frozen):
    """Everything a judge found."""

    provenance: Provenance
    metrics: tuple[MetricTotal, ...]
    agreement: Agreement | None
    spread: tuple[Spread, ...]
    failures: tuple[Failure, ...]
    no_draft: int
    """Cases passed over: they are answered otherwise."""
    crashed: dict[str, str]
    """Cases that could not be answered at all, and why."""
    cases: tuple[JudgedCase, ...]
    run: Run

    @property
    def unmeasured(self) -> tuple[Metric, ...]:
        """The metrics that every draft failed: there is no figure to show."""
        return tuple(one.metric for one in self.metrics if one.failed and not one.scored)


def totals(cases: Sequence[JudgedCase], metrics: Iterable[Metric]) -> tuple[MetricTotal, ...]:
    """Return each metric over all runs."""
    measured = [one for case in cases if not case.spoiled for run in case.repeats for one in run]
    return tuple(_total(metric, measured) for metric in metrics)


def _total(metric: Metric, measured: Iterable[Measurement]) -> MetricTotal:
    of_metric = [one for one in measured if one.metric is metric]
    values = [one.value for one in of_metric if isinstance(one, Scored)]
    return MetricTotal(
        metric=metric,
        mean=round(mean(values), DIGITS) if values else None,
        scored=len(values),
        failed=sum(isinstance(one, Failed) for one in of_metric),
        not_applicable=sum(isinstance(one, NotApplicable) for one in of_metric),
    )


def failures(cases: Iterable[JudgedCase]) -> tuple[Failure, ...]:
    """Return what came to nothing, by name."""
    return tuple(
        Failure(case_id=case.case_id, metric=one.metric, repeat=repeat, why=one.why)
        for case in cases
        for repeat, run in enumerate(case.repeats)
        for one in run
        if isinstance(one, Failed)
    )


def agreement(cases: Sequence[JudgedCase]) -> Agreement | None:
    """Return how the first run's faithfulness agrees with our check; None where none was scored."""
    faithful = {case.case_id: value for case in cases if (value := _values(Metric.FAITHFULNESS, case)[0]) is not None}
    read = [case for case in cases if case.case_id in faithful]
    if not read:
        return None
    pairs = [(case.grounded, faithful[case.case_id] >= GROUNDED_FROM) for case in read]
    wrong = [case for case in read if case.spoiled]
    both, neither = pairs.count((True, True)), pairs.count((False, False))
    return Agreement(
        cases=len(pairs),
        both=both,
        only_check=pairs.count((True, False)),
        only_judge=pairs.count((False, True)),
        neither=neither,
        share=round((both + neither) / len(pairs), DIGITS),
        spoiled=len(wrong),
        spoiled_refused_by_check=sum(not case.grounded for case in wrong),
        spoiled_refused_by_judge=sum(faithful[case.case_id] < GROUNDED_FROM for case in wrong),
        spoiled_scored_lower=sum(
            faithful[case.case_id] < faithful.get(case.case_id.removesuffix(SPOILED), 0.0) for case in wrong
        ),
        kappa=kappa(pairs),
    )


def kappa(pairs: Sequence[tuple[bool, bool]]) -> float | None:
    """Return Cohen's kappa of two raters, [-1, 1]; None where either never changes its mind. Source: Cohen 1960."""
    share_one, share_other = (mean(float(pair[side]) for pair in pairs) for side in (0, 1))
    if {share_one, share_other} & {0.0, 1.0}:
        return None
    seen = mean(float(one == other) for one, other in pairs)
    by_chance = share_one * share_other + (1 - share_one) * (1 - share_other)
    return round((seen - by_chance) / (1 - by_chance), DIGITS)


def spread(cases: Sequence[JudgedCase], metrics: Iterable[Metric]) -> tuple[Spread, ...]:
    """Return the run-to-run spread of the metrics that ask a model and were scored at least twice."""
    found = (_spread(metric, cases) for metric in metrics if metric in ASK_A_MODEL)
    return tuple(one for one in found if one is not None)


def _spread(metric: Metric, cases: Sequence[JudgedCase]) -> Spread | None:
    values = [_values(metric, case) for case in cases if not case.spoiled]
    ranges = [max(known) - min(known) for each in values if len(known := [one for one in each if one is not None]) > 1]
    if not ranges:
        return None
    runs = [[one for one in run if one is not None] for run in zip(*values, strict=True)]
    return Spread(
        metric=metric,
        cases=len(ranges),
        differ=sum(one > 0 for one in ranges),
        mean_range=round(mean(ranges), DIGITS),
        widest=round(max(ranges), DIGITS),
        means=tuple(round(mean(run), DIGITS) for run in runs if run),
    )


def _values(metric: Metric, case: JudgedCase) -> list[float | None]:
    """Return what each run measured of a draft; None where it came to nothing."""
    return [
        next((one.value for one in run if one.metric is metric and isinstance(one, Scored)), None)
        for run in case.repeats
    ]
