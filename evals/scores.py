"""What a scorer says of one case, typed by how it counts; what could not be scored is its own kind, never a number."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from assist.domain.base import Frozen


class Part(StrEnum):
    """Which part of an answer a score is about."""

    INTENTS = "intents"
    DECISIONS = "decisions"
    REPLY = "reply"
    ROUTE = "route"
    TAGS = "tags"
    """Sentiment, language, entities."""
    PASSAGES = "passages"
    HANDOFF = "handoff"


class Assertion(Frozen):
    """Right or wrong; `why` says in what, a sentence each, and is empty when right."""

    kind: Literal["assertion"] = "assertion"
    name: str
    part: Part
    why: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        return not self.why


class Number(Frozen):
    """A measure; averaged, never decisive by itself."""

    kind: Literal["number"] = "number"
    name: str
    value: float


class Label(Frozen):
    """What was expected and what was said, for measures over many cases such as macro-F1."""

    kind: Literal["label"] = "label"
    name: str
    expected: str
    said: str
    confidence: Annotated[float, Field(ge=0, le=1)] | None = None


class Unscored(Frozen):
    """Something that could not be judged: makes the whole evaluation an ERROR."""

    kind: Literal["unscored"] = "unscored"
    name: str
    why: str


Score = Annotated[Assertion | Number | Label | Unscored, Field(discriminator="kind")]
