"""Whose order it is: which orders may be spoken of with this customer. Never confirms that another exists."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assist.domain.conversation import Customer
from assist.domain.orders import Order

FEWEST_PHONE_DIGITS = 7
"""Fewer are an extension or a remark; the shortest lines of the countries served have 7 digits."""


@dataclass(frozen=True)
class Trusted:
    """Orders that may be spoken of; `identity` is verified, matched, unverified or unknown."""

    orders: tuple[Order, ...]
    identity: str
    withheld_orders: tuple[Order, ...] = ()
    """Orders known but not to be mentioned."""

    @property
    def withheld(self) -> int:
        """How many orders are not to be mentioned."""
        return len(self.withheld_orders)


def trusted(given: Sequence[Order], stored: Sequence[Order], customer: Customer | None) -> Trusted:
    """Keep the orders this customer may hear about.

    Orders in the request come from the authenticated desk: trusted unless the customer is said to be unverified, or
    both e-mail and phone are another's. Orders looked up from storage need a match or a verified customer.
    """
    verified = customer.verified if customer else None
    if verified is True:
        orders = _unique([*given, *stored])
        return Trusted(tuple(orders), "verified")
    if verified is False:
        return Trusted((), "unverified", tuple(_unique([*given, *stored])))
    kept = [order for order in given if not _is_anothers(order, customer)]
    kept += [order for order in stored if _matches(order, customer)]
    kept = _unique(kept)
    numbers = {order.number.upper() for order in kept}
    withheld = tuple(order for order in _unique([*given, *stored]) if order.number.upper() not in numbers)
    if any(_matches(order, customer) for order in kept):
        return Trusted(tuple(kept), "matched", withheld)
    return Trusted(tuple(kept), "unverified" if withheld and not kept else "unknown", withheld)


def _unique(orders: Sequence[Order]) -> list[Order]:
    """Keep the first order of each number: what the request says wins over what was stored."""
    by_number: dict[str, Order] = {}
    for order in orders:
        by_number.setdefault(order.number.upper(), order)
    return list(by_number.values())


def _matches(order: Order, customer: Customer | None) -> bool:
    return any(ours == theirs for ours, theirs in _comparable(order, customer))


def _is_anothers(order: Order, customer: Customer | None) -> bool:
    """True when a contact detail can be compared and none agrees."""
    return bool(_comparable(order, customer)) and not _matches(order, customer)


def _comparable(order: Order, customer: Customer | None) -> list[tuple[str, str]]:
    """Return the contact details that both give: a blank e-mail or a phone of few digits is nobody's."""
    if customer is None:
        return []
    pairs = [(_plain(order.email), _plain(customer.email)), (_digits(order.phone), _digits(customer.phone))]
    return [(ours, theirs) for ours, theirs in pairs if ours and theirs]


def _plain(email: str | None) -> str:
    return (email or "").strip().lower()


def _digits(phone: str | None) -> str:
    """Return the last nine digits, which leave out the country's; empty when there are too few for a line."""
    digits = re.sub(r"\D", "", phone or "")
    return digits[-9:] if len(digits) >= FEWEST_PHONE_DIGITS else ""
