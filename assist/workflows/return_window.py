"""Returns and exchanges after delivery: which window applies, its last day, and whether the customer asked in time."""

from dataclasses import dataclass
from datetime import date, timedelta

from assist.domain.enums import Outcome
from assist.domain.orders import DELIVERED, Order
from assist.workflows.case import Case, Facts, Finding, ProposedAction, Slots
from assist.workflows.subject import is_delivered
from assist.working_time import WorkingTime

OUTLET = "outlet"


@dataclass(frozen=True)
class _Window:
    id: str
    last_day: date


def delivered_on(order: Order, calendar: WorkingTime) -> date | None:
    """Return the day the last parcel came (clock rule C5), None while one is missing."""
    if not order.fulfilments or not all(is_delivered(parcel) for parcel in order.fulfilments):
        return None
    moments = [m.at for parcel in order.fulfilments for m in parcel.milestones if m.code == DELIVERED]
    return calendar.day(max(moments))


def decide(case: Case) -> Finding | None:
    """Return the decision for a return, exchange or change of mind; None where another rule must look."""
    exchange = case.parameters.exchange
    if case.workflow == "exchange" and not exchange.offered:
        return Finding("exchange.not-offered", "exchange", Outcome.NOT_ELIGIBLE, path="refund",
                       next_step="Explain the refund and that the other item can be ordered now")  # fmt: skip
    delivered = _item_delivered_on(case)
    if delivered is None or _has_excluded_item(case):
        return None
    window = _window(case, delivered)
    facts: Facts = {"delivered": delivered.isoformat(), "window": window.id, "last_day": window.last_day.isoformat()}
    if case.order.placed_at:
        facts["placed"] = case.calendar.day(case.order.placed_at).isoformat()
    slots: Slots = {"last_day": window.last_day, "delivered_on": delivered, "items": _titles(case)}
    if case.workflow == "exchange" and window.id == OUTLET:
        return Finding("exchange.refund-only", "exchange", Outcome.NOT_ELIGIBLE, facts, path="refund", slots=slots,
                       next_step="Offer the return for a refund instead")  # fmt: skip
    if case.asked_on > window.last_day:
        return Finding(f"{case.workflow}.ended.{window.id}", case.workflow, Outcome.NOT_ELIGIBLE, facts, slots=slots,
                       next_step="Say kindly that the window has ended, and when")  # fmt: skip
    return _open(case, window, facts, slots)


def _open(case: Case, window: _Window, facts: Facts, slots: Slots) -> Finding:
    is_exchange = case.workflow == "exchange"
    params = {"order_number": case.order.number, "item_id": ",".join(case.subject.item_ids)}
    return Finding(
        f"{case.workflow}.window.{window.id}",
        case.workflow,
        Outcome.ELIGIBLE,
        {**facts, "exchanges_used": _exchanges_used(case)} if is_exchange else facts,
        path="exchange" if is_exchange else "refund",
        conditions=_conditions(case),
        next_step="Send the return label",
        last_day=window.last_day,
        charge=_exchange_fee(case) if is_exchange else None,
        action=ProposedAction("send_return_label", params, "customer_confirmation"),
        slots={**slots, "conditions": " and ".join(_conditions(case))},
    )


def _item_delivered_on(case: Case) -> date | None:
    """Return the day the window starts: the last parcel, or the item's own while another is still on its way."""
    whole = delivered_on(case.order, case.calendar)
    if whole is not None:
        return whole
    parcels = [p for p in case.order.fulfilments if set(p.item_ids) & set(case.subject.item_ids)]
    if not parcels or not all(is_delivered(parcel) for parcel in parcels):
        return None
    return case.calendar.day(max(m.at for p in parcels for m in p.milestones if m.code == DELIVERED))


def _window(case: Case, delivered: date) -> _Window:
    """Return the most favourable window that applies (clock rule C6); outlet items have their own."""
    rules = case.parameters.return_
    if rules.outlet is not None and OUTLET in _tags(case):
        return _Window(OUTLET, delivered + timedelta(days=rules.outlet.window_days))
    windows = [_Window("standard", delivered + timedelta(days=rules.window_days))]
    placed = case.calendar.day(case.order.placed_at) if case.order.placed_at else None
    for dated in rules.dated_windows:
        if placed is not None and dated.ordered_from <= placed <= dated.ordered_until:
            windows.append(_Window(dated.id, dated.last_day))
    return max(windows, key=lambda window: window.last_day)


def _tags(case: Case) -> set[str]:
    items = [case.order.item(item_id) for item_id in case.subject.item_ids]
    about = [item for item in items if item] or list(case.order.items)
    return {tag for item in about for tag in item.tags}


def _has_excluded_item(case: Case) -> bool:
    return not _tags(case).isdisjoint(case.parameters.return_.excluded_unless_faulty)


def _conditions(case: Case) -> tuple[str, ...]:
    conditions = case.parameters.return_.conditions
    tags = _tags(case)
    chosen = [text for key, text in conditions.items() if key in tags]
    return tuple(([conditions["default"]] if "default" in conditions else []) + chosen)


def _exchanges_used(case: Case) -> int:
    return sum(entry.kind == "exchange" for entry in case.order.returns)


def _exchange_fee(case: Case) -> str:
    rules = case.parameters.exchange
    return rules.first_fee if _exchanges_used(case) == 0 else rules.further_fee


def _titles(case: Case) -> str:
    items = [case.order.item(item_id) for item_id in case.subject.item_ids]
    return " + ".join(item.title for item in items if item and item.title)
