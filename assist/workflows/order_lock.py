"""Changing, redirecting or cancelling an order: possible until the moment it locks, and which moment that is."""

from dataclasses import replace
from datetime import datetime, timedelta

from assist.domain.base import Money
from assist.domain.enums import Needed, Outcome
from assist.workflows import parcels, payback, signs, unknown, wanted, wording
from assist.workflows.blocks.changing import OrderLock
from assist.workflows.case import Facts, Finding, OrderCase, ProposedAction
from assist.workflows.money import ZERO
from assist.workflows.parcels import has_shipped
from assist.working_time import WorkingTime

_NEXT_STEP = {
    "order_change": "Change the order before it locks",
    "address_change": "Change the address before the order locks",
    "cancellation": "Cancel the order before it locks and refund it in full",
}
NEEDS_DATE = "the time of the order decides when it locks"
NEEDS_STATE = "the order's state decides whether it can be changed"
_INSTEAD = {"cancellation": "return_after_delivery", "order_change": "exchange_after_delivery"}
"""Which path is left once an order has locked."""


def locks_at(lock: OrderLock, placed_at: datetime, calendar: WorkingTime) -> datetime:
    """Return the moment (UTC) after which nothing can be changed; by `status` there is none, and it counts from the order.

    `pick`: orders until `cutoff` (the whole of its first second included) on a working day lock that day, later ones
    on the next working day. `minutes`: that long after placing.
    """
    if lock.kind == "status":
        return placed_at
    if lock.kind == "minutes":
        return placed_at + timedelta(minutes=lock.minutes)
    placed = calendar.local(placed_at)
    day = placed.date()
    in_time = placed.time().replace(microsecond=0) <= lock.cutoff
    if not (calendar.is_working_day(day) and in_time):
        day = calendar.next_working_day(day)
    return calendar.at(day, lock.locks_at)


def is_open(case: OrderCase) -> bool:
    """Say whether the order can be changed, and nothing of it has left.

    By minutes, a customer who wrote in time is in time however late we answer, the last second included. Picked items
    are picked, whenever the customer asked.
    """
    if case.order.cancelled_at is not None or has_shipped(case.order):
        return False
    if case.parameters.order_lock.kind == "status":
        return parcels.is_in_state(case.order, case.parameters.order_lock.open_statuses)
    if case.order.placed_at is None:
        return False
    lock = locks_at(case.parameters.order_lock, case.order.placed_at, case.calendar)
    if case.parameters.order_lock.kind == "minutes":
        return case.asked_at.replace(microsecond=0) <= lock
    return case.now < lock


def decide(case: OrderCase) -> Finding:
    """Return whether the change is still possible, until when, and what it costs or brings."""
    if case.order.cancelled_at is not None:
        return _cancelled(case)
    if case.workflow == "order_change" and not case.parameters.order_lock.adds_items and signs.ADDS.in_(case.words):
        return Finding("order_change.adding", case.workflow, Outcome.NOT_ELIGIBLE, {}, path="second_order",
                       next_step="Say that nothing can be added; a second order is the way")  # fmt: skip
    if case.parameters.order_lock.kind == "status":
        return _by_state(case)
    shipped = has_shipped(case.order)
    if case.order.placed_at is None:
        return (
            _locked(case, {"shipped": True}, None)
            if shipped
            else unknown.fact(case, case.workflow, "placed_at", NEEDS_DATE)
        )
    lock = locks_at(case.parameters.order_lock, case.order.placed_at, case.calendar)
    facts: Facts = {
        "placed": case.calendar.local(case.order.placed_at).isoformat(),
        "locks_at": case.calendar.local(lock).isoformat(),
        "shipped": shipped,
    }
    if is_open(case):
        return _open(case, facts, lock)
    # It left before the lock: "that was possible until Monday" would not be true.
    return _locked(case, facts, lock if lock <= case.now else None)


def _by_state(case: OrderCase) -> Finding:
    """Return what the order's state allows, and needs_info where the shop names none."""
    if not parcels.state(case.order):
        return unknown.fact(case, case.workflow, "status", NEEDS_STATE)
    facts: Facts = {"status": parcels.state(case.order), "shipped": has_shipped(case.order)}
    found = _open(case, facts, None) if is_open(case) else _locked(case, facts, None)
    return replace(found, rule_id=f"{found.rule_id}.by-state")


def _cancelled(case: OrderCase) -> Finding:
    assert case.order.cancelled_at is not None
    day = case.calendar.day(case.order.cancelled_at)
    return Finding(f"{case.workflow}.already-cancelled", case.workflow, Outcome.INFORMATIONAL,
                   {"cancelled": day.isoformat()}, path="cancelled", slots={"cancelled_on": day},
                   next_step="Say that the order was cancelled, and when")  # fmt: skip


def _open(case: OrderCase, facts: Facts, lock: datetime | None) -> Finding:
    found = Finding(f"{case.workflow}.before-lock", case.workflow, Outcome.ELIGIBLE, facts, path=case.workflow,
                    next_step=_NEXT_STEP[case.workflow], locks_at=lock, actions=(_action(case),))  # fmt: skip
    if case.workflow == "cancellation":
        refund = payback.of_cancellation(case)
        return found if refund is None else replace(found, amount={"refund": refund.total}, lines=refund.lines)
    return _for_product(case, found) if case.workflow == "order_change" else found


def _for_product(case: OrderCase, found: Finding) -> Finding:
    """Look at the variant wanted, where the shop told of it: in stock, and at which price."""
    product = wanted.product(case)
    if product is None:
        return found
    difference = wanted.price_difference(case, product.price)
    found = replace(
        found,
        facts={**found.facts, "wanted": product.sku, "in_stock": product.available},
        slots={**found.slots, "wanted": wording.name(product.variant), "wanted_title": wording.title(product)},
    )
    if product.available is False:
        return replace(found, rule_id="order_change.sold-out", outcome=Outcome.NOT_ELIGIBLE, path="choice", actions=(),
                       missing=(Needed.CHOICE,), next_step="Say that it is sold out; offer to cancel or to keep the order")  # fmt: skip
    if difference and case.parameters.order_lock.same_price_only:
        return replace(found, rule_id="order_change.other-price", outcome=Outcome.NOT_ELIGIBLE, actions=(),
                       path="cancel_and_reorder",
                       next_step="Offer to cancel before the order locks, so that the customer can order anew")  # fmt: skip
    charge = Money(amount=max(difference, ZERO), currency=case.currency)
    free = {} if difference else {"free": "free"}
    return replace(found, amount={"charge": charge}, slots={**found.slots, **free})


def _locked(case: OrderCase, facts: Facts, lock: datetime | None) -> Finding:
    by_minutes = case.parameters.order_lock.kind == "minutes" and case.workflow == "cancellation"
    path = "refuse_or_return" if by_minutes else _INSTEAD.get(case.workflow, "after_delivery")
    return Finding(f"{case.workflow}.locked", case.workflow, Outcome.NOT_ELIGIBLE, facts, path=path, locks_at=lock,
                   next_step="Say honestly that it cannot be changed and what can be done instead")  # fmt: skip


def _action(case: OrderCase) -> ProposedAction:
    params = {"order_number": case.order.number}
    if case.workflow == "order_change":
        params["item_id"] = ",".join(case.subject.item_ids)
    return ProposedAction(case.workflow.replace("cancellation", "cancel_order"), params)
