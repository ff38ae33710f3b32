"""Which product a customer wants instead of an item, among those the shop told us of. Never guessed."""

import re
from decimal import Decimal

from assist.domain.base import Money
from assist.domain.orders import Item, Product
from assist.text import content_words
from assist.workflows.case import OrderCase
from assist.workflows.money import ZERO
from assist.workflows.wording import folded

_LETTER_SIZE = re.compile(r"(?:\d?X{0,3})?[SML]", re.I)


def product(case: OrderCase) -> Product | None:
    """Return the variant of the item that the customer names; None when none or several are meant."""
    candidates = [one for one in case.background.products if _is_another_of(one, case.items)]
    named = [one for one in candidates if one.variant and _is_said(one.variant, case.words)]
    return named[0] if len(named) == 1 else None


def price_difference(case: OrderCase, price: Money | None) -> Decimal:
    """Return how much more the wanted product costs than the item did, before any order discount; 0 when unknown."""
    if price is None or price.currency != case.currency or len(case.items) != 1:
        return ZERO
    (item,) = case.items
    if item.unit_list_price is not None:
        return (price.amount - item.unit_list_price.amount) * item.quantity
    return price.amount * item.quantity - item.paid.amount if item.paid is not None else ZERO


def _is_another_of(candidate: Product, items: tuple[Item, ...]) -> bool:
    return any(
        candidate.sku != item.sku
        and candidate.variant != item.variant
        and content_words(candidate.title or "")
        and content_words(candidate.title or "") == content_words(item.title or "")
        for item in items
    )


def _is_said(variant: str, words: str) -> bool:
    """Say whether a variant stands in the words; sizes of one letter must be capitals, or "l" is read in "l'm"."""
    if _LETTER_SIZE.fullmatch(variant) and len(variant) == 1:
        return re.search(rf"(?<![\w'’]){re.escape(variant.upper())}(?![\w'’])", words) is not None
    return re.search(rf"(?<!\w){re.escape(folded(variant))}(?!\w)", folded(words)) is not None
