"""Fulfilments become parcels with milestones; refunds and returns become ours."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from assist.domain.orders import DELIVERED, Fulfilment, ItemReturn, Milestone, Refund
from assist.shopify.node import Node, wrong
from assist.shopify.prices import NOTHING, Till

_NEVER_LEFT = frozenset({"cancelled", "canceled", "error", "failure"})
"""States of a fulfilment that was called off: no parcel of the customer's."""
_NOT_HANDED_OVER = frozenset({"confirmed", "label_printed", "label_purchased", "submitted", "ready_for_pickup"})
"""Shipment states in which the carrier does not have the parcel yet."""
_CODES = {
    "confirmed": "confirmed",
    "label_printed": "label_printed",
    "label_purchased": "label_printed",
    "carrier_picked_up": "handed_over",
    "in_transit": "in_transit",
    "delayed": "delayed",
    "out_for_delivery": "out_for_delivery",
    "attempted_delivery": "delivery_attempted",
    "failure": "delivery_failed",
    "not_delivered": "delivery_failed",
    "ready_for_pickup": "ready_for_pickup",
    "delivered": DELIVERED,
    "picked_up": DELIVERED,
}
"""Shopify's shipment states (REST `shipment_status`, GraphQL `displayStatus` and event states) in our words."""


def parcels(order: Node) -> tuple[Fulfilment, ...]:
    """Return the parcels of an order, those called off left out."""
    found = order.nodes("fulfillments")
    return tuple(
        _parcel(each, number)
        for number, each in enumerate(found, start=1)
        if (each.text("status") or "").lower() not in _NEVER_LEFT
    )


def _parcel(node: Node, number: int) -> Fulfilment:
    tracking = next(iter(node.nodes("tracking_info")), Node({}, node.path))
    numbers = node.texts("tracking_numbers")
    return Fulfilment(
        id=node.identity("id") or f"f-{number}",
        item_ids=tuple(_item_ids(node.nodes("line_items", "fulfillment_line_items"))),
        carrier=node.text("tracking_company") or tracking.text("company"),
        tracking=node.text("tracking_number") or tracking.text("number") or next(iter(numbers), None),
        milestones=tuple(_milestones(node)),
    )


def _milestones(node: Node) -> list[Milestone]:
    """Return what is known of the way, oldest first: the fulfilment itself, its events, and its newest state."""
    state = (node.text("shipment_status", "display_status") or "").lower()
    found = [*_of_events(node), *_of_states(node, state)]
    left = node.moment("created_at")
    if left is not None and state not in _NOT_HANDED_OVER and not any(m.code == "handed_over" for m in found):
        found.append(Milestone(code="handed_over", at=left))
    unique = {(each.code, each.at): each for each in reversed(found)}
    return sorted(unique.values(), key=lambda each: (each.at, each.code == DELIVERED))


def _of_events(node: Node) -> Iterator[Milestone]:
    for event in node.nodes("events", "fulfillment_events"):
        code = _CODES.get((event.text("status") or "").lower())
        at = event.moment("happened_at", "created_at")
        if code is not None and at is not None:
            yield Milestone(code=code, at=at, place=event.text("city"))


def _of_states(node: Node, state: str) -> Iterator[Milestone]:
    """Yield the moments GraphQL names, and the newest state where no event tells when it came."""
    stated = {"in_transit": node.moment("in_transit_at"), DELIVERED: node.moment("delivered_at")}
    yield from (Milestone(code=code, at=at) for code, at in stated.items() if at is not None)
    code = _CODES.get(state)
    told = {code for code, at in stated.items() if at is not None} | {each.code for each in _of_events(node)}
    at = node.moment("updated_at", "created_at")
    if code is not None and code not in told and at is not None:
        yield Milestone(code=code, at=at)


def refunds(order: Node, till: Till) -> tuple[Refund, ...]:
    """Return money that went back or is on its way. An entry without any, as an order edit leaves one, is none."""
    found = []
    for node in order.nodes("refunds"):
        lines = node.nodes("refund_line_items")
        amount, status = _refunded(node, lines, till)
        if amount is not None and amount <= 0:
            continue
        found.append(
            Refund(
                id=node.identity("id"),
                amount=till.money(amount),
                at=node.moment("processed_at", "created_at"),
                status=status,
                item_ids=tuple(_item_ids(lines)),
            )
        )
    return tuple(found)


def _refunded(node: Node, lines: Sequence[Node], till: Till) -> tuple[Decimal | None, str]:
    """Return the amount and whether it has gone out; without payments, what its lines add up to."""
    whole = till.amount(node, "total_refunded")
    payments = [each for each in node.nodes("transactions") if (each.text("kind") or "refund").lower() == "refund"]
    went = [each for each in payments if (each.text("status") or "success").lower() in ("success", "pending")]
    pending = any((each.text("status") or "").lower() == "pending" for each in went)
    status = "pending" if pending else "issued"
    if whole is not None:
        return whole, status
    if node.has("transactions"):
        amounts = [till.amount(each, "amount") for each in went]
        stated = [amount for amount in amounts if amount is not None]
        return sum(stated, NOTHING) if len(stated) == len(amounts) else None, status
    parts = [till.amount(line, name) for line in lines for name in ("subtotal", "total_tax")]
    return sum((part for part in parts if part is not None), NOTHING), status


def returns(order: Node) -> tuple[ItemReturn, ...]:
    """Return the customer's returns with their state, an exchange named as such."""
    return tuple(
        ItemReturn(
            id=node.identity("id"),
            item_ids=tuple(_item_ids(node.nodes("return_line_items"))),
            status=_return_status(node),
            at=node.moment("closed_at", "created_at"),
            kind="exchange" if node.nodes("exchange_line_items") else "return",
        )
        for node in order.nodes("returns")
    )


def _return_status(node: Node) -> str | None:
    """A closed return has come back and been dealt with."""
    status = (node.text("status") or "").lower()
    return {"closed": "received"}.get(status, status) or None


def _item_ids(lines: Sequence[Node]) -> list[str]:
    """Return the line items a fulfilment, refund or return names, however deep it names them."""
    found = []
    for line in lines:
        inner = line.node("fulfillment_line_item") or line
        item = inner.node("line_item")
        identity = inner.identity("line_item_id") or (item.identity("id") if item else inner.identity("id"))
        if identity is None:
            raise wrong(line.at("line_item_id"), "is required")
        found.append(identity)
    return list(dict.fromkeys(found))
