"""The gate: candidate against live on the same cases, and whether the candidate may go live.

Takes versions, cases and numbers; opens no file and no database. The same twice, whatever day it is: questions nobody
wrote are asked at the middle of the cases' own moments.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from assist.domain.base import ClientId
from assist.domain.evaluation import EvaluationKey
from assist.domain.notice import Notice
from evals import changes, comparison, contradicting, covering, layers, probing, proposing, ruling, tasks
from evals.cases import Case
from evals.changes import Differences
from evals.comparison import CaseChange
from evals.evaluation import Evaluation, Probe, Provenance, Run, Scope, SuiteResult
from evals.gates import Gates
from evals.outcomes import Observed, Outcome, Violation
from evals.ruling import Found
from evals.scorers.totals import totals
from evals.suites import injections, leaks
from evals.suites.leaks import Neighbour
from evals.tasks import State

Progress = Callable[[str, int], None]
"""Called with a stage and how many more of it are done."""
LIVE, CANDIDATE = "live", "candidate"


def in_silence(stage: str, more: int) -> None:
    """Show no progress."""


@dataclass(frozen=True)
class Asked:
    """Everything one evaluation is about."""

    client_id: ClientId
    candidate: State
    live: State | None
    """None: nothing is live yet."""
    cases: Sequence[Case]
    key: EvaluationKey
    provenance: Provenance
    now: datetime
    by: str
    neighbours: Sequence[Neighbour] = ()
    waived: frozenset[str] = frozenset()
    """Approved cases whose loss somebody accepted for exactly this candidate."""
    read: frozenset[str] = frozenset()
    """Agent-only passages and macros whose change somebody stands behind for exactly this candidate."""
    known: Sequence[Outcome] | None = None
    """What the live version said of these cases before, in their order; None: it is asked now."""
    everything: bool = False
    """Ask every case, also of a change that means nothing."""
    notice: Notice | None = None
    """What the candidate side is told beside the same pages: judged instead of a version."""

    @property
    def moment(self) -> datetime:
        """When questions nobody wrote are asked: the middle of the cases' own moments, so that it is the same every day."""
        moments = sorted(case.request.now for case in self.cases if case.request.now)
        return moments[len(moments) // 2] if moments else self.now


@dataclass
class _Evidence:
    """What was found, before it is ruled on."""

    scope: Scope
    differences: Differences
    observed: list[Observed]
    """The candidate's."""
    before: list[Outcome]
    after: list[Outcome]
    changes: list[CaseChange] = field(default_factory=list)
    touched: dict[str, tuple[str, ...]] = field(default_factory=dict)
    probes: list[Probe] = field(default_factory=list)
    violations: list[Violation] = field(default_factory=list)
    standing: list[Violation] = field(default_factory=list)
    suites: list[SuiteResult] = field(default_factory=list)


def evaluate(asked: Asked, gates: Gates, progress: Progress = in_silence) -> Evaluation:
    """Return what the gate says of a candidate."""
    started = time.perf_counter()
    found = _first(asked, progress) if asked.live is None else _compared(asked, asked.live, progress)
    found.suites = [
        leaks.run(
            asked.candidate.side, asked.live.side.version if asked.live else None, asked.neighbours, asked.moment
        ),
        injections.run(asked.candidate.side, asked.live.side.version if asked.live else None, asked.cases),
    ]
    return _ruled(asked, gates, found, time.perf_counter() - started)


def observe_live(asked: Asked, progress: Progress = in_silence) -> list[Outcome]:
    """Return what the live version says of all cases, to be known next time."""
    assert asked.live is not None, "nothing is live"
    return [one.outcome for one in tasks.run(asked.live.side, asked.cases, lambda: progress(LIVE, 1))]


def _first(asked: Asked, progress: Progress) -> _Evidence:
    observed = tasks.run(asked.candidate.side, asked.cases, lambda: progress(CANDIDATE, 1))
    after = [one.outcome for one in observed]
    found = _Evidence(Scope.FIRST, Differences(), observed, [], after)
    found.violations = [violation for one in after for violation in one.violations]
    found.violations += contradicting.new(None, asked.candidate.bundle, asked.moment.date())
    return found


def _compared(asked: Asked, live: State, progress: Progress) -> _Evidence:
    notice = asked.notice
    differences = changes.of_notice(notice) if notice else changes.between(live.bundle, asked.candidate.bundle)
    known = list(asked.known) if asked.known is not None else observe_live(asked, progress)
    by_id = {case.id: case for case in asked.cases}
    scope = Scope.FULL if differences.is_meant or asked.everything else Scope.TOUCHED
    if scope is Scope.TOUCHED and not differences.settings:
        known = [one for one in known if _may_touch(one, differences, notice)]
    observed = tasks.run(asked.candidate.side, [by_id[one.case_id] for one in known], lambda: progress(CANDIDATE, 1))
    found = _Evidence(scope, differences, observed, known, [one.outcome for one in observed])
    found.changes = comparison.compared(by_id, found.before, found.after, differences)
    found.touched = comparison.touched_cases(found.before, found.after, differences)
    found.probes = [] if notice else probing.probes(live, asked.candidate, differences, asked.moment)
    was = [violation for one in found.before for violation in one.violations]
    now = [violation for one in found.after for violation in one.violations]
    found.violations, found.standing = layers.new_violations(was, now)
    if differences.is_meant:  # another wording contradicts nothing that it did not contradict before
        found.violations += contradicting.new(live.bundle, asked.candidate.bundle, asked.moment.date())
    return found


def _may_touch(known: Outcome, differences: Differences, notice: Notice | None) -> bool:
    """Say whether a case may be touched, as far as the live answer tells: by its evidence, or by what a notice is about."""
    if notice is None:
        return bool(set(differences.passages) & set(known.evidence))
    intents = known.said.intents if known.said else ()
    return not notice.intents or bool(set(notice.intents) & set(intents))


def _ruled(asked: Asked, gates: Gates, found: _Evidence, seconds: float) -> Evaluation:
    by_id = {case.id: case for case in asked.cases}
    rested = _rested(asked, gates, found, by_id)
    verdict, reasons = ruling.rule(rested, gates)
    before = [one for one in found.before if by_id[one.case_id].counts]
    return Evaluation(
        client_id=asked.client_id,
        brand=asked.candidate.side.version.profile.brand,
        key=asked.key,
        against=asked.live.side.version.id if asked.live else None,
        verdict=verdict,
        scope=found.scope,
        reasons=reasons,
        violations=tuple(found.violations),
        standing=tuple(found.standing),
        unscored=tuple(rested.unscored),
        items=found.differences.items,
        groups=tuple(comparison.grouped(found.changes)),
        changes=tuple(one for one in found.changes if not one.is_drift),
        drift=tuple(one for one in found.changes if one.is_drift),
        coverage=tuple(rested.coverage),
        proposals=tuple(_proposals(asked, found, rested)),
        probes=tuple(found.probes),
        flips=rested.flips,
        generalisation=rested.generalisation,
        suites=tuple(found.suites),
        before=totals(before) if asked.live else None,
        after=rested.totals,
        scores=layers.scores(found.before, found.after),
        provenance=asked.provenance,
        run=_run(asked, found.observed, seconds),
    )


def _rested(asked: Asked, gates: Gates, found: _Evidence, by_id: dict[str, Case]) -> Found:
    """Return what the verdict rests on: the three layers, coverage and measures of the approved cases."""
    compared = asked.live is not None
    touched = sum(by_id[name].counts for name in found.touched)
    general = None
    if compared and found.scope is Scope.FULL:
        general = layers.generalisation(by_id, found.before, found.after, asked.waived, gates)
    coverage = covering.coverage(
        found.differences, found.changes, found.touched, by_id, found.probes, gates, asked.read
    )
    return Found(
        cases=sum(case.counts for case in asked.cases),
        unscored=_unscored([*found.before, *found.after], by_id),
        violations=found.violations,
        suites=found.suites,
        changes=found.changes,
        waived=asked.waived,
        coverage=coverage,
        flips=layers.flips(found.changes, touched, asked.waived, gates) if compared else None,
        generalisation=general,
        totals=totals([one for one in found.after if by_id[one.case_id].counts]),
        client_id=asked.client_id,
    )


def _proposals(asked: Asked, found: _Evidence, rested: Found) -> list[str]:
    bundle = asked.candidate.bundle
    return proposing.proposals(found.differences, rested.coverage, bundle, asked.client_id, asked.moment)


def _unscored(outcomes: Sequence[Outcome], cases: dict[str, Case]) -> list[str]:
    """Return the approved cases that either side could not be scored on."""
    found = (one for one in outcomes if cases[one.case_id].counts and (one.unscored or one.said is None))
    return list(dict.fromkeys(one.case_id for one in found))


def _run(asked: Asked, observed: Sequence[Observed], seconds: float) -> Run:
    took = sorted(one.took_ms for one in observed)
    return Run(
        at=asked.now,
        by=asked.by,
        seconds=round(seconds, 2),
        median_ms=took[len(took) // 2] if took else 0.0,
        slowest_ms=took[-1] if took else 0.0,
        cost_usd=round(sum(one.cost_usd for one in observed), 4),
    )
