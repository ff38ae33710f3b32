"""Before buying: whether something can be had, from what the shop says now. Nothing is set aside, no day is named."""

import re
from collections.abc import Sequence

from assist.domain.enums import Outcome
from assist.domain.orders import Product
from assist.text import content_words
from assist.workflows import wording
from assist.workflows.case import Case, Facts, Finding, Slots

STOCK, SIZE = "product/stock", "product/size"
_SIZE = re.compile(r"(?<![\w-])(?:xxs|xs|s|m|l|xl|xxl|xxxl|3[4-9]|4[0-9])(?![\w'-])")
MOST_NAMED = 3
"""More variants than this in a sentence read like a table: then the product page answers."""


def decide(case: Case) -> Finding | None:
    """Return what is in stock of the product named; None when the facts at hand hold nothing of it."""
    if case.intent != STOCK:
        return None
    named = [product for product in meant(case) if product.available is not None]
    if not named or len(named) > MOST_NAMED:
        return None
    there = [product for product in named if product.available]
    gone = [product for product in named if not product.available]
    facts: Facts = {f"available_{product.sku}": product.available for product in named}
    slots: Slots = {}
    if there:
        slots["in_stock"] = ", ".join(called(product) for product in there)
    if gone:
        slots["sold_out"] = ", ".join(called(product) for product in gone)
    rule = "prepurchase.stock" if there else "prepurchase.stock.sold-out"
    return Finding(rule, "prepurchase", Outcome.INFORMATIONAL, facts, path="stock", slots=slots,
                   next_step="Say what the shop shows now; nothing is set aside")  # fmt: skip


def meant(case: Case) -> list[Product]:
    """Return the products the words name, narrowed to the size named; none when nothing is named among several."""
    products = case.background.products
    said = {wording.folded(word).rstrip("s") for word in content_words(case.words)}
    named = [product for product in products if _names(product) & said]
    if not named and len({product.title for product in products}) == 1:
        named = list(products)
    return _of_the_size(named, case.words)


def called(product: Product) -> str:
    """Return how a product is named to a customer: its title and variant."""
    return f"{wording.title(product)} {wording.name(product.variant)}".strip()


def _names(product: Product) -> set[str]:
    return {wording.folded(word).rstrip("s") for word in content_words(product.title or "") if not word.isdigit()}


def _of_the_size(products: Sequence[Product], words: str) -> list[Product]:
    sizes = set(_SIZE.findall(wording.folded(words)))
    fitting = [product for product in products if wording.folded(product.variant or "") in sizes]
    return fitting or list(products)
