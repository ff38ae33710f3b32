"""Who it is and which orders it is about: field one of a handoff."""

from collections.abc import Iterator

from assist.domain.enums import EntityType
from assist.domain.handoff import HandoffIdentity, IdentityCustomer, IdentityOrder
from assist.domain.orders import Order
from assist.drafting.handoff.material import HandoffMaterial

MOST_ITEMS = 6
"""Items named of one order; a longer list is not read."""


def identity(material: HandoffMaterial) -> HandoffIdentity:
    """Return customer and orders; an order only named by the customer stands with its number alone."""
    customer = material.customer
    context = material.suggestion.customer_context.identity
    verified_by = {"verified": "desk", "matched": "contact_details"}.get(context)
    found = IdentityCustomer(verified=context in ("verified", "matched"), verified_by=verified_by)
    if customer is not None:
        found = IdentityCustomer(
            id=customer.id,
            name=customer.name,
            email=customer.email,
            tier=customer.tier or "standard",
            verified=customer.verified if customer.verified is not None else verified_by is not None,
            verified_by="desk" if customer.verified is not None else verified_by,
        )
    return HandoffIdentity(customer=found, orders=tuple(_orders(material)))


def _orders(material: HandoffMaterial) -> Iterator[IdentityOrder]:
    named = {entity.value.upper() for _, entity in material.entities() if entity.type is EntityType.ORDER_NUMBER}
    decided = {decision.order_number for decision in material.suggestion.decisions}
    about = [order for order in material.orders if order.number.upper() in named or order.number in decided]
    for order in about or material.orders:
        yield _order(order, material)
    known = {order.number.upper() for order in material.orders}
    for number in dict.fromkeys(e.value for _, e in material.entities() if e.type is EntityType.ORDER_NUMBER):
        if number.upper() not in known:
            yield IdentityOrder(number=number)


def _order(order: Order, material: HandoffMaterial) -> IdentityOrder:
    meant = {
        item_id
        for decision in material.suggestion.decisions
        if decision.order_number == order.number
        for item_id in decision.item_ids
    }
    items = [item for item in order.items if item.id in meant] or list(order.items)
    named = (
        ", ".join(part for part in (item.title, item.variant, str(item.paid) if item.paid else None) if part)
        for item in items
    )
    return IdentityOrder(
        number=order.number,
        placed_at=order.placed_at,
        status=order.status,
        paid=order.totals.paid if order.totals else None,
        about_items=tuple(name for name in named if name)[:MOST_ITEMS],
        as_of=order.as_of,
    )
