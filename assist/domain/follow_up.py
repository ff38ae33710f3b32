"""A promised contact as it is kept: what was promised by when, and what closed it."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from assist.domain.base import Frozen, Identifier, Moment


class FollowUpState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class ClosedBy(StrEnum):
    """What kind of news closed a follow-up."""

    ORDER = "order"
    EVENT = "event"
    REPLY = "reply"
    PERSON = "person"


class Closing(Frozen):
    """When and by what a follow-up was closed; `what` is for people: `New scan on 2026-11-23 in Madrid`."""

    at: Moment
    by: ClosedBy
    what: Annotated[str, Field(max_length=500)]


class KeptFollowUp(Frozen):
    """One promise to write by a day, from the moment its reply was sent. Days are the client's."""

    id: Identifier
    client_id: str
    suggestion_id: str
    conversation_id: str
    customer_id: str | None = None
    order_number: str | None = None
    item_ids: tuple[str, ...] = ()
    tracking: str | None = None
    workflow: str | None = None
    rule_id: str | None = None
    """The rule of the decision behind the promise; None when the agent promised freely."""
    due_on: date
    reason: Annotated[str, Field(max_length=500)]
    channel: str
    reply_window_open: bool | None = None
    template: str | None = None
    last_scan_at: Moment | None = None
    """The newest scan known when the promise was made: only a later one is news."""
    created_at: Moment
    state: FollowUpState = FollowUpState.OPEN
    closed: Closing | None = None

    def is_missed_on(self, day: date) -> bool:
        """Say whether the promise was not kept: still open after its day."""
        return self.state is FollowUpState.OPEN and self.due_on < day
