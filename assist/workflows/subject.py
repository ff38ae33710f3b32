"""Which order and which items an intent is about, and the reason for that choice."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assist.domain.orders import DELIVERED, HANDED_OVER, Fulfilment, Item, Order

_WORD = re.compile(r"[^\W_]{3,}")
_GENERIC = frozenset({"the", "and", "set", "item", "size", "jacket's", "for"})


@dataclass(frozen=True)
class Subject:
    """The order meant and its items; `reason` is for people, `order` None means it must be asked."""

    order: Order | None
    item_ids: tuple[str, ...]
    reason: str
    unknown_number: str | None = None


def choose(orders: Sequence[Order], mentioned: Sequence[str], words: str, *, about_delivery: bool) -> Subject:
    """Choose the order and items that `words` are about.

    `mentioned` are order numbers the customer gave, the nearest to the request first; `about_delivery` prefers what
    has not arrived.
    """
    order, reason, unknown = _order(orders, mentioned, words, about_delivery)
    if order is None:
        return Subject(None, (), reason, unknown)
    return Subject(order, _item_ids(order, words, about_delivery), reason)


def _order(
    orders: Sequence[Order], mentioned: Sequence[str], words: str, about_delivery: bool
) -> tuple[Order | None, str, str | None]:
    for number in mentioned:
        order = next((order for order in orders if order.number.upper() == number.upper()), None)
        if order is not None:
            return order, f"{order.number} was named", None
    if mentioned and not orders:
        return None, "the order named is not known", mentioned[0]
    if mentioned:
        return None, "the order named is not among the customer's orders", mentioned[0]
    if len(orders) == 1:
        return orders[0], "the only order", None
    named = [order for order in orders if _named_items(order, words)]
    if len(named) == 1:
        return named[0], "the only order with the item named", None
    if about_delivery:
        undelivered = [order for order in orders if open_fulfilments(order) or not order.fulfilments]
        newest = sorted((order for order in undelivered if order.placed_at), key=lambda o: o.placed_at or 0)
        if newest:
            return newest[-1], "the newest order that has not arrived", None
    return None, "several orders fit" if orders else "no order is known", None


def _item_ids(order: Order, words: str, about_delivery: bool) -> tuple[str, ...]:
    named = _named_items(order, words)
    if named:
        return tuple(item.id for item in named)
    if about_delivery:
        waiting = [item_id for parcel in open_fulfilments(order) for item_id in parcel.item_ids]
        if waiting:
            return tuple(waiting)
    return (order.items[0].id,) if len(order.items) == 1 else ()


def _named_items(order: Order, words: str) -> list[Item]:
    """Return items of which a word of the title stands in the message; a word shared by all items tells nothing."""
    said = {word.lower().rstrip("s") for word in _WORD.findall(words)}
    titles = {item.id: _title_words(item) for item in order.items}
    shared = set.intersection(*titles.values()) if len(titles) > 1 else set()
    return [item for item in order.items if said & (titles[item.id] - shared)]


def _title_words(item: Item) -> set[str]:
    return {word.lower().rstrip("s") for word in _WORD.findall(item.title or "")} - _GENERIC


def open_fulfilments(order: Order) -> list[Fulfilment]:
    """Return the parcels that have left and not arrived."""
    return [
        parcel
        for parcel in order.fulfilments
        if any(m.code in HANDED_OVER for m in parcel.milestones) and not is_delivered(parcel)
    ]


def is_delivered(parcel: Fulfilment) -> bool:
    """Say whether the carrier recorded a delivery."""
    return any(milestone.code == DELIVERED for milestone in parcel.milestones)


def has_shipped(order: Order) -> bool:
    """Say whether any parcel has left us."""
    return any(m.code in HANDED_OVER for parcel in order.fulfilments for m in parcel.milestones)
