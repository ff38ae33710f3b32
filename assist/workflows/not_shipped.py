"""An order no parcel of which has been scanned: being prepared, waiting to be picked, or later than it should be."""

from assist.domain.enums import Outcome
from assist.domain.orders import Fulfilment
from assist.workflows import stepping_in, wording
from assist.workflows.arriving import LEFT
from assist.workflows.case import Facts, Finding, OrderCase, ProposedAction
from assist.workflows.order_lock import locks_at

LONG_AFTER_LOCK = 3
"""Working days after the lock from which an order without a parcel is looked for, not "being prepared"."""


def not_shipped(case: OrderCase) -> Finding | None:
    """Return that the order has not left, and when we look again; None when neither its day nor its parcels tell."""
    # A parcel without a single scan may have left all the same: some shops pass no scans on.
    unscanned = [p for p in case.order.fulfilments if not p.milestones or p.tracking]
    if unscanned:
        return _without_scans(case, unscanned[0])
    if case.order.placed_at is None or (case.order.status or "").lower() in LEFT:
        return None
    locks = locks_at(case.parameters.order_lock, case.order.placed_at, case.calendar)
    facts: Facts = {
        "placed": case.calendar.day(case.order.placed_at).isoformat(),
        "picked_from": case.calendar.local(locks).isoformat(),
    }
    if case.calendar.working_days_since(case.calendar.day(locks), case.today) > LONG_AFTER_LOCK:
        return _late(case, facts)
    step_back_on = case.calendar.add_working_days(case.calendar.day(locks), LONG_AFTER_LOCK)
    # On the last day the look is tomorrow's: a day is over before it can be said that nothing came.
    look_on = max(step_back_on, case.calendar.next_working_day(case.today))
    waiting = locks > case.now
    return Finding("wismo.not-shipped.waiting" if waiting else "wismo.not-shipped", "wismo", Outcome.INFORMATIONAL,
                   facts, path="wait", step_back_on=look_on, locks_at=locks if waiting else None,
                   next_step=f"Look again on {look_on} if nothing has left", follow_up_reason="Not shipped yet")  # fmt: skip


def _late(case: OrderCase, facts: Facts) -> Finding:
    write_by = stepping_in.write_by(case)
    return Finding("wismo.not-shipped.late", "wismo", Outcome.INFORMATIONAL, facts, path="check_dispatch",
                   step_back_on=write_by, next_step="Ask the warehouse where the order is",
                   follow_up_reason="Not shipped, later than it should be",
                   actions=(ProposedAction("check_dispatch", {"order_number": case.order.number}),))  # fmt: skip


def _without_scans(case: OrderCase, parcel: Fulfilment) -> Finding:
    carrier, tracking = wording.name(parcel.carrier), wording.tracking(parcel.tracking)
    write_by = stepping_in.write_by(case)
    return Finding("wismo.no-scans-known", "wismo", Outcome.INFORMATIONAL, {"scans": 0, "tracking": tracking or None},
                   path="check_tracking", step_back_on=write_by,
                   next_step="Look the parcel up with the carrier: no scans reach us",
                   follow_up_reason="No scans known",
                   actions=(ProposedAction("check_tracking", {"carrier": carrier, "tracking": tracking}),),
                   slots={"carrier": carrier, "tracking": tracking})  # fmt: skip
