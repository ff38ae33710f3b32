"""Money in cents that add up: what was paid for each item, shares without a lost cent, sums with their lines.

Decimal throughout, rounded half up to the cent; one currency, which the caller has made sure of. Knows no policy.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from assist.domain.base import Money
from assist.domain.decision import MoneyLine
from assist.domain.orders import Fulfilment, Item, Order

CENT, ZERO = Decimal("0.01"), Decimal("0.00")


def cents(amount: Decimal) -> Decimal:
    """Return the amount to the cent, halves away from zero."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def percent_of(amount: Decimal, percent: int) -> Decimal:
    """Return that many hundredths of the amount, to the cent."""
    return cents(amount * percent / 100)


def shares(total: Decimal, weights: Sequence[Decimal]) -> tuple[Decimal, ...]:
    """Spread `total` by weight so that the shares add up to it: leftover cents go to the largest remainders.

    Without any weight everything falls to the first. `total` is not below zero.
    """
    whole = sum(weights, ZERO)
    if not weights:
        return ()
    if whole <= 0:
        return (cents(total), *(ZERO for _ in weights[1:]))
    exact = [total * weight / whole for weight in weights]
    floors = [part.quantize(CENT, ROUND_DOWN) for part in exact]
    left = int((cents(total) - sum(floors, ZERO)) / CENT)
    by_remainder = sorted(range(len(weights)), key=lambda at: (floors[at] - exact[at], at))
    topped = set(by_remainder[:left])
    return tuple(floor + CENT if at in topped else floor for at, floor in enumerate(floors))


@dataclass(frozen=True)
class Paid:
    """What was paid for an item: its price less its share of the order's discount."""

    price: Decimal
    discount: Decimal = ZERO

    @property
    def amount(self) -> Decimal:
        return self.price - self.discount


def paid_by_item(order: Order) -> Mapping[str, Paid] | None:
    """Return what was paid for each item after the order's discount; None when the order does not tell.

    Shops state an item before or after the discount of the order: the totals say which.
    """
    stated = {item.id: _stated(item) for item in order.items}
    known = {item_id: price for item_id, price in stated.items() if price is not None}
    if not order.items or len(known) < len(stated):
        return None
    discount = _amount(order.totals.discount if order.totals else None)
    is_spread = discount == 0 or _is_after_discount(order, sum(known.values(), ZERO), discount)
    if is_spread is None:
        return None
    if is_spread:
        return {item_id: Paid(cents(price)) for item_id, price in known.items()}
    spread = shares(discount, list(known.values()))
    return {item_id: Paid(cents(price), share) for (item_id, price), share in zip(known.items(), spread, strict=True)}


def _stated(item: Item) -> Decimal | None:
    """Return the price of an item's whole line: what is stated as paid, else its list price times its quantity."""
    if item.paid is not None:
        return item.paid.amount
    return None if item.unit_list_price is None else item.unit_list_price.amount * item.quantity


def _amount(money: Money | None) -> Decimal:
    """Return an amount without its sign: some shops write discounts below zero."""
    return abs(money.amount) if money is not None else ZERO


def _is_after_discount(order: Order, items: Decimal, discount: Decimal) -> bool | None:
    """Say whether the items' prices have their discount taken off already; None when the totals fit neither."""
    totals = order.totals
    if totals is None:
        return True
    if totals.paid is not None and totals.shipping is not None:
        goods = totals.paid.amount - totals.shipping.amount
        return {items: True, items - discount: False}.get(goods)
    if totals.paid is not None:
        # Shipping unknown: it can only add to what the items come to.
        return totals.paid.amount >= items if totals.paid.amount >= items - discount else None
    listed = [i.unit_list_price.amount * i.quantity for i in order.items if i.unit_list_price is not None]
    if len(listed) == len(order.items):
        return {sum(listed, ZERO) - discount: True, sum(listed, ZERO): False}.get(items)
    if totals.items is not None:
        return {totals.items.amount - discount: True, totals.items.amount: False}.get(items)
    return True


def paid_for_parcel(order: Order, parcel: Fulfilment) -> Money | None:
    """Return what was paid for everything in the parcel, None when an item does not say."""
    held = set(parcel.item_ids)
    items = [item for item in order.items if not held or item.id in held]
    paid = paid_by_item(order)
    if paid is not None and items:
        currency = next((item.paid.currency for item in items if item.paid), None)
        total = sum((paid[item.id].amount for item in items), ZERO)
        return Money(amount=total, currency=currency) if currency else None
    stated = [item.paid for item in items if item.paid]
    if not stated or len(stated) < len(items):
        return None
    return Money(amount=sum((money.amount for money in stated), ZERO), currency=stated[0].currency)


@dataclass(frozen=True)
class Sum:
    """An amount as it comes about, line by line."""

    name: str
    currency: str
    steps: tuple[tuple[str, Decimal], ...] = ()

    def plus(self, label: str, amount: Decimal) -> "Sum":
        """Return the sum with one more line; a line of nothing is left out."""
        return self if amount == 0 else Sum(self.name, self.currency, (*self.steps, (label, cents(amount))))

    def named(self, name: str) -> "Sum":
        """Return the same lines for an amount of another name."""
        return Sum(name, self.currency, self.steps)

    @property
    def total(self) -> Money:
        return Money(amount=sum((amount for _, amount in self.steps), ZERO), currency=self.currency)

    @property
    def lines(self) -> tuple[MoneyLine, ...]:
        return tuple(
            MoneyLine(of=self.name, label=label, amount=Money(amount=amount, currency=self.currency))
            for label, amount in self.steps
        )


def amounts(sums: Iterable[Sum]) -> dict[str, Money]:
    """Return the totals by name, as a finding's `amount` wants them."""
    return {one.name: one.total for one in sums}


def lines(sums: Iterable[Sum]) -> tuple[MoneyLine, ...]:
    """Return the lines of all sums, as a finding's `lines` wants them."""
    return tuple(line for one in sums for line in one.lines)
