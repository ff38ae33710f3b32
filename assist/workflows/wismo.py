"""Where is my order: what the newest scan means, when we step in, when a parcel counts as lost or missing."""

from assist.domain.decision import NextThreshold
from assist.domain.enums import Outcome
from assist.domain.orders import Fulfilment
from assist.workflows import delivered_not_received, parcels, wording
from assist.workflows.case import Facts, Finding, OrderCase, ProposedAction, Slots
from assist.workflows.order_lock import locks_at

NOT_RECEIVED = "shipping/delivered_not_received"
"""The intent of a customer whose parcel is delivered by the carrier's word alone."""


def decide(case: OrderCase) -> Finding | None:
    """Return what can be said of the item's parcel; the one without a scan for longest when several are on their way.

    None when the parcels do not tell where the item is.
    """
    if case.order.cancelled_at is not None:
        return _cancelled(case)
    about = parcels.holding(case.order, case.subject.item_ids)
    waiting = [parcel for parcel in about if parcels.is_under_way(parcel)]
    arrived = [parcel for parcel in about if parcels.is_delivered(parcel)]
    newest = max(arrived, key=lambda parcel: parcels.delivery(parcel).at, default=None)
    if newest is not None and case.intent == NOT_RECEIVED:
        return delivered_not_received.decide(case, newest)
    if waiting:
        return _on_its_way(case, min(waiting, key=lambda parcel: parcels.last_scan(parcel).at))
    if not parcels.has_shipped(case.order):
        return _not_shipped(case)
    if newest is not None and arrived == about and parcels.are_packed(case.order, case.subject.item_ids):
        return _delivered(case, newest)
    return None


def _on_its_way(case: OrderCase, parcel: Fulfilment) -> Finding:
    last = parcels.last_scan(parcel)
    last_day = case.calendar.day(last.at)
    days = case.calendar.working_days_since(last_day, case.today)
    trace_after, lost_after = _thresholds(case)
    facts: Facts = {
        "last_scan": last_day.isoformat(),
        "working_days_without_scan": days,
        "trace_after": trace_after,
        "lost_after": lost_after,
    }
    slots: Slots = {
        **_params(parcel),
        "items": wording.titles(case.order, parcel.item_ids),
        "last_scan": last_day,
        "place": wording.name(last.place),
        "working_days": days,
        "trace_after": trace_after,
    }
    if days >= lost_after:
        return Finding("wismo.no-scan.lost", "wismo", Outcome.ELIGIBLE, facts, path="customer_choice",
                       next_step="Offer a replacement or a full refund, the customer's choice", slots=slots)  # fmt: skip
    lost_on = case.calendar.add_working_days(last_day, lost_after)
    then = NextThreshold(on=lost_on, outcome="lost", path="customer_choice")
    if days >= trace_after:
        return _trace(case, parcel, facts, slots, then)
    trace_on = case.calendar.add_working_days(last_day, trace_after)
    slots = {**slots, "trace_on": trace_on}
    return Finding("wismo.moving", "wismo", Outcome.INFORMATIONAL, facts, path="wait", step_back_on=trace_on, then=then,
                   next_step=f"Step back in on {trace_on} if there is no new scan",
                   follow_up_reason=f"Last scan {last_day}", slots=slots)  # fmt: skip


def _trace(case: OrderCase, parcel: Fulfilment, facts: Facts, slots: Slots, then: NextThreshold) -> Finding:
    write_by = case.calendar.add_working_days(case.today, case.parameters.wismo.write_within_working_days)
    params = _params(parcel)
    return Finding(
        "wismo.no-scan.trace",
        "wismo",
        Outcome.INFORMATIONAL,
        facts,
        path="trace",
        next_step=f"Open a trace with {params['carrier'] or 'the carrier'} for {params['tracking'] or 'the parcel'}",
        step_back_on=write_by,
        then=then,
        actions=(ProposedAction("open_trace", params),),
        follow_up_reason=f"No scan since {facts['last_scan']}",
        slots={**slots, "then_on": then.on},
    )


def _cancelled(case: OrderCase) -> Finding | None:
    """Return when the order was cancelled; None while a parcel of it travels all the same, which a person must see."""
    if case.order.cancelled_at is None or parcels.open_fulfilments(case.order):
        return None
    day = case.calendar.day(case.order.cancelled_at)
    return Finding("wismo.cancelled", "wismo", Outcome.INFORMATIONAL, {"cancelled": day.isoformat()},
                   next_step="Say that the order was cancelled, and when", slots={"cancelled_on": day})  # fmt: skip


_LEFT = frozenset({"shipped", "fulfilled", "partially_fulfilled", "in_transit", "delivered", "completed", "closed"})
"""Words of a shop for an order that has left: then missing scans are not "still being prepared"."""
LONG_AFTER_LOCK = 3
"""Working days after the lock from which an order without a parcel is for a person, not for "being prepared"."""


def _not_shipped(case: OrderCase) -> Finding | None:
    # A parcel without a single scan may have left all the same: some shops pass no scans on.
    if case.order.placed_at is None or any(not parcel.milestones for parcel in case.order.fulfilments):
        return None
    if any(p.tracking for p in case.order.fulfilments) or (case.order.status or "").lower() in _LEFT:
        return None
    locks = locks_at(case.parameters.order_lock, case.order.placed_at, case.calendar)
    facts: Facts = {
        "placed": case.calendar.day(case.order.placed_at).isoformat(),
        "picked_from": case.calendar.local(locks).isoformat(),
    }
    if case.calendar.working_days_since(case.calendar.day(locks), case.today) > LONG_AFTER_LOCK:
        return None
    if locks <= case.now:
        return Finding("wismo.not-shipped", "wismo", Outcome.INFORMATIONAL, facts, path="wait")
    return Finding("wismo.not-shipped.waiting", "wismo", Outcome.INFORMATIONAL, facts, path="wait",
                   slots={"lock_at": locks})  # fmt: skip


def _delivered(case: OrderCase, parcel: Fulfilment) -> Finding:
    facts, slots = _delivery(case, parcel)
    return Finding("wismo.delivered", "wismo", Outcome.INFORMATIONAL, facts, path="safe_place_check",
                   next_step="Ask the carrier for the delivery record",
                   actions=(ProposedAction("safe_place_check", _params(parcel)),), slots=slots)  # fmt: skip


def _delivery(case: OrderCase, parcel: Fulfilment) -> tuple[Facts, Slots]:
    delivered = parcels.delivery(parcel)
    day = case.calendar.day(delivered.at)
    slots: Slots = {
        **_params(parcel),
        "items": wording.titles(case.order, parcel.item_ids),
        "delivered_on": day,
        "place": wording.name(delivered.place),
    }
    return {"delivered": day.isoformat()}, slots


def _thresholds(case: OrderCase) -> tuple[int, int]:
    """Return working days until a trace and until lost, a notice's extra days included."""
    wismo = case.parameters.wismo
    country, region = parcels.country(case.order) or "", parcels.region(case.order) or ""
    extra = sum(
        notice.working_days
        for notice in wismo.extra_days
        if notice.from_ <= case.asked_on <= notice.until and region in notice.regions
    )
    trace = wismo.trace_after_working_days.get(country, wismo.trace_after_working_days["default"])
    lost = wismo.lost_after_working_days.get(country, wismo.lost_after_working_days["default"])
    return trace + extra, lost + extra


def _params(parcel: Fulfilment) -> dict[str, str]:
    """Return carrier and tracking number, as far as they look like such."""
    return {"carrier": wording.name(parcel.carrier), "tracking": wording.tracking(parcel.tracking)}
