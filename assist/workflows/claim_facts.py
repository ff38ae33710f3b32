"""What every claim about an item looks up in the order: its own parcel's day, what was paid, how it is called."""

from datetime import date

from assist.domain.base import Money
from assist.domain.decision import MoneyLine
from assist.domain.orders import Fulfilment
from assist.workflows import money, parcels, signs, wording
from assist.workflows.case import OrderCase, Slots


def has_left(case: OrderCase) -> bool:
    """Say whether something of the order has left us, as far as anything says."""
    return parcels.has_shipped(case.order)


def delivered_on(case: OrderCase) -> date | None:
    """Return the day the item's own parcel came (clock rule C5); None when no delivery is recorded."""
    days = [case.calendar.day(parcels.delivery(parcel).at) for parcel in _arrived(case)]
    return max(days, default=None)


def _arrived(case: OrderCase) -> list[Fulfilment]:
    about = parcels.holding(case.order, case.subject.item_ids)
    return [parcel for parcel in about if parcels.is_delivered(parcel)]


def travels_apart(case: OrderCase) -> bool:
    """Say whether what is missed is in a parcel of its own that has not arrived."""
    wanted = set(case.subject.item_ids)
    apart = [
        p for p in parcels.open_fulfilments(case.order) if p.item_ids and (not wanted or wanted <= set(p.item_ids))
    ]
    return bool(apart) and (bool(wanted) or any(parcels.is_delivered(p) for p in case.order.fulfilments))


def paid(case: OrderCase) -> Money | None:
    """Return what was paid for the items named, their share of the order's discount off; None when it cannot be told."""
    by_item = money.paid_by_item(case.order)
    named = [item for item in case.order.items if item.id in case.subject.item_ids]
    currencies = {stated.currency for item in named if (stated := item.paid or item.unit_list_price)}
    if by_item is None or not named or len(currencies) != 1:
        return None
    total = sum((by_item[item.id].amount for item in named), money.ZERO)
    return Money(amount=total, currency=currencies.pop())


def is_part_of_a_set(case: OrderCase) -> bool:
    """Say whether one product of a set is meant: a set comes back whole, a faulty part is replaced alone."""
    return case.parameters.return_.sets_whole and SET in case.tags and not signs.EVERYTHING.in_(case.words)


def value(case: OrderCase) -> Money | None:
    """Return what the items meant are worth: of one product of a set its own price where the shop states it."""
    if is_part_of_a_set(case):
        said = signs.plain(case.words)
        sets = {item.sku for item in case.items}
        for product in case.background.products:
            named = product.sku not in sets and product.title and signs.plain(product.title) in said
            if named and product.price is not None:
                return product.price
    return paid(case)


SET = "set"
"""The tag of a set."""


def refund_lines(total: Money, *, label: str = "paid for the item") -> tuple[MoneyLine, ...]:
    """Return the one line of a refund in full."""
    return (MoneyLine(of="refund", label=label, amount=total),)


def is_sold_out(case: OrderCase) -> bool:
    """Say whether the shop says that one of the items cannot be had."""
    wanted = {item.sku for item in case.items if item.sku}
    return any(product.sku in wanted and product.available is False for product in case.background.products)


def slots(case: OrderCase) -> Slots:
    """Return how the items are called, when the customer named some."""
    return {"items": wording.titles(case.order, case.subject.item_ids)} if case.subject.item_ids else {}


def choices(case: OrderCase) -> str:
    """Return the titles to choose from; empty when there are too many to read."""
    titles = [wording.titles(case.order, (item.id,)) for item in case.order.items[:MAX_CHOICES]]
    return " / ".join(dict.fromkeys(t for t in titles if t)) if len(case.order.items) <= MAX_CHOICES else ""


MAX_CHOICES = 5
"""More titles than this in a question read like a form."""


def about(case: OrderCase) -> dict[str, str]:
    """Return what an action on the items meant must name."""
    return {"order_number": case.order.number, "item_id": ",".join(case.subject.item_ids)}


def sum_of(total: Money | None) -> dict[str, str]:
    """Return the sum an action moves, as its parameters; none where it is not known."""
    return {"amount": f"{total.amount:.2f}", "currency": total.currency} if total else {}
