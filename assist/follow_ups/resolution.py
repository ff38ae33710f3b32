"""Which news closes which follow-up, and in what words it is said. Pure rules, one a kind of news."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from assist.domain.follow_up import ClosedBy, Closing, KeptFollowUp
from assist.domain.happening import Happening, HappeningType
from assist.domain.orders import DELIVERED, HANDED_OVER, Fulfilment, Milestone, Order, Refund
from assist.domain.suggestion import Suggestion
from assist.workflows import parcels
from assist.workflows.settled import is_issued, is_received
from assist.working_time import WorkingTime

AWAITS_PARCEL = frozenset({"wismo"})
"""Workflows whose follow-up waits for a parcel to move or arrive."""
AWAITS_RETURN = frozenset({"return", "exchange"})
NOT_RECEIVED = "wismo.not-received"
"""Rules under which the carrier has delivered and the customer has nothing: a scan is no news to them."""
OUR_OWN = ("follow_up.", "proactive.", "confirm.", "close.")
"""Rules of messages we begin: each is a contact about its order, whatever the workflow behind the promise."""


def by_order(follow_up: KeptFollowUp, order: Order, calendar: WorkingTime, now: datetime) -> Closing | None:
    """Return what in an order's newer facts closes a follow-up, None when nothing does."""
    if order.number.upper() != follow_up.order_number:
        return None
    order = parcels.as_known(order, now)
    what = _delivery_news(follow_up, order, calendar) or _money_news(follow_up, order, calendar)
    return Closing(at=now, by=ClosedBy.ORDER, what=what) if what else None


def by_happening(follow_up: KeptFollowUp, happening: Happening, calendar: WorkingTime, now: datetime) -> Closing | None:
    """Return what of a reported event closes a follow-up, None when it is older, or about something else."""
    if happening.at < follow_up.created_at or not _is_about(follow_up, happening):
        return None
    what = _said_by(follow_up, happening, calendar.day(happening.at).isoformat())
    return Closing(at=now, by=ClosedBy.EVENT, what=what) if what else None


def by_reply(follow_up: KeptFollowUp, sent: Suggestion, calendar: WorkingTime, now: datetime) -> Closing | None:
    """Return whether a sent reply is the promised contact: the same matter of the same order, told again."""
    if sent.suggestion_id == follow_up.suggestion_id or sent.conversation_id != follow_up.conversation_id:
        return None
    if not any(_is_same_matter(follow_up, sent, at) for at in range(len(sent.decisions))):
        return None
    what = f"The customer was written to on {calendar.day(now)} ({sent.suggestion_id})"
    return Closing(at=now, by=ClosedBy.REPLY, what=what)


def _is_same_matter(follow_up: KeptFollowUp, sent: Suggestion, at: int) -> bool:
    decision = sent.decisions[at]
    same_order = (decision.order_number or "").upper() == (follow_up.order_number or "")
    own = decision.rule_id.startswith(OUR_OWN)
    return (
        same_order
        and (own or decision.workflow == follow_up.workflow)
        and _overlap(follow_up.item_ids, decision.item_ids)
    )


def _delivery_news(follow_up: KeptFollowUp, order: Order, calendar: WorkingTime) -> str | None:
    """Return that a parcel moved or arrived since, that the order was cancelled, or that goods came back."""
    if order.cancelled_at is not None and order.cancelled_at >= follow_up.created_at:
        return f"The order was cancelled on {calendar.day(order.cancelled_at)}"
    if follow_up.workflow in AWAITS_RETURN:
        for back in order.returns:
            is_back = is_received(back) and _is_later(follow_up, back.at)
            if is_back and _overlap(follow_up.item_ids, back.item_ids):
                return f"The return arrived on {calendar.day(back.at)}" if back.at else "The return arrived"
    if follow_up.workflow not in AWAITS_PARCEL or (follow_up.rule_id or "").startswith(NOT_RECEIVED):
        return None
    newest = _newest_scan(_parcels_of(follow_up, order))
    if newest is None or newest.at <= (follow_up.last_scan_at or follow_up.created_at):
        return None
    return _scan_said(newest.code, calendar.day(newest.at).isoformat(), newest.place)


