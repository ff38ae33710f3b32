"""What a person did with a suggestion: shown, accepted, edited, rejected, sent."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from assist.domain.base import Frozen, Identifier, Moment
from assist.domain.conversation import MAX_TEXT


class FeedbackEvent(StrEnum):
    SHOWN = "shown"
    ACCEPTED = "accepted"
    EDITED = "edited"
    REJECTED = "rejected"
    SENT = "sent"


class ActionState(Frozen):
    """What became of a proposed action."""

    id: Identifier
    state: Annotated[str, Field(pattern="^(approved|refused|done)$")]


class SourceJudgement(Frozen):
    """Whether a source helped."""

    passage_id: Identifier
    useful: bool


class Feedback(Frozen):
    """One step of a suggestion's life; the same one reported twice counts once."""

    client_id: Identifier | None = None
    event: FeedbackEvent
    agent_id: Identifier | None = None
    at: Moment | None = None
    sent_text: Annotated[str, Field(max_length=MAX_TEXT)] | None = None
    reason: Annotated[str, Field(max_length=200)] | None = None
    actions: Annotated[tuple[ActionState, ...], Field(max_length=20)] = ()
    sources: Annotated[tuple[SourceJudgement, ...], Field(max_length=100)] = ()
    attested: Annotated[tuple[str, ...], Field(max_length=100)] = ()
