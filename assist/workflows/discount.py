"""Discount codes: why one does not work for an order, and that none is added to an order already placed."""

import re
from collections.abc import Iterator
from decimal import Decimal

from assist.domain.base import Money
from assist.domain.enums import Outcome
from assist.domain.orders import Order
from assist.workflows import signs
from assist.workflows.blocks.pricing import Code
from assist.workflows.case import Case, Facts, Finding, Slots

PRICE_DROP = "discount/price_adjustment"
_SUBSCRIPTION = "subscription"


def decide(case: Case) -> Finding | None:
    """Return why the code named does not work; None where the message names no code the client computes with.

    Of several reasons the first that no other basket would change is told: whose order, then which items, then how much.
    """
    if case.intent == PRICE_DROP:
        return None
    named = _named(case)
    if named is None:
        return _with_subscription(case)
    name, code = named
    slots: Slots = {"code": name, "percent": code.percent or 0}
    facts: Facts = {"code": name}
    if case.order is None:
        facts |= {"first_order_only": code.first_order, "from": _written(code)}
        return Finding("discount.conditions", "discount", Outcome.INFORMATIONAL, facts, slots=slots,
                       next_step="Say under which conditions the code works at checkout")  # fmt: skip
    if name in {used.upper() for used in case.order.discount_codes}:
        return Finding("discount.applied", "discount", Outcome.INFORMATIONAL, facts, slots=slots,
                       next_step="Say that the code was taken off this order")  # fmt: skip
    reasons = list(_reasons(case, case.order, code, facts))
    why = reasons[0] if reasons else "too-late"
    facts["reasons"] = ", ".join([*reasons, *([] if code.retroactive else ["too-late"])])
    if not reasons and code.retroactive:
        return None
    return Finding(f"discount.{why}", "discount", Outcome.NOT_ELIGIBLE, facts, slots={**slots, **_limit(case, code)},
                   next_step="Say kindly why the code does not work for this order")  # fmt: skip


def _named(case: Case) -> tuple[str, Code] | None:
    words = signs.plain(case.words)
    for name, code in case.parameters.discount.codes.items():
        spaced = r"[\s-]?".join(re.escape(char) for char in name.lower())
        if re.search(rf"(?<!\w){spaced}(?!\w)", words):
            return name, code
    codes = case.parameters.discount.codes
    if len(codes) == 1 and _WELCOME.search(words):
        return next(iter(codes.items()))
    return None


_WELCOME = re.compile(
    r"\b(?:welcome|first[- ]order|new[- ]customer|bienvenida|primer (?:pedido|compra)) (?:\w+ ){0,2}(?:code|discount|voucher|codigo|descuento|cupon)|(?:codigo|descuento|cupon) de bienvenida\b"
)
"""How customers call the one code of a shop without spelling it."""


def _reasons(case: Case, order: Order, code: Code, facts: Facts) -> Iterator[str]:
    if code.first_order and _is_a_later_order(case, order):
        facts["first_order"] = False
        yield "not-first"
    if any(set(code.excludes) & set(item.tags) for item in order.items):
        yield "excluded-item"
    if any(_SUBSCRIPTION in item.tags for item in order.items):
        yield "subscription-price"
    items = _items_total(order)
    if code.from_ is not None and items is not None and items < code.from_:
        facts["items_total"] = f"{items:.2f}"
        yield "below-minimum"


def _is_a_later_order(case: Case, order: Order) -> bool:
    if order.first_order is not None:
        return not order.first_order
    placed = order.placed_at
    others = (other for other in case.background.orders if other.number != order.number and other.cancelled_at is None)
    return placed is not None and any(other.placed_at is not None and other.placed_at < placed for other in others)


def _items_total(order: Order) -> Decimal | None:
    if order.totals and order.totals.items:
        return order.totals.items.amount
    sums = [item.paid.amount for item in order.items if item.paid]
    return sum(sums, Decimal(0)) if sums and len(sums) == len(order.items) else None


def _limit(case: Case, code: Code) -> Slots:
    return {"from": Money(amount=code.from_, currency=case.currency)} if code.from_ is not None else {}


def _written(code: Code) -> str:
    return f"{code.from_:.2f}" if code.from_ is not None else ""


def _with_subscription(case: Case) -> Finding | None:
    """Return that codes and subscription prices do not combine, where the order or the words say it is one."""
    if not case.parameters.discount.not_with_subscriptions:
        return None
    order_has = case.order is not None and any(_SUBSCRIPTION in item.tags for item in case.order.items)
    if not (order_has or "subscription" in signs.plain(case.words)):
        return None
    return Finding("discount.subscription-price", "discount", Outcome.NOT_ELIGIBLE, {"subscription_price": True},
                   next_step="Say that codes do not combine with subscription prices")  # fmt: skip
