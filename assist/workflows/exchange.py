"""Exchanges: whether the brand and the item allow one, what it costs, and whether the variant wanted can be had."""

from dataclasses import replace
from decimal import Decimal

from assist.domain.enums import Needed, Outcome
from assist.workflows import returnable, wanted, window, wording
from assist.workflows.case import Facts, Finding, OrderCase, Slots
from assist.workflows.money import ZERO, Sum
from assist.workflows.window import Window


def in_window(case: OrderCase, open_until: Window | None, facts: Facts, slots: Slots) -> Finding:
    """Return the exchange of items whose window is open: its fee, and the variant wanted where the shop told of it."""
    charge = Sum("charge", case.currency).plus("exchange", fee(case))
    conditions = returnable.conditions(case)
    found = Finding(
        f"exchange.window.{facts['window']}",
        "exchange",
        Outcome.ELIGIBLE,
        {**facts, "exchanges_used": _exchanges_used(case)},
        path="exchange",
        conditions=conditions,
        next_step="Send the return label",
        last_day=open_until.last_day if open_until else None,
        missing=() if returnable.items_are_clear(case) else (Needed.ITEM,),
        amount={"charge": charge.total},
        lines=charge.lines,
        actions=(returnable.label(case),),
        slots={**slots, "conditions": " and ".join(conditions), **returnable.choices(case)},
    )
    if not charge.steps:
        found = replace(found, slots={**found.slots, "free": "free"})
    return _for_product(case, found, charge)


def _for_product(case: OrderCase, found: Finding, charge: Sum) -> Finding:
    """Look at the variant wanted: whether it can be had now, and what the difference in price is."""
    product = wanted.product(case)
    if product is None:
        return found
    named = {"wanted": wording.name(product.variant), "wanted_title": wording.title(product)}
    facts = {**found.facts, "wanted": product.sku, "in_stock": product.available}
    if product.available is False:
        return replace(found, rule_id="exchange.sold-out", outcome=Outcome.NOT_ELIGIBLE, path="choice", facts=facts,
                       amount={}, lines=(), actions=(), missing=(Needed.CHOICE,), slots={**found.slots, **named},
                       next_step="Offer store credit or a refund: the size wanted is sold out")  # fmt: skip
    difference = wanted.price_difference(case, product.price)
    sums = [
        charge.plus("difference in price", max(difference, ZERO)),
        Sum("refund", case.currency).plus("difference in price", -min(difference, ZERO)),
    ]
    kept = [one for one in sums if one.steps or one.name == "charge"]
    slots = {**found.slots, **named, **({"in_stock": "yes"} if product.available else {})}
    if difference:
        slots.pop("free", None)
    return replace(found, facts=facts, slots=slots, amount={one.name: one.total for one in kept},
                   lines=tuple(line for one in kept for line in one.lines))  # fmt: skip


def not_offered(facts: Facts, slots: Slots) -> Finding:
    """Return that this client refunds instead."""
    return Finding("exchange.not-offered", "exchange", Outcome.NOT_ELIGIBLE, facts, path="refund", slots=slots,
                   next_step="Explain the refund and that the other item can be ordered now")  # fmt: skip


def is_never_offered(case: OrderCase) -> bool:
    """Say whether an exchange is asked of a client that has none."""
    return case.workflow == "exchange" and not case.parameters.exchange.offered


def is_refund_only(case: OrderCase) -> bool:
    """Say whether an item is meant that comes back for a refund alone."""
    outlet = case.parameters.return_.outlet
    return outlet is not None and outlet.refund_only and window.is_outlet(case)


def _exchanges_used(case: OrderCase) -> int:
    return sum(entry.kind == "exchange" for entry in case.order.returns)


def fee(case: OrderCase) -> Decimal:
    """Return what this exchange costs: the first of an order, or a further one."""
    rules = case.parameters.exchange
    return rules.first_fee if _exchanges_used(case) == 0 else rules.further_fee
