"""The report as one HTML file that needs nothing else: verdict first, changed answers side by side, charts, statistics folded."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from assist.domain.evaluation import Verdict
from evals.cases import Case
from evals.comparison import DRIFT, Group
from evals.evaluation import Evaluation, Scope
from evals.expectations import Patterns
from evals.reports import charts, pages, sides, words
from evals.reports.sides import Answers, Row

TEMPLATE = "evaluation.html"
UNFOLDED = 8
"""Answers of one cause that are shown at once: who has read these knows the rest."""


@dataclass(frozen=True)
class Cause:
    """Changed answers that came about alike."""

    title: str
    name: str
    """What a person accepts the group by; empty where it is none."""
    lost: int
    first: Sequence[Row]
    folded: Sequence[Row]

    @property
    def cases(self) -> int:
        return len(self.first) + len(self.folded)


@dataclass(frozen=True)
class Proposal:
    """A proposed case: what is asked, what has to be said and what must not be."""

    asked: str
    channel: str
    must_say: str
    must_not_say: str


@dataclass(frozen=True)
class Shown:
    """What the template draws beside the evaluation itself."""

    title: str
    means: str
    next_step: str
    scope: str
    losses: Sequence[Row]
    unmet: Sequence[str]
    """Of a first version: cases that are not answered as expected."""
    causes: Sequence[Cause]
    probes: Sequence[tuple[str, Answers]]
    proposals: Sequence[Proposal]
    intents: Sequence[charts.IntentRow]
    reliability: charts.Chart | None
    risk_coverage: charts.Chart | None
    measures: Sequence[tuple[str, str, str, int]]
    flips: str


def written(found: Evaluation) -> str:
    """Return the page; the same twice but for its footer."""
    return pages.rendered(
        TEMPLATE,
        found=found,
        shown=_shown(found),
        charts=charts,
        is_first=found.scope is Scope.FIRST,
        is_partial=found.scope is Scope.TOUCHED,
        is_shipping=found.verdict is Verdict.SHIP,
        UNFOLDED=UNFOLDED,
        adjusted=words.adjusted,
        suite=words.suite,
    )


def _shown(found: Evaluation) -> Shown:
    rows = [sides.row(change, at) for at, change in enumerate((*found.changes, *found.drift), start=1)]
    return Shown(
        title=words.title(found),
        means=words.MEANS[found.verdict],
        next_step=words.next_step(found),
        scope=words.SCOPES[found.scope],
        losses=[row for row in rows if row.change in found.losses],
        unmet=[one.case_id for one in found.scores if found.scope is Scope.FIRST and one.after < 1],
        causes=_causes(found, rows),
        probes=[(one.question, sides.of_probe(one)) for one in found.probes],
        proposals=[_proposal(line) for line in found.proposals],
        intents=charts.intents(found.before, found.after),
        reliability=charts.reliability(found.before, found.after),
        risk_coverage=charts.risk_coverage(found.before, found.after),
        measures=words.measures(found),
        flips=words.flips(found.flips) if found.flips else "",
    )


def _causes(found: Evaluation, rows: Sequence[Row]) -> list[Cause]:
    """Return the rows under their causes, most losses first; what no group holds comes last, as drift."""
    by_case = {row.change.case_id: row for row in rows}
    causes = []
    for group in found.groups:
        members = [by_case.pop(name) for name in group.cases if name in by_case]
        if members:
            causes.append(_cause(group.cause, members, group))
    return [*causes, _cause(DRIFT, [*by_case.values()])] if by_case else causes


def _cause(title: str, members: Sequence[Row], group: Group | None = None) -> Cause:
    return Cause(
        title=title,
        name=group.name if group else "",
        lost=sum(row.change.is_loss for row in members),
        first=members[:UNFOLDED],
        folded=members[UNFOLDED:],
    )


def _proposal(line: str) -> Proposal:
    """Return a proposed case in words; a line that is no case is shown as it stands."""
    try:
        case = Case.model_validate_json(line)
    except ValidationError:
        return Proposal(line, "", "", "")
    asked = case.request.messages[-1].text if case.request.messages else ""
    channel = case.request.channel.value
    return Proposal(asked, channel, _patterns(case.expect.must_say), _patterns(case.expect.must_not_say))


def _patterns(groups: Patterns) -> str:
    """Return patterns as a person reads them: each group has to be met, by any of its alternatives."""
    return "; ".join(" or ".join(one.replace(r"\b", "").replace(r"\s+", " ") for one in group) for group in groups)
