"""A confirmation of what has happened: a return arrived, a refund went out, a replacement left, an order was changed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from assist.domain.enums import Outcome
from assist.domain.happening import HappeningType
from assist.domain.orders import ItemReturn, Refund
from assist.workflows import wording
from assist.workflows.case import Finding, OrderCase, ProposedAction, Slots
from assist.workflows.purposes.past import Past, Silence, Why
from assist.workflows.settled import is_issued, is_received


@dataclass(frozen=True)
class _News:
    """Something to confirm: when it happened, and the finding it makes."""

    at: datetime
    finding: Callable[[], Finding]


def look(case: OrderCase, past: Past) -> Finding | Silence:
    """Return the newest thing to confirm that happened since we last wrote."""
    news = [one for one in _all(case, past) if one.at <= case.now]
    if not news:
        return Silence(Why.NO_NEWS, f"{case.order.number}: nothing has happened that could be confirmed")
    newest = max(news, key=lambda one: one.at)
    if past.told_at is not None and newest.at <= past.told_at:
        return Silence(Why.ALREADY_TOLD, f"{case.order.number}: nothing has happened since we last wrote")
    return newest.finding()


def refunded(case: OrderCase, refund: Refund, *, rule: str) -> Finding:
    """Return that money went out, and how long the bank takes where the client says so."""
    slots: Slots = {"items": wording.titles(case.order, refund.item_ids), **_bank_days(case)}
    if refund.at is not None:
        slots["refunded_on"] = case.calendar.day(refund.at)
    return Finding(
        rule,
        "refund",
        Outcome.INFORMATIONAL,
        {"refunded_on": case.calendar.day(refund.at).isoformat() if refund.at else None},
        path="refund",
        next_step="Confirm the refund",
        amount={"refunded": refund.amount} if refund.amount else {},
        slots=slots,
    )


def _bank_days(case: OrderCase) -> Slots:
    """Return how long a bank takes to show the money, where the client says so."""
    days = case.parameters.refund.bank_days
    if days is None:
        return {}
    at_least: Slots = {"bank_from": days[0]} if days[0] > 0 else {}
    return {**at_least, "bank_to": days[1]}


def newest_refund(case: OrderCase, since: datetime | None = None) -> Refund | None:
    """Return the newest refund that went out, at or after a moment."""
    dated = [
        (refund.at, refund)
        for refund in case.order.refunds
        if refund.at and is_issued(refund) and refund.at <= case.now and (since is None or refund.at >= since)
    ]
    return max(dated, key=lambda one: one[0])[1] if dated else None


def arrived(case: OrderCase, back: ItemReturn, *, rule: str) -> Finding:
    """Return that a return is here, and what comes next: the refund with its day, or the exchange."""
    is_exchange = back.kind == "exchange"
    day = case.calendar.day(back.at) if back.at else None
    params = {"order_number": case.order.number, "item_id": ",".join(back.item_ids)}
    within = case.parameters.refund.pay_within_working_days
    slots: Slots = {"items": wording.titles(case.order, back.item_ids), **_bank_days(case)}
    if day is not None:
        slots["returned_on"] = day
    due = case.calendar.add_working_days(day, within) if day and within and not is_exchange else None
    if due is not None:
        slots["refund_by"] = due
    return Finding(
        f"{rule}.exchange" if is_exchange else rule,
        "exchange" if is_exchange else "return",
        Outcome.INFORMATIONAL,
        {"returned_on": day.isoformat() if day else None, "refund_by": due.isoformat() if due else None},
        path="exchange" if is_exchange else "refund",
        next_step="Check the return and send the exchange" if is_exchange else "Check the return and refund it",
        actions=(ProposedAction("send_exchange" if is_exchange else "issue_refund", params),),
        slots=slots,
    )


def _all(case: OrderCase, past: Past) -> Iterator[_News]:
    """Yield everything that could be confirmed; a refund outweighs the return it answers by being newer."""
    order = case.order
    for back in order.returns:
        if back.at and is_received(back):
            yield _News(back.at, lambda back=back: arrived(case, back, rule="confirm.return-received"))  # type: ignore[misc]
    refund = newest_refund(case)
    if refund is not None and refund.at is not None:
        yield _News(refund.at, lambda: refunded(case, refund, rule="confirm.refund-issued"))
    for sent in order.replacements:
        if sent.at:
            items = wording.titles(order, sent.item_ids)
            yield _dated(case, sent.at, "confirm.replacement-sent", "damaged", "sent_on", items)
    if order.cancelled_at is not None:
        yield _dated(case, order.cancelled_at, "confirm.cancelled", "cancellation", "cancelled_on")
    for kind, rule, workflow in _EVENTS:
        happened = past.newest(kind, order.number)
        if happened is not None:
            yield _dated(case, happened.at, rule, workflow, "done_on")


def _dated(case: OrderCase, at: datetime, rule: str, workflow: str, name: str, items: str = "") -> _News:
    day = case.calendar.day(at)

    def finding() -> Finding:
        return Finding(rule, workflow, Outcome.INFORMATIONAL, {name: day.isoformat()}, next_step="Confirm it",
                       slots={name: day, "items": items})  # fmt: skip

    return _News(at, finding)


_EVENTS = (
    (HappeningType.ADDRESS_CHANGED, "confirm.address-changed", "address_change"),
    (HappeningType.LABEL_SENT, "confirm.label-sent", "return"),
)
"""Events no order shows, which are confirmed too."""
