"""What is looked for, for whom, and what was found. Knows no index."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from assist.domain.enums import DatesBy
from assist.domain.knowledge import ScoredPassage
from assist.ports import Vectors


@dataclass(frozen=True)
class Question:
    """One thing asked: its intent, if known, the vector row that carries it and its words."""

    intent: str | None
    row: int
    confidence: float = 0.0
    """How sure the intent is, in [0, 1]: decides how much a passage that declares it is preferred."""
    words: str = ""
    likely: Mapping[str, float] = field(default_factory=dict)
    """The chance of each intent it may have, the first one's too: a page that declares a likely intent is near."""


@dataclass(frozen=True)
class Search:
    """All that one search looks for."""

    vectors: Vectors
    """`(n, dim)`; row 0 is the conversation as the customer told it, the others are named by the questions."""
    conversation: str
    """What both sides said so far, for the lexical index: agents name pages in their own words."""
    questions: Sequence[Question]
    likely: Mapping[str, float] = field(default_factory=dict)
    """The chance of each intent the conversation as a whole may have."""


@dataclass(frozen=True)
class Moments:
    """The days that decide which passage is in force; an unknown order or delivery counts as the message's day."""

    message: date
    order: date | None = None
    delivery: date | None = None

    def day_for(self, dates_by: DatesBy) -> date:
        """Return the day that counts for a passage dated this way."""
        if dates_by is DatesBy.ORDER:
            return self.order or self.message
        if dates_by is DatesBy.DELIVERY:
            return self.delivery or self.message
        return self.message


@dataclass(frozen=True)
class Scope:
    """For whom is searched: reply language, destination (None: unknown, nothing is filtered), moments."""

    locale: str
    moments: Moments
    country: str | None = None


@dataclass(frozen=True)
class Evidence:
    """What was found. `answers[n]` are the quotable passages for question n, best first, empty below the floor."""

    found: tuple[ScoredPassage, ...]
    answers: tuple[tuple[ScoredPassage, ...], ...]

    @property
    def abstained(self) -> bool:
        """True when no question has anything to quote."""
        return not any(self.answers)


@dataclass(frozen=True)
class Hits:
    """What a search found, best first."""

    ranked: tuple[ScoredPassage, ...]
    chance: float
    """Estimated chance that the nearest of them answers, in [0, 1]."""
    abstained: bool
    """True when all lie below the floor."""
