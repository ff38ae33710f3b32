"""Changing, redirecting or cancelling an order: possible until the moment it locks, and which moment that is."""

from datetime import datetime, timedelta

from assist.domain.enums import Outcome
from assist.workflows.blocks.changing import OrderLock
from assist.workflows.case import Facts, Finding, OrderCase, ProposedAction
from assist.workflows.parcels import has_shipped
from assist.working_time import WorkingTime

_NEXT_STEP = {
    "order_change": "Change the order before it locks",
    "address_change": "Change the address before the order locks",
    "cancellation": "Cancel the order before it locks and refund it in full",
}


def locks_at(lock: OrderLock, placed_at: datetime, calendar: WorkingTime) -> datetime:
    """Return the moment (UTC) after which nothing can be changed.

    `pick`: orders until `cutoff` (the whole of its first second included) on a working day lock that day, later ones
    on the next working day. `minutes`: that long after placing.
    """
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
    if case.order.placed_at is None or case.order.cancelled_at is not None or has_shipped(case.order):
        return False
    lock = locks_at(case.parameters.order_lock, case.order.placed_at, case.calendar)
    if case.parameters.order_lock.kind == "minutes":
        return case.asked_at.replace(microsecond=0) <= lock
    return case.now < lock


def decide(case: OrderCase) -> Finding | None:
    """Return whether the change is still possible; None without a date of the order, which the pages then answer."""
    if case.order.placed_at is None or case.order.cancelled_at is not None:
        return None
    lock = locks_at(case.parameters.order_lock, case.order.placed_at, case.calendar)
    facts: Facts = {
        "placed": case.calendar.local(case.order.placed_at).isoformat(),
        "locks_at": case.calendar.local(lock).isoformat(),
        "shipped": has_shipped(case.order),
    }
    if is_open(case):
        return Finding(f"{case.workflow}.before-lock", case.workflow, Outcome.ELIGIBLE, facts, path=case.workflow,
                       next_step=_NEXT_STEP[case.workflow], locks_at=lock, actions=(_action(case),))  # fmt: skip
    # It left before the lock: "that was possible until Monday" would not be true.
    locked_at = lock if lock <= case.now else None
    return Finding(f"{case.workflow}.locked", case.workflow, Outcome.NOT_ELIGIBLE, facts, path="after_delivery",
                   next_step="Say honestly that it cannot be changed and what can be done instead",
                   locks_at=locked_at)  # fmt: skip


def _action(case: OrderCase) -> ProposedAction:
    params = {"order_number": case.order.number}
    if case.workflow == "order_change":
        params["item_id"] = ",".join(case.subject.item_ids)
    return ProposedAction(case.workflow.replace("cancellation", "cancel_order"), params)
