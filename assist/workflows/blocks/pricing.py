"""Numbers of prices: discount codes, price drops, gifts received, subscriptions; and when mail is answered."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from assist.domain.base import Frozen
from assist.domain.enums import Needed
from assist.workflows.blocks.base import Amount, Block, ClockTime, Days, Percent, Period
from assist.workflows.blocks.promising import CourtesyRefund


class ExcludedPrices(Period):
    """Prices of these days are not adjusted; `from` and `until` included."""

    id: str


class PriceAdjustment(Block):
    window_days: Days
    """From the day of the order."""
    excluded: tuple[ExcludedPrices, ...] = ()
    level_2_credit_up_to: Amount | None = None
    """For agents only, never quoted."""


class Code(Frozen):
    percent: Percent | None = None
    amount: Amount | None = None
    first_order: bool = False
    from_: Amount | None = Field(None, alias="from")
    excludes: tuple[str, ...] = ()
    """Tags of items it does not work on."""
    retroactive: bool = False


class Discount(Block):
    codes: Mapping[str, Code] = {}
    not_with_subscriptions: bool = True
    """Whether no code works on items at a subscription price: the rule, unless the brand says otherwise."""


class Gift(Block):
    """What the receiver of a gift may have; price and giver are never shown."""

    paths: tuple[str, ...] = Field(min_length=1)
    evidence: tuple[Needed, ...] = ()


class Subscription(Block):
    interval_weeks: tuple[int, ...] = ()
    discount_percent: Percent = 0
    cutoff_days_before: Annotated[int, Field(ge=0)]
    cutoff_time: ClockTime
    courtesy_refund: CourtesyRefund | None = None


class Contact(Block):
    email_answered_by: ClockTime | None = None
