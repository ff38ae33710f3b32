"""The parcels of an order: which hold an item, which have left, which have arrived, where to. Knows no policy."""

from collections.abc import Collection
from datetime import datetime

from assist.domain.orders import DELIVERED, HANDED_OVER, Fulfilment, Milestone, Order


def as_known(order: Order, now: datetime) -> Order:
    """Return the order without milestones later than `now`: what is announced, or wrongly dated, has not happened."""
    if all(milestone.at <= now for parcel in order.fulfilments for milestone in parcel.milestones):
        return order
    parcels = tuple(
        parcel.model_copy(update={"milestones": tuple(m for m in parcel.milestones if m.at <= now)})
        for parcel in order.fulfilments
    )
    return order.model_copy(update={"fulfilments": parcels})


def holding(order: Order, item_ids: Collection[str]) -> list[Fulfilment]:
    """Return the parcels that hold one of these items; all when none is given.

    A parcel that does not say what it holds may hold any of them.
    """
    wanted = set(item_ids)
    return [p for p in order.fulfilments if not (wanted and p.item_ids) or not wanted.isdisjoint(p.item_ids)]


def are_packed(order: Order, item_ids: Collection[str]) -> bool:
    """Say whether each of these items is in a parcel; each item of the order when none is given."""
    if not order.fulfilments:
        return False
    if any(not parcel.item_ids for parcel in order.fulfilments):
        return True
    wanted = set(item_ids) or {item.id for item in order.items}
    return wanted <= {item_id for parcel in order.fulfilments for item_id in parcel.item_ids}


def open_fulfilments(order: Order) -> list[Fulfilment]:
    """Return the parcels that have left and not arrived."""
    return [parcel for parcel in order.fulfilments if is_under_way(parcel)]


def is_under_way(parcel: Fulfilment) -> bool:
    """Say whether the parcel has left us and not arrived."""
    return has_left(parcel) and not is_delivered(parcel)


def has_left(parcel: Fulfilment) -> bool:
    """Say whether the parcel has left us, arrived or not."""
    return any(m.code in HANDED_OVER for m in parcel.milestones)


def is_delivered(parcel: Fulfilment) -> bool:
    """Say whether the carrier recorded a delivery."""
    return any(milestone.code == DELIVERED for milestone in parcel.milestones)


def has_shipped(order: Order) -> bool:
    """Say whether any parcel has left us."""
    return any(has_left(parcel) for parcel in order.fulfilments)


def has_arrived(order: Order) -> bool:
    """Say whether every parcel of the order was delivered."""
    return bool(order.fulfilments) and all(is_delivered(parcel) for parcel in order.fulfilments)


def delivery(parcel: Fulfilment) -> Milestone:
    """Return the newest delivery the carrier recorded. Raises: ValueError when there is none."""
    return max((m for m in parcel.milestones if m.code == DELIVERED), key=lambda milestone: milestone.at)


def last_scan(parcel: Fulfilment) -> Milestone:
    """Return the newest milestone. Raises: ValueError when there is none."""
    return max(parcel.milestones, key=lambda milestone: milestone.at)


def country(order: Order) -> str | None:
    """Return where the order goes, None when nothing says so."""
    address = order.shipping_address
    return order.ship_to_country or (address.country if address else None)


def region(order: Order) -> str | None:
    """Return the region the order goes to, None when nothing says so."""
    address = order.shipping_address
    return order.ship_to_region or (address.region if address else None)


def state(order: Order) -> str:
    """Return the order's state in small letters, empty when the shop names none."""
    return " ".join((order.status or "").lower().split())


def is_in_state(order: Order, names: Collection[str]) -> bool:
    """Say whether the order is in one of these states, whole names compared: "pending" is not "pending (changed)"."""
    return state(order) in {" ".join(name.lower().split()) for name in names}
