"""Until when an item may come back: the day its window starts, the windows that apply, the kindest of them (C1, C5, C6)."""

from dataclasses import dataclass
from datetime import date, timedelta

from assist.domain.orders import Order
from assist.workflows import parcels
from assist.workflows.case import OrderCase
from assist.workflows.payback import OUTLET
from assist.working_time import WorkingTime


@dataclass(frozen=True)
class Window:
    """One window that is open until the end of `last_day` on the client's clock."""

    id: str
    last_day: date


@dataclass(frozen=True)
class Arrival:
    """The day a window starts; it cannot have ended while another parcel of the order is to come (clock rule C5)."""

    day: date
    is_last: bool


def delivered_on(order: Order, calendar: WorkingTime) -> date | None:
    """Return the day the last parcel came (clock rule C5), None while one is missing."""
    if not parcels.has_arrived(order):
        return None
    return calendar.day(max(parcels.delivery(parcel).at for parcel in order.fulfilments))


def arrival(case: OrderCase) -> Arrival | None:
    """Return when the last parcel came, or the item's own while another is to come; None when that is not known."""
    order, wanted = case.order, case.subject.item_ids
    if not parcels.are_packed(order, wanted):
        return None
    whole = delivered_on(order, case.calendar)
    if whole is not None:
        return Arrival(whole, is_last=parcels.are_packed(order, ()))
    about = parcels.holding(order, wanted)
    if not wanted or not all(parcels.is_delivered(parcel) for parcel in about):
        return None
    return Arrival(case.calendar.day(max(parcels.delivery(parcel).at for parcel in about)), is_last=False)


def kindest(case: OrderCase, delivered: date) -> Window:
    """Return the most favourable window that applies, never less than the law gives (clock rule C6)."""
    rules = case.parameters.return_
    if is_outlet(case) and rules.outlet is not None:
        windows = [Window(OUTLET, delivered + timedelta(days=rules.outlet.window_days))]
    else:
        windows = [Window("standard", delivered + timedelta(days=rules.window_days))]
        if case.is_member and rules.member_window_days is not None:
            windows.append(Window("member", delivered + timedelta(days=rules.member_window_days)))
    placed = case.calendar.day(case.order.placed_at) if case.order.placed_at else None
    for dated in rules.dated_windows if dated_windows_apply(case) else ():
        if placed is not None and dated.ordered_from <= placed <= dated.ordered_until:
            windows.append(Window(dated.id, dated.last_day))
    withdrawal = withdrawal_until(case, delivered)
    if withdrawal is not None:
        windows.append(Window("withdrawal", withdrawal))
    return max(windows, key=lambda window: window.last_day)


def is_over(case: OrderCase) -> bool:
    """Say whether every item came and the kindest window has ended: then no item needs to be named to say no."""
    arrived = arrival(case)
    return arrived is not None and arrived.is_last and case.asked_on > kindest(case, arrived.day).last_day


def withdrawal_until(case: OrderCase, delivered: date) -> date | None:
    """Return the last day of the law's own withdrawal, None where it gives none for these items."""
    law = case.floors.of(case.country)
    if law is None or law.withdrawal_days is None or not case.tags.isdisjoint(law.withdrawal_excludes):
        return None
    return delivered + timedelta(days=law.withdrawal_days)


def may_be_dated(case: OrderCase, delivered: date) -> bool:
    """Say whether the order, of unknown date, may have been placed in a dated window that is still open."""
    if case.order.placed_at is not None or not dated_windows_apply(case):
        return False
    windows = case.parameters.return_.dated_windows
    return any(dated.ordered_from <= delivered and case.asked_on <= dated.last_day for dated in windows)


def dated_windows_apply(case: OrderCase) -> bool:
    """Say whether windows by order date hold for these items."""
    outlet = case.parameters.return_.outlet
    return outlet is None or outlet.dated_windows_apply or not is_outlet(case)


def is_outlet(case: OrderCase) -> bool:
    """Say whether an outlet item is among those meant."""
    return OUTLET in case.tags
