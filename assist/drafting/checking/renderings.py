"""Orders, products, decisions, actions and events as sources: the plain sentences that a draft may repeat.

Each source bears the id that `claims[].by` names: `orders/NF-20288/fulfilments/f-1`, `d1`, `act-1`, `products/SKU`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from assist.domain.base import Money
from assist.domain.conversation import Event
from assist.domain.decision import Action, Decision, Fact, FollowUp
from assist.domain.orders import Fulfilment, Item, Order, Product
from assist.drafting.checking.evidence import Source, SourceKind
from assist.working_time import WorkingTime

_MILESTONES = {
    "handed_over": "was handed over to the carrier, shipped, left us, dispatched", "in_transit": "was last scanned, is in transit, on its way, moved",
    "out_for_delivery": "is out for delivery", "delivered": "was delivered, arrived, the carrier recorded a delivery",
    "label_created": "has a label created", "exception": "met a problem", "returned": "was returned to us",
}  # fmt: skip
_OUTCOMES = {
    "eligible": "Yes, we can {does}, you can {does}: it can still be {done}.", "not_eligible": "No, we cannot {does}, you cannot {does}; it can no longer be {done}.",
    "needs_approval": "A colleague must decide and approve it before we {does}.", "needs_info": "We need more details before we {does}.",
}  # fmt: skip
_WORKFLOWS = {
    "wismo": ("follow the delivery of your parcel", "followed"), "order_change": ("change your order before it is packed", "changed"),
    "address_change": ("change the delivery address of your order", "changed, the address"), "cancellation": ("cancel your order for a full refund", "cancelled, stopped"),
    "return": ("return the item for a refund", "returned"), "exchange": ("exchange or swap the item for another", "exchanged"),
    "refund": ("refund your money", "refunded"), "damaged": ("replace or refund the damaged item", "replaced or refunded"),
    "warranty": ("repair or replace the item under the warranty", "repaired"), "discount": ("add the discount code", "added"),
    "price_adjustment": ("give you the price difference", "given"), "gift": ("exchange the gift or give store credit", "exchanged"),
    "subscription": ("change, skip or cancel your subscription renewal", "cancelled"),
}  # fmt: skip
"""What a workflow does, said of us and of you, and what is done to the order."""
_SAID: dict[tuple[str, Fact], str] = {
    (
        "shipped",
        False,
    ): "Your order has not been shipped, sent, packed or picked yet, it has not left us, and there is nothing to send back.",
    ("shipped", True): "Your order has been shipped and has left us.",
}
"""Facts that are yes or no, as a sentence says them."""
_PATHS = {
    "trace": "We open a trace, it may be stuck.", "customer_choice": "We treat it as lost: you choose a replacement or a full refund.",
    "safe_place_check": "We ask the carrier where it was left.", "store_credit": "You get store credit.", "refund": "You get a refund.",
    "replacement": "You get a replacement.", "exchange": "You can exchange it.", "wait": "There is nothing you need to do.",
}  # fmt: skip


@dataclass(frozen=True)
class Clock:
    """How the client's clock shows moments; without a client, UTC."""

    calendar: WorkingTime | None = None

    def spoken(self, moment: datetime) -> str:
        """Return day and time, `2026-11-16 09:12`."""
        shown = self.calendar.local(moment) if self.calendar else moment
        return f"{shown:%Y-%m-%d} {shown:%H:%M}"


def of_orders(orders: Sequence[Order], clock: Clock) -> Iterator[Source]:
    """Yield one source an order and one a parcel; internal notes are no source."""
    for order in orders:
        path = f"orders/{order.number}"
        yield Source(path, SourceKind.FACT, " ".join(_order(order, clock)), about=f"order {order.number}")
        for parcel in order.fulfilments:
            titles = [item.title for item in order.items if item.id in parcel.item_ids and item.title]
            words = " ".join(_parcel(parcel, titles, clock))
            yield Source(
                f"{path}/fulfilments/{parcel.id}", SourceKind.FACT, words, about=" ".join(["parcel order", *titles])
            )


def _order(order: Order, clock: Clock) -> Iterator[str]:
    if order.placed_at:
        yield f"The order {order.number} was placed on {clock.spoken(order.placed_at)}."
    if order.status:
        yield f"The order status is {order.status.replace('_', ' ')}."
    if order.cancelled_at:
        yield f"The order was cancelled on {clock.spoken(order.cancelled_at)}."
    if len(order.fulfilments) > 1:
        yield f"The order was split into {len(order.fulfilments)} parcels, sent separately, each in its own box."
    if order.discount_codes:
        yield f"The discount code {', '.join(order.discount_codes)} was used."
    yield from _totals(order)
    if order.items:
        yield f"The order holds {sum(item.quantity for item in order.items)} items, {len(order.items)} products."
    yield from map(_item, order.items)
    yield from _what_came_of_it(order, clock)


def _totals(order: Order) -> Iterator[str]:
    for name in ("items", "discount", "shipping", "paid"):
        money = getattr(order.totals, name, None)
        if money is not None:
            yield f"The {name} total of the order is {money}{_free(money)}."


def _what_came_of_it(order: Order, clock: Clock) -> Iterator[str]:
    for refund in order.refunds:
        yield f"A refund of {refund.amount or 'the amount'} was issued, refunded, sent{_when(refund.at, clock)}."
    for back in order.returns:
        yield f"A {back.kind or 'return'} is {_status(back.status)}{_when(back.at, clock)}."
    for replacement in order.replacements:
        yield f"A replacement was sent, {_status(replacement.status)}{_when(replacement.at, clock)}."


