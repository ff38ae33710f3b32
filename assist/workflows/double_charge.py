"""One order charged twice: what the order's payments say, for a senior person to settle; a reservation is no charge."""

from collections import Counter

from assist.domain.base import Money
from assist.domain.decision import Approval
from assist.domain.enums import Level, Needed, Outcome
from assist.domain.orders import Order, Payment
from assist.workflows import claim_facts
from assist.workflows.case import Case, Facts, Finding, OrderCase, ProposedAction, Slots

_TAKEN = frozenset({"captured", "paid", "settled", "succeeded", "success", "completed", "sale", ""})
_RESERVED = frozenset({"pending", "authorized", "authorised", "authorization", "reserved"})
"""States of a payment as shops name them; others (failed, voided, refunded) took no money that stays taken."""


def decide(case: Case) -> Finding | None:
    """Return what the payments of the order show; without them, what to ask for."""
    if not isinstance(case, OrderCase) or not case.order.payments:
        missing = (Needed.CHARGES,) if isinstance(case, OrderCase) else (Needed.ORDER_NUMBER, Needed.CHARGES)
        rule = "double_charge.details" if isinstance(case, OrderCase) else "double_charge.order"
        return Finding(rule, "double_charge", Outcome.NEEDS_INFO, {}, missing=missing,
                       next_step="Ask once for the two dates and amounts, never for a card number")  # fmt: skip
    taken = [payment for payment in case.order.payments if (payment.status or "").lower() in _TAKEN]
    reserved = [payment for payment in case.order.payments if (payment.status or "").lower() in _RESERVED]
    facts: Facts = {"charges": len(taken), "reservations": len(reserved)}
    twice = _twice(taken)
    if twice is not None and not _is_paid_back(case.order, twice):
        return _to_settle(case, facts, twice)
    if len(taken) <= 1 and reserved:
        slots: Slots = {"charged": taken[0].amount} if taken and taken[0].amount else {}
        return Finding("double_charge.reservation", "double_charge", Outcome.INFORMATIONAL, facts, path="wait", slots=slots,
                       next_step="Explain that one of the two is a reservation that disappears")  # fmt: skip
    return Finding("double_charge.details", "double_charge", Outcome.NEEDS_INFO, facts, missing=(Needed.CHARGES,),
                   next_step="The shop shows one charge: ask once for the two dates and amounts")  # fmt: skip


def _twice(taken: list[Payment]) -> Money | None:
    """Return the amount that was taken more than once."""
    counted = Counter((payment.amount.amount, payment.amount.currency) for payment in taken if payment.amount)
    for (amount, currency), times in counted.items():
        if times > 1:
            return Money(amount=amount, currency=currency)
    return None


def _is_paid_back(order: Order, twice: Money) -> bool:
    return any(refund.amount == twice and not refund.item_ids for refund in order.refunds)


def _to_settle(case: OrderCase, facts: Facts, twice: Money) -> Finding:
    params = {"order_number": case.order.number, **claim_facts.sum_of(twice)}
    return Finding(
        "double_charge.twice",
        "double_charge",
        Outcome.NEEDS_APPROVAL,
        facts,
        path="refund",
        next_step="A senior colleague checks both charges and refunds the second",
        step_back_on=case.calendar.next_working_day(case.today),
        approval=Approval(by=Level.LEVEL_2.value, because=f"{twice} was taken twice for one order"),
        amount={"refund": twice},
        lines=claim_facts.refund_lines(twice, label="the second charge"),
        actions=(ProposedAction("issue_refund", params, "level_2"),),
        follow_up_reason="A second charge waits for level 2",
    )
