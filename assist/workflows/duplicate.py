"""The same order twice: the second is cancelled while it can be, else it comes back as any return or at our cost."""

from dataclasses import replace
from datetime import timedelta

from assist.domain.enums import Needed, Outcome
from assist.domain.orders import Order
from assist.workflows import order_lock, parcels, signs
from assist.workflows.case import Case, Facts, Finding, OrderCase, ProposedAction, Slots
from assist.workflows.subject import Subject

PLACED_TOGETHER = timedelta(hours=48)
"""Two orders of the same items placed further apart are two wishes, not one order twice."""


def decide(case: Case) -> Finding | None:
    """Return what becomes of the second order, or ask for the number that is not known."""
    if isinstance(case, OrderCase) and _sent_twice(case.order):
        return Finding("duplicate.sent-twice", "duplicate", Outcome.ELIGIBLE, {"parcels": len(case.order.fulfilments)},
                       path="return", next_step="Send a free label for the second parcel",
                       actions=(ProposedAction("send_return_label", {"order_number": case.order.number, "fee": "0.00"}),))  # fmt: skip
    pair = _pair(case)
    if pair is None:
        return Finding("duplicate.which", "duplicate", Outcome.NEEDS_INFO, {"orders_known": len(case.background.orders)},
                       missing=(Needed.ORDER_NUMBER,), next_step="Ask once for both order numbers")  # fmt: skip
    kept, second = pair
    return _second(case, kept, second)


def _sent_twice(order: Order) -> bool:
    """Say whether two parcels hold the same items, more often than they were ordered."""
    shipped = [set(parcel.item_ids) for parcel in order.fulfilments if parcel.item_ids]
    ordered = {item.id: item.quantity for item in order.items}
    return any(
        one & other and all(ordered.get(item_id, 1) == 1 for item_id in one & other)
        for number, one in enumerate(shipped)
        for other in shipped[number + 1 :]
    )


def _pair(case: Case) -> tuple[Order, Order] | None:
    """Return the order that stays and the one too many: the later, unless the customer keeps that one."""
    orders = [order for order in case.background.orders if order.cancelled_at is None and order.placed_at is not None]
    orders.sort(key=lambda order: order.placed_at or case.now)
    pairs = [
        (first, second)
        for number, first in enumerate(orders)
        for second in orders[number + 1 :]
        if _same_items(first, second) and _placed_together(first, second)
    ]
    if len(pairs) != 1:
        return None
    first, second = pairs[0]
    return (second, first) if _keeps(case, second) else (first, second)


def _same_items(first: Order, second: Order) -> bool:
    def named(order: Order) -> list[str]:
        return sorted((item.sku or f"{item.title} {item.variant}").casefold() for item in order.items)

    return named(first) == named(second)


def _placed_together(first: Order, second: Order) -> bool:
    if first.placed_at is None or second.placed_at is None:
        return False
    return second.placed_at - first.placed_at <= PLACED_TOGETHER


def _keeps(case: Case, order: Order) -> bool:
    """Say whether the customer says to keep this order, or to cancel the other by its number."""
    words = signs.plain(case.words)
    at = words.find(order.number.lower())
    before = words[max(0, at - 25) : at] if at >= 0 else ""
    return any(word in before for word in ("keep", "quedar", "quedo", "mantener"))


def _second(case: Case, kept: Order, second: Order) -> Finding | None:
    about = case.about(second, Subject(second, (), "the order too many"), workflow="cancellation")
    found = order_lock.decide(about)
    if found is None:
        return None
    facts: Facts = {**found.facts, "order_kept": kept.number, "order_too_many": second.number}
    slots: Slots = {**found.spoken, "order_number": second.number, "order_kept": kept.number}
    found = replace(found, workflow="duplicate", facts=facts, slots=slots, order_number=second.number)
    if found.outcome is Outcome.ELIGIBLE:
        return replace(found, rule_id="duplicate.cancel")
    state = "arrived" if parcels.has_arrived(second) else "on-its-way"
    return replace(found, rule_id=f"duplicate.locked.{state}")
