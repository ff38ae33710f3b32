"""Products of the client's catalogue that a message names: by title, by part of it, or by article number."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from assist.domain.enums import EntityType
from assist.domain.orders import Order, Product
from assist.domain.triage import Entity

LEAST_NAME = 4
"""Letters a first word needs to stand for the whole title in small letters."""
_COMMON = frozenset(
    [
        "calm",
        "evening",
        "morning",
        "night",
        "classic",
        "winter",
        "summer",
        "spring",
        "autumn",
        "rain",
        "day",
        "daily",
        "pure",
        "soft",
        "gentle",
        "mini",
        "kids",
        "little",
        "travel",
        "deep",
        "fresh",
        "clear",
        "light",
        "dark",
        "warm",
        "cool",
        "retinal",
        "vitamin",
        "face",
        "body",
        "hand",
        "hair",
        "skin",
        "base",
        "merino",
        "cotton",
        "wool",
        "linen",
        "leather",
        "down",
        "long",
        "short",
        "slim",
        "basic",
        "essential",
        "original",
        "everyday",
        "sport",
        "active",
        "mountain",
        "trail",
        "city",
        "home",
        "the",
        "set",
        "gift",
        "black",
        "white",
        "blue",
        "green",
        "red",
        "grey",
        "dew",
        "sea",
        "sun",
        "ocean",
        "river",
        "forest",
        "rose",
        "honey",
        "super",
        "ultra",
        "pro",
        "max",
        "plus",
        "new",
        "first",
        "best",
        "good",
        "great",
        "free",
        "easy",
        "quick",
        "smart",
        "dry",
        "wet",
        "hot",
        "cold",
        "crew",
        "polo",
    ]
)
"""First words of titles that people write without meaning the product."""
_SPACE = r"[\s-]+"


def titles(products: Iterable[Product], orders: Iterable[Order]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return each title of the catalogue and the orders once, with its article numbers."""
    numbers: dict[str, list[str]] = {}
    things: list[tuple[str | None, str | None]] = [(product.title, product.sku) for product in products]
    things += [(item.title, item.sku) for order in orders for item in order.items]
    for title, sku in things:
        if title and title.strip():
            numbers.setdefault(title.strip(), []).extend([sku] if sku else [])
    return tuple((title, tuple(dict.fromkeys(skus))) for title, skus in numbers.items())


def find(text: str, catalogue: Sequence[tuple[str, Sequence[str]]]) -> Iterator[Entity]:
    """Yield the products named in `text`; the value is the title as the catalogue writes it."""
    for title, skus in catalogue:
        for match in _pattern(title, tuple(skus)).finditer(text):
            if match.lastgroup != "first" or _means_the_product(match.group()):
                yield Entity(type=EntityType.PRODUCT, value=title, start=match.start(), end=match.end())


@lru_cache(maxsize=4096)
def _pattern(title: str, skus: tuple[str, ...]) -> re.Pattern[str]:
    """Return what names a product: article number, whole title, first word with a later one, first words, first word."""
    words = [re.escape(word) for word in title.split()]
    named = [rf"(?P<sku>(?-i:{'|'.join(map(re.escape, skus))}))"] if skus else []
    named.append(rf"(?P<whole>{_SPACE.join(words)}(?:e?s)?)")
    if len(words) > 2:
        named.append(rf"(?P<part>{words[0]}(?:{_SPACE}(?:{'|'.join(words[1:])})){{1,{len(words) - 1}}}(?:e?s)?)")
    if len(words) > 1:
        named.append(rf"(?P<first>{words[0]}s?)")
    return re.compile(rf"(?<![\w-])(?:{'|'.join(named)})(?![\w-])", re.I)


def _means_the_product(word: str) -> bool:
    """Whether a first word alone is the product: never an ordinary word, a short one only with its capital."""
    if word.lower().rstrip("s") in _COMMON or word.lower() in _COMMON:
        return False
    return word[0].isupper() or len(word) >= LEAST_NAME
