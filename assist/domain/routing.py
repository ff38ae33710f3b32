"""Routing rules as `client.yaml` states them: when a message is like this, then it goes there."""

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, model_validator

from assist.domain.base import Frozen
from assist.domain.enums import Channel, Flag, Level, Outcome, Priority, SentimentLabel


class Bought(StrEnum):
    """What a client contracts piece by piece."""

    CHANNEL = "channel"
    WORKFLOW = "workflow"


def _listed(value: Any) -> Any:
    """Let `channels: chat` stand for `channels: [chat]`."""
    return value if isinstance(value, list | tuple) else [value]


Word = Annotated[str, Field(min_length=1, max_length=200)]
Words = Annotated[tuple[Word, ...], Field(min_length=1), BeforeValidator(_listed)]
IntentPattern = Annotated[str, Field(pattern=r"^[^\s*]+(/\*)?$", max_length=200)]


class When(Frozen):
    """Conditions; all that are given must hold, a list holds when any of its members does."""

    intents: Annotated[tuple[IntentPattern, ...], Field(min_length=1), BeforeValidator(_listed)] | None = None
    """Names, or `refund/*` for every intent of an object."""
    sentiment: Annotated[tuple[SentimentLabel, ...], Field(min_length=1), BeforeValidator(_listed)] | None = None
    flags: Annotated[tuple[Flag, ...], Field(min_length=1), BeforeValidator(_listed)] | None = None
    channels: Annotated[tuple[Channel, ...], Field(min_length=1), BeforeValidator(_listed)] | None = None
    languages: Words | None = None
    """Two-letter tags, or `und` for too short to tell."""
    served_language: bool | None = None
    """Whether the client answers in the message's language."""
    order_status: Words | None = None
    """As the shop says it, or what follows from the parcels: not_shipped, shipped, delivered, cancelled, refunded."""
    order_value_above: Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=2)] | None = None
    """In the client's currency; the dearest order the message is about."""
    tiers: Words | None = None
    """The customer's tier, as the help desk names it."""
    repeat_contact: bool | None = None
    outside_hours: bool | None = None
    """Whether nobody is on duty when the customer writes; false for a client without hours."""
    not_contracted: Annotated[tuple[Bought, ...], Field(min_length=1), BeforeValidator(_listed)] | None = None
    attachments: bool | None = None
    verified: bool | None = None
    """As the help desk established it."""
    outcomes: Annotated[tuple[Outcome, ...], Field(min_length=1), BeforeValidator(_listed)] | None = None
    """What was decided for the order."""
    approval_by: Words | None = None
    """Who must approve what was decided: level_2, specialist, client."""
    in_scope: bool | None = None
    sure: bool | None = None

    @property
    def given(self) -> dict[str, Any]:
        """The conditions that are stated, by name."""
        stated = ((name, getattr(self, name)) for name in type(self).model_fields)
        return {name: value for name, value in stated if value is not None}

    @model_validator(mode="after")
    def _something(self) -> "When":
        if not self.given:
            raise ValueError("needs at least one condition")
        return self


class Then(Frozen):
    """Where it goes; what is left out is as it would be without the rule."""

    level: Level | None = None
    queue: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    priority: Priority | None = None
    reason: Annotated[str, Field(min_length=1, max_length=500)] | None = None
    """For the agent, in words."""

    @model_validator(mode="after")
    def _something(self) -> "Then":
        if self.level is None and self.queue is None and self.priority is None:
            raise ValueError("needs level, queue or priority")
        return self


class RoutingRule(Frozen):
    """One rule; the first of a list whose conditions hold decides."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=100)]
    when: When
    then: Then