def _when(moment: datetime | None, clock: Clock) -> str:
    return f" on {clock.spoken(moment)}" if moment else ""


def _status(status: str | None) -> str:
    return (status or "recorded").replace("_", " ")


def _item(item: Item) -> str:
    named = ", ".join(
        part for part in (item.title, item.variant and f"size or colour {item.variant}", item.sku) if part
    )
    paid = f" at a price of {item.paid}, paid" if item.paid else ""
    return f"The order contains {item.quantity} x {named}{paid}."


def _parcel(parcel: Fulfilment, titles: Sequence[str], clock: Clock) -> Iterator[str]:
    carrier = parcel.carrier or "the carrier"
    named = f" with the {', '.join(titles)}" if titles else ""
    number = f", tracking number {parcel.tracking}" if parcel.tracking else ""
    yield f"Your parcel {parcel.id}{named} travels with {carrier}{number}."
    for milestone in parcel.milestones:
        what = _MILESTONES.get(milestone.code, milestone.code.replace("_", " "))
        place = f" in {milestone.place}" if milestone.place else ""
        yield f"The parcel{named} {what} with {carrier} on {clock.spoken(milestone.at)}{place}."


def of_products(products: Sequence[Product]) -> Iterator[Source]:
    """Yield one source a product."""
    for product in products:
        named = " ".join(part for part in (product.title, product.variant, product.sku) if part)
        stock = (
            {True: "is in stock and available; we have it", False: "is out of stock and not available"}.get(
                product.available
            )
            if product.available is not None
            else None
        )
        price = f" It costs {product.price}." if product.price else ""
        yield Source(
            f"products/{product.sku}", SourceKind.FACT, f"The {named} {stock or 'is known'}.{price}", about=named
        )


def of_decisions(decisions: Sequence[Decision], clock: Clock | None = None) -> Iterator[Source]:
    """Yield one source a decision: outcome, facts with their units, days and moments, amounts, next step."""
    clock = clock or Clock()
    for decision in decisions:
        about = (
            f"{_WORKFLOWS.get(decision.workflow, decision.workflow.replace('_', ' '))} {decision.order_number or ''}"
        )
        yield Source(decision.id, SourceKind.DECISION, "\n".join(_decision(decision, clock)), about=about)


def _decision(decision: Decision, clock: Clock) -> Iterator[str]:
    does, done = _does(decision.workflow)
    if wording := _OUTCOMES.get(decision.outcome.value):
        yield wording.format(does=does, done=done)
    yield _PATHS.get(decision.path or "", (decision.path or "").replace("_", " "))
    for name, value in decision.facts.items():
        yield _SAID.get((name, value)) or f"{name.replace('_', ' ')}: {with_unit(name, str(value))}."
    yield from _days(decision)
    if decision.locks_at:
        yield f"It is possible, and can still be {done}, until {clock.spoken(decision.locks_at)}."
    for name, money in (decision.amount or {}).items():
        yield f"The amount of the {name.replace('_', ' ')} is {money}{_free(money)}."
    if decision.conditions:
        yield f"It must be {' and '.join(decision.conditions)}."
    if decision.next_step:
        yield f"{decision.next_step}."


def _does(workflow: str) -> tuple[str, str]:
    return _WORKFLOWS.get(workflow, (workflow.replace("_", " "), "done"))


def _days(decision: Decision) -> Iterator[str]:
    if decision.last_day:
        yield f"The last day is {_day(decision.last_day)}: possible until {_day(decision.last_day)}."
    if decision.step_back_on:
        yield f"We write to you, contact you and step back in by {_day(decision.step_back_on)}."
    if decision.then:
        path = _PATHS.get(decision.then.path or "", decision.then.outcome)
        yield f"If nothing moves and there is still no scan, on {_day(decision.then.on)} it counts as {decision.then.outcome}. {path}"


def _day(day: date) -> str:
    return day.isoformat()


def _free(money: Money) -> str:
    return ", free, without charge" if money.amount == 0 else ""


def with_unit(name: str, value: str) -> str:
    """Return a decision's fact with what it counts: a bare number is no duration."""
    counts_days = (
        name in ("trace_after", "lost_after") or name.startswith("working_days") or name.endswith("working_days")
    )
    if counts_days:
        return f"{value} working days"
    unit = next((part for part in name.split("_") if part in _UNITS), None)
    return f"{value} {unit}" if unit and value.isdigit() else value


_UNITS = frozenset({"minutes", "hours", "days", "weeks", "months", "years"})


def of_doings(
    actions: Sequence[Action], follow_up: FollowUp | None, events: Sequence[Event], clock: Clock
) -> Iterator[Source]:
    """Yield proposed actions, the follow-up and what already happened."""
    for action in actions:
        params = " ".join(action.params.values())
        yield Source(action.id, SourceKind.DECISION, f"We {action.kind.replace('_', ' ')} {params}.")
    if follow_up is not None:
        text = f"We write to you, contact you and get back to you by {_day(follow_up.due_on)}. {follow_up.reason}."
        yield Source("follow_up", SourceKind.DECISION, text)
    for number, event in enumerate(events):
        what = f"{event.type.replace('_', ' ')} {event.order_number or ''} {event.detail or ''}".strip()
        yield Source(f"events/{number}", SourceKind.FACT, f"On {clock.spoken(event.at)}: {what}.")
