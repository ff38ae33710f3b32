"""A reported event brings the stored facts of its order up to date. Pure; says nothing of follow-ups."""

from assist.domain.happening import Happening, HappeningType
from assist.domain.orders import Fulfilment, ItemReturn, Milestone, Order, Refund, Replacement


def with_happening(order: Order, happening: Happening) -> Order | None:
    """Return the order with what happened to it; None when it says nothing new about it."""
    changed = _changes(order, happening)
    if not changed:
        return None
    as_of = max(order.as_of, happening.at) if order.as_of else order.as_of
    return order.model_copy(update={**changed, "as_of": as_of})


def _changes(order: Order, happening: Happening) -> dict[str, object]:
    kind, at, ids = happening.type, happening.at, happening.item_ids
    if kind is HappeningType.MILESTONE and happening.code is not None:
        return _scanned(order, happening, Milestone(code=happening.code, at=at, place=happening.place))
    if kind is HappeningType.REFUND_ISSUED and happening.amount is not None:
        known = any(refund.at == at and refund.amount == happening.amount for refund in order.refunds)
        issued = Refund(amount=happening.amount, at=at, status="issued", item_ids=ids)
        return {} if known else {"refunds": (*order.refunds, issued)}
    if kind is HappeningType.RETURN_RECEIVED:
        return {"returns": _received(order, happening)}
    if kind is HappeningType.REPLACEMENT_SENT:
        known = any(sent.at == at for sent in order.replacements)
        return {} if known else {"replacements": (*order.replacements, Replacement(at=at, item_ids=ids))}
    if kind is HappeningType.ORDER_CANCELLED and order.cancelled_at is None:
        return {"cancelled_at": at, "status": "cancelled"}
    return {}


def _scanned(order: Order, happening: Happening, milestone: Milestone) -> dict[str, object]:
    """Add a scan to the parcel it names; to the only parcel where it names none, to none where that is open."""
    named = [parcel for parcel in order.fulfilments if _is_named(parcel, happening)]
    if len(named) != 1 or milestone in named[0].milestones:
        return {}
    scanned = sorted([*named[0].milestones, milestone], key=lambda each: each.at)
    newer = named[0].model_copy(update={"milestones": tuple(scanned)})
    return {"fulfilments": tuple(newer if parcel is named[0] else parcel for parcel in order.fulfilments)}


def _is_named(parcel: Fulfilment, happening: Happening) -> bool:
    if happening.fulfilment_id is not None:
        return parcel.id == happening.fulfilment_id
    return happening.tracking is None or parcel.tracking == happening.tracking


def _received(order: Order, happening: Happening) -> tuple[ItemReturn, ...]:
    """Mark the return that was under way as received; without one, note that goods came back."""
    wanted = set(happening.item_ids)
    for at, back in enumerate(order.returns):
        if (back.status or "") != "received" and (not wanted or not back.item_ids or wanted & set(back.item_ids)):
            arrived = back.model_copy(update={"status": "received", "at": happening.at})
            return (*order.returns[:at], arrived, *order.returns[at + 1 :])
    return (*order.returns, ItemReturn(status="received", at=happening.at, item_ids=happening.item_ids))
