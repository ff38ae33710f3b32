"""The report on one screen: verdict first, what got worse by name, what stops it, the next step; statistics folded below."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from assist.domain.evaluation import Verdict
from evals.evaluation import Evaluation
from evals.reports import words

COLOURS = {Verdict.SHIP: "green", Verdict.BLOCK: "red", Verdict.INCONCLUSIVE: "yellow", Verdict.ERROR: "magenta"}
MOST_LINES = 6


def shown(found: Evaluation, *, details: bool = False) -> RenderableType:
    """Return what to print; `details` unfolds measures, slices and every changed answer."""
    colour = COLOURS[found.verdict]
    lines: list[RenderableType] = [Text(reason.says) for reason in found.reasons]
    step = words.next_step(found)
    if step:
        lines.append(Text(f"Next: {step}", style="bold"))
    parts: list[RenderableType] = [Panel(Group(*lines), title=words.title(found), border_style=colour)]
    parts += _block("Worse now", (words.worse(one) for one in found.losses))
    parts += _block("Accepted as intended", (one.case_id for one in found.accepted))
    parts += _block("Changed answers by cause", _groups(found))
    parts += _block("No case says it is right", (words.uncovered(one) for one in found.coverage if one.needed))
    parts += _block("Drift: changed though nothing it rests on did", (one.case_id for one in found.drift))
    parts += _block("Asked by the change itself, answered otherwise", _probes(found))
    parts.append(Text("\n".join(_statistics(found)), style="dim"))
    if details:
        parts += _details(found)
    return Group(*parts)


def _block(title: str, rows: Iterator[str]) -> list[RenderableType]:
    lines = list(rows)
    if not lines:
        return []
    more = [f"... and {len(lines) - MOST_LINES} more"] if len(lines) > MOST_LINES else []
    return [
        Text(f"{title} ({len(lines)})", style="bold"),
        Text("\n".join(f"  {row}" for row in [*lines[:MOST_LINES], *more])),
    ]


def _groups(found: Evaluation) -> Iterator[str]:
    for one in found.groups:
        tail = f", {len(one.lost)} worse" if one.lost else ""
        yield f"{one.name}  {len(one.cases)} answer(s){tail}: {one.cause}"


def _probes(found: Evaluation) -> Iterator[str]:
    for one in found.probes:
        yield f"“{one.question}” ({', '.join(one.changed)})"


def _statistics(found: Evaluation) -> Iterator[str]:
    source = found.provenance
    yield f"{source.approved} approved of {source.cases} cases, digest {source.case_digest}; {words.SCOPES[found.scope]}."
    if found.flips:
        yield f"{words.flips(found.flips)} {found.flips.power}"
    if found.generalisation:
        interval = found.generalisation.interval
        yield (
            f"All cases: passed {interval.mean:+.1%} ({interval.low:+.1%} to {interval.high:+.1%}, "
            f"{interval.clusters} clusters), margin {found.generalisation.margin:.1%}."
        )
    yield from map(words.suite, found.suites)
    if found.standing:
        yield f"{len(found.standing)} violation(s) stand in the live version too."
    yield f"{found.run.seconds:.1f} s; {found.run.median_ms:.0f} ms an answer, slowest {found.run.slowest_ms:.0f} ms."


def _details(found: Evaluation) -> list[RenderableType]:
    table = Table("measure", "live", "candidate", "cases", title="Measures")
    for name, before, after, cases in words.measures(found):
        table.add_row(name, before, after, str(cases))
    parts: list[RenderableType] = [table]
    if found.generalisation:
        slices = Table("slice", "cases", "live", "candidate", "lost", "gained", "p (Holm)", title="Slices")
        for one in found.generalisation.slices:
            slices.add_row(
                one.name,
                str(one.cases),
                f"{one.before:.2f}",
                f"{one.after:.2f}",
                str(one.lost),
                str(one.gained),
                words.adjusted(one.p_value),
            )
        parts.append(slices)
    styles = {"same": "", "gone": "red strike", "new": "green"}
    for change in (*found.changes, *found.drift):
        text = Text()
        for kind, stretch in words.marked(change.before, change.after):
            text.append(stretch + " ", style=styles[kind])
        parts.append(Panel(text, title=f"{change.case_id}: {', '.join(change.changed)}", subtitle=change.cause))
    return parts
