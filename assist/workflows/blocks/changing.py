"""Numbers of changes, cancellations and new addresses: until when an order can be altered."""

from datetime import time
from typing import Self

from pydantic import Field, model_validator

from assist.domain.base import Frozen
from assist.workflows.blocks.base import Amount, Block, ClockTime


class OrderLock(Block):
    """Until when an order can be changed: `pick` locks at a clock time on working days, `minutes` after placing.

    `status` goes by the order's state alone, for shops whose orders carry no dates.
    """

    kind: str = Field(pattern="^(pick|minutes|status)$")
    cutoff: ClockTime = time(13)
    locks_at: ClockTime = time(15)
    minutes: int = 0
    open_statuses: tuple[str, ...] = ()
    """Of kind `status`: the states, in the shop's own words, in which an order can be changed."""
    same_price_only: bool = False
    """Whether an item at another price means cancelling and ordering anew."""
    adds_items: bool = True
    """Whether another item can be added to an order that is placed; if not, it takes a second order."""

    @model_validator(mode="after")
    def _minutes_are_given(self) -> Self:
        if self.kind == "minutes" and self.minutes < 1:
            raise ValueError("kind minutes needs minutes, 1 or more")
        if (self.kind == "status") != bool(self.open_statuses):
            raise ValueError("open_statuses go with kind status, and it needs them")
        return self


class SpecialistWhen(Frozen):
    """An address change that a specialist looks at first: all of these together. Never told to the customer."""

    express: bool = False
    first_order: bool = False
    above: Amount


class AddressChange(Block):
    same_country_only: bool = False
    redirect_after_hand_over: bool = False
    """Whether the carrier's message lets the customer redirect a parcel that has left."""
    specialist_when: SpecialistWhen | None = None
