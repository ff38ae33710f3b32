"""Where a refund is: paid, being paid, waiting for a return that has come or is on its way, or not begun."""

from dataclasses import dataclass, replace
from datetime import datetime

from assist.domain.base import Money
from assist.domain.decision import Approval
from assist.domain.enums import Level, Needed, Outcome
from assist.domain.orders import ItemReturn, Refund
from assist.workflows import limits, payback, stepping_in, wording
from assist.workflows.case import Facts, Finding, OrderCase, ProposedAction, Slots
from assist.workflows.money import ZERO

TAKEN_FOR_BEGUN = frozenset({"refund/status", "return/status"})
"""Intents of a customer who takes a refund or return for begun."""
UNDER_WAY = frozenset({"pending", "processing", "in_progress", "approved", "requested", "open"})
FAILED = frozenset({"cancelled", "canceled", "declined", "rejected", "failed"})
RECEIVED = frozenset({"received", "returned", "completed", "complete", "closed", "inspected", "delivered", "done"})
"""States of a return that has reached us; help desks and shops name them alike."""
FALLBACK_PAY_DAYS = 10
"""Working days to pay a refund where the client has not said: the 14 days of the law, weekends left out."""


@dataclass(frozen=True)
class _Refunded:
    """A refund paid and the day it was."""

    refund: Refund
    at: datetime


def decide(case: OrderCase) -> Finding | None:
    """Return how far the refund is; None when nothing has begun and nobody believes it has."""
    paid = _newest_paid(case)
    if paid is not None:
        return _explained(case, paid) if case.intent == "refund/amount" else _paid(case, paid)
    pending = [one for one in case.order.refunds if _state(one) in UNDER_WAY and _concerns(case, one.item_ids)]
    if pending:
        return _due(case, "refund.processing", pending[-1].at, {}, {})
    returns = [one for one in case.order.returns if one.kind != "exchange" and _concerns(case, one.item_ids)]
    received = [one for one in returns if _state(one) in RECEIVED and (one.at is None or one.at <= case.now)]
    if received:
        return _received(case, received[-1])
    if case.order.cancelled_at is not None and case.order.cancelled_at <= case.now:
        day = case.calendar.day(case.order.cancelled_at)
        return _due(case, "refund.cancelled-order", case.order.cancelled_at, {"cancelled": day.isoformat()},
                    {"cancelled_on": day})  # fmt: skip
    coming = [one for one in returns if _state(one) not in RECEIVED | FAILED]
    if coming:
        return _on_its_way(case)
    if case.background.refund_arranged and case.intent in TAKEN_FOR_BEGUN:
        return _due(case, "refund.arranged", case.asked_at, {}, {})
    return _not_begun() if case.intent in TAKEN_FOR_BEGUN else None


def _state(entry: Refund | ItemReturn) -> str:
    return (entry.status or "").lower()


def _concerns(case: OrderCase, item_ids: tuple[str, ...]) -> bool:
    """Say whether an entry is about the items meant; one that names none is about the whole order."""
    return not item_ids or not case.subject.item_ids or not set(item_ids).isdisjoint(case.subject.item_ids)


def _newest_paid(case: OrderCase) -> _Refunded | None:
    done = [
        _Refunded(one, one.at)
        for one in case.order.refunds
        if one.at is not None
        and one.at <= case.now
        and _state(one) not in UNDER_WAY | FAILED
        and _concerns(case, one.item_ids)
    ]
    return max(done, key=lambda one: one.at, default=None)


def _paid(case: OrderCase, paid: _Refunded) -> Finding:
    day = case.calendar.day(paid.at)
    facts: Facts = {"refunded": day.isoformat()}
    slots: Slots = {"refunded_on": day, "items": wording.titles(case.order, paid.refund.item_ids)}
    amount: dict[str, Money] = {}
    if paid.refund.amount is not None:
        amount["refund"] = paid.refund.amount
        facts["refunded_amount"] = str(paid.refund.amount)
    bank_days = case.parameters.refund.bank_days
    shown_by = case.calendar.add_working_days(day, bank_days[1]) if bank_days else None
    if shown_by is not None:
        facts["bank_shows_by"] = shown_by.isoformat()
        slots["shown_by"] = shown_by
    if shown_by is None or case.today <= shown_by:
        return Finding("refund.paid", "refund", Outcome.INFORMATIONAL, facts, path="paid", amount=amount, slots=slots,
                       next_step="Say when it was paid and when the bank shows it")  # fmt: skip
    return Finding("refund.paid.late", "refund", Outcome.INFORMATIONAL, facts, path="check_payment", amount=amount,
                   slots=slots, next_step="Ask the payment provider for the refund's reference",
                   step_back_on=stepping_in.write_by(case), follow_up_reason="Refund not at the bank yet",
                   actions=(ProposedAction("check_refund", {"order_number": case.order.number}),))  # fmt: skip


