"""What an edge does with news: record it and close what it resolves, in the caller's one transaction."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from assist.domain.base import Frozen
from assist.domain.client import Profile
from assist.domain.feedback import Edit, Feedback, FeedbackEvent
from assist.domain.follow_up import ClosedBy, Closing, KeptFollowUp
from assist.domain.happening import Happening, HappeningType
from assist.domain.orders import Order
from assist.domain.reply import Warning
from assist.domain.suggestion import Suggestion
from assist.follow_ups import resolution
from assist.follow_ups.making import Sent, follow_ups_of
from assist.workflows.order_news import with_happening
from assist.working_time import WorkingTime


class KeptRows(Protocol):
    """Follow-ups, feedback and happenings of one client within one transaction."""

    def add_feedback(
        self, feedback_id: str, suggestion_id: str, feedback: Feedback, at: datetime, edit: Edit | None = None
    ) -> bool: ...

    def add_happening(self, happening_id: str, happening: Happening, at: datetime) -> bool: ...

    def save(self, follow_up: KeptFollowUp) -> bool: ...

    def close(self, follow_up_id: str, closing: Closing) -> bool: ...

    def open_about(self, order_number: str | None, conversation_id: str | None) -> tuple[KeptFollowUp, ...]: ...

    def of_suggestion(self, suggestion_id: str) -> tuple[KeptFollowUp, ...]: ...


class NewsRows(Protocol):
    """One client's rows within one transaction, as far as news touches them."""

    @property
    def follow_ups(self) -> KeptRows: ...

    def save_order(self, order: Order, at: datetime) -> bool: ...

    def orders(self, numbers: Sequence[str], email: str | None) -> list[Order]: ...

    def withdraw(self, conversation_id: str, message_id: str | None, *, by: str, at: datetime) -> tuple[str, ...]: ...


class ClosedFollowUp(Frozen):
    """A follow-up that news closed, and by what."""

    id: str
    due_on: date
    closed_by: ClosedBy
    what: str


@dataclass(frozen=True)
class Recorded:
    """Whether something was new, and which follow-ups it closed or made."""

    is_new: bool
    closed: tuple[ClosedFollowUp, ...] = ()
    made: tuple[KeptFollowUp, ...] = ()
    warnings: tuple[Warning, ...] = ()
    withdrawn: tuple[str, ...] = ()
    """Suggestions that no longer answer the customer, as they have written again."""


def record_order(rows: NewsRows, order: Order, calendar: WorkingTime, now: datetime) -> Recorded:
    """Store an order's facts unless newer ones are stored, and close the follow-ups they resolve."""
    if not rows.save_order(order, now):
        return Recorded(is_new=False)
    waiting = rows.follow_ups.open_about(order.number.upper(), None)
    return Recorded(True, _close(rows, waiting, lambda one: resolution.by_order(one, order, calendar, now)))


def record_happening(rows: NewsRows, happening: Happening, calendar: WorkingTime, now: datetime) -> Recorded:
    """Record an event once, bring the stored order up to it, close the follow-ups it resolves, withdraw stale drafts."""
    if not rows.follow_ups.add_happening(happening_id(happening), happening, now):
        return Recorded(is_new=False)
    if happening.type is HappeningType.CUSTOMER_MESSAGE and happening.conversation_id is not None:
        return Recorded(True, withdrawn=_withdrawn(rows, happening, happening.conversation_id))
    waiting = rows.follow_ups.open_about(happening.about, happening.conversation_id)
    closed = _close(rows, waiting, lambda one: resolution.by_happening(one, happening, calendar, now))
    if happening.order is not None:
        return Recorded(True, (*closed, *record_order(rows, happening.order, calendar, now).closed))
    for order in rows.orders([happening.about], None) if happening.about else ():
        newer = with_happening(order, happening)
        if newer is not None:
            rows.save_order(newer, now)
    return Recorded(True, closed)


def _withdrawn(rows: NewsRows, written: Happening, conversation_id: str) -> tuple[str, ...]:
    """Withdraw what was suggested before the customer wrote; it is superseded by the message, or by the report of it."""
    by = written.message_id or happening_id(written)
    return rows.withdraw(conversation_id, written.message_id, by=by, at=written.at)


def record_feedback(
    rows: NewsRows,
    feedback: Feedback,
    sent: Sent,
    profile: Profile,
    calendar: WorkingTime,
    now: datetime,
    edit: Edit | None = None,
) -> Recorded:
    """Record a step of a suggestion's life once; a sent reply makes its follow-ups and closes those it keeps."""
    suggestion = sent.suggestion
    identity = feedback_id(suggestion.suggestion_id, feedback)
    if not rows.follow_ups.add_feedback(identity, suggestion.suggestion_id, feedback, feedback.at or now, edit):
        return Recorded(is_new=False, made=rows.follow_ups.of_suggestion(suggestion.suggestion_id))
    if feedback.event is not FeedbackEvent.SENT:
        return Recorded(is_new=True)
    waiting = rows.follow_ups.open_about(None, suggestion.conversation_id)
    closed = _close(rows, waiting, lambda one: resolution.by_reply(one, suggestion, calendar, now))
    made = follow_ups_of(sent, profile, calendar)
    replaced = _close(rows, waiting, lambda one: _replaced(one, made.follow_ups, suggestion, now))
    for follow_up in made.follow_ups:
        rows.follow_ups.save(follow_up)
    return Recorded(True, (*closed, *replaced), made.follow_ups, made.warnings)


def _replaced(
    follow_up: KeptFollowUp, made: Sequence[KeptFollowUp], suggestion: Suggestion, now: datetime
) -> Closing | None:
    """Close what an earlier report of the same sending made, when its corrected text names other days."""
    if follow_up.suggestion_id != suggestion.suggestion_id or any(one.id == follow_up.id for one in made):
        return None
    return Closing(at=now, by=ClosedBy.REPLY, what="The sent text was corrected and names another day")


def _close(
    rows: NewsRows, waiting: Sequence[KeptFollowUp], why: Callable[[KeptFollowUp], Closing | None]
) -> tuple[ClosedFollowUp, ...]:
    closed = []
    for follow_up in waiting:
        closing = why(follow_up)
        if closing is not None and rows.follow_ups.close(follow_up.id, closing):
            closed.append(
                ClosedFollowUp(id=follow_up.id, due_on=follow_up.due_on, closed_by=closing.by, what=closing.what)
            )
    return tuple(closed)


def happening_id(happening: Happening) -> str:
    """Return the reporter's id, or one made of the content: reported twice, it is one event."""
    return happening.id or f"ev_{_digest(happening)}"


def feedback_id(suggestion_id: str, feedback: Feedback) -> str:
    """Return an id made of the content: reported twice, it is one step."""
    return f"fb_{_digest(feedback, suggestion_id)}"


def _digest(content: Happening | Feedback, *more: str) -> str:
    body = json.dumps([content.model_dump(mode="json", exclude={"client_id"}), *more], sort_keys=True)
    return hashlib.sha256(body.encode()).hexdigest()[:24]
