"""Whose order it is: which orders may be spoken of with this customer. Never confirms that another exists."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assist.domain.conversation import Customer
from assist.domain.orders import Order


@dataclass(frozen=True)
class Trusted:
    """Orders that may be spoken of; `identity` is verified, matched, unverified or unknown."""

    orders: tuple[Order, ...]
    identity: str
    withheld: int
    """Orders known but not to be mentioned."""


def trusted(given: Sequence[Order], stored: Sequence[Order], customer: Customer | None) -> Trusted:
    """Keep the orders this customer may hear about.

    Orders in the request come from the authenticated desk: trusted unless the customer is said to be unverified, or
    both e-mail and phone are another's. Orders looked up from storage need a match or a verified customer.
    """
    verified = customer.verified if customer else None
    if verified is True:
        orders = _unique([*given, *stored])
        return Trusted(tuple(orders), "verified", 0)
    if verified is False:
        return Trusted((), "unverified", len(_unique([*given, *stored])))
    kept = [order for order in given if not _is_anothers(order, customer)]
    kept += [order for order in stored if _matches(order, customer)]
    kept = _unique(kept)
    withheld = len(_unique([*given, *stored])) - len(kept)
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
    if customer is None:
        return False
    same_email = bool(customer.email and order.email and _plain(customer.email) == _plain(order.email))
    same_phone = bool(customer.phone and order.phone and _digits(customer.phone) == _digits(order.phone))
    return same_email or same_phone


def _is_anothers(order: Order, customer: Customer | None) -> bool:
    """True when a contact detail can be compared and none agrees."""
    if customer is None or _matches(order, customer):
        return False
    comparable = (customer.email and order.email) or (customer.phone and order.phone)
    return bool(comparable)


def _plain(email: str) -> str:
    return email.strip().lower()


def _digits(phone: str) -> str:
    return re.sub(r"\D", "", phone)[-9:]
