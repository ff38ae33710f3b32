"""What is remembered from one request to the next: read before the path in a short transaction, stored after it.

Used by HTTP and, with `--store`, by the commands. The path itself knows no database.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from assist import order_facts, pipeline
from assist.bootstrap import Services, new_id
from assist.briefing import Version
from assist.domain.contact import Contact
from assist.domain.conversation import Conversation
from assist.domain.correction import StoredTriage
from assist.domain.enums import Purpose, Severity
from assist.domain.feedback import Feedback
from assist.domain.follow_up import KeptFollowUp
from assist.domain.handoff import Handoff
from assist.domain.happening import Happening
from assist.domain.orders import Order
from assist.domain.reply import Warning
from assist.domain.suggestion import Suggestion, SuggestRequest
from assist.domain.triage import Triage
from assist.errors import NotFound
from assist.feedback import Sending, sending_of
from assist.follow_ups import recalling
from assist.follow_ups.keeping import Recorded, record_feedback
from assist.follow_ups.making import Sent
from assist.reading import read
from assist.triage.placing import contact


@dataclass(frozen=True)
class Recalled:
    """What is stored of the customer who writes."""

    orders: Sequence[Order] = ()
    contacts: Sequence[Contact] = ()
    happenings: Sequence[Happening] = ()
    """For a message we begin: reported events of the conversation and its orders."""
    promises: Sequence[KeptFollowUp] = ()
    """For a message we begin: the open follow-ups it may keep."""
    request: SuggestRequest | None = None
    """For a message we begin: the request with what is stored of its conversation."""


NOTHING = Recalled()


def recall(services: Services, version: Version, conversation: Conversation, now: datetime) -> Recalled:
    """Return stored orders the customer names or owns, and the customer's recent contacts.

    Raises: Unavailable when the database fails.
    """
    customer = conversation.customer
    numbers = pipeline.order_numbers(version, conversation)
    if isinstance(conversation, SuggestRequest) and conversation.purpose is not Purpose.REPLY:
        with services.store.begin(version.profile.id, only_reads=True) as rows:
            matter = recalling.recall(rows, conversation, numbers)
        whole = completed(services, version, conversation)
        return Recalled(matter.orders, (), matter.happenings, matter.promises, whole)
    if not numbers and customer is None:
        return Recalled()
    asked_at = next((m.sent_at for m in reversed(conversation.messages) if m.sent_at), None) or now
    since = asked_at - timedelta(days=version.profile.repeat_contact_days)
    with services.store.begin(version.profile.id, only_reads=True) as rows:
        orders = rows.orders(numbers, customer.email if customer else None)
        return Recalled(orders, rows.contacts(customer, numbers, since))


def completed(services: Services, version: Version, request: SuggestRequest) -> SuggestRequest:
    """Return a request for a message we begin with the stored conversation, where it carries none of its own.

    What was said tells the customer's language, whether the channel takes free text, and what need not be told again.
    Raises: Unavailable when the database fails.
    """
    if request.purpose is Purpose.REPLY or request.messages or request.conversation_id is None:
        return request
    with services.store.begin(version.profile.id, only_reads=True) as rows:
        stored = rows.conversations.one(request.conversation_id)
    if not stored.messages:
        return request
    channel = request.channel if "channel" in request.model_fields_set else stored.channel
    return request.model_copy(update={"messages": stored.messages, "channel": channel})


def keep_suggestion(
    services: Services,
    version: Version,
    request: SuggestRequest,
    suggestion: Suggestion,
    recalled: Recalled = NOTHING,
    *,
    handoff: Handoff | None = None,
    is_contact: bool = True,
) -> Suggestion:
    """Store a suggestion with the order facts it stands on, its conversation, its handoff, and that the customer wrote.

    Returns it as it stands then: what the customer wrote while it was made has superseded it already.
    `is_contact` False: no customer wrote, somebody tries things out. Raises: Unavailable.
    """
    at = suggestion.created_at
    facts = order_facts.facts_behind(request, recalled.orders, suggestion)
    if recalled.request is not None:  # the messages are stored already, and the channel is the conversation's
        request = request.model_copy(update={"channel": recalled.request.channel})
    wrote = contact(suggestion.triage, read(request.messages), request, suggestion.conversation_id, at)
    with services.store.begin(version.profile.id) as rows:
        withdrawal = rows.save_suggestion(request, suggestion, facts)
        if handoff is not None:
            rows.handoffs.save(handoff, suggestion.suggestion_id)
        if suggestion.answers and is_contact:
            rows.save_contact(wrote, request.customer, at)
    return suggestion.model_copy(update={"superseded_by": withdrawal.by}) if withdrawal else suggestion


def keep_handoff(services: Services, version: Version, handoff: Handoff) -> None:
    """Store a handoff, so that its receiver can be asked what was missing. Raises: Unavailable."""
    with services.store.begin(version.profile.id) as rows:
        rows.handoffs.save(handoff)


@dataclass(frozen=True)
class KeptFeedback:
    """What a report of a suggestion's life led to, and what was changed in its draft."""

    recorded: Recorded
    sending: Sending | None = None
    withdrawn: tuple[Warning, ...] = ()

    @property
    def warnings(self) -> tuple[Warning, ...]:
        """What the agent should know of it."""
        return (*self.recorded.warnings, *(self.sending.warnings if self.sending else ()), *self.withdrawn)


