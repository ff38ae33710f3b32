"""What a workflow looks at, and what it returns. No workflow sees anything else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from assist.domain.decision import Approval, Fact, NextThreshold
from assist.domain.enums import Outcome
from assist.domain.orders import Order
from assist.workflows.parameters import Parameters
from assist.workflows.subject import Subject
from assist.working_time import WorkingTime

Facts = dict[str, Fact]
"""The numbers a person checks; days and times as the client's clock shows them."""
Slots = dict[str, date | datetime | str | int]
"""Values for the sentences of an answer, spoken in the reply's language later."""


@dataclass(frozen=True)
class Case:
    """One intent about one order at one moment, with the client's numbers and calendar."""

    intent: str
    workflow: str
    words: str
    """What the customer wrote in this turn."""
    order: Order
    """As known at `now`: without milestones of the future."""
    subject: Subject
    asked_at: datetime
    """When the customer asked: what counts, not when we answer (clock rule C2)."""
    now: datetime
    parameters: Parameters
    calendar: WorkingTime
    tier: str | None = None
    """The customer's tier, as the help desk names it."""

    @property
    def today(self) -> date:
        """The calendar day of the answer, on the client's clock."""
        return self.calendar.day(self.now)

    @property
    def asked_on(self) -> date:
        """The calendar day of the question, on the client's clock."""
        return self.calendar.day(self.asked_at)


@dataclass(frozen=True)
class ProposedAction:
    kind: str
    params: Mapping[str, str]
    requires: str = "agent"


@dataclass(frozen=True)
class Finding:
    """What a workflow found; becomes a Decision. `slots` are spoken forms for the draft, beyond the facts."""

    rule_id: str
    workflow: str
    outcome: Outcome
    facts: Facts = field(default_factory=dict)
    path: str | None = None
    conditions: tuple[str, ...] = ()
    next_step: str | None = None
    last_day: date | None = None
    step_back_on: date | None = None
    then: NextThreshold | None = None
    approval: Approval | None = None
    charge: str | None = None
    """An amount the customer pays, a decimal string in the client's currency."""
    action: ProposedAction | None = None
    follow_up_reason: str | None = None
    slots: Slots = field(default_factory=dict)
