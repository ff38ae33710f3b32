"""One Shopify order, webhook, REST or GraphQL, as our order facts. Knows no policy; a client's `shopify` block names tags."""

import re
from collections.abc import Sequence
from datetime import datetime

from pydantic import ValidationError

from assist.domain.client import OrderNumberFormat, Profile
from assist.domain.orders import Order, OrderNote, Payment, ShippingAddress, Totals
from assist.domain.shop import ShopMapping
from assist.shopify import parcels, regions
from assist.shopify.items import items
from assist.shopify.node import Node, wrong
from assist.shopify.prices import Till, line_prices

MAX_NOTE = 10_000
_STATUS = {"": "unfulfilled", "partial": "partially_fulfilled", "null": "unfulfilled"}
"""REST's words; null is not unknown: nothing has been fulfilled, and an address can still be changed."""


def order_of(raw: object, profile: Profile, *, path: str = "raw", as_of: datetime | None = None) -> Order:
    """Return the facts of a Shopify order; `as_of` is when it was fetched, else when the shop last changed it.

    Raises: BadInput naming the path inside `raw`; a test order is refused.
    """
    node = _unwrapped(Node.of(raw, path))
    if node.flag("test"):
        raise wrong(node.at("test"), "is a test order: no customer has bought anything")
    lines = node.nodes("line_items")
    till = Till.of(node, lines)
    try:
        return _order(node, lines, till, profile, as_of)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        where = ".".join(str(step) for step in first["loc"])
        raise wrong(node.path, f"its {where or 'facts'} cannot be read: {first['msg']}") from None


def number_of(name: str, written: OrderNumberFormat) -> str:
    """Return a shop's order name as this client writes numbers: `#20288` is `NF-20288`; another shape stays as it is."""
    bare = name.strip().lstrip("#").strip()
    if re.fullmatch(written.pattern, bare, re.I):
        return bare.upper()
    letters = re.escape(re.sub(r"[\W_]", "", written.prefix))
    digits = re.fullmatch(rf"(?:{letters}[-_# ]?)?(\d{{{written.digits}}})", bare, re.I)
    return f"{written.prefix}{digits[1]}" if digits else bare


def _unwrapped(node: Node) -> Node:
    """Step inside what an API answers with: `{order: {...}}`, `{data: {order: {...}}}`."""
    for key in ("data", "order"):
        inner = node.fields.get(key)
        if isinstance(inner, dict) and not node.has("line_items"):
            node = Node(inner, node.at(key))
    return node


def _order(node: Node, lines: Sequence[Node], till: Till, profile: Profile, as_of: datetime | None) -> Order:
    mapping = profile.shopify
    address = node.node("shipping_address")
    customer = node.node("customer") or Node({}, node.path)
    prices = line_prices(node, lines, till)
    shipping = next(iter([*node.nodes("shipping_lines"), node.node("shipping_line")]), None)
    return Order(
        number=_number(node, profile.order_number),
        placed_at=node.moment("processed_at", "created_at"),
        status=_status(node),
        email=node.text("email", "contact_email") or customer.text("email"),
        phone=node.text("phone") or customer.text("phone") or (address.text("phone") if address else None),
        ship_to_country=regions.country_code(address) if address else None,
        ship_to_region=regions.region(address) if address else None,
        shipping_address=_address(address) if address else None,
        shipping_method=shipping.text("title", "code") if shipping else None,
        first_order=_is_first(customer),
        is_gift=_is_gift(node, mapping),
        gift_number=_attribute(node, mapping.gift_number_attribute),
        discount_codes=tuple(_codes(node)),
        cancelled_at=node.moment("cancelled_at"),
        as_of=as_of or node.moment("updated_at"),
        totals=_totals(node, till),
        items=items(lines, prices, till, mapping),
        fulfilments=parcels.parcels(node),
        payments=_payments(node, till),
        returns=parcels.returns(node),
        refunds=parcels.refunds(node, till),
        notes=tuple(OrderNote(text=said) for said in [node.words("note", most=MAX_NOTE)] if said),
    )


def _number(node: Node, written: OrderNumberFormat) -> str:
    name = node.text("name", "order_number", "number")
    if name is None:
        raise wrong(node.at("name"), "is required")
    return number_of(name, written)


def _status(node: Node) -> str:
    if node.has("cancelled_at"):
        return "cancelled"
    stated = (node.text("fulfillment_status", "display_fulfillment_status") or "").lower()
    return _STATUS.get(stated, stated)


def _address(node: Node) -> ShippingAddress:
    return ShippingAddress(
        name=node.text("name") or " ".join(part for part in (node.text("first_name"), node.text("last_name")) if part),
        line1=node.text("address1"),
        line2=node.text("address2"),
        city=node.text("city"),
        postcode=node.text("zip"),
        region=regions.province(node),
        country=regions.country_code(node),
    )


def _is_first(customer: Node) -> bool | None:
    """Say whether it is the customer's first order; None where the shop does not count them."""
    count = customer.count("orders_count") if customer.has("orders_count") else customer.count("number_of_orders")
    return None if count is None else count <= 1


def _is_gift(node: Node, mapping: ShopMapping) -> bool:
    tagged = {tag.casefold() for tag in node.texts("tags")} & {tag.casefold() for tag in mapping.gift_tags}
    named = [_attribute(node, name) for name in (mapping.gift_attribute, mapping.gift_number_attribute)]
    return bool(tagged) or any(named)


def _attribute(node: Node, wanted: str | None) -> str | None:
    """Return an order attribute (a note attribute) by its name; answers that mean no are none."""
    for each in node.nodes("note_attributes", "custom_attributes") if wanted else ():
        if wanted and (each.text("name", "key") or "").casefold() == wanted.casefold():
            said = each.text("value")
            return said if said and said.lower() not in ("no", "false", "0") else None
    return None


def _codes(node: Node) -> list[str]:
    """Return the discount codes used; GraphQL lists bare words."""
    listed = node.fields.get("discount_codes")
    if isinstance(listed, list) and listed and isinstance(listed[0], dict):
        return [code for each in node.nodes("discount_codes") if (code := each.text("code"))]
    found = node.texts("discount_codes")
    single = node.text("discount_code")
    return found or ([single] if single else [])


def _totals(node: Node, till: Till) -> Totals:
    return Totals(
        items=till.money(till.amount(node, "total_line_items_price", "subtotal_price")),
        discount=till.money(till.amount(node, "total_discounts")),
        shipping=till.money(till.amount(node, "total_shipping_price")),
        paid=till.money(till.amount(node, "total_price")),
    )


def _payments(node: Node, till: Till) -> tuple[Payment, ...]:
    status = (node.text("financial_status", "display_financial_status") or "").lower()
    if not status:
        return ()
    method = next(iter(node.texts("payment_gateway_names")), None)
    return (Payment(method=method, amount=till.money(till.amount(node, "total_price")), status=status),)
