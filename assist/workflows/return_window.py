"""Returns and exchanges after delivery: which window applies, its last day, and whether the customer asked in time."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from assist.domain.base import Money
from assist.domain.enums import Outcome
from assist.domain.orders import Item, Order
from assist.workflows import parcels, returned, wording
from assist.workflows.case import Facts, Finding, OrderCase, ProposedAction, Slots
from assist.working_time import WorkingTime

OUTLET = "outlet"
_OPENED = re.compile(
    r"(?<!not )(?<!n't )(?<!n’t )(?<!never )\b(?:opened|unsealed|(?:used|tried) (?:it|them|this))\b", re.I
)


@dataclass(frozen=True)
class _Window:
    id: str
    last_day: date


@dataclass(frozen=True)
class _Arrival:
    """The day a window starts; it cannot have ended while another parcel of the order is to come (clock rule C5)."""

    day: date
    is_last: bool


def delivered_on(order: Order, calendar: WorkingTime) -> date | None:
    """Return the day the last parcel came (clock rule C5), None while one is missing."""
    if not parcels.has_arrived(order):
        return None
    return calendar.day(max(parcels.delivery(parcel).at for parcel in order.fulfilments))


def decide(case: OrderCase) -> Finding | None:
    """Return the decision for a return, exchange or change of mind; None where another rule must look."""
    already = returned.decide(case)
    if already is not None:
        return already
    if _has_excluded_item(case) or _is_mixed(case) or _says_opened(case):
        return None
    arrival = _arrival(case)
    is_offered = case.workflow != "exchange" or case.parameters.exchange.offered
    if arrival is None:
        return None if is_offered else _not_offered({}, {})
    window = _window(case, arrival.day)
    facts: Facts = {"delivered": arrival.day.isoformat(), "window": window.id, "last_day": window.last_day.isoformat()}
    if case.order.placed_at:
        facts["placed"] = case.calendar.day(case.order.placed_at).isoformat()
    items = wording.titles(case.order, case.subject.item_ids)
    slots: Slots = {"last_day": window.last_day, "delivered_on": arrival.day, "items": items}
    if case.asked_on > window.last_day:
        return _ended(case, arrival, window, facts, slots)
    if not is_offered:
        return _not_offered(facts, slots)
    if case.workflow == "exchange" and _is_refund_only(case):
        return Finding("exchange.refund-only", "exchange", Outcome.NOT_ELIGIBLE, facts, path="refund", slots=slots,
                       next_step="Offer the return for a refund instead")  # fmt: skip
    return _open(case, window, facts, slots)


def _not_offered(facts: Facts, slots: Slots) -> Finding:
    return Finding("exchange.not-offered", "exchange", Outcome.NOT_ELIGIBLE, facts, path="refund", slots=slots,
                   next_step="Explain the refund and that the other item can be ordered now")  # fmt: skip


def _ended(case: OrderCase, arrival: _Arrival, window: _Window, facts: Facts, slots: Slots) -> Finding | None:
    """Return the refusal, or None where something may still make it a wrong one: a person or a page says more."""
    if not arrival.is_last or _may_be_dated(case, arrival.day) or _may_be_promised(case, arrival.day):
        return None
    return Finding(f"{case.workflow}.ended.{window.id}", case.workflow, Outcome.NOT_ELIGIBLE, facts, slots=slots,
                   next_step="Say kindly that the window has ended, and when")  # fmt: skip


def _open(case: OrderCase, window: _Window, facts: Facts, slots: Slots) -> Finding:
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
        amount={"charge": Money(amount=_exchange_fee(case), currency=case.currency)} if is_exchange else {},
        actions=(ProposedAction("send_return_label", params, "customer_confirmation"),),
        slots={**slots, "conditions": " and ".join(_conditions(case))},
    )


def _arrival(case: OrderCase) -> _Arrival | None:
    """Return when the last parcel came, or the item's own while another is to come; None when that is not known."""
    order, wanted = case.order, case.subject.item_ids
    if not parcels.are_packed(order, wanted):
        return None
    whole = delivered_on(order, case.calendar)
    if whole is not None:
        return _Arrival(whole, is_last=parcels.are_packed(order, ()))
    about = parcels.holding(order, wanted)
    if not wanted or not all(parcels.is_delivered(parcel) for parcel in about):
        return None
    return _Arrival(case.calendar.day(max(parcels.delivery(parcel).at for parcel in about)), is_last=False)


