"""What a person says a triage should have been, and the triage it is said of."""

from typing import Annotated

from pydantic import Field, model_validator

from assist.domain.base import Frozen, Identifier, Moment
from assist.domain.enums import Level, SentimentLabel
from assist.domain.triage import Triage


class Correction(Frozen):
    """The right tags, as far as they were wrong; `intents: []` says that none of this client's fits."""

    intents: Annotated[tuple[Identifier, ...], Field(max_length=8)] | None = None
    sentiment: SentimentLabel | None = None
    level: Level | None = None
    queue: Identifier | None = None
    language: Annotated[str, Field(pattern="^[a-z]{2}$|^und$")] | None = None
    agent_id: Identifier | None = None
    note: Annotated[str, Field(max_length=2000)] | None = None

    @model_validator(mode="after")
    def _something(self) -> "Correction":
        if all(value is None for value in (self.intents, self.sentiment, self.level, self.queue, self.language)):
            raise ValueError("intents or sentiment, level, queue, language: at least one is needed")
        if self.intents is not None and len(set(self.intents)) < len(self.intents):
            raise ValueError("intents names one twice")
        return self


class StoredTriage(Frozen):
    """A triage as it was answered, and the messages it is of; `triage_id` may be a suggestion's id."""

    triage_id: str
    conversation_id: str
    answers: tuple[str, ...]
    knowledge_version: str
    created_at: Moment
    triage: Triage


class CorrectedTurn(Frozen):
    """The newest correction of a triage beside the customer's words."""

    subject_id: str
    at: Moment
    texts: tuple[str, ...]
    correction: Correction
