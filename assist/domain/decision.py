"""What policy says for this order, and what could be done about it. Nothing is executed."""

from datetime import date
from typing import Annotated

from pydantic import Field

from assist.domain.base import Frozen, Moment, Money
from assist.domain.enums import Needed, Outcome

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


class MoneyLine(Frozen):
    """One step of a sum: the signed lines of an amount add up to it to the cent."""

    of: str
    """The amount it belongs to: `refund`."""
    label: str
    amount: Money


class PathOption(Frozen):
    """A path the customer may choose, with what it comes to: `refund` 31.05, `store_credit` 39.60."""

    path: str
    amount: Money | None = None
    approval: Approval | None = None


class Inconsistency(Frozen):
    """What in the facts cannot be true, where: `orders/NF-20288/refunds/0`."""

    path: str
    code: str
    says: str


class Decision(Frozen):
    """The policy's answer to one intent; dates are calendar days in the client's time zone."""

    id: str
    intent: str
    asked: str | None = None
    """The workflow the customer's words asked for; `workflow` is the one the order's state leads to."""
    workflow: str
    outcome: Outcome
    rule_id: str
    order_number: str | None = None
    item_ids: tuple[str, ...] = ()
    choice_reason: str | None = None
    """Why this order and these items."""
    path: str | None = None
    facts: dict[str, Fact] = Field(default_factory=dict)
    conditions: tuple[str, ...] = ()
    next_step: str | None = None
    last_day: date | None = None
    locks_at: Moment | None = None
    """From this moment on the order cannot be changed."""
    step_back_on: date | None = None
    then: NextThreshold | None = None
    missing: tuple[Needed, ...] = ()
    """What must be known or shown first; the draft asks for it, once."""
    approval: Approval | None = None
    amount: dict[str, Money] | None = None
    lines: tuple[MoneyLine, ...] = ()
    alternatives: tuple[PathOption, ...] = ()
    inconsistencies: tuple[Inconsistency, ...] = ()
    action_ids: tuple[str, ...] = ()
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
