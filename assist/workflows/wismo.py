"""Where is my order: what the newest scan means, when we step in, when a parcel counts as lost or missing."""

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from assist.domain.base import Money
from assist.domain.decision import NextThreshold, PathOption
from assist.domain.enums import Needed, Outcome
from assist.domain.orders import Fulfilment
from assist.workflows import delivered_not_received, early_replacement, limits, parcels, payback, stepping_in, wording
from assist.workflows.case import Facts, Finding, OrderCase, ProposedAction, Slots
from assist.workflows.not_shipped import not_shipped

NOT_RECEIVED = "shipping/delivered_not_received"
"""The intent of a customer whose parcel is delivered by the carrier's word alone."""
OUT_FOR_DELIVERY = "out_for_delivery"
_WANTS_MONEY = re.compile(r"\b(?:money back|refund\w*|reembols\w+|devolu\w+ del dinero|mi dinero)\b", re.I)


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
        silent = min(waiting, key=lambda parcel: parcels.last_scan(parcel).at)
        told = replace(_on_its_way(case, silent), item_ids=silent.item_ids)
        return _beside_others(case, silent, told)
    if not parcels.has_shipped(case.order):
        return not_shipped(case)
    if newest is not None and arrived == about and parcels.are_packed(case.order, case.subject.item_ids):
        return _delivered(case, newest)
    return _partly_shipped(case)


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
        return _lost(case, parcel, facts, slots)
    lost_on = case.calendar.add_working_days(last_day, lost_after)
    then = NextThreshold(on=lost_on, outcome="lost", path="customer_choice")
    if days >= trace_after:
        return early_replacement.consider(case, parcel, _trace(case, parcel, facts, slots, then))
    trace_on = case.calendar.add_working_days(last_day, trace_after)
    is_out = last.code == OUT_FOR_DELIVERY and last_day == case.today
    slots = {**slots, "trace_on": trace_on, **_closed(case, trace_on)}
    found = Finding("wismo.moving.out-for-delivery" if is_out else "wismo.moving", "wismo", Outcome.INFORMATIONAL,
                    facts, path="wait", step_back_on=trace_on, then=then,
                    next_step=f"Step back in on {trace_on} if there is no new scan",
                    follow_up_reason=f"Last scan {last_day}", slots=slots)  # fmt: skip
    return early_replacement.consider(case, parcel, found)


def _closed(case: OrderCase, until: date) -> Slots:
    """Return the holidays on weekdays from today until then: they are why a working day is further than it looks."""
    days = ((case.today + timedelta(days=n)) for n in range((until - case.today).days + 1))
    closed = tuple(day for day in days if day.weekday() < 5 and day in case.calendar.holidays)
    return {"holidays": closed} if closed else {}


def _trace(case: OrderCase, parcel: Fulfilment, facts: Facts, slots: Slots, then: NextThreshold) -> Finding:
    write_by = stepping_in.write_by(case)
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
        slots={**slots, "then_on": then.on, **_closed(case, then.on)},
    )


def _lost(case: OrderCase, parcel: Fulfilment, facts: Facts, slots: Slots) -> Finding:
    """Return the customer's choice of a new parcel or the money; taken already where the words say which."""
    whole = replace(case, subject=replace(case.subject, item_ids=parcel.item_ids))
    back = payback.of_faulty(whole)
    free = Money(amount=Decimal("0.00"), currency=case.currency)
    found = Finding(
        "wismo.no-scan.lost",
        "wismo",
        Outcome.ELIGIBLE,
        facts,
        path="customer_choice",
        next_step="Offer a replacement or a full refund, the customer's choice",
        missing=(Needed.CHOICE,),
        amount={"refund": back.refund.total} if back else {},
        lines=back.lines if back else (),
        alternatives=(
            PathOption(path="replacement", amount=free),
            *(back.paths if back else (PathOption(path="refund"),)),
        ),
        slots=slots,
    )
    wants_new, wants_money = early_replacement.WANTS_NEW.search(case.words), _WANTS_MONEY.search(case.words)
    if bool(wants_new) == bool(wants_money):
        return found
    kind, path = ("send_replacement", "replacement") if wants_new else ("issue_refund", "refund")
    approval = limits.refund_approval(case, back.refund.total) if back and wants_money else None
    action = ProposedAction(kind, early_replacement.params(case, parcel), "level_2" if approval else "agent")
    return replace(found, rule_id=f"wismo.no-scan.lost.{path}", path=path, missing=(), approval=approval,
                   next_step="Do what the customer chose", actions=(action,))  # fmt: skip


