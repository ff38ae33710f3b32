"""Numbers of changes, cancellations and new addresses: until when an order can be altered."""

from datetime import time
from typing import Self

from pydantic import Field, model_validator

from assist.domain.base import Frozen
from assist.workflows.blocks.base import Amount, Block, ClockTime


class OrderLock(Block):
    """Until when an order can be changed: `pick` locks at a clock time on working days, `minutes` after placing."""

    kind: str = Field(pattern="^(pick|minutes)$")
    cutoff: ClockTime = time(13)
    locks_at: ClockTime = time(15)
    minutes: int = 0
    same_price_only: bool = False
    """Whether an item at another price means cancelling and ordering anew."""

    @model_validator(mode="after")
    def _minutes_are_given(self) -> Self:
        if self.kind == "minutes" and self.minutes < 1:
            raise ValueError("kind minutes needs minutes, 1 or more")
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
