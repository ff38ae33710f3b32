"""Numbers of returns, exchanges, refunds and the free gift that comes back with them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator, model_validator

from assist.domain.base import Frozen
from assist.workflows.blocks.base import Amount, Block, Days, Percent, WorkingDays, not_before

ZERO = Decimal("0.00")


def _from_nothing(given: object) -> object:
    """Return one number as the upper end."""
    return (0, given) if isinstance(given, int) else given


BankDays = Annotated[tuple[int, int], BeforeValidator(_from_nothing)]


class DatedWindow(Frozen):
    """Orders placed in `[ordered_from, ordered_until]` may come back until `last_day`, or the standard day if later."""

    id: str
    ordered_from: date
    ordered_until: date
    last_day: date

    @field_validator("ordered_until", "last_day")
    @classmethod
    def _after_the_first_day(cls, day: date, info: ValidationInfo) -> date:
        return not_before("ordered_from", day, info)


class OutletWindow(Frozen):
    window_days: Days
    refund_only: bool = True
    buyer_pays_label: bool = True
    dated_windows_apply: bool = False


class ReturnWindow(Block):
    """Days are calendar days; the day of delivery is day 0."""

    window_days: Days
    open_statuses: tuple[str, ...] = ()
    """The states, in the shop's own words, in which items come back whenever asked: no day counts then, nor a window."""
    dated_windows: tuple[DatedWindow, ...] = ()
    outlet: OutletWindow | None = None
    member_window_days: Days | None = None
    member_tiers: tuple[str, ...] = ()
    """Customer tiers that are members, as the help desk names them."""
    send_within_days: Days | None = None
    """Days to send the parcel, from the day the customer told us."""
    conditions: Mapping[str, str] = {}
    excluded_unless_faulty: tuple[str, ...] = ()
    sealed: tuple[str, ...] = ()
    """Tags of hygiene goods that come back only sealed; `all` for every item."""
    sets_whole: bool = False
    label_fee: Amount = ZERO

    @model_validator(mode="after")
    def _members_have_a_tier(self) -> Self:
        if self.member_window_days is not None and not self.member_tiers:
            raise ValueError("member_window_days needs member_tiers: who is a member")
        return self


class Exchange(Block):
    offered: bool = True
    first: bool = False
    """Whether an exchange is named before a refund where both are open."""
    first_fee: Amount = ZERO
    further_fee: Amount = ZERO


class Refund(Block):
    """What is deducted and added when money goes back; the limits are never told to customers."""

    label_fee: Amount | None = None
    """Absent: that of `return`."""
    label_is_optional: bool = False
    """Whether customers may post at their own cost instead of taking our label."""
    shipping_on_whole_return: bool = False
    """Whether the standard shipping goes back with a whole order also after the days the law asks for."""
    store_credit_bonus_percent: Percent = 0
    store_credit_label_fee: Amount | None = None
    """Absent: store credit is not offered."""
    pay_within_working_days: WorkingDays | None = None
    """From the arrival of the return, or from the refund agreed when nothing comes back."""
    bank_days: BankDays | None = None
    """Working days the bank needs after that; one number: up to so many."""
    level_2_above: Amount | None = None
    level_2_from_refund_in_90_days: Annotated[int, Field(ge=2)] | None = None


class FreeGift(Block):
    """A gift with orders from `from`; it comes back, or `deduct` is taken, when the rest falls below."""

    from_: Amount = Field(alias="from")
    deduct: Amount
