"""Which rule a purpose asks, for which orders and parcels: decisions for a message no customer asked for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from assist.domain.enums import Purpose
from assist.domain.follow_up import KeptFollowUp
from assist.domain.orders import Order
from assist.workflows import contradictions, order_news, parcels
from assist.workflows.case import Background, Finding, OrderCase
from assist.workflows.decide import Decided, Workflows
from assist.workflows.purposes import close, confirm, follow_up, proactive
from assist.workflows.purposes.past import Past, Silence, Why
from assist.workflows.subject import Subject

MAX_MATTERS = 4
"""Told in one message; more read like a list."""

_LONG_AGO = datetime.min.replace(tzinfo=UTC)

INTENTS = {
    "wismo": "order/status",
    "refund": "refund/status",
    "return": "return/status",
    "exchange": "exchange/status",
    "cancellation": "cancel/request",
    "address_change": "address/change",
    "damaged": "order/damaged",
}
"""What a customer would have asked to hear this: it names the matter in tags, routes and reports."""

_STANDS_ON = {
    "proactive.no-scan": "wismo.no-scan",
    "proactive.late-dispatch": "wismo.not-shipped",
    "follow_up.late-dispatch": "wismo.not-shipped",
    "follow_up.trace": "wismo.no-scan",
    "follow_up.traced": "wismo.no-scan",
    "follow_up.lost": "wismo.no-scan.lost",
    "follow_up.moving": "wismo.moving",
    "follow_up.waiting": "wismo.moving",
    "follow_up.delivered": "wismo.delivered",
    "follow_up.refunded": "return.already",
    "follow_up.return-received": "return.already",
    "confirm.return-received": "return.already",
    "confirm.refund-issued": "return.already",
    "close.delivered": "wismo.delivered",
}
"""The rule whose passages stand behind one of ours, where a client names none for it."""


@dataclass(frozen=True)
class Unasked:
    """What was decided for a message we begin, or why there is none: one entry a matter."""

    decided: tuple[Decided, ...]
    silences: tuple[Silence, ...]


@dataclass(frozen=True)
class _Matter:
    """One order, or one parcel of it, and the promise about it that is due."""

    order: Order
    item_ids: tuple[str, ...]
    promise: KeptFollowUp | None = None


def decide(
    workflows: Workflows, purpose: Purpose, orders: Sequence[Order], past: Past, now: datetime, background: Background
) -> Unasked:
    """Decide what to write for a purpose, matter by matter, at most four."""
    reported = [one for one in past.happenings if one.at <= now]
    orders = [order_news.with_all(order, reported, is_only=len(orders) == 1) for order in orders]
    matters = list(_matters(workflows, purpose, orders, past, now))
    if not matters:
        return Unasked((), (_nothing(purpose, orders, past, workflows.calendar.day(now)),))
    decided: list[Decided] = []
    silences: list[Silence] = []
    for matter in matters:
        found = _look(workflows, purpose, matter, past, now, background)
        if isinstance(found, Silence):
            silences.append(found)
        elif len(decided) < MAX_MATTERS:
            decided.append(_recorded(workflows, matter, found, now, background, decided))
    return Unasked(tuple(decided), tuple(silences))


def _matters(
    workflows: Workflows, purpose: Purpose, orders: Sequence[Order], past: Past, now: datetime
) -> Iterator[_Matter]:
    """Yield what to look at: for promises the orders promised about, for delays each parcel by itself."""
    for order in (parcels.as_known(one, now) for one in orders):
        if purpose is Purpose.FOLLOW_UP and past.promises:
            today = workflows.calendar.day(now)
            due = [one for one in past.promises_about(order.number) if one.due_on <= today]
            yield from (_Matter(_narrowed(order, one), one.item_ids, one) for one in due)
        elif purpose in (Purpose.PROACTIVE, Purpose.FOLLOW_UP):
            yield from _by_parcel(order)
        else:
            yield _Matter(order, ())


def _by_parcel(order: Order) -> Iterator[_Matter]:
    """Yield each parcel under way as an order of its own; an order with fewer than two as it is, about its newest."""
    under_way = parcels.open_fulfilments(order)
    if len(under_way) < 2:
        newest = (
            max(order.fulfilments, key=lambda parcel: max((m.at for m in parcel.milestones), default=_LONG_AGO))
            if order.fulfilments
            else None
        )
        about = under_way[0] if under_way else newest
        yield _Matter(order, about.item_ids if about else ())
        return
    for parcel in under_way:
        yield _Matter(order.model_copy(update={"fulfilments": (parcel,)}), parcel.item_ids)


def _narrowed(order: Order, promise: KeptFollowUp) -> Order:
    """Return the order with the parcel the promise is about alone, where its tracking number still names one."""
    tracked = [parcel for parcel in order.fulfilments if promise.tracking and parcel.tracking == promise.tracking]
    return order.model_copy(update={"fulfilments": tuple(tracked)}) if tracked else order


def _look(
    workflows: Workflows, purpose: Purpose, matter: _Matter, past: Past, now: datetime, background: Background
) -> Finding | Silence:
    case = _case(workflows, matter, "wismo", now, background)
    wrong = contradictions.find(matter.order, case.currency, now, goes_by_state=case.parameters.goes_by_state)
    if wrong.all:
        where = "; ".join(f"{one.path}: {one.says}" for one in wrong.all)
        return Silence(Why.FACTS_INCONSISTENT, f"Look the order up before writing ({where})")
    if purpose is Purpose.FOLLOW_UP:
        return follow_up.look(case, past, matter.promise)
    return _LOOKS[purpose](case, past)


_LOOKS: Mapping[Purpose, Callable[[OrderCase, Past], Finding | Silence]] = {
    Purpose.PROACTIVE: proactive.look,
    Purpose.CONFIRM: confirm.look,
    Purpose.CLOSE: close.look,
}


def _case(workflows: Workflows, matter: _Matter, workflow: str, now: datetime, background: Background) -> OrderCase:
    subject = Subject(matter.order, matter.item_ids, "the order this message is about")
    return workflows.case_about(INTENTS.get(workflow, "order/status"), workflow, subject, now, background)


def _recorded(
    workflows: Workflows,
    matter: _Matter,
    finding: Finding,
    now: datetime,
    background: Background,
    earlier: Sequence[Decided],
) -> Decided:
    decided = workflows.recorded(_case(workflows, matter, finding.workflow, now, background), finding, earlier)
    decision = decided.decision
    if decision is None or decision.passage_ids:
        return decided
    behind = next((rule for own, rule in _STANDS_ON.items() if f"{finding.rule_id}.".startswith(f"{own}.")), None)
    passages = tuple(workflows.passages_for(behind)) if behind else ()
    return replace(decided, decision=decision.model_copy(update={"passage_ids": passages}))


def _nothing(purpose: Purpose, orders: Sequence[Order], past: Past, today: date) -> Silence:
    """Return why no order calls for a message."""
    if purpose is Purpose.FOLLOW_UP and past.promises:
        first = min(past.promises, key=lambda one: one.due_on)
        if first.due_on > today:
            return Silence(Why.NOTHING_DUE, f"The next promise is due on {first.due_on}: {first.reason}")
        about = f"about {first.order_number}" if first.order_number else "in words of the agent's own"
        return Silence(
            Why.NO_ORDER, f"Promised for {first.due_on} {about} ({first.reason}): its order facts are not here"
        )
    if not orders:
        return Silence(Why.NO_ORDER, "No order facts that may be spoken of: send the order, or store it first")
    return Silence(Why.NO_NEWS, "Nothing about these orders calls for a message")