def _explained(case: OrderCase, paid: _Refunded) -> Finding:
    """Return how the amount refunded comes about; what differs from our own sum is for a person to look at."""
    about = replace(case.subject, item_ids=paid.refund.item_ids or case.subject.item_ids)
    # Our sum is of the order as it was before this refund.
    others = tuple(one for one in case.order.refunds if one is not paid.refund)
    before = replace(case, subject=about, order=case.order.model_copy(update={"refunds": others}))
    back, refunded = payback.of_return(before, within_withdrawal=False), paid.refund.amount
    day = case.calendar.day(paid.at)
    facts: Facts = {"refunded": day.isoformat(), "refunded_amount": str(refunded) if refunded else None}
    slots: Slots = {"refunded_on": day, "items": wording.titles(case.order, about.item_ids)}
    amount = {"refund": refunded} if refunded else {}
    if back is not None and refunded is not None and back.refund.total.amount == refunded.amount:
        fee = -dict(back.refund.steps).get("return label", ZERO)
        slots["paid"] = Money(amount=refunded.amount + fee, currency=refunded.currency)
        label: Slots = {"label_fee": Money(amount=fee, currency=refunded.currency)} if fee else {}
        return Finding("refund.amount", "refund", Outcome.INFORMATIONAL, facts, path="paid", amount=amount,
                       lines=back.refund.lines, slots={**slots, **label},
                       next_step="Explain the sum line by line")  # fmt: skip
    if back is not None:
        facts["our_sum"] = str(back.refund.total)
    return Finding("refund.amount.differs", "refund", Outcome.NEEDS_APPROVAL, facts, path="check_amount", amount=amount,
                   approval=Approval(by=Level.LEVEL_2.value, because="The amount refunded is not what the rules come to"),
                   step_back_on=stepping_in.write_by(case), follow_up_reason="Refund amount to check", slots=slots,
                   next_step="Compare the amount refunded with our sum",
                   actions=(ProposedAction("check_refund", {"order_number": case.order.number}, "level_2"),))  # fmt: skip


def _received(case: OrderCase, came: ItemReturn) -> Finding:
    facts: Facts = {}
    slots: Slots = {"items": wording.titles(case.order, came.item_ids)}
    if came.at is not None:
        facts["return_received"] = case.calendar.day(came.at).isoformat()
        slots["received_on"] = case.calendar.day(came.at)
    return _due(case, "refund.return-received", came.at, facts, slots)


def _due(case: OrderCase, rule_id: str, since: datetime | None, facts: Facts, slots: Slots) -> Finding:
    """Return until when the refund is sent, counted in working days; past it, that it is sent now."""
    days = case.parameters.refund.pay_within_working_days or FALLBACK_PAY_DAYS
    due = case.calendar.add_working_days(case.calendar.day(since), days) if since is not None else None
    facts = {**facts, "pay_within_working_days": days}
    if due is not None:
        facts["due"] = due.isoformat()
    if due is not None and case.today <= due:
        return Finding(rule_id, "refund", Outcome.INFORMATIONAL, facts, path="wait", step_back_on=due,
                       next_step=f"See that the refund goes out by {due}", slots={**slots, "due_on": due},
                       follow_up_reason="Refund due")  # fmt: skip
    return _overdue(case, facts, slots)


def _overdue(case: OrderCase, facts: Facts, slots: Slots) -> Finding:
    is_cancelled = "cancelled_on" in slots
    whole = payback.of_cancellation(case) if is_cancelled else None
    back = None if is_cancelled else payback.of_return(case, within_withdrawal=False)
    refund = whole or (back.refund if back else None)
    approval = limits.refund_approval(case, refund.total) if refund else None
    return Finding(
        "refund.overdue",
        "refund",
        Outcome.NEEDS_APPROVAL if approval else Outcome.ELIGIBLE,
        facts,
        path="refund",
        next_step="Send the refund today",
        step_back_on=stepping_in.write_by(case),
        approval=approval,
        amount={"refund": refund.total} if refund else {},
        lines=refund.lines if refund else (),
        actions=(
            ProposedAction("issue_refund", {"order_number": case.order.number}, "level_2" if approval else "agent"),
        ),
        follow_up_reason="Refund overdue",
        slots=slots,
    )


def _on_its_way(case: OrderCase) -> Finding:
    days = case.parameters.refund.pay_within_working_days or FALLBACK_PAY_DAYS
    return Finding("refund.return-on-its-way", "refund", Outcome.INFORMATIONAL, {"pay_within_working_days": days},
                   path="wait", next_step="Say that the refund follows once the return has arrived",
                   slots={"pay_days": days})  # fmt: skip


def _not_begun() -> Finding:
    return Finding("refund.no-return-yet", "refund", Outcome.NEEDS_INFO, {"returns": 0, "refunds": 0}, path="ask",
                   missing=(Needed.RETURN_TRACKING,),
                   next_step="Ask for the tracking number or proof of posting of the return")  # fmt: skip
