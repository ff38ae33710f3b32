"""What one version said on one case, in a form that compares and is kept: no timings, no ids that differ by run."""

from dataclasses import dataclass

from assist.domain.base import Frozen
from assist.domain.handoff import Handoff
from assist.domain.suggestion import Suggestion
from evals.cases import Case
from evals.scores import Assertion, Part, Score, Unscored


class Cited(Frozen):
    passage_id: str
    quote: str


class DecisionSaid(Frozen):
    """A decision as it compares; `stated` are its facts, days and amounts by name."""

    intent: str
    workflow: str
    outcome: str
    rule_id: str
    stated: dict[str, str]


class Said(Frozen):
    """All that counts of an answer."""

    reply_kind: str
    reason: str | None
    text: str
    """What a customer may read."""
    citations: tuple[Cited, ...] = ()
    decisions: tuple[DecisionSaid, ...] = ()
    intents: tuple[str, ...] = ()
    level: str = ""
    queue: str = ""

    @property
    def cited(self) -> tuple[str, ...]:
        """The passages the draft cites, each once."""
        return tuple(dict.fromkeys(one.passage_id for one in self.citations))


class Violation(Frozen):
    """Something no answer may do, on one case, in one probe or on the whole version."""

    code: str
    where: str
    """A case id, a suite's probe, or a passage."""
    says: str


class Outcome(Frozen):
    """One version on one case: what it said, on what evidence, how that was scored."""

    case_id: str
    said: Said | None
    """None when the run crashed; a score says why."""
    evidence: tuple[str, ...] = ()
    """Passages in the candidate pool, behind the decisions, or cited; sorted."""
    scores: tuple[Score, ...] = ()
    violations: tuple[Violation, ...] = ()

    @property
    def assertions(self) -> tuple[Assertion, ...]:
        return tuple(score for score in self.scores if isinstance(score, Assertion))

    @property
    def unscored(self) -> tuple[Unscored, ...]:
        return tuple(score for score in self.scores if isinstance(score, Unscored))

    @property
    def passed(self) -> bool:
        """Whether everything expected holds; a case that could not be scored never passes."""
        return self.said is not None and not self.unscored and all(one.holds for one in self.assertions)

    @property
    def failing(self) -> tuple[Part, ...]:
        """The parts that are wrong."""
        wrong = {one.part for one in self.assertions if not one.holds}
        return tuple(part for part in Part if part in wrong)


@dataclass(frozen=True)
class Observed:
    """An outcome with what it was made of, for scorers that need more, and how long it took."""

    case: Case
    outcome: Outcome
    suggestion: Suggestion | None
    handoff: Handoff | None
    took_ms: float
    cost_usd: float = 0.0
