"""Order facts that cannot be true, and those without which nothing can be computed, each named by its path.

A contradiction is told to the agent and never guessed away. Knows no policy.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from assist.domain.base import Money
from assist.domain.decision import Inconsistency
from assist.domain.orders import HANDED_OVER, Fulfilment, Order
from assist.workflows import parcels

CLOCKS_DIFFER = timedelta(hours=1)
"""Shops and carriers stamp by clocks of their own; a parcel scanned this much before its order is no contradiction."""
WITHOUT_PARCEL = "delivered_without_parcel"


@dataclass(frozen=True)
class Contradictions:
    """What is wrong with an order: with its course, which every decision rests on, or with its money."""

    course: tuple[Inconsistency, ...] = ()
    money: tuple[Inconsistency, ...] = ()

    @property
    def all(self) -> tuple[Inconsistency, ...]:
        return (*self.course, *self.money)


def find(order: Order, currency: str, now: datetime, *, goes_by_state: bool = False) -> Contradictions:
    """Return what cannot be true of this order; `currency` is the client's, in which its limits are written.

    A client whose rules go by the order's state passes no scans on: a delivered order without one contradicts nothing.
    """
    course = tuple(_course(order, now))
    if goes_by_state and not any(parcel.milestones for parcel in order.fulfilments):
        course = tuple(one for one in course if one.code != WITHOUT_PARCEL)
    return Contradictions(course, tuple(_money(order, currency)))


def missing(order: Order, field: str, says: str) -> Inconsistency:
    """Name a fact that is absent and needed: `orders/NF-20288/placed_at`."""
    return Inconsistency(path=f"orders/{order.number}/{field}", code="missing", says=says)


def _course(order: Order, now: datetime) -> Iterator[Inconsistency]:
    root = f"orders/{order.number}"
    if order.placed_at is not None and order.placed_at > now + CLOCKS_DIFFER:
        yield Inconsistency(path=f"{root}/placed_at", code="in_the_future", says="the order is placed in the future")
    if order.placed_at and order.cancelled_at and order.cancelled_at < order.placed_at - CLOCKS_DIFFER:
        yield Inconsistency(
            path=f"{root}/cancelled_at", code="before_order", says="the order is cancelled before it was placed"
        )
    if order.cancelled_at and any(_left_after(parcel, order.cancelled_at) for parcel in order.fulfilments):
        yield Inconsistency(path=f"{root}/cancelled_at", code="sent_after", says="it was sent after it was cancelled")
    for item_id, count in Counter(item.id for item in order.items).items():
        if count > 1:
            yield Inconsistency(path=f"{root}/items/{item_id}", code="twice", says="two items have the same id")
    for parcel in order.fulfilments:
        yield from _parcel(order, parcel, f"{root}/fulfilments/{parcel.id}")
    is_delivered = any(parcels.is_delivered(parcel) for parcel in order.fulfilments)
    if (order.status or "").lower() == "delivered" and not is_delivered:
        yield Inconsistency(
            path=f"{root}/status", code=WITHOUT_PARCEL, says="the status is delivered and no parcel was"
        )
    yield from _unknown_items(order)


def _parcel(order: Order, parcel: Fulfilment, path: str) -> Iterator[Inconsistency]:
    left = [m.at for m in parcel.milestones if m.code in HANDED_OVER]
    if order.placed_at and left and min(left) < order.placed_at - CLOCKS_DIFFER:
        what = "delivered" if parcels.is_delivered(parcel) else "handed over"
        yield Inconsistency(path=f"{path}/milestones", code="before_order", says=f"it was {what} before it was ordered")
    if parcels.is_delivered(parcel):
        left_at = [m.at for m in parcel.milestones if m.code == HANDED_OVER[0]]
        if left_at and parcels.delivery(parcel).at < min(left_at) - CLOCKS_DIFFER:
            yield Inconsistency(
                path=f"{path}/milestones", code="before_hand_over", says="it was delivered before it was handed over"
            )


def _left_after(parcel: Fulfilment, cancelled_at: datetime) -> bool:
    left = [m.at for m in parcel.milestones if m.code in HANDED_OVER]
    return bool(left) and min(left) > cancelled_at + CLOCKS_DIFFER


def _unknown_items(order: Order) -> Iterator[Inconsistency]:
    known = {item.id for item in order.items}
    if not known:
        return
    holders: list[tuple[str, Iterable[str]]] = [(f"fulfilments/{one.id}", one.item_ids) for one in order.fulfilments]
    holders += [(f"returns/{at}", one.item_ids) for at, one in enumerate(order.returns)]
    holders += [(f"refunds/{at}", one.item_ids) for at, one in enumerate(order.refunds)]
    holders += [(f"replacements/{at}", one.item_ids) for at, one in enumerate(order.replacements)]
    for path, item_ids in holders:
        if not known.issuperset(item_ids):
            yield Inconsistency(
                path=f"orders/{order.number}/{path}/item_ids",
                code="unknown_item",
                says="it names an item that is not in the order",
            )


def _money(order: Order, currency: str) -> Iterator[Inconsistency]:
    amounts = list(_amounts(order))
    for path, money in amounts:
        if money.amount < 0:
            yield Inconsistency(path=path, code="negative", says="the amount is below zero")
    foreign = [(path, money) for path, money in amounts if money.currency != currency]
    for path, money in foreign[:1]:
        code, says = "currency_foreign", f"the amounts are in {money.currency}, the rules in {currency}"
        if len(foreign) < len(amounts):
            code, says = "currencies_differ", f"{money.currency} stands beside {currency}"
        yield Inconsistency(path=path, code=code, says=says)
    paid, refunded = _paid(order), _refunded(order, currency)
    if not foreign and paid is not None and refunded > paid:
        yield Inconsistency(
            path=f"orders/{order.number}/refunds",
            code="refund_above_paid",
            says=f"{refunded:.2f} is refunded of {paid:.2f} paid",
        )


def _amounts(order: Order) -> Iterator[tuple[str, Money]]:
    root, totals = f"orders/{order.number}", order.totals
    named: list[tuple[str, Money | None]] = []
    if totals is not None:
        named += [("totals/items", totals.items), ("totals/discount", totals.discount)]
        named += [("totals/shipping", totals.shipping), ("totals/paid", totals.paid)]
    named += [(f"items/{item.id}/paid", item.paid) for item in order.items]
    named += [(f"items/{item.id}/unit_list_price", item.unit_list_price) for item in order.items]
    named += [(f"refunds/{at}/amount", refund.amount) for at, refund in enumerate(order.refunds)]
    named += [(f"payments/{at}/amount", payment.amount) for at, payment in enumerate(order.payments)]
    for path, money in named:
        if money is not None:
            yield f"{root}/{path}", money


def _paid(order: Order) -> Decimal | None:
    """Return what was paid for the order; from its items only when each says so, with the shipping."""
    totals = order.totals
    if totals is not None and totals.paid is not None:
        return totals.paid.amount
    paid = [item.paid.amount for item in order.items if item.paid is not None]
    if not paid or len(paid) < len(order.items):
        return None
    shipping = totals.shipping.amount if totals and totals.shipping else Decimal(0)
    return sum(paid, Decimal(0)) + shipping


_FAILED = frozenset({"cancelled", "canceled", "declined", "rejected", "failed"})


def _refunded(order: Order, currency: str) -> Decimal:
    counted: Sequence[Money] = [
        refund.amount
        for refund in order.refunds
        if refund.amount and refund.amount.currency == currency and (refund.status or "").lower() not in _FAILED
    ]
    return sum((money.amount for money in counted), Decimal(0))
