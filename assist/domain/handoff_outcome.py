"""What a receiver says about a handoff: accepted or returned, and what was missing in it."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from assist.domain.base import Frozen, Identifier, Moment


class HandoffResult(StrEnum):
    ACCEPTED = "accepted"
    RETURNED = "returned"


class Missing(StrEnum):
    """What a receiver may find missing; `other` is said in the note."""

    CUSTOMER_IDENTITY = "customer_identity"
    """Who the customer is, or whether that was verified."""
    ORDER_REFERENCE = "order_reference"
    INTENT = "intent"
    """What the customer wants."""
    ACTIONS_TAKEN = "actions_taken"
    """What was done already, and which article was shown."""
    PROMISES = "promises"
    """What the customer was promised, and by when."""
    TRANSCRIPT = "transcript"
    PRIORITY = "priority"
    """How urgent it is: tone, earlier contacts, deadline, value."""
    EVIDENCE = "evidence"
    """A photo, proof or number the next step needs."""
    DECISION = "decision"
    """What policy says, and what is to be done next."""
    REASON = "reason"
    """Why it is handed over, and why to this team."""
    OTHER = "other"


class HandoffOutcome(Frozen):
    """The receiver's answer; the same one reported twice counts once."""

    client_id: Identifier | None = None
    outcome: HandoffResult
    missing: Annotated[tuple[Missing, ...], Field(max_length=20)] = ()
    by: Identifier | None = None
    at: Moment | None = None
    note: Annotated[str, Field(min_length=1, max_length=1000)] | None = None

    @model_validator(mode="after")
    def _says_what_was_missing(self) -> "HandoffOutcome":
        if self.outcome is HandoffResult.RETURNED and not self.missing:
            raise ValueError(f"missing needs at least one of {', '.join(Missing)} for a handoff that is returned")
        if Missing.OTHER in self.missing and self.note is None:
            raise ValueError("note is required when missing holds other")
        return self


class KeptOutcome(Frozen):
    """An outcome as it is stored."""

    outcome: HandoffResult
    missing: tuple[Missing, ...] = ()
    by: str | None = None
    at: Moment
    note: str | None = None


class HandoffLife(Frozen):
    """One handoff in a few words, beside what became of it: what a summary is made of."""

    handoff_id: str
    conversation_id: str
    created_at: Moment
    prepared: bool
    """Made beside an escalation, not asked for: handed over only once somebody took it."""
    reason: str
    intents: tuple[str, ...] = ()
    defects: tuple[str, ...] = ()
    outcomes: Sequence[KeptOutcome] = ()
    """Oldest first."""
