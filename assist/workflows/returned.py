"""What of an order has come back or been paid back already, so that it is not offered a second time."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from assist.domain.enums import Outcome
from assist.domain.orders import ItemReturn, Order, Refund
from assist.workflows import wording
from assist.workflows.case import Facts, Finding, OrderCase, Slots

_NOT_DONE = frozenset(
    {"requested", "approved", "open", "pending", "label_sent", "in_transit", "in_progress", "processing"}
    | {"cancelled", "canceled", "declined", "rejected", "failed"}
)
"""States in which nothing has come back or been paid back; help desks name them alike."""


def decide(case: OrderCase) -> Finding | None:
    """Return that the items meant, or the whole order, were returned or refunded; None when something is left."""
    every = {item.id for item in case.order.items}
    wanted = set(case.subject.item_ids) or every
    refunds = [one for one in case.order.refunds if _is_done(one, case.now) and _is_full(one, case)]
    returns = [one for one in case.order.returns if _is_done(one, case.now) and _is_return(one, every)]
    entries: list[Refund | ItemReturn] = [*refunds, *returns]
    back = {item_id for entry in entries for item_id in entry.item_ids or every}
    if not entries or not wanted <= back:
        return None
    facts: Facts = {}
    slots: Slots = {"items": wording.titles(case.order, case.subject.item_ids)}
    for name, newest in (("refunded_on", _newest(refunds, wanted)), ("returned_on", _newest(returns, wanted))):
        if newest is not None:
            slots[name] = case.calendar.day(newest)
            facts[name] = case.calendar.day(newest).isoformat()
    return Finding("return.already", case.workflow, Outcome.INFORMATIONAL, facts, slots=slots,
                   next_step="Say what has come back or been refunded already")  # fmt: skip


def _is_done(entry: Refund | ItemReturn, now: datetime) -> bool:
    return (entry.status or "").lower() not in _NOT_DONE and (entry.at is None or entry.at <= now)


def _is_return(entry: ItemReturn, every: set[str]) -> bool:
    """Say whether the entry is no exchange and tells what came back: of several items it must name which."""
    return entry.kind != "exchange" and (bool(entry.item_ids) or len(every) <= 1)


def _is_full(refund: Refund, case: OrderCase) -> bool:
    """Say whether the refund pays its items back; less than paid, the label aside, is a price difference or goodwill."""
    paid = _paid(case.order, refund.item_ids)
    if refund.amount is None or paid is None:
        return bool(refund.item_ids)
    return refund.amount.amount + case.parameters.return_.label_fee >= paid


def _paid(order: Order, item_ids: Sequence[str]) -> Decimal | None:
    """Return what was paid for these items, or for the order when none is named; None when unknown."""
    paid = [item.paid.amount for item in order.items if item.paid and (not item_ids or item.id in item_ids)]
    if len(paid) == (len(item_ids) or len(order.items)) and paid:
        return sum(paid, Decimal(0))
    total = order.totals.paid if order.totals and not item_ids else None
    return total.amount if total else None


def _newest(entries: Sequence[Refund | ItemReturn], wanted: set[str]) -> datetime | None:
    about = (entry for entry in entries if not entry.item_ids or not wanted.isdisjoint(entry.item_ids))
    return max((entry.at for entry in about if entry.at), default=None)
