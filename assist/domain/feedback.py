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


class EditKind(StrEnum):
    """What a person changed in a draft before sending it."""

    TONE = "tone"
    """Other words for the same facts, or another greeting."""
    FACT = "fact"
    """A sentence that stayed states another number, day, amount, link, or the opposite."""
    ADDED_STEP = "added_step"
    """A sentence that states or promises something the draft did not."""
    REMOVED_CLAIM = "removed_claim"
    """A statement or promise of the draft that is gone."""


class Edit(Frozen):
    """How a sent text differs from the draft, and what of it nothing supports."""

    similarity: Annotated[float, Field(ge=0, le=1)]
    """1: sent as drafted, but for white space."""
    kinds: tuple[EditKind, ...] = ()
    unsupported: int = 0
    """Claims of the sent text with no source and no keeper, that the agent did not attest either."""


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


MADE_BY, TRY_PAGE = "made_by", "console/try"
"""What a suggestion's metadata says of where it was made, where that was the Try page."""


class Outcome(Frozen):
    """One reported step beside what it is about: the suggestion, its intents, and what was changed in its draft."""

    suggestion_id: str
    feedback: Feedback
    edit: Edit | None = None
    intents: tuple[str, ...] = ()
    tried_out: bool = False
    """Made on the Try page: no customer wrote."""
