"""What a message is about and where it goes."""

from typing import Annotated

from pydantic import Field

from assist.domain.base import Frozen, Moment, Span
from assist.domain.enums import Cause, EntityType, Flag, Level, Priority, SentimentLabel, ValueRole

Probability = Annotated[float, Field(ge=0, le=1)]


def _absent(value: object) -> bool:
    return value is None


class Intent(Frozen):
    """One thing asked; `span` is the stretch of `message_id` that carries it."""

    name: str
    confidence: Probability
    message_id: str | None = Field(default=None, exclude_if=_absent)
    span: Span
    order_number: str | None = None
    item_ids: tuple[str, ...] = ()
    reported_as: str | None = Field(default=None, exclude=True)
    """The client's own name where `name` is the shared intent it stands for: shown outside, unknown to every stage."""

    def as_reported(self) -> "Intent":
        """Return the intent under the name its client gave it."""
        if self.reported_as is None:
            return self
        return self.model_copy(update={"name": self.reported_as, "reported_as": None})


class Sentiment(Frozen):
    label: SentimentLabel
    score: Annotated[float, Field(ge=-1, le=1)]
    confidence: Probability


class Language(Frozen):
    """A two-letter tag, or `und` when the text is too short to tell."""

    tag: str
    confidence: Probability


class Entity(Frozen):
    """A typed value found in a message; the text itself is `message[start:end]`."""

    type: EntityType
    value: str
    message_id: str | None = Field(default=None, exclude_if=_absent)
    start: int
    end: int


class Route(Frozen):
    level: Level
    queue: str
    priority: Priority
    respond_by: Moment | None = None
    rule_id: str | None = None
    reasons: tuple[str, ...] = ()


class CauseOf(Frozen):
    """Whose the cause is, as far as the order shows it: which item, which carrier."""

    sku: str | None = Field(default=None, exclude_if=_absent)
    carrier: str | None = Field(default=None, exclude_if=_absent)


class Triage(Frozen):
    """Tags and route of one conversation's newest customer turn; intents ranked, best first."""

    intents: tuple[Intent, ...]
    in_scope: bool
    sure: bool = True
    """False when no intent is confident enough to act on: a person should look before trusting the tags."""
    sentiment: Sentiment
    flags: tuple[Flag, ...] = ()
    language: Language
    entities: tuple[Entity, ...] = ()
    cause: Cause | None = None
    cause_of: CauseOf | None = Field(default=None, exclude_if=_absent)
    value_role: ValueRole | None = None
    route: Route

    def as_reported(self) -> "Triage":
        """Return the triage as the client's help desk reads it: its own intents under its own names."""
        return self.model_copy(update={"intents": tuple(intent.as_reported() for intent in self.intents)})