def _beside_others(case: OrderCase, told: Fulfilment, finding: Finding) -> Finding:
    """Add what is known of the order's other parcels, so that each is answered."""
    others = [one for one in case.order.fulfilments if one.id != told.id and one.item_ids]
    arrived = [one for one in others if parcels.is_delivered(one)]
    moving = [one for one in others if parcels.is_under_way(one)]
    slots: Slots = {}
    if arrived:
        newest = max(arrived, key=lambda one: parcels.delivery(one).at)
        slots["arrived_items"] = wording.titles(case.order, [i for one in arrived for i in one.item_ids])
        slots["arrived_on"] = case.calendar.day(parcels.delivery(newest).at)
    if moving:
        oldest = min(moving, key=lambda one: parcels.last_scan(one).at)
        slots["moving_items"] = wording.titles(case.order, oldest.item_ids)
        slots["moving_scan"] = case.calendar.day(parcels.last_scan(oldest).at)
    unsent = _unsent(case) if told.item_ids else []
    if unsent:
        slots["unsent_items"] = wording.titles(case.order, unsent)
    return replace(finding, slots={**finding.slots, **slots})


def _unsent(case: OrderCase) -> list[str]:
    """Return the items in no parcel that has left."""
    left = {i for one in case.order.fulfilments if one.milestones and parcels.has_left(one) for i in one.item_ids}
    return [item.id for item in case.order.items if item.id not in left]


def _partly_shipped(case: OrderCase) -> Finding | None:
    """Return what has arrived and what has not left; None where a parcel does not say what it holds."""
    unsent = [i for i in _unsent(case) if not case.subject.item_ids or i in case.subject.item_ids]
    if not unsent or any(not one.item_ids for one in case.order.fulfilments):
        return None
    write_by = stepping_in.write_by(case)
    found = Finding("wismo.partly-shipped", "wismo", Outcome.INFORMATIONAL, {"not_sent": ",".join(unsent)}, path="wait",
                    step_back_on=write_by, next_step="Ask the warehouse when the rest leaves",
                    follow_up_reason="Part of the order has not left",
                    actions=(ProposedAction("check_dispatch", {"order_number": case.order.number}),),
                    slots={"unsent_items": wording.titles(case.order, unsent)})  # fmt: skip
    arrived = [one for one in case.order.fulfilments if parcels.is_delivered(one)]
    if not arrived:
        return found
    newest = max(arrived, key=lambda one: parcels.delivery(one).at)
    titles = wording.titles(case.order, [i for one in arrived for i in one.item_ids])
    seen: Slots = {"arrived_items": titles, "arrived_on": case.calendar.day(parcels.delivery(newest).at)}
    return replace(found, slots={**found.slots, **seen})


def _cancelled(case: OrderCase) -> Finding | None:
    """Return when the order was cancelled; None while a parcel of it travels all the same, which a person must see."""
    if case.order.cancelled_at is None or parcels.open_fulfilments(case.order):
        return None
    day = case.calendar.day(case.order.cancelled_at)
    return Finding("wismo.cancelled", "wismo", Outcome.INFORMATIONAL, {"cancelled": day.isoformat()},
                   next_step="Say that the order was cancelled, and when", slots={"cancelled_on": day})  # fmt: skip


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
