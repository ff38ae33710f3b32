"""A judge's report on one screen: figures with their failures beside them, then agreement, spread and what failed."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from evals.judging.report import Agreement, JudgeReport, MetricTotal, Spread

MOST_LISTED = 10


def shown(found: JudgeReport) -> RenderableType:
    """Return what to print."""
    source = found.provenance
    drafts = sum(not one.spoiled for one in found.cases)
    head = f"{drafts} draft(s) judged by {source.judge or 'no model'} through {source.library}. No verdict: the gate does not ask it."
    table = Table("metric", "mean", "scored", "failed", "not applicable")
    for one in found.metrics:
        table.add_row(*_cells(one))
    lines = [Text(line) for line in _lines(found)]
    return Group(Text(head, style="bold"), table, *lines)


def _cells(one: MetricTotal) -> list[str]:
    failed = f"{one.failed} ({one.failure_rate:.0%})" if one.failed else "0"
    mean = "-" if one.mean is None else f"{one.mean:.3f}"
    return [one.metric.value, mean, str(one.scored), failed, str(one.not_applicable)]


def _lines(found: JudgeReport) -> Iterator[str]:
    tried = sum(one.scored + one.failed for one in found.metrics)
    failed = sum(one.failed for one in found.metrics)
    yield f"Came to nothing (NaN): {failed} of {tried} measurements ({failed / tried if tried else 0:.1%}); in no mean."
    if found.agreement is not None:
        yield _agreed(found.agreement)
    if found.agreement is not None and found.agreement.spoiled:
        yield _wrong(found.agreement)
    yield from (_spread(one) for one in found.spread)
    for one in found.failures[:MOST_LISTED]:
        yield f"  failed: {one.case_id}, {one.metric}, run {one.repeat + 1}: {one.why}"
    if len(found.failures) > MOST_LISTED:
        yield f"  and {len(found.failures) - MOST_LISTED} more: -o FILE keeps all of them"
    yield from (f"  crashed: {name}: {why}" for name, why in found.crashed.items())
    if found.no_draft:
        yield f"{found.no_draft} case(s) passed over: they are answered otherwise than with a draft."


def _agreed(one: Agreement) -> str:
    kappa = (
        f"Cohen's kappa {one.kappa:.2f}"
        if one.kappa is not None
        else "no kappa: one of them says the same of every draft"
    )
    return (
        f"Judge and our check agree on {one.both + one.neither} of {one.cases} ({kappa}): both grounded {one.both}, "
        f"check alone {one.only_check}, judge alone {one.only_judge}, neither {one.neither}."
    )


def _wrong(one: Agreement) -> str:
    return (
        f"Of {one.spoiled} drafts made wrong the judge refused {one.spoiled_refused_by_judge} and scored "
        f"{one.spoiled_scored_lower} lower than the draft as it was; our check refused {one.spoiled_refused_by_check}."
    )


def _spread(one: Spread) -> str:
    means = ", ".join(f"{mean:.3f}" for mean in one.means)
    return (
        f"Spread of {one.metric}: {one.differ} of {one.cases} drafts differ from run to run; range {one.mean_range:.3f} "
        f"on average, {one.widest:.3f} at most; means {means}."
    )