def keep_feedback(
    services: Services, version: Version, suggestion_id: str, feedback: Feedback, now: datetime
) -> KeptFeedback:
    """Record a step of a suggestion's life. The reported text is checked first, while no transaction is open.

    Raises: NotFound for an unknown suggestion; Unavailable.
    """
    with services.store.begin(version.profile.id, only_reads=True) as rows:
        suggestion = rows.suggestion(suggestion_id)
        if suggestion is None:
            raise NotFound("no suggestion of that id")
        talk = rows.conversations.one(suggestion.conversation_id)
        orders = rows.facts_behind(suggestion_id)
        withdrawal = rows.withdrawal(suggestion_id)
    at = feedback.at or now
    sending = sending_of(version, suggestion, orders, feedback)
    sent = Sent(suggestion, feedback.sent_text, at, talk.channel.value, orders, talk.customer_id)
    edit = sending.edit if sending else None
    with services.store.begin(version.profile.id) as rows:
        recorded = record_feedback(rows, feedback, sent, version.profile, version.calendar, now, edit)
    is_late = withdrawal is not None and (withdrawal.at is None or at > withdrawal.at)
    return KeptFeedback(recorded, sending, (_superseded(suggestion),) if is_late else ())


def _superseded(suggestion: Suggestion) -> Warning:
    text = f"The customer has written again or was answered anew since: {suggestion.superseded_by} replaces this."
    return Warning(code="superseded", severity=Severity.CONFIRM, message=text)


def triage(services: Services, version: Version, conversation: Conversation) -> Triage:
    """Return the triage of a conversation beside the customer's stored contacts, and store it. Raises: Unavailable."""
    context = services.context(with_writer=False, with_adviser=True)
    recalled = recall(services, version, conversation, context.now)
    found = pipeline.triage(version, conversation, replace(context, contacts=recalled.contacts))
    conversation_id = conversation.conversation_id or new_id("cv")
    keep_triage(services, conversation, Tagged(new_id("tr"), conversation_id, version, found, context.now))
    return found


@dataclass(frozen=True)
class Tagged:
    """A triage as it is answered."""

    triage_id: str
    conversation_id: str
    version: Version
    triage: Triage
    at: datetime


def keep_triage(services: Services, conversation: Conversation, tagged: Tagged) -> None:
    """Store a triage, its conversation, and that the customer wrote. Raises: Unavailable."""
    reading = read(conversation.messages)
    kept = StoredTriage(
        triage_id=tagged.triage_id,
        conversation_id=tagged.conversation_id,
        answers=reading.answers,
        knowledge_version=tagged.version.id,
        created_at=tagged.at,
        triage=tagged.triage,
    )
    wrote = contact(tagged.triage, reading, conversation, tagged.conversation_id, tagged.at)
    with services.store.begin(tagged.version.profile.id) as rows:
        rows.save_triage(conversation, kept)
        if kept.answers:
            rows.save_contact(wrote, conversation.customer, tagged.at)
