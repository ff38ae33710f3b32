"""The handoff: what the next person needs to open with resolution instead of interrogation (docs/contract/handoff.json)."""

from datetime import date
from typing import Annotated

from pydantic import ConfigDict, Field, model_validator

from assist.domain.base import Frozen, Identifier, Moment, Money
from assist.domain.conversation import Message
from assist.domain.decision import Decision
from assist.domain.enums import Flag, Role, SentimentLabel, Visibility, WrittenBy
from assist.domain.suggestion import SuggestRequest

MAX_HANDED_OVER = 2_000
"""Messages of one conversation; the transcript shows the newest 200."""
MAX_SHOWN = 200


class Direction(Frozen):
    """From whom to whom; `announced_to_customer` only when a message that was sent says so."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)

    from_: Annotated[str, Field(alias="from", pattern="^(bot|level_1|level_2|specialist)$")]
    to: Annotated[str, Field(pattern="^(level_1|level_2|specialist)$")]
    queue: str | None = None
    announced_to_customer: bool = False


class HandoffRequest(SuggestRequest):
    """A conversation to hand over, internal messages and events included; `direction` and `reason` when the desk knows them."""

    messages: Annotated[tuple[Message, ...], Field(max_length=MAX_HANDED_OVER)] = ()
    direction: Direction | None = None
    reason: Annotated[str, Field(max_length=500)] | None = None

    @model_validator(mode="after")
    def _something_to_answer(self) -> "HandoffRequest":
        """Anything can be handed over: also what no customer has written to yet."""
        return self


class HandoffReason(Frozen):
    code: str
    text: str
    turns: tuple[str, ...] = ()


class IdentityCustomer(Frozen):
    id: str | None = None
    name: str | None = None
    email: str | None = None
    tier: str | None = None
    verified: bool | None = None
    verified_by: str | None = None


class IdentityOrder(Frozen):
    """An order the conversation is about; only its number is known when no facts came with it."""

    number: str
    placed_at: Moment | None = None
    status: str | None = None
    paid: Money | None = None
    about_items: tuple[str, ...] = ()
    as_of: Moment | None = None


class HandoffIdentity(Frozen):
    customer: IdentityCustomer
    orders: tuple[IdentityOrder, ...] = ()


class HandoffIntent(Frozen):
    """`state` is open or answered."""

    name: str
    state: str
    turns: tuple[str, ...]


class IntentSummary(Frozen):
    text: str
    intents: tuple[HandoffIntent, ...] = ()


class ActionTaken(Frozen):
    at: Moment | None
    by: str
    kind: str
    detail: str
    turns: tuple[str, ...] = ()


class Commitment(Frozen):
    """What we said we would do; `state` is open, kept or overdue: the receiver inherits it."""

    text: str
    by: str
    turn: str
    due_on: date | None
    state: str


class TurnSentiment(Frozen):
    turn: str
    label: SentimentLabel


class RepeatContact(Frozen):
    count: int
    since: date | None
    intent: str | None


class OrderValue(Frozen):
    amount: str
    currency: str
    tier: str | None = None


class CustomerDeadline(Frozen):
    on: date
    what: str
    turn: str


class PriorityCues(Frozen):
    sentiment: tuple[TurnSentiment, ...] = ()
    flags: tuple[Flag, ...] = ()
    repeat_contact: RepeatContact | None = None
    order_value: OrderValue | None = None
    customer_deadline: CustomerDeadline | None = None
    reply_window_expires_at: Moment | None = None
    respond_by: Moment | None = None


class KnownAlready(Frozen):
    """Something the customer gave: asking again is what they hate."""

    what: str
    value: str
    turns: tuple[str, ...]


class OpenQuestion(Frozen):
    text: str
    asked: bool
    turns: tuple[str, ...] = ()


class RecommendedNext(Frozen):
    """Steps for the receiver; may rest on agent-only pages, hence `audience`."""

    decision: Decision | None = None
    steps: tuple[str, ...] = ()
    audience: str = "agent"


class TranscriptMessage(Frozen):
    id: str
    role: Role
    visibility: Visibility
    sent_at: Moment | None
    text: str
    matters: bool


class Transcript(Frozen):
    omitted: int = 0
    messages: tuple[TranscriptMessage, ...] = ()


class Handoff(Frozen):
    """Five top-level objects that are never null; what is missing stands in `defects`."""

    handoff_id: Identifier
    client_id: str
    conversation_id: str
    created_at: Moment
    knowledge_version: str
    summary_locale: str
    written_by: WrittenBy
    direction: Direction
    reason: HandoffReason
    opening_line: str
    identity: HandoffIdentity
    intent_summary: IntentSummary
    actions_taken: tuple[ActionTaken, ...]
    promised: tuple[Commitment, ...]
    priority_cues: PriorityCues
    do_not_ask_again: tuple[KnownAlready, ...]
    open_questions: tuple[OpenQuestion, ...]
    recommended_next: RecommendedNext
    transcript: Transcript
    defects: tuple[str, ...] = ()
    degraded: tuple[str, ...] = ()
    """What fell back while it was made: `store_read_only` says that it is not stored and has no outcome to report."""
