"""Numbers of what a brand promises by name and beyond: comfort, patch test, membership, goodwill."""

from typing import Annotated

from pydantic import Field

from assist.domain.base import Frozen
from assist.workflows.blocks.base import Amount, Block, Days, Percent, WorkingDays

Months = Annotated[int, Field(ge=1)]


class ComfortPromise(Block):
    """Items with all of `tags` may come back worn, for longer than others."""

    tags: tuple[str, ...] = Field(min_length=1)
    window_days: Days
    path: str = Field("store_credit", pattern="^(store_credit|refund)$")
    bonus_percent: Percent = 0
    once_per_months: Months | None = None


class PatchTest(Block):
    """An opened product may be refunded, whatever the return window says."""

    window_days: Days
    up_to: Amount | None = None
    keep_product: bool = False
    first_purchase_of_product: bool = False


class Membership(Block):
    """Who has spent `spend` in `months`."""

    spend: Amount | None = None
    months: Months | None = None
    return_window_days: Days | None = None
    free_label: bool = False
    """Not for outlet items whose buyer pays the label."""


class Goodwill(Block):
    """For agents only, never offered by a draft."""

    amount: Amount
    once_per_months: Months | None = None
    after_late_working_days: WorkingDays | None = None


class CourtesyRefund(Frozen):
    up_to: Amount
    once_per_months: Months
