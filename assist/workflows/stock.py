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
_CAN_BE_HAD = re.compile(
    r"\b(?:do|did) (?:you|u|ya) (?:still |also )?(?:have|sell|stock|do)\b|\b(?:have|got) (?:you|u) (?:got|any)\b|\bin stock\b|"
    r"\bavailable\b|\b(?:any|some|many) (?:\w+ ){0,3}left\b|\b(?:comes?|come|get (?:it|this|that|them)) in\b|"
    r"\b(?:teneis|tienen|tienes|hay|queda|quedan|disponibles?|en stock)\b"
)
_OTHERWISE = re.compile(
    r"\b(?:when|again|back|restock\w*|aside|reserve|hold|keep|tell me|notify|cuando|otra vez|vuelve\w*|reserv\w+|apart\w+|avis\w+)\b"
)
"""In small letters without accents, both."""
MOST_NAMED = 3
"""More variants than this in a sentence read like a table: then the product page answers."""


def decide(case: Case) -> Finding | None:
    """Return what is in stock of the product named, or where it is shown; None when something else is asked of it."""
    if case.intent != STOCK:
        return None
    named = [product for product in meant(case) if product.available is not None]
    if not named and _asks_what_is_there(case.words):
        return Finding("prepurchase.stock.look", "prepurchase", Outcome.INFORMATIONAL, path="stock",
                       next_step="Look up the stock of what is named: no stock came with the request")  # fmt: skip
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


def _asks_what_is_there(words: str) -> bool:
    """Say whether it is asked if a thing can be had now, rather than when it comes back or whether it can be kept."""
    said = wording.folded(words)
    return _CAN_BE_HAD.search(said) is not None and _OTHERWISE.search(said) is None


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
