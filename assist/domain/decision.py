"""What policy says for this order, and what could be done about it. Nothing is executed."""

from datetime import date
from typing import Annotated

from pydantic import Field

from assist.domain.base import Frozen, Money
from assist.domain.enums import Outcome

Fact = str | int | bool | None


class NextThreshold(Frozen):
    """What becomes true later if nothing moves."""

    on: date
    outcome: str
    path: str | None = None


class Approval(Frozen):
    by: str
    up_to: Money | None = None
    because: str | None = None


class Decision(Frozen):
    """The policy's answer to one intent; dates are calendar days in the client's time zone."""

    id: str
    intent: str
    workflow: str
    outcome: Outcome
    rule_id: str
    order_number: str | None = None
    item_ids: tuple[str, ...] = ()
    path: str | None = None
    facts: dict[str, Fact] = Field(default_factory=dict)
    conditions: tuple[str, ...] = ()
    next_step: str | None = None
    last_day: date | None = None
    step_back_on: date | None = None
    then: NextThreshold | None = None
    approval: Approval | None = None
    amount: dict[str, Money] | None = None
    passage_ids: tuple[str, ...] = ()


class Action(Frozen):
    """Something a person may approve; proposed as data, never done by us."""

    id: str
    kind: str
    params: dict[str, str] = Field(default_factory=dict)
    requires: Annotated[str, Field(pattern="^(agent|customer_confirmation|level_2|client)$")] = "agent"
    state: Annotated[str, Field(pattern="^(proposed|approved|refused|done)$")] = "proposed"
    promised_by: str | None = None


class FollowUp(Frozen):
    """When support steps back in, and whether the channel will still allow a free reply then."""

    due_on: date
    reason: str
    created_when: str = "sent"
    channel: str
    reply_window_open: bool | None = None
    template: str | None = None
