"""The history of evaluations as a table on screen, one HTML file with a chart, or JSON."""

from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from assist.domain.evaluation import Verdict
from evals.history import Entry, EvaluationHistory, WentLive
from evals.reports import charts, pages
from evals.reports.charts import Chart, Dot, Series, Tick
from evals.reports.terminal import COLOURS

TEMPLATE = "history.html"
FOLLOWED = {"passed": "passed", "macro_f1": "intent macro-F1"}
"""Of the scores, those that are drawn; both rise as things get better."""


@dataclass(frozen=True)
class Mark:
    """A verdict in the chart: each has a shape of its own, so that no colour has to be told."""

    x: float
    verdict: Verdict
    is_override: bool
    says: str


@dataclass(frozen=True)
class Drawn:
    """The chart of a history: two scores, a mark an evaluation, and where the cases became others."""

    chart: Chart
    marks: tuple[Mark, ...]
    other_cases: tuple[float, ...]


def as_json(found: EvaluationHistory) -> str:
    """Return all of it for machines."""
    return found.model_dump_json(indent=1) + "\n"


def as_html(found: EvaluationHistory) -> str:
    """Return one page; the same history gives the same bytes."""
    return pages.rendered(
        TEMPLATE, found=found, drawn=drawn(found), charts=charts, asked=asked, overridden=overridden, title=title(found)
    )


def title(found: EvaluationHistory) -> str:
    """Return in one line what the history holds."""
    if not found.entries:
        return f"No evaluation of {found.client_id} is recorded"
    count = len(found.entries)
    shipped = sum(one.verdict is Verdict.SHIP for one in found.entries)
    overrides = sum(one.override is not None for one in found.entries) + len(found.unevaluated)
    tail = f", {overrides} overridden" if overrides else ", none overridden"
    return f"{count} evaluation{'s' if count > 1 else ''} of {found.client_id}: {shipped} SHIP, {count - shipped} not{tail}"


def shown(found: EvaluationHistory) -> RenderableType:
    """Return what to print, newest first."""
    if not found.entries and not found.unevaluated:
        return Text(f"{title(found)}: `assist eval gate -c {found.client_id}` records one.")
    table = Table(
        "when", "version", "verdict", "passed", "intent F1", "cases", "by", "what stopped it, or who overrode"
    )
    for one in reversed(found.entries):
        scores = one.scores
        table.add_row(
            f"{one.at:%Y-%m-%d %H:%M}",
            Text(one.version_id),
            Text(one.verdict, style=COLOURS[one.verdict]),
            number(scores.passed if scores else None),
            number(scores.macro_f1 if scores else None),
            asked(one),
            Text(one.by),
            Text(_remark(one)),
        )
    parts: list[RenderableType] = [Text(title(found), style="bold"), table]
    parts += [Text(f"Never evaluated: {overridden(one)}") for one in found.unevaluated]
    return Group(*parts)


def number(value: float | None) -> str:
    """Return a score as every history shows it."""
    return "-" if value is None else f"{value:.3f}"


def asked(one: Entry) -> str:
    """Return over how many cases the scores are: of a mere change of wording only those it touches are asked."""
    if one.scores is None or one.scores.is_whole:
        return str(one.cases)
    return f"{one.scores.asked} of {one.cases}"


def overridden(one: WentLive) -> str:
    """Return an override in one line."""
    return f"{one.version_id} went live on {one.at:%Y-%m-%d} by {one.by}'s override: {one.reason}"


def drawn(found: EvaluationHistory) -> Drawn | None:
    """Return the chart, oldest to the left; None where no evaluation holds a score over all cases."""
    series = tuple(one for field, name in FOLLOWED.items() if (one := _series(found, field, name)).dots)
    if not series:
        return None
    entries = found.entries
    marks = tuple(
        Mark(_across(at, len(entries)), one.verdict, one.override is not None, _says(one))
        for at, one in enumerate(entries)
    )
    others = [at for at in range(1, len(entries)) if entries[at].case_digest != entries[at - 1].case_digest]
    return Drawn(
        chart=Chart(series, _days(entries), charts.upwards()),
        marks=marks,
        other_cases=tuple((_across(at, len(entries)) + _across(at - 1, len(entries))) / 2 for at in others),
    )


def _series(found: EvaluationHistory, field: str, name: str) -> Series:
    dots = []
    for at, one in enumerate(found.entries):
        value = getattr(one.scores, field, None)
        if one.scores and one.scores.is_whole and value is not None:
            y = charts.place(0, value)[1]
            says = f"{one.version_id}, {one.at:%Y-%m-%d}: {name} {value:.3f}"
            dots.append(Dot(_across(at, len(found.entries)), y, charts.SMALLEST + 1, says))
    return Series(name, tuple(dots))


def _across(at: int, count: int) -> float:
    """Return where an evaluation stands: evenly spaced, as several fall on one day and then none for weeks."""
    return charts.place((at + 0.5) / count, 0)[0]


def _days(entries: tuple[Entry, ...]) -> tuple[Tick, ...]:
    """Return the day under the first, the middle and the last evaluation."""
    chosen = dict.fromkeys((0, len(entries) // 2, len(entries) - 1))
    return tuple(Tick(_across(at, len(entries)), f"{entries[at].at:%d %b}") for at in sorted(chosen))


def _says(one: Entry) -> str:
    tail = f"; overridden by {one.override.by}" if one.override else ""
    return f"{one.at:%Y-%m-%d}, {one.version_id}: {one.verdict}{tail}"


def _remark(one: Entry) -> str:
    if one.override:
        return f"overridden by {one.override.by}: {one.override.reason}"
    return one.reason if one.verdict is not Verdict.SHIP else ("went live" if one.went_live else "")
