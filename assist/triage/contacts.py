"""Repeat contact: has this customer written about this matter before, here, in another conversation or channel?

Stored contacts are facts of other turns (when, where, which intents and orders); knows no database.
"""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from assist.domain.contact import Contact, OpenConversation, Repeat
from assist.domain.conversation import Conversation, Message
from assist.domain.enums import Role
from assist.reading import Reading
from assist.triage.taxonomy import NO_REPLY_INTENTS, Taxonomy
from assist.working_time import WorkingTime

REPEAT_AFTER = timedelta(hours=12)
"""Messages of one conversation closer than this are one contact: people write in several bubbles."""
SENT_AGAIN_WITHIN = timedelta(minutes=30)
"""The same words without a conversation id within this time: the desk asked again, the customer did not write again."""
_ORDINALS = ("", "", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth")


@dataclass(frozen=True)
class Matter:
    """What a turn is about, as far as another turn can be about the same."""

    intents: tuple[str, ...]
    order_numbers: tuple[str, ...]


def digest(text: str) -> str:
    """Return what tells two turns apart without keeping their words."""
    return hashlib.sha256(" ".join(text.lower().split()).encode()).hexdigest()[:24]


def elsewhere(
    contacts: Sequence[Contact], conversation: Conversation, reading: Reading, asked_at: datetime, days: int
) -> list[Contact]:
    """Return the customer's earlier turns of the last `days` days that this request does not hold itself."""
    own = {message.id for message in conversation.messages}
    words = digest(reading.turn_text)
    since = asked_at - timedelta(days=days)
    found = []
    for contact in contacts:
        same_talk = contact.conversation_id == conversation.conversation_id
        asked_again = (
            conversation.conversation_id is None
            and contact.text_digest == words
            and abs(contact.at - asked_at) <= SENT_AGAIN_WITHIN
        )
        if since <= contact.at <= asked_at and not asked_again and not (same_talk and contact.message_id in own):
            found.append(contact)
    return sorted(found, key=lambda contact: (contact.at, contact.conversation_id, contact.message_id))


def repeat(
    earlier: Sequence[Contact],
    reading: Reading,
    conversation: Conversation,
    matter: Matter,
    taxonomy: Taxonomy,
    asked_at: datetime,
) -> Repeat | None:
    """Return how often this matter was raised before, None when this is the first time.

    In the conversation itself a message of this customer at least twelve hours old counts; elsewhere any turn about
    the same order and intent (or the same procedure) does, where neither names another order.
    """
    moments = _said_before(reading.earlier, asked_at)
    for contact in earlier:
        own_talk = contact.conversation_id == conversation.conversation_id
        if own_talk and asked_at - contact.at < REPEAT_AFTER:
            continue
        if _same(matter, contact, taxonomy):
            moments.append(contact.at)
    if not moments:
        return None
    number = matter.order_numbers[0] if len(matter.order_numbers) == 1 else None
    return Repeat(earlier=len(moments), since=min(moments), order_number=number)


def _said_before(earlier: Sequence[Message], asked_at: datetime) -> list[datetime]:
    """Return one moment for each earlier visit of the customer to this conversation."""
    sent = sorted(m.sent_at for m in earlier if m.role is Role.CUSTOMER and m.sent_at is not None)
    visits: list[datetime] = []
    newest: datetime | None = None
    for moment in sent:
        if asked_at - moment < REPEAT_AFTER:
            break
        if newest is None or moment - newest >= REPEAT_AFTER:
            visits.append(moment)
        newest = moment
    return visits


def _same(matter: Matter, contact: Contact, taxonomy: Taxonomy) -> bool:
    if matter.order_numbers and contact.order_numbers and not _share(matter.order_numbers, contact.order_numbers):
        return False
    return _share(_procedures(matter.intents, taxonomy), _procedures(contact.intents, taxonomy))


def _procedures(intents: Collection[str], taxonomy: Taxonomy) -> set[str]:
    """Return the intents and the workflows that decide them: late and delivered-not-received are one matter."""
    asked = {name for name in intents if name not in NO_REPLY_INTENTS}
    return asked | {f"workflow:{flow}" for name in asked if (flow := taxonomy.workflow(name)) is not None}


def _share(ours: Collection[str], theirs: Collection[str]) -> bool:
    return not {one.upper() for one in ours}.isdisjoint(one.upper() for one in theirs)


def open_elsewhere(earlier: Sequence[Contact], conversation: Conversation) -> tuple[OpenConversation, ...]:
    """Return the customer's other conversations whose newest turn still waits for an answer, newest first."""
    newest: dict[str, Contact] = {}
    for contact in earlier:
        newest[contact.conversation_id] = contact
    waiting = [
        OpenConversation(conversation_id=one.conversation_id, channel=one.channel, since=one.at)
        for one in newest.values()
        if one.conversation_id != conversation.conversation_id and not one.closed
    ]
    return tuple(sorted(waiting, key=lambda one: (one.since, one.conversation_id), reverse=True))


def repeat_reason(found: Repeat, asked_at: datetime, calendar: WorkingTime) -> str:
    """Return it in words: "Third message about NF-20288 in 3 days", both days counted."""
    nth = found.earlier + 1
    which = f"{_ORDINALS[nth]} message" if nth < len(_ORDINALS) else f"Message number {nth}"
    days = (calendar.day(asked_at) - calendar.day(found.since)).days + 1
    about = f"about {found.order_number}" if found.order_number else "about this"
    return f"{which} {about} " + ("today" if days <= 1 else f"in {days} days")
