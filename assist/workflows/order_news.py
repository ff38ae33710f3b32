"""A reported event brings the stored facts of its order up to date. Pure; says nothing of follow-ups."""

from collections.abc import Iterable
from datetime import timedelta

from assist.domain.happening import Happening, HappeningType
from assist.domain.orders import Fulfilment, ItemReturn, Milestone, Order, Refund, Replacement
from assist.workflows.settled import is_received

STAMPS_DIFFER = timedelta(days=1)


def with_all(order: Order, happenings: Iterable[Happening], *, is_only: bool) -> Order:
    """Return the order with everything reported of it; `is_only`: what names no order is about this one."""
    for happening in sorted(happenings, key=lambda one: one.at):
        is_meant = happening.about == order.number.upper() or (is_only and happening.about is None)
        order = (with_happening(order, happening) if is_meant else None) or order
    return order


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
    if kind is HappeningType.REFUND_ISSUED:
        issued = Refund(amount=happening.amount, at=at, status="issued", item_ids=ids)
        return {} if any(_is_same(one, issued) for one in order.refunds) else {"refunds": (*order.refunds, issued)}
    if kind is HappeningType.RETURN_RECEIVED:
        returns = _received(order, happening)
        return {} if returns == order.returns else {"returns": returns}
    if kind is HappeningType.REPLACEMENT_SENT:
        known = any(sent.at == at for sent in order.replacements)
        return {} if known else {"replacements": (*order.replacements, Replacement(at=at, item_ids=ids))}
    if kind is HappeningType.ORDER_CANCELLED and order.cancelled_at is None:
        return {"cancelled_at": at, "status": "cancelled"}
    return {}


def _is_same(known: Refund, reported: Refund) -> bool:
    """Say whether a report is of a refund the order shows: shop and reporter stamp it by clocks of their own."""
    if known.at is None or reported.at is None or abs(known.at - reported.at) > STAMPS_DIFFER:
        return False
    return reported.amount is None or known.amount is None or known.amount == reported.amount


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
    if any(is_received(back) and _meet(wanted, back) for back in order.returns):
        return order.returns
    for at, back in enumerate(order.returns):
        if _meet(wanted, back):
            arrived = back.model_copy(update={"status": "received", "at": happening.at})
            return (*order.returns[:at], arrived, *order.returns[at + 1 :])
    return (*order.returns, ItemReturn(status="received", at=happening.at, item_ids=happening.item_ids))


def _meet(wanted: set[str], back: ItemReturn) -> bool:
    return not wanted or not back.item_ids or not wanted.isdisjoint(back.item_ids)
