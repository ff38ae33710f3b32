"""What must hold of a suggestion: every field may be absent, and whatever is absent is free. Judges nothing."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from assist.domain.base import Frozen, Moment
from assist.domain.enums import EntityType, Flag, Level, Outcome, Priority, SentimentLabel


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


OneOf = Annotated[tuple[str, ...], BeforeValidator(_listed)]
"""Any of these is right; a lone string is a list of one."""
Patterns = tuple[OneOf, ...]
"""Regular expressions, any case; of a nested list one has to match."""


class ExpectedIntent(Frozen):
    """An intent of the message: its name, others as good, and the words that carry it (absent: the whole turn)."""

    name: str
    or_: Annotated[OneOf, Field(alias="or")] = ()
    words: str | None = None


def _as_intent(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


class ExpectedThen(Frozen):
    on: date
    path: str | None = None


class ExpectedApproval(Frozen):
    by: str


class ExpectedDecision(Frozen):
    """One decision; only the fields that are given are compared, `approval: null` says that none is needed."""

    intent: OneOf = ()
    workflow: OneOf = ()
    outcome: Annotated[tuple[Outcome, ...], BeforeValidator(_listed)]
    path: OneOf = ()
    rule_prefix: str | None = None
    order_number: str | None = None
    item_ids: tuple[str, ...] = ()
    last_day: date | None = None
    locks_at: Moment | None = None
    step_back_on: date | None = None
    then: ExpectedThen | None = None
    amount: dict[str, Decimal] = Field(default_factory=dict)
    sums: tuple[Decimal, ...] = ()
    """Amounts that must be stated, whatever they are called."""
    approval: ExpectedApproval | None = None
    missing: tuple[str, ...] = ()
    inconsistent: bool = False


class ExpectedEntity(Frozen):
    type: EntityType
    value: str


class ExpectedPassages(Frozen):
    """Which passages must be in the trace, cited by the draft, or not cited; of a nested list one is enough."""

    found: tuple[OneOf, ...] = ()
    cited: tuple[OneOf, ...] = ()
    not_cited: tuple[str, ...] = ()


class ExpectedHandoff(Frozen):
    """What the handoff of this conversation must hold; patterns are looked for in the part they are named after."""

    orders: tuple[str, ...] = ()
    intents: tuple[str, ...] = ()
    actions_taken: Patterns = ()
    promised: Patterns = ()
    do_not_ask_again: tuple[str, ...] = ()
    """Kinds of things the customer gave: `order_number`, `photo`."""
    flags: tuple[Flag, ...] = ()
    opening_line: Patterns = ()
    defects: tuple[str, ...] | None = None
    """Exactly these; `[]`: none."""


class Expectation(Frozen):
    """What must hold of a suggestion and of the handoff of the same conversation."""

    intents: tuple[Annotated[ExpectedIntent, BeforeValidator(_as_intent)], ...] | None = None
    may_also: tuple[str, ...] = ()
    """Intents that are no mistake beside the expected ones."""
    sentiment: Annotated[tuple[SentimentLabel, ...], BeforeValidator(_listed)] = ()
    language: str | None = None
    entities: tuple[ExpectedEntity, ...] = ()
    """At least these."""
    flags: tuple[Flag, ...] = ()
    """At least these."""
    level: Level | None = None
    queue: str | None = None
    priority: Priority | None = None
    decisions: tuple[ExpectedDecision, ...] | None = None
    """All that is decided; absent: free."""
    decisions_judged: bool = True
    """False where nothing is to be decided and it does not matter what was."""
    no_outcomes: tuple[Outcome, ...] = ()
    passages: ExpectedPassages = ExpectedPassages()
    reply_kind: OneOf = ()
    reply_reason: str | None = None
    must_abstain: bool = False
    """Nothing supports an answer: a draft is a violation, whatever it says."""
    must_ask: Patterns = ()
    """Looked for in the questions of a draft, and in what an abstention asks."""
    must_say: Patterns = ()
    must_not_say: Patterns = ()
    in_order: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    """At least these codes."""
    second_time_differs: bool = False
    """The same message again, after the draft was sent, must get another text."""
    handoff: ExpectedHandoff | None = None

    @property
    def refuses_a_draft(self) -> bool:
        """Whether answering is wrong, however well."""
        return self.must_abstain or bool(self.reply_kind and "draft" not in self.reply_kind)
