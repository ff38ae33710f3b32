"""Something that happened outside our replies, as a shop or help desk reports it with `POST /v1/events`."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from assist.domain.base import Frozen, Identifier, Moment, Money
from assist.domain.orders import Order


class HappeningType(StrEnum):
    """The conversation's events, and those of an order."""

    ARTICLE_SHOWN = "article_shown"
    STEP_COMPLETED = "step_completed"
    LABEL_SENT = "label_sent"
    TRACE_OPENED = "trace_opened"
    TRACE_CLOSED = "trace_closed"
    REFUND_ISSUED = "refund_issued"
    REPLACEMENT_SENT = "replacement_sent"
    ADDRESS_CHANGED = "address_changed"
    CALL_MADE = "call_made"
    MESSAGE_SENT = "message_sent"
    CUSTOMER_MESSAGE = "customer_message"
    """The customer wrote: what was suggested before is withdrawn."""
    NOTE_ADDED = "note_added"
    HANDOFF_ACCEPTED = "handoff_accepted"
    HANDOFF_RETURNED = "handoff_returned"
    REOPENED = "reopened"
    RATED = "rated"
    MILESTONE = "milestone"
    RETURN_RECEIVED = "return_received"
    ORDER_CANCELLED = "order_cancelled"
    ORDER_UPDATED = "order_updated"


class Happening(Frozen):
    """One event; `id` is the reporter's own, so that reporting twice counts once. Without one, its content is the id."""

    id: Identifier | None = None
    type: HappeningType
    at: Moment
    conversation_id: Identifier | None = None
    message_id: Identifier | None = None
    passage_id: Identifier | None = None
    order_number: Identifier | None = None
    item_ids: Annotated[tuple[Identifier, ...], Field(max_length=500)] = ()
    fulfilment_id: Identifier | None = None
    tracking: Annotated[str, Field(max_length=100)] | None = None
    code: Annotated[str, Field(pattern="^[a-z][a-z_]{1,39}$")] | None = None
    """Of a milestone: `in_transit`, `delivered`, ..."""
    place: Annotated[str, Field(max_length=200)] | None = None
    amount: Money | None = None
    detail: Annotated[str, Field(max_length=2000)] | None = None
    order: Order | None = None
    """Of `order_updated`: the order's facts as they now are."""

    @model_validator(mode="after")
    def _names_what_it_is_about(self) -> "Happening":
        if self.type is HappeningType.ORDER_UPDATED and self.order is None:
            raise ValueError("order is required for order_updated")
        if self.type is HappeningType.MILESTONE and self.code is None:
            raise ValueError("code is required for a milestone, such as in_transit")
        if self.type in _ABOUT_AN_ORDER and self.about is None:
            raise ValueError(f"order_number is required for {self.type.value}")
        if self.type is HappeningType.CUSTOMER_MESSAGE and self.conversation_id is None:
            raise ValueError("conversation_id is required for customer_message")
        if self.about is None and self.conversation_id is None:
            raise ValueError("conversation_id or order_number is required")
        return self

    @property
    def about(self) -> str | None:
        """The number of the order it is about, in capitals."""
        number = self.order.number if self.order else self.order_number
        return number.upper() if number else None


_ABOUT_AN_ORDER = frozenset({HappeningType.MILESTONE, HappeningType.RETURN_RECEIVED, HappeningType.ORDER_CANCELLED})