def _window(case: OrderCase, delivered: date) -> _Window:
    """Return the most favourable window that applies (clock rule C6); outlet items have their own."""
    rules = case.parameters.return_
    is_member = (case.tier or "").lower() in rules.member_tiers
    if rules.outlet is not None and _is_outlet(case):
        windows = [_Window(OUTLET, delivered + timedelta(days=rules.outlet.window_days))]
    else:
        windows = [_Window("standard", delivered + timedelta(days=rules.window_days))]
        if is_member and rules.member_window_days is not None:
            windows.append(_Window("member", delivered + timedelta(days=rules.member_window_days)))
    placed = case.calendar.day(case.order.placed_at) if case.order.placed_at else None
    for dated in rules.dated_windows if _dated_windows_apply(case) else ():
        if placed is not None and dated.ordered_from <= placed <= dated.ordered_until:
            windows.append(_Window(dated.id, dated.last_day))
    return max(windows, key=lambda window: window.last_day)


def _may_be_dated(case: OrderCase, delivered: date) -> bool:
    """Say whether the order, of unknown date, may have been placed in a dated window that is still open."""
    if case.order.placed_at is not None or not _dated_windows_apply(case):
        return False
    windows = case.parameters.return_.dated_windows
    return any(dated.ordered_from <= delivered and case.asked_on <= dated.last_day for dated in windows)


def _may_be_promised(case: OrderCase, delivered: date) -> bool:
    """Say whether another promise of the client may cover an item after its return window."""
    days = (case.asked_on - delivered).days
    comfort, patch_test = case.parameters.comfort_promise, case.parameters.patch_test
    if patch_test is not None and days <= patch_test.window_days:
        return True
    return (
        comfort is not None
        and days <= comfort.window_days
        and any(set(comfort.tags) <= set(item.tags) for item in _items(case))
    )


def _says_opened(case: OrderCase) -> bool:
    """Say whether the customer opened what only a patch test takes back: a return of sealed items is no answer."""
    return case.parameters.patch_test is not None and _OPENED.search(case.words) is not None


def _dated_windows_apply(case: OrderCase) -> bool:
    outlet = case.parameters.return_.outlet
    return outlet is None or outlet.dated_windows_apply or not _is_outlet(case)


def _is_refund_only(case: OrderCase) -> bool:
    outlet = case.parameters.return_.outlet
    return outlet is not None and outlet.refund_only and _is_outlet(case)


def _items(case: OrderCase) -> list[Item]:
    """Return the items meant; all of the order when none is named."""
    items = [case.order.item(item_id) for item_id in case.subject.item_ids]
    return [item for item in items if item] or list(case.order.items)


def _tags(case: OrderCase) -> set[str]:
    return {tag for item in _items(case) for tag in item.tags}


def _is_outlet(case: OrderCase) -> bool:
    return OUTLET in _tags(case)


def _is_mixed(case: OrderCase) -> bool:
    """Say whether the items fall under different windows: one answer would be wrong for some."""
    return len({OUTLET in item.tags for item in _items(case)}) > 1


def _has_excluded_item(case: OrderCase) -> bool:
    return not _tags(case).isdisjoint(case.parameters.return_.excluded_unless_faulty)


def _conditions(case: OrderCase) -> tuple[str, ...]:
    conditions = case.parameters.return_.conditions
    tags = _tags(case)
    chosen = [text for key, text in conditions.items() if key in tags]
    return tuple(([conditions["default"]] if "default" in conditions else []) + chosen)


def _exchanges_used(case: OrderCase) -> int:
    return sum(entry.kind == "exchange" for entry in case.order.returns)


def _exchange_fee(case: OrderCase) -> Decimal:
    rules = case.parameters.exchange
    return rules.first_fee if _exchanges_used(case) == 0 else rules.further_fee
