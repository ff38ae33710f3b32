"""What has really happened to money and goods: a refund that went out, a return that arrived."""

from assist.domain.orders import ItemReturn, Refund

_NOT_ISSUED = frozenset(
    {"pending", "requested", "approved", "open", "processing", "in_progress"}
    | {"failed", "cancelled", "canceled", "declined", "rejected"}
)
_RECEIVED = frozenset({"received", "scanned", "inspected", "completed", "closed", "returned", "refunded"})


def is_issued(refund: Refund) -> bool:
    """Say whether the money has gone out; a refund without a state was recorded because it has."""
    return (refund.status or "").lower() not in _NOT_ISSUED


def is_received(back: ItemReturn) -> bool:
    """Say whether the goods have arrived with us; a return without a state may still be on its way."""
    return (back.status or "").lower() in _RECEIVED