def _money_news(follow_up: KeptFollowUp, order: Order, calendar: WorkingTime) -> str | None:
    """Return that money or a new item went out since; a part refund settles no missing parcel."""
    for refund in order.refunds:
        if not is_issued(refund) or not _is_later(follow_up, refund.at):
            continue
        if _overlap(follow_up.item_ids, refund.item_ids) and _settles(follow_up, refund, order):
            return f"{refund.amount or 'The money'} was refunded on {calendar.day(refund.at)}" if refund.at else None
    for sent in order.replacements:
        if sent.at and _is_later(follow_up, sent.at) and _overlap(follow_up.item_ids, sent.item_ids):
            return f"A replacement was sent on {calendar.day(sent.at)}"
    return None


def _settles(follow_up: KeptFollowUp, refund: Refund, order: Order) -> bool:
    """Say whether a refund answers the promise: of a missing parcel only one that names or pays its items."""
    if follow_up.workflow not in AWAITS_PARCEL or refund.item_ids:
        return True
    items = [item for item in order.items if not follow_up.item_ids or item.id in follow_up.item_ids]
    paid = [item.paid.amount for item in items if item.paid]
    return refund.amount is not None and bool(paid) and refund.amount.amount >= sum(paid, Decimal(0))


def _is_later(follow_up: KeptFollowUp, at: datetime | None) -> bool:
    return at is not None and at >= follow_up.created_at


def _parcels_of(follow_up: KeptFollowUp, order: Order) -> list[Fulfilment]:
    """Return the parcel the promise is about, by its tracking number where that is still one of the order's."""
    about = parcels.holding(order, follow_up.item_ids)
    tracked = [parcel for parcel in about if follow_up.tracking and parcel.tracking == follow_up.tracking]
    return tracked or about


def _newest_scan(about: Iterable[Fulfilment]) -> Milestone | None:
    scans = [milestone for parcel in about for milestone in parcel.milestones if milestone.code in HANDED_OVER]
    return max(scans, key=lambda milestone: milestone.at, default=None)


def _scan_said(code: str, day: str, place: str | None) -> str:
    where = f" in {place[:100]}" if place else ""
    return f"Delivered on {day}{where}" if code == DELIVERED else f"New scan on {day}{where}"


def _is_about(follow_up: KeptFollowUp, happening: Happening) -> bool:
    """Say whether an event concerns the follow-up: its order (and parcel), or where it names none, its conversation."""
    if happening.about is not None and follow_up.order_number is not None:
        same_parcel = not (happening.tracking and follow_up.tracking) or happening.tracking == follow_up.tracking
        return (
            happening.about == follow_up.order_number
            and same_parcel
            and _overlap(follow_up.item_ids, happening.item_ids)
        )
    return happening.conversation_id is not None and happening.conversation_id == follow_up.conversation_id


def _said_by(follow_up: KeptFollowUp, happening: Happening, day: str) -> str | None:
    """Return in words how an event closes the follow-up; None for one that closes nothing of its kind."""
    for_all = {
        HappeningType.REFUND_ISSUED: f"A refund was issued on {day}",
        HappeningType.REPLACEMENT_SENT: f"A replacement was sent on {day}",
        HappeningType.ORDER_CANCELLED: f"The order was cancelled on {day}",
        HappeningType.CALL_MADE: f"The customer was called on {day}",
        HappeningType.MESSAGE_SENT: f"The customer was written to on {day}",
    }
    if happening.type in for_all:
        return for_all[happening.type]
    if happening.type is HappeningType.TRACE_CLOSED and follow_up.workflow in AWAITS_PARCEL:
        return f"The trace ended on {day}"
    if happening.type is HappeningType.RETURN_RECEIVED and follow_up.workflow in AWAITS_RETURN:
        return f"The return arrived on {day}"
    is_scan = happening.type is HappeningType.MILESTONE and happening.code in HANDED_OVER
    waits = follow_up.workflow in AWAITS_PARCEL and not (follow_up.rule_id or "").startswith(NOT_RECEIVED)
    return _scan_said(happening.code or "", day, happening.place) if is_scan and waits else None


def _overlap(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Say whether two lists of items meet; one that names none means any."""
    mine, others = set(ours), set(theirs)
    return not mine or not others or not mine.isdisjoint(others)
