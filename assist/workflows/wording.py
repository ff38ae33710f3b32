"""Words made comparable, and which words of an order may be said. Texts in orders come from shops: data, not ours."""

import re
import unicodedata
from collections.abc import Iterable

from assist.domain.orders import Item, Order, Product

_NAME = re.compile(r"(?:[^\W_]|[ .&'’-]){1,30}")
MAX_NAME_WORDS = 4
_TRACKING = re.compile(r"[A-Za-z0-9 -]{4,40}")
MAX_TITLES = 4
"""Items a sentence names; more read like a packing list."""
MAX_TITLE, MAX_TITLE_WORDS = 60, 8
"""Longer is no title but a text someone put there; the longest of the sample shops has 34 characters."""


def folded(words: str) -> str:
    """Return lower-cased words without accents: customers leave them out."""
    if words.isascii():
        return words.lower()
    decomposed = unicodedata.normalize("NFKD", words)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).lower()


def name(given: str | None) -> str:
    """Return the name of a carrier or place, empty when it does not look like one."""
    words = (given or "").strip()
    return words if _NAME.fullmatch(words) and len(words.split()) <= MAX_NAME_WORDS else ""


def tracking(given: str | None) -> str:
    """Return a tracking number, empty when it does not look like one."""
    number = (given or "").strip()
    return number if _TRACKING.fullmatch(number) else ""


def title(item: Item | Product) -> str:
    """Return the title of an item or product, empty when it does not look like one."""
    given = " ".join((item.title or "").split())
    return given if len(given) <= MAX_TITLE and len(given.split()) <= MAX_TITLE_WORDS else ""


def titles(order: Order, item_ids: Iterable[str]) -> str:
    """Return the titles of these items, joined; empty for more than a sentence holds. What is no title is left out."""
    wanted = dict.fromkeys(item_ids)
    items = {item.id: item for item in order.items if item.id in wanted}
    told = [named for item_id in wanted if item_id in items and (named := title(items[item_id]))]
    return " + ".join(told) if len(told) <= MAX_TITLES else ""
