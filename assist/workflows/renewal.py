"""A renewal that was charged: not yet sent it is cancelled and paid back, else the sealed return, else a courtesy."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from assist.domain.base import Money
from assist.domain.conversation import Subscription
from assist.domain.decision import Approval, PathOption
from assist.domain.enums import Level, Outcome
from assist.domain.orders import Order
from assist.workflows import claim_facts, limits, parcels, signs, window
from assist.workflows.blocks.pricing import Subscription as Rules
from assist.workflows.case import Case, Facts, Finding, ProposedAction, Slots
from assist.workflows.spans import months_after
from assist.workflows.subject import Subject

TAG = "subscription"
COURTESY = "courtesy_refund"


def order_of(case: Case, one: Subscription | None) -> Order | None:
    """Return the newest renewal's order: the one meant, or the newest with a subscription item."""
    orders = [case.order] if case.order is not None else list(case.background.orders)
    fitting = [order for order in orders if order.cancelled_at is None and _is_renewal(order, one)]
    dated = [
        (order.placed_at, order) for order in fitting if order.placed_at is not None and order.placed_at <= case.now
    ]
    return max(dated, key=lambda pair: pair[0])[1] if dated else next(iter(fitting), None)


def _is_renewal(order: Order, one: Subscription | None) -> bool:
    return any(TAG in item.tags or (one is not None and item.sku == one.sku) for item in order.items)


def is_tagged(order: Order) -> bool:
    """Say whether the shop says that the order is a renewal."""
    return any(TAG in item.tags for item in order.items)


def was_unwanted(one: Subscription | None, charged: Order) -> bool:
    """Say whether a renewal was charged although the subscription had been cancelled."""
    return (
        one is not None
        and one.cancelled_at is not None
        and charged.placed_at is not None
        and one.cancelled_at <= charged.placed_at
    )


def decide(case: Case, rules: Rules, one: Subscription | None, charged: Order) -> Finding:
    """Return what becomes of the renewal; whenever the customer wrote, a parcel not sent can still be stopped."""
    facts = _facts(case, rules, one, charged)
    slots = _slots(case, one, charged)
    paid = _paid(charged)
    if not parcels.has_shipped(charged):
        found = _not_sent(case, facts, slots, charged, paid)
    elif facts.get("cancelled_in_time"):
        found = _our_mistake(case, facts, slots, charged, paid)
    else:
        found = _sent(case, rules, facts, slots, charged, paid)
    return replace(found, order_number=charged.number)


