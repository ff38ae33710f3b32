"""Who must approve a refund: the client's limits, which are never told to customers."""

from datetime import timedelta

from assist.domain.base import Money
from assist.domain.decision import Approval
from assist.domain.enums import Level
from assist.workflows.case import OrderCase

COUNTED_DAYS = timedelta(days=90)
"""Source: the parameter's own name, `level_2_from_refund_in_90_days`."""
_NOT_DONE = frozenset({"cancelled", "canceled", "declined", "rejected", "failed"})


def refund_approval(case: OrderCase, refund: Money) -> Approval | None:
    """Return who approves this refund and why, None when level 1 may."""
    rules = case.parameters.refund
    if rules.level_2_above is not None and refund.amount > rules.level_2_above:
        limit = Money(amount=rules.level_2_above, currency=case.currency)
        return Approval(by=Level.LEVEL_2.value, because=f"{refund} is above the level 1 limit of {limit}")
    nth = refunds_in_90_days(case) + 1
    if rules.level_2_from_refund_in_90_days is not None and nth >= rules.level_2_from_refund_in_90_days:
        return Approval(by=Level.LEVEL_2.value, because=f"Refund number {nth} to this customer in 90 days")
    return None


def refunds_in_90_days(case: OrderCase) -> int:
    """Count the refunds to this customer in the 90 days before the question, over every order known."""
    return sum(
        1
        for order in case.background.orders or (case.order,)
        for refund in order.refunds
        if refund.at is not None
        and case.asked_at - COUNTED_DAYS <= refund.at <= case.now
        and (refund.status or "").lower() not in _NOT_DONE
    )
