"""Line items: what was bought, what was paid for it, and which of our tags its words mean."""

from collections.abc import Iterable, Sequence

from assist.domain.orders import Item
from assist.domain.shop import ShopMapping, TagSources
from assist.shopify.node import Node, wrong
from assist.shopify.prices import LinePrice, Till

SUBSCRIPTION, GIFT_CARD, DIGITAL = "subscription", "gift_card", "digital"
"""Tags of what the shop states outright: a selling plan, a gift card, nothing to ship."""


def items(lines: Sequence[Node], prices: Sequence[LinePrice], till: Till, mapping: ShopMapping) -> tuple[Item, ...]:
    """Return our items in the shop's order. Raises: BadInput for a line without an id or with one that stands twice."""
    found: dict[str, Item] = {}
    for line, price in zip(lines, prices, strict=True):
        identity = line.identity("id")
        if identity is None:
            raise wrong(line.at("id"), "is required")
        if identity in found:
            raise wrong(line.at("id"), "is the id of another line too")
        quantity = line.count("quantity")
        if quantity == 0:
            continue  # taken off the order before anything was sent
        found[identity] = Item(
            id=identity,
            sku=line.text("sku"),
            title=line.text("title", "name"),
            variant=line.text("variant_title"),
            quantity=quantity or 1,
            paid=till.money(price.paid),
            unit_list_price=till.money(price.unit_list),
            tags=_tags(line, price, mapping),
        )
    return tuple(found.values())


def _tags(line: Node, price: LinePrice, mapping: ShopMapping) -> tuple[str, ...]:
    named = [tag for tag, sources in mapping.item_tags.items() if _shows(line, price, sources)]
    if line.has("selling_plan_allocation", "selling_plan"):
        named.append(SUBSCRIPTION)
    if line.flag("gift_card") or line.flag("is_gift_card"):
        named.append(GIFT_CARD)
    if line.flag("requires_shipping") is False:
        named.append(DIGITAL)
    return tuple(dict.fromkeys(named))


def _shows(line: Node, price: LinePrice, sources: TagSources) -> bool:
    product = line.node("product") or Node({}, line.path)
    types = [line.text("product_type"), product.text("product_type")]
    tags = [*line.texts("tags", "product_tags"), *product.texts("tags")]
    vendors = [line.text("vendor"), product.text("vendor")]
    properties = [each.text("name", "key") for each in line.nodes("properties", "custom_attributes")]
    sku = line.text("sku")
    return (
        _meet(sources.product_types, types)
        or _meet(sources.product_tags, tags)
        or _meet(sources.properties, properties)
        or _meet(sources.vendors, vendors)
        or (sku is not None and any(_fits(sku, pattern) for pattern in sources.skus))
        or (sources.undiscounted and price.is_undiscounted and not _is_reduced(line, price))
        or (sources.free and price.is_free)
    )


def _is_reduced(line: Node, price: LinePrice) -> bool:
    """Say whether the shop states a higher price before the sale."""
    before = line.amount("compare_at_price")
    return before is not None and price.unit_list is not None and before > price.unit_list


def _meet(wanted: Iterable[str], said: Iterable[str | None]) -> bool:
    return not {_plain(word) for word in wanted}.isdisjoint(_plain(word) for word in said if word)


def _fits(sku: str, pattern: str) -> bool:
    if pattern.endswith("*"):
        return _plain(sku).startswith(_plain(pattern[:-1]))
    return _plain(sku) == _plain(pattern)


def _plain(word: str) -> str:
    return " ".join(word.split()).casefold()