def _facts(case: Case, rules: Rules, one: Subscription | None, charged: Order) -> Facts:
    facts: Facts = {"renewal_order": charged.number, "dispatched": parcels.has_shipped(charged)}
    if charged.as_of is not None:
        facts["facts_as_of"] = case.calendar.local(charged.as_of).isoformat(timespec="minutes")
        facts["facts_hours_old"] = int((case.now - charged.as_of).total_seconds() // 3600)
    if charged.placed_at is not None:
        last = cutoff_before(rules, case.calendar.day(charged.placed_at), case)
        facts["cutoff"] = case.calendar.local(last).isoformat()
        if one is not None and one.cancelled_at is not None:
            facts["cancelled"] = case.calendar.local(one.cancelled_at).isoformat()
            facts["cancelled_in_time"] = one.cancelled_at <= last
    return facts


def cutoff_before(rules: Rules, renews_on: date, case: Case) -> datetime:
    """Return the last moment (UTC) for a change before a renewal: the whole minute of the cut-off counts."""
    day = renews_on - timedelta(days=rules.cutoff_days_before)
    return case.calendar.at(day, rules.cutoff_time) + timedelta(seconds=59)


def _slots(case: Case, one: Subscription | None, charged: Order) -> Slots:
    slots: Slots = {"order_number": charged.number}
    if one is not None and one.cancelled_at is not None:
        slots["cancelled_on"] = case.calendar.day(one.cancelled_at)
    return slots


def _paid(order: Order) -> Money | None:
    """Return what was charged: the order's total, or else its items' sum."""
    if order.totals and order.totals.paid:
        return order.totals.paid
    sums = [item.paid for item in order.items if item.paid]
    if not sums or len(sums) < len(order.items) or len({money.currency for money in sums}) > 1:
        return None
    return Money(amount=sum((money.amount for money in sums[1:]), sums[0].amount), currency=sums[0].currency)


def _not_sent(case: Case, facts: Facts, slots: Slots, charged: Order, paid: Money | None) -> Finding:
    about = case.about(charged, Subject(charged, (), "the renewal"))
    approval = limits.refund_approval(about, paid) if paid else None
    requires = "level_2" if approval else "agent"
    order = {"order_number": charged.number}
    return Finding(
        "subscription.renewal.approval" if approval else "subscription.renewal.not-sent",
        "subscription",
        Outcome.NEEDS_APPROVAL if approval else Outcome.ELIGIBLE,
        facts,
        path="cancel_and_refund",
        conditions=("not dispatched when the order is looked at again",),
        next_step="Check that the renewal has not been dispatched, then cancel it and refund it in full",
        step_back_on=case.calendar.next_working_day(case.today) if approval else None,
        approval=approval,
        amount={"refund": paid} if paid else {},
        lines=claim_facts.refund_lines(paid) if paid else (),
        actions=(
            ProposedAction("cancel_order", order, requires),
            ProposedAction("issue_refund", {**order, **claim_facts.sum_of(paid)}, requires),
        ),
        follow_up_reason="A refund of a renewal waits for level 2" if approval else None,
        slots=slots,
    )


def _our_mistake(case: Case, facts: Facts, slots: Slots, charged: Order, paid: Money | None) -> Finding:
    """Return the full refund of a renewal sent after a cancellation in time: nothing is at the customer's cost."""
    return _for_level_2("subscription.renewal.our-mistake", case, facts, slots, charged, paid,
                        "The subscription was cancelled before the cut-off and the renewal sent all the same")  # fmt: skip


def _sent(case: Case, rules: Rules, facts: Facts, slots: Slots, charged: Order, paid: Money | None) -> Finding:
    """Return the sealed return first; where that is closed, a courtesy that only level 2 may give."""
    last_day = _return_until(case, charged)
    courtesy = _courtesy(case, rules, paid)
    if not signs.OPENED.in_(case.words) and (last_day is None or case.asked_on <= last_day):
        slots = {**slots, **({"last_day": last_day} if last_day else {}), COURTESY: ""}
        return Finding("subscription.renewal.sent", "subscription", Outcome.ELIGIBLE, facts, path="return",
                       conditions=(case.parameters.return_.conditions.get("default", "sealed"),), last_day=last_day,
                       next_step="Offer the sealed return; a courtesy refund is for level 2 and not mentioned before",
                       alternatives=courtesy, slots=slots,
                       actions=(ProposedAction("send_return_label", {"order_number": charged.number}, "customer_confirmation"),))  # fmt: skip
    if courtesy:
        return _for_level_2("subscription.renewal.courtesy", case, facts, slots, charged, paid,
                            "A sealed return is not possible: one courtesy refund is within your limit")  # fmt: skip
    return Finding("subscription.renewal.closed", "subscription", Outcome.NOT_ELIGIBLE, facts,
                   slots={**slots, **({"last_day": last_day} if last_day else {})},
                   next_step="Say kindly why this renewal cannot come back")  # fmt: skip


def _return_until(case: Case, charged: Order) -> date | None:
    """Return the last day for a sealed return; None while the parcel is on its way."""
    about = case.about(charged, Subject(charged, (), "the renewal"), workflow="return")
    arrived = window.arrival(about)
    return window.kindest(about, arrived.day).last_day if arrived is not None else None


def _courtesy(case: Case, rules: Rules, paid: Money | None) -> tuple[PathOption, ...]:
    allowed = rules.courtesy_refund
    if allowed is None or paid is None or paid.amount > allowed.up_to:
        return ()
    for entry in case.background.history:
        if entry.kind != COURTESY or entry.at is None or entry.at > case.now:
            continue
        if case.asked_on < months_after(case.calendar.day(entry.at), allowed.once_per_months):
            return ()
    approval = Approval(by=Level.LEVEL_2.value, up_to=Money(amount=allowed.up_to, currency=paid.currency))
    return (PathOption(path=COURTESY, amount=paid, approval=approval),)


def _for_level_2(
    rule: str, case: Case, facts: Facts, slots: Slots, charged: Order, paid: Money | None, because: str
) -> Finding:
    return Finding(
        rule,
        "subscription",
        Outcome.NEEDS_APPROVAL,
        facts,
        path="refund",
        next_step="Level 2 decides; nothing is promised before",
        step_back_on=case.calendar.next_working_day(case.today),
        approval=Approval(by=Level.LEVEL_2.value, because=because),
        amount={"refund": paid} if paid else {},
        lines=claim_facts.refund_lines(paid) if paid else (),
        actions=(
            ProposedAction("issue_refund", {"order_number": charged.number, **claim_facts.sum_of(paid)}, "level_2"),
        ),
        follow_up_reason="A renewal charged waits for level 2",
        slots={**slots, "refund": ""},
    )
