"""Which order and which items an intent is about, and the reason for that choice."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from assist.domain.orders import Item, Order
from assist.text import content_words
from assist.workflows import goods
from assist.workflows.parcels import delivery, has_arrived, is_delivered, open_fulfilments
from assist.workflows.wording import folded

FREE_GIFT = "free_gift"
"""The tag of what came for nothing with an order."""

SET = "set"
"""A word that names an item only where one of the order is tagged so."""
_GENERIC = frozenset({"item", "size", "pack", "talla"})
"""Words of titles that stand in many messages and name nothing."""

FEWEST_DIGITS = 4
"""Shorter numbers are sizes, amounts and house numbers as often as orders."""

_KEPT = re.compile(
    r"(?P<denied>\b(?:not|no|cannot|dont|cant|\w+n['’]t|instead of|without)\s+(?:\w+\s+){0,2})?"
    r"\b(?:keep(?:ing)?(?!\s+(?:me|us|track)\b)|quedarme|me quedo)\b"
    r".*?(?=$|[.,;!?\n]|\b(?:and|but|y|pero)\s+(?:i|we|to|send|sending|return|returning|exchange|exchanging|swap|get|give|"
    r"want|would|can|please|quiero|devolver|devuelvo|cambiar|cambio|enviar|mandar)\b)",
    re.I | re.M,
)
"""What a customer keeps ("and keep the jacket"), until another wish begins; with `denied` it is what goes back."""


_KEPT_BEFORE = re.compile(
    r"(?:(?<=^)|(?<=[.,;!?\n]))[^.,;!?\n]*?\b(?:i(?:'d| would|'ll| will| want to| am going to)?|me)\s+(?:like to )?(?:keep|quedo|quedar[ií]a)\s*(?=$|[.,;!?\n])",
    re.I | re.M,
)
"""The same with the object in front: "the free pouch I would keep"."""


_ARRIVED = re.compile(
    r"(?:(?<=^)|(?<=[.,;!?\n])|\b(?:but|and|pero|y)\b)(?:(?!\b(?:no|not|without|missing|never|except|only|but|and|sin|falta\w*|pero|y)\b|n['’]t\b)[^.,;!?\n])*?"
    r"\b(?:there|in it|inside|in the (?:box|parcel|package)|in here|is here|arrived|came|has come|est[áa](?:n|ba|ban)? (?:dentro|ah[ií])|ven[ií]an?|llegaron|ha llegado)\b"
    r"\s*(?=$|[.,;!?\n]|\b(?:but|and|pero|y)\b)",
    re.I | re.M,
)
_MISSED = re.compile(r"\b(?:no|not|missing|without|never|falta\w*|sin)\b|n['’]t\b", re.I)
"""What a customer says did come ("the fleece is there, the hat isn't"): never what is missed."""


@dataclass(frozen=True)
class Subject:
    """The order meant and its items; `reason` is for people, `order` None means it must be asked."""

    order: Order | None
    item_ids: tuple[str, ...]
    reason: str
    unknown_number: str | None = None


def choose(
    orders: Sequence[Order],
    mentioned: Sequence[str],
    words: str,
    *,
    about_delivery: bool,
    says_delivered: bool = False,
    turn: str = "",
) -> Subject:
    """Choose the order and items that `words` are about.

    `mentioned` are order numbers the customer gave, the nearest to the request first; `about_delivery` prefers what
    has not arrived, `says_delivered` what the carrier delivered last.
    """
    said = _said(words)
    order, reason, unknown = _named(orders, mentioned, words, said, turn or words)
    if order is None and unknown is None and says_delivered:
        order, reason = _delivered_last(orders), "the order delivered last"
    if order is None and unknown is None and about_delivery:
        order, reason = _awaited(orders), "the newest order that has not arrived"
    if order is None:
        missing = "several orders fit" if orders else "no order is known"
        return Subject(None, (), reason if unknown else missing, unknown)
    return Subject(order, _item_ids(order, said, about_delivery, says_delivered), reason)


def _named(
    orders: Sequence[Order], mentioned: Sequence[str], words: str, said: set[str], turn: str
) -> tuple[Order | None, str, str | None]:
    """Return the order the customer named by number or item, or has no other than; else the unknown number.

    What the request itself says, in digits or by an item, beats a number given in an earlier message.
    """
    spoken = _by_digits(orders, words)
    if spoken is not None:
        return spoken, f"{spoken.number} was named", None
    holding = [order for order in orders if _named_items(order, said)] if len(orders) > 1 else []
    if len(holding) == 1 and not any(_digits(number) in turn for number in mentioned):
        return holding[0], "the only order with the item named", None
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
    return None, "", None


def _by_digits(orders: Sequence[Order], words: str) -> Order | None:
    """Return the order whose number stands in the words first, with its prefix or without: "send 20402 to ..."."""
    found = [(at.start(), order) for order in orders if (at := _number_in(order, words)) is not None]
    return min(found, key=lambda one: one[0])[1] if found else None


def _number_in(order: Order, words: str) -> re.Match[str] | None:
    digits = _digits(order.number)
    return re.search(rf"(?<!\d){digits}(?!\d)", words) if len(digits) >= FEWEST_DIGITS else None


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)


def _awaited(orders: Sequence[Order]) -> Order | None:
    """Return the newest order that has not arrived; a cancelled one is not on its way to anyone."""
    placed = [
        (order.placed_at, order)
        for order in orders
        if order.placed_at is not None and order.cancelled_at is None and not has_arrived(order)
    ]
    return max(placed, key=lambda one: one[0])[1] if placed else None


def _delivered_last(orders: Sequence[Order]) -> Order | None:
    arrivals = [(delivery(p).at, order) for order in orders for p in order.fulfilments if is_delivered(p)]
    return max(arrivals, key=lambda one: one[0])[1] if arrivals else None


def _item_ids(order: Order, said: set[str], about_delivery: bool, says_delivered: bool) -> tuple[str, ...]:
    named = _named_items(order, said)
    if named:
        return tuple(item.id for item in named)
    arrived = [parcel for parcel in order.fulfilments if is_delivered(parcel) and parcel.item_ids]
    if says_delivered and arrived:
        return max(arrived, key=lambda parcel: delivery(parcel).at).item_ids
    if about_delivery:
        waiting = [item_id for parcel in open_fulfilments(order) for item_id in parcel.item_ids]
        if waiting:
            return tuple(waiting)
    bought = [item for item in order.items if FREE_GIFT not in item.tags]
    return (bought[0].id,) if len(bought) == 1 else ()


def _named_items(order: Order, said: set[str]) -> list[Item]:
    """Return items of which a word of the title was said; a word shared by all items tells nothing."""
    titles = {item.id: _title_words(item.title or "") for item in order.items}
    shared = frozenset.intersection(*titles.values()) if len(titles) > 1 else frozenset()
    named = [item for item in order.items if said & (titles[item.id] - shared)]
    if not named and SET in said:
        named = [item for item in order.items if SET in item.tags]
    if not named:
        spoken = goods.kinds(said)
        of_kind = [item for item in order.items if spoken & goods.kinds(titles[item.id])]
        named = of_kind if len(of_kind) == 1 else []
    # A free gift named beside what was bought is spoken of, and not what the request is about.
    return [item for item in named if FREE_GIFT not in item.tags] or named


@lru_cache(maxsize=4096)
def _title_words(title: str) -> frozenset[str]:
    """Return the words of a title that can name its item; a shop has the same titles in many orders."""
    return frozenset(_telling(title) - {SET})


def _said(words: str) -> set[str]:
    """Return the words that may name an item, those of what the customer keeps, or has got beside it, left out."""
    words = _ARRIVED.sub(" ", words) if _MISSED.search(words) else words
    lowered = words.lower()
    if "keep" not in lowered and "qued" not in lowered:
        return _telling(words)
    words = _KEPT_BEFORE.sub(" ", words)
    return _telling(_KEPT.sub(lambda kept: kept.group() if kept["denied"] else " ", words))


def _telling(words: str) -> set[str]:
    """Return words that can name an item, without accents and plural; numbers (a size, an amount) name none."""
    return {folded(word).rstrip("s") for word in content_words(words) if not word.isdigit()} - _GENERIC
