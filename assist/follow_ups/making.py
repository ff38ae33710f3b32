"""What a sent reply promises becomes follow-ups: the day in the text counts, not the day in the plan."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from assist.domain.client import Profile
from assist.domain.decision import Decision, FollowUp
from assist.domain.enums import Severity
from assist.domain.follow_up import KeptFollowUp
from assist.domain.orders import HANDED_OVER, Fulfilment, Order
from assist.domain.reply import Draft, Warning
from assist.domain.suggestion import Suggestion
from assist.follow_ups import promised_days
from assist.workflows import parcels
from assist.working_time import WorkingTime

MOVED, NOT_NAMED = "follow_up_moved", "follow_up_not_named"
IN_THE_REPLY = "Promised in the reply"
"""The reason of a promise the agent made in their own words."""


@dataclass(frozen=True)
class Sent:
    """A reply as it went out: the suggestion, the words really sent, and the facts behind them."""

    suggestion: Suggestion
    text: str | None
    """None: the draft as it stood."""
    at: datetime
    channel: str
    orders: Sequence[Order] = ()
    customer_id: str | None = None

    @property
    def words(self) -> str:
        """The text the customer has."""
        reply = self.suggestion.reply
        if self.text is not None:
            return self.text
        return reply.text if isinstance(reply, Draft) else ""


@dataclass(frozen=True)
class Made:
    """The follow-ups a sent reply makes, and what the agent should know about them."""

    follow_ups: tuple[KeptFollowUp, ...] = ()
    warnings: tuple[Warning, ...] = ()


def follow_ups_of(sent: Sent, profile: Profile, calendar: WorkingTime) -> Made:
    """Return what a sent reply promises, by the days its text names."""
    sent_on = calendar.day(sent.at)
    planned = sent.suggestion.follow_up
    named = list(promised_days.contact_days(sent.words, sent_on, calendar))
    if planned is None:
        return Made(tuple(_kept(sent, profile, day, None) for day in named))
    if planned.due_on in named or promised_days.names_day(sent.words, planned.due_on, sent_on, calendar):
        others = [day for day in named if day != planned.due_on]
        return Made(
            (_kept(sent, profile, planned.due_on, planned), *(_kept(sent, profile, day, None) for day in others))
        )
    if not named:
        said = f"The sent text no longer names {planned.due_on}: no follow-up is kept for it."
        return Made(warnings=(Warning(code=NOT_NAMED, severity=Severity.CONFIRM, message=said),))
    said = f"The sent text names {named[0]} instead of {planned.due_on}: the follow-up is due then."
    made = (_kept(sent, profile, named[0], planned), *(_kept(sent, profile, day, None) for day in named[1:]))
    return Made(made, (Warning(code=MOVED, severity=Severity.INFO, message=said),))


def _kept(sent: Sent, profile: Profile, due_on: date, planned: FollowUp | None) -> KeptFollowUp:
    suggestion = sent.suggestion
    decision = _decision_behind(suggestion, planned)
    order = _order_of(sent, decision)
    parcel = _parcel_waited_for(order, decision)
    rule = decision.rule_id if decision else None
    is_as_planned = planned is not None and planned.due_on == due_on
    template = planned.template if planned else None
    return KeptFollowUp(
        id=_id(suggestion.suggestion_id, due_on),
        client_id=suggestion.client_id,
        suggestion_id=suggestion.suggestion_id,
        conversation_id=suggestion.conversation_id,
        customer_id=sent.customer_id,
        order_number=decision.order_number.upper() if decision and decision.order_number else None,
        item_ids=decision.item_ids if decision else (),
        tracking=(parcel.tracking or "")[:100] or None if parcel else None,
        workflow=decision.workflow if decision else None,
        rule_id=rule,
        due_on=due_on,
        reason=(planned.reason if planned else IN_THE_REPLY)[:500],
        channel=planned.channel if planned else sent.channel,
        reply_window_open=planned.reply_window_open if planned and is_as_planned else None,
        template=template or profile.template_for(rule),
        last_scan_at=max((m.at for m in parcel.milestones if m.code in HANDED_OVER), default=None) if parcel else None,
        created_at=sent.at,
    )


def _decision_behind(suggestion: Suggestion, planned: FollowUp | None) -> Decision | None:
    """Return the decision whose step back was planned; a free promise belongs to the only one there is, or to none."""
    if planned is not None:
        stepping = [decision for decision in suggestion.decisions if decision.step_back_on == planned.due_on]
        return next(iter(stepping or suggestion.decisions), None)
    return suggestion.decisions[0] if len(suggestion.decisions) == 1 else None


def _order_of(sent: Sent, decision: Decision | None) -> Order | None:
    number = (decision.order_number or "").upper() if decision else ""
    return next((order for order in sent.orders if order.number.upper() == number), None)


def _parcel_waited_for(order: Order | None, decision: Decision | None) -> Fulfilment | None:
    """Return the parcel of the decision's items that is under way, the one without a scan for longest of several."""
    if order is None or decision is None:
        return None
    waiting = [parcel for parcel in parcels.holding(order, decision.item_ids) if parcels.is_under_way(parcel)]
    return min(waiting, key=lambda parcel: parcels.last_scan(parcel).at, default=None)


def _id(suggestion_id: str, due_on: date) -> str:
    """Return the same id for the same promise: sending reported twice makes one follow-up."""
    return f"fu_{hashlib.sha256(f'{suggestion_id} {due_on}'.encode()).hexdigest()[:16]}"
