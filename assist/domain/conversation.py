"""Who wrote what, when: messages, the customer, the agent, and what already happened."""

from datetime import date
from typing import Annotated, Any

from pydantic import Field, model_validator

from assist.domain.base import Frozen, Identifier, Moment, Money
from assist.domain.enums import Channel, Role, Visibility
from assist.domain.orders import Order, Product

MAX_TEXT = 100_000
"""Code points in one message; longer is refused by name. A long e-mail thread is about 20,000."""

MAX_MESSAGES = 50


class Attachment(Frozen):
    id: Identifier | None = None
    kind: Annotated[str, Field(pattern="^(image|audio|video|file)$")] = "file"
    name: str | None = None
    url: str | None = None
    description: str | None = None


class Message(Frozen):
    """One message as received; offsets everywhere count code points of this `text`."""

    id: Identifier = "m1"
    role: Role = Role.CUSTOMER
    visibility: Visibility = Visibility.PUBLIC
    sent_at: Moment | None = None
    text: Annotated[str, Field(max_length=MAX_TEXT)] = ""
    attachments: Annotated[tuple[Attachment, ...], Field(max_length=20)] = ()

    @model_validator(mode="before")
    @classmethod
    def _without_words(cls, raw: Any) -> Any:
        """A bot's turn that only calls a tool has no text: null is no words, but not from a customer; a tool's answer is internal."""
        if not isinstance(raw, dict):
            return raw
        from_customer = raw.get("role", Role.CUSTOMER) == Role.CUSTOMER
        worded = {**raw, "text": ""} if raw.get("text", "") is None and not from_customer else raw
        return {**worded, "visibility": Visibility.INTERNAL} if worded.get("role") == Role.TOOL else worded

    @property
    def is_ours(self) -> bool:
        """Whether we wrote it to the customer: an agent or a bot, in public."""
        return self.role in (Role.AGENT, Role.BOT) and self.visibility is Visibility.PUBLIC


class HistoryEntry(Frozen):
    """Something this customer used or did before: a promise, a claim, goodwill."""

    kind: Annotated[
        str,
        Field(pattern="^(comfort_promise_used|claim|goodwill|courtesy_refund|first_purchase_of)$"),
    ]
    at: Moment | None = None
    order_number: str | None = None
    sku: str | None = None


class Subscription(Frozen):
    id: Identifier
    sku: str
    interval_weeks: Annotated[int, Field(ge=1, le=104)]
    price: Money
    next_renewal_on: date | None = None
    status: str = "active"
    cancelled_at: Moment | None = None


class Customer(Frozen):
    id: Identifier | None = None
    name: Annotated[str, Field(max_length=200)] | None = None
    email: Annotated[str, Field(max_length=320)] | None = None
    phone: Annotated[str, Field(max_length=40)] | None = None
    verified: bool | None = None
    """True or false as the help desk established it; None when it said nothing."""
    tier: str | None = None
    country: Annotated[str, Field(pattern="^[A-Z]{2}$")] | None = None
    history: Annotated[tuple[HistoryEntry, ...], Field(max_length=200)] = ()
    subscriptions: Annotated[tuple[Subscription, ...], Field(max_length=50)] = ()


class AgentRef(Frozen):
    """The person the suggestion is for."""

    id: Identifier
    level: str | None = None
    locale: str | None = None
    name: Annotated[str, Field(max_length=200)] | None = None


class Event(Frozen):
    """Something that happened in the conversation: an article shown, a step done."""

    type: Annotated[
        str,
        Field(
            pattern="^(article_shown|step_completed|label_sent|trace_opened|refund_issued|"
            "replacement_sent|address_changed|call_made|note_added|handoff_accepted|"
            "handoff_returned|reopened|rated|trace_closed|return_received|order_cancelled|message_sent)$"
        ),
    ]
    at: Moment
    message_id: str | None = None
    passage_id: str | None = None
    order_number: str | None = None
    detail: Annotated[str, Field(max_length=2000)] | None = None


class Conversation(Frozen):
    """What both suggest-reply and triage read: messages, newest last, and where they came from; what the shop knows."""

    client_id: Identifier | None = None
    conversation_id: Identifier | None = None
    channel: Channel = Channel.EMAIL
    locale: Annotated[str, Field(pattern="^[a-z]{2}(-[A-Z]{2})?$")] | None = None
    messages: Annotated[tuple[Message, ...], Field(max_length=MAX_MESSAGES)] = ()
    customer: Customer | None = None
    orders: Annotated[tuple[Order, ...], Field(max_length=50)] = ()
    products: Annotated[tuple[Product, ...], Field(max_length=500)] = ()

    @model_validator(mode="before")
    @classmethod
    def _identify_messages(cls, raw: Any) -> Any:
        """Give messages without an id one of their own, and keep a message sent twice once.

        Desks send the whole conversation each time; the same id with another text is an error, as spans and storage
        could not tell the two apart.
        """
        if not isinstance(raw, dict) or not isinstance(raw.get("messages"), list):
            return raw
        given = {str(message["id"]) for message in raw["messages"] if isinstance(message, dict) and "id" in message}
        kept: list[Any] = []
        seen: dict[Any, Any] = {}
        for position, message in enumerate(raw["messages"], start=1):
            if not isinstance(message, dict):
                kept.append(message)
                continue
            identified = message if "id" in message else {"id": _free_id(position, given), **message}
            known = seen.get(str(identified["id"]))
            if known is not None and known != identified:
                raise ValueError(f"messages[{position - 1}].id is the id of another message too")
            if known is None:
                seen[str(identified["id"])] = identified
                kept.append(identified)
        return {**raw, "messages": kept}


def _free_id(position: int, taken: set[Any]) -> str:
    """Return m1, m2, ... by position, or with a dash when a caller already uses that id."""
    identity = f"m{position}"
    while identity in taken:
        identity += "-"
    return identity
