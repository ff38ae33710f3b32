"""Where is my order: what the newest scan means, when we step in, when a parcel counts as lost."""

from assist.domain.decision import NextThreshold
from assist.domain.enums import Outcome
from assist.domain.orders import Fulfilment, Milestone
from assist.workflows.case import Case, Facts, Finding, ProposedAction, Slots
from assist.workflows.order_lock import locks_at
from assist.workflows.subject import has_shipped, is_delivered, open_fulfilments


def decide(case: Case) -> Finding | None:
    """Return what can be said of the parcel; the one without a scan for longest when several are on their way."""
    waiting = open_fulfilments(case.order)
    wanted = set(case.subject.item_ids)
    about = [parcel for parcel in waiting if wanted.intersection(parcel.item_ids)] or waiting
    if about:
        return _on_its_way(case, min(about, key=lambda parcel: _last_scan(parcel).at))
    if not has_shipped(case.order):
        return _not_shipped(case)
    return _delivered(case)


def _on_its_way(case: Case, parcel: Fulfilment) -> Finding:
    last = _last_scan(parcel)
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
        "carrier": parcel.carrier or "",
        "tracking": parcel.tracking or "",
        "items": _titles(case, parcel),
        "last_scan": last_day,
        "place": last.place or "",
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


def _trace(case: Case, parcel: Fulfilment, facts: Facts, slots: Slots, then: NextThreshold) -> Finding:
    write_by = case.calendar.add_working_days(case.today, case.parameters.wismo.write_within_working_days)
    params = {"carrier": parcel.carrier or "", "tracking": parcel.tracking or ""}
    return Finding(
        "wismo.no-scan.trace",
        "wismo",
        Outcome.INFORMATIONAL,
        facts,
        path="trace",
        next_step=f"Open a trace with {parcel.carrier or 'the carrier'} for {parcel.tracking or 'the parcel'}",
        step_back_on=write_by,
        then=then,
        action=ProposedAction("open_trace", params),
        follow_up_reason=f"No scan since {facts['last_scan']}",
        slots={**slots, "then_on": then.on},
    )


def _not_shipped(case: Case) -> Finding | None:
    if case.order.placed_at is None or case.order.cancelled_at is not None:
        return None
    locks = locks_at(case.parameters.order_lock, case.order.placed_at, case.calendar)
    facts: Facts = {"placed": case.calendar.day(case.order.placed_at).isoformat(), "picked_from": locks.isoformat()}
    if locks <= case.now:
        return Finding("wismo.not-shipped", "wismo", Outcome.INFORMATIONAL, facts, path="wait")
    return Finding("wismo.not-shipped.waiting", "wismo", Outcome.INFORMATIONAL, facts, path="wait",
                   slots={"lock_at": locks})  # fmt: skip


def _delivered(case: Case) -> Finding | None:
    delivered = [m for parcel in case.order.fulfilments if is_delivered(parcel) for m in parcel.milestones]
    if not delivered:
        return None
    newest = max(delivered, key=lambda milestone: milestone.at)
    day = case.calendar.day(newest.at)
    parcel = next(p for p in case.order.fulfilments if newest in p.milestones)
    return Finding("wismo.delivered", "wismo", Outcome.INFORMATIONAL, {"delivered": day.isoformat()},
                   path="safe_place_check", next_step="Ask the carrier for the delivery record",
                   action=ProposedAction("safe_place_check", {"carrier": parcel.carrier or "", "tracking": parcel.tracking or ""}),
                   slots={"delivered_on": day, "carrier": parcel.carrier or "", "place": newest.place or ""})  # fmt: skip


def _thresholds(case: Case) -> tuple[int, int]:
    """Return working days until a trace and until lost, a notice's extra days included."""
    wismo = case.parameters.wismo
    country = case.order.ship_to_country or ""
    extra = sum(
        notice.working_days
        for notice in wismo.extra_days
        if notice.from_ <= case.asked_on <= notice.until and (case.order.ship_to_region or "") in notice.regions
    )
    trace = wismo.trace_after_working_days.get(country, wismo.trace_after_working_days["default"])
    lost = wismo.lost_after_working_days.get(country, wismo.lost_after_working_days["default"])
    return trace + extra, lost + extra


def _last_scan(parcel: Fulfilment) -> Milestone:
    return max(parcel.milestones, key=lambda milestone: milestone.at)


def _titles(case: Case, parcel: Fulfilment) -> str:
    items = [case.order.item(item_id) for item_id in parcel.item_ids]
    return " + ".join(item.title for item in items if item and item.title)
