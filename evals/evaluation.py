"""The result of an evaluation: one document that every report is made from, and that is recorded as it stands.

All but `run` is the same whenever the same two versions are compared on the same cases.
"""

from enum import StrEnum

from assist.domain.base import ClientId, Frozen, Moment, VersionId
from assist.domain.evaluation import EvaluationKey, Verdict
from evals.changes import Item
from evals.comparison import CaseChange, Group
from evals.outcomes import Said, Violation
from evals.scorers.totals import Totals
from evals.statistics import Interval


class Scope(StrEnum):
    """How much was asked."""

    FULL = "full"
    TOUCHED = "touched"
    """Nothing changed its meaning: invariants, and the cases whose evidence changed."""
    FIRST = "first"
    """Nothing is live to be compared with."""


class Reason(Frozen):
    """What decides the verdict, in words, and what a person can do next."""

    code: str
    says: str
    next_step: str = ""


class Coverage(Frozen):
    """How well the cases look after one item that changed."""

    item: str
    label: str
    alters: bool
    """Whether anybody is told something else because of it."""
    touched: int
    """Approved cases whose evidence holds it."""
    telling: tuple[str, ...]
    """Approved cases that the live version fails and the candidate passes: they tell old from new."""
    needed: int
    """How many more of these are needed."""
    is_quoted: bool = True
    """False where no draft quotes it: a person reads it instead, as no case can."""
    stale: tuple[str, ...] = ()
    """Approved cases that expect the old value by their own words, and have not been updated."""


class Probe(Frozen):
    """A question nobody wrote, asked of both: a heading or a statement of what changed."""

    question: str
    passage_id: str
    is_foreign: bool
    """Whether it is the question of a passage that did not change."""
    changed: tuple[str, ...]
    causes: tuple[str, ...]
    before: Said | None
    after: Said | None


class Flips(Frozen):
    """Layer B: touched and drifting approved cases that were lost or gained."""

    touched: int
    lost: tuple[str, ...]
    gained: tuple[str, ...]
    waived: tuple[str, ...]
    weight: float
    """What the lost ones weigh that nobody waived."""
    budget: float
    p_value: float
    power: str


class SliceResult(Frozen):
    """A slice before and after; `p_value` after Holm's correction, None where it is too small to decide anything."""

    name: str
    cases: int
    before: float
    after: float
    lost: int
    gained: int
    p_value: float | None


class Generalisation(Frozen):
    """Layer C: all approved cases."""

    interval: Interval
    margin: float
    slices: tuple[SliceResult, ...]


class SuiteResult(Frozen):
    """A suite that is part of the gate: how many probes it made, and what came of them."""

    name: str
    probes: int
    violations: tuple[Violation, ...] = ()
    unscored: str | None = None
    """Why it could not judge; makes the evaluation an ERROR."""


class CaseScore(Frozen):
    """The share of what a case expects that was met, [0, 1], before (None: nothing was live) and after."""

    case_id: str
    before: float | None
    after: float


class Provenance(Frozen):
    """What produced the result."""

    package: str
    revision: str
    """Of the source tree, `unknown` where there is none."""
    case_digest: str
    gates_digest: str
    seed: int
    cases: int
    approved: int


class Run(Frozen):
    """What differs from run to run: decides nothing and is kept apart."""

    at: Moment
    by: str
    seconds: float
    median_ms: float
    slowest_ms: float
    cost_usd: float


class Evaluation(Frozen):
    """Everything an evaluation found."""

    client_id: ClientId
    brand: str
    key: EvaluationKey
    against: VersionId | None
    verdict: Verdict
    scope: Scope
    reasons: tuple[Reason, ...]
    """Weightiest first."""
    violations: tuple[Violation, ...]
    """Layer A: what the candidate does and the live version does not."""
    standing: tuple[Violation, ...] = ()
    """What both do: known, not made worse, not held against this change."""
    unscored: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    groups: tuple[Group, ...] = ()
    changes: tuple[CaseChange, ...] = ()
    drift: tuple[CaseChange, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    proposals: tuple[str, ...] = ()
    """Cases proposed for what no case looks after, a line each."""
    probes: tuple[Probe, ...] = ()
    flips: Flips | None = None
    generalisation: Generalisation | None = None
    suites: tuple[SuiteResult, ...] = ()
    before: Totals | None = None
    after: Totals
    scores: tuple[CaseScore, ...] = ()
    provenance: Provenance
    run: Run

    @property
    def losses(self) -> tuple[CaseChange, ...]:
        """The cases that got worse and that nobody accepted, worst first."""
        return tuple(one for one in self._lost if one.case_id not in self._waived)

    @property
    def accepted(self) -> tuple[CaseChange, ...]:
        """The cases that got worse by what they expect, and that a person accepted as intended."""
        return tuple(one for one in self._lost if one.case_id in self._waived)

    @property
    def _lost(self) -> tuple[CaseChange, ...]:
        return tuple(one for one in (*self.changes, *self.drift) if one.is_loss)

    @property
    def _waived(self) -> tuple[str, ...]:
        return self.flips.waived if self.flips else ()

    def stable_json(self) -> str:
        """Return the document without what differs from run to run: the same bytes twice."""
        return self.model_dump_json(exclude={"run"})
