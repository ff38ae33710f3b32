"""Order facts as a help desk or a shop states them. Nothing here is inferred."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from assist.domain.base import Frozen, Identifier, Moment, Money
from assist.domain.enums import Visibility

DELIVERED = "delivered"
HANDED_OVER = ("handed_over", "in_transit", "out_for_delivery", DELIVERED)
"""Milestones after which a parcel has left us."""


class Totals(Frozen):
    items: Money | None = None
    discount: Money | None = None
    shipping: Money | None = None
    paid: Money | None = None


class Item(Frozen):
    id: Identifier
    sku: str | None = None
    title: str | None = None
    variant: str | None = None
    quantity: Annotated[int, Field(ge=1, le=10_000)] = 1
    paid: Money | None = None
    unit_list_price: Money | None = None
    tags: tuple[str, ...] = ()


class Milestone(Frozen):
    code: str
    at: Moment
    place: str | None = None


class Fulfilment(Frozen):
    """One parcel: which items, whose tracking, and what the carrier said, oldest first."""

    id: Identifier
    item_ids: tuple[str, ...] = ()
    carrier: str | None = None
    tracking: str | None = None
    milestones: Annotated[tuple[Milestone, ...], Field(max_length=200)] = ()


class ItemReturn(Frozen):
    id: Identifier | None = None
    item_ids: tuple[str, ...] = ()
    status: str | None = None
    at: Moment | None = None
    kind: str | None = None


class Refund(Frozen):
    id: Identifier | None = None
    amount: Money | None = None
    at: Moment | None = None
    status: str | None = None
    item_ids: tuple[str, ...] = ()


class Replacement(Frozen):
    id: Identifier | None = None
    item_ids: tuple[str, ...] = ()
    at: Moment | None = None
    status: str | None = None


class OrderNote(Frozen):
    visibility: Visibility = Visibility.INTERNAL
    at: Moment | None = None
    text: Annotated[str, Field(max_length=10_000)] = ""


class Payment(Frozen):
    id: Identifier | None = None
    method: str | None = None
    amount: Money | None = None
    at: Moment | None = None
    status: str | None = None


class ShippingAddress(Frozen):
    name: str | None = None
    line1: str | None = None
    line2: str | None = None
    city: str | None = None
    postcode: str | None = None
    region: str | None = None
    country: Annotated[str, Field(pattern="^[A-Z]{2}$")] | None = None


class Order(Frozen):
    number: Identifier
    placed_at: Moment | None = None
    status: str | None = None
    email: Annotated[str, Field(max_length=320)] | None = None
    phone: Annotated[str, Field(max_length=40)] | None = None
    ship_to_country: Annotated[str, Field(pattern="^[A-Z]{2}$")] | None = None
    ship_to_region: str | None = None
    shipping_address: ShippingAddress | None = None
    shipping_method: str | None = None
    first_order: bool | None = None
    is_gift: bool = False
    gift_number: str | None = None
    discount_codes: tuple[str, ...] = ()
    cancelled_at: Moment | None = None
    as_of: Moment | None = None
    totals: Totals | None = None
    items: Annotated[tuple[Item, ...], Field(max_length=500)] = ()
    fulfilments: Annotated[tuple[Fulfilment, ...], Field(max_length=100)] = ()
    payments: tuple[Payment, ...] = ()
    returns: tuple[ItemReturn, ...] = ()
    refunds: tuple[Refund, ...] = ()
    replacements: tuple[Replacement, ...] = ()
    notes: tuple[OrderNote, ...] = ()

    def item(self, item_id: str) -> Item | None:
        """Return the item with this id, or None."""
        return next((item for item in self.items if item.id == item_id), None)


def receivers(orders: Iterable[Order]) -> list[str]:
    """Return the names parcels go to."""
    return [one.shipping_address.name for one in orders if one.shipping_address and one.shipping_address.name]


def address_lines(orders: Iterable[Order]) -> list[str]:
    """Return streets and postcodes parcels go to; towns are left out, as pages name them too."""
    known = [one.shipping_address for one in orders if one.shipping_address]
    return [line for one in known for line in (one.line1, one.line2, one.postcode) if line]


class Product(Frozen):
    sku: Identifier
    title: str | None = None
    variant: str | None = None
    available: bool | None = None
    price: Money | None = None
    as_of: Moment | None = None
