"""The request for a suggestion and the suggestion: docs/contract/request.json and response.json."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from pydantic import Field, JsonValue, field_validator, model_validator

from assist.domain.base import Frozen, Identifier, Moment
from assist.domain.contact import OpenConversation
from assist.domain.conversation import AgentRef, Conversation, Event
from assist.domain.decision import Action, Approval, Decision, FollowUp
from assist.domain.enums import Channel, Purpose, Role
from assist.domain.reply import Reply, Warning
from assist.domain.triage import Triage

MAX_METADATA_BYTES = 4096


class SuggestRequest(Conversation):
    """One call for a suggestion: the whole conversation each time, newest message last."""

    purpose: Purpose = Purpose.REPLY
    now: Moment | None = None
    events: Annotated[tuple[Event, ...], Field(max_length=500)] = ()
    reply_window_expires_at: Moment | None = None
    agent: AgentRef | None = None
    alternatives: Annotated[int, Field(ge=0, le=3)] = 0
    stream: bool = False
    metadata: dict[str, JsonValue] = Field(default_factory=dict)

    @field_validator("metadata")
    @classmethod
    def _small(cls, metadata: dict[str, JsonValue]) -> dict[str, JsonValue]:
        size = len(json.dumps(metadata).encode())
        if size > MAX_METADATA_BYTES:
            raise ValueError(f"is {size} bytes as JSON; at most {MAX_METADATA_BYTES}")
        return metadata

    @model_validator(mode="after")
    def _something_to_answer(self) -> "SuggestRequest":
        from_customer = any(message.role is Role.CUSTOMER for message in self.messages)
        if self.purpose is Purpose.REPLY and not from_customer:
            raise ValueError("messages needs at least one customer message for purpose reply")
        return self

    def reply_window_open(self, at: datetime) -> bool | None:
        """Say whether WhatsApp takes free text at a moment; None on other channels, or where the desk did not say."""
        if self.channel is not Channel.WHATSAPP or self.reply_window_expires_at is None:
            return None
        return self.reply_window_expires_at > at


class Alternative(Frozen):
    """Another path the agent could take, not another wording."""

    id: str
    label: str
    outcome: str
    approval: Approval | None = None


class Found(Frozen):
    """A passage the search returned, and whether the draft quotes it."""

    passage_id: str
    score: float
    used: bool


class Retrieval(Frozen):
    """The trace: which date chose each page (`as_of`), what was found, what was used."""

    as_of: dict[str, str] = Field(default_factory=dict)
    abstained: bool
    found: tuple[Found, ...] = ()


class CustomerContext(Frozen):
    identity: Annotated[str, Field(pattern="^(verified|matched|unverified|unknown)$")]
    prior_contacts: int = 0
    """The customer's earlier messages: in this conversation, and elsewhere within the client's `repeat_contact_days`."""
    already_told: tuple[str, ...] = ()
    open_elsewhere: tuple[OpenConversation, ...] = ()
    """This customer's other conversations that wait for an answer: two agents must not answer one person."""


class Cost(Frozen):
    """What models cost for this suggestion; amount is a decimal string."""

    amount: str = "0.0000"
    currency: str = "USD"
    tokens: int = 0

    def plus(self, cost_usd: float, tokens: int) -> "Cost":
        """Return the sum with another call's cost."""
        return Cost(amount=f"{float(self.amount) + cost_usd:.4f}", tokens=self.tokens + tokens)


class Suggestion(Frozen):
    suggestion_id: Identifier
    client_id: str
    conversation_id: str
    answers: tuple[str, ...]
    knowledge_version: str
    created_at: Moment
    superseded_by: str | None = None
    triage: Triage
    decisions: tuple[Decision, ...] = ()
    reply: Reply
    alternatives: tuple[Alternative, ...] = ()
    actions: tuple[Action, ...] = ()
    follow_up: FollowUp | None = None
    warnings: tuple[Warning, ...] = ()
    customer_context: CustomerContext
    retrieval: Retrieval
    degraded: tuple[str, ...] = ()
    timings_ms: dict[str, float] = Field(default_factory=dict)
    cost: Cost = Cost()
    metadata: dict[str, JsonValue] = Field(default_factory=dict)

    def with_degraded(self, codes: Sequence[str]) -> "Suggestion":
        """Return it with further codes of what fell back."""
        return self.model_copy(update={"degraded": (*self.degraded, *codes)}) if codes else self
