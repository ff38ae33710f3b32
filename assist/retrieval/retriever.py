"""The passages that answer a question, in force on the date that counts for each. Knows no order, only its dates.

First form: exact cosine, plus a bonus for passages that declare the intent; below a floor it abstains.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from assist.domain.base import PassageId
from assist.domain.enums import Audience, DatesBy, PageKind
from assist.domain.knowledge import Passage, ScoredPassage
from assist.ports import Vectors
from assist.retrieval.bundle import Bundle

INTENT_BONUS = 0.15
"""Added to the cosine where the passage declares the intent: moves a declared passage over a merely similar one."""
HEADING_WEIGHT = 0.95
"""What a match with the heading alone counts: a heading says less than a text."""
FLOOR = 0.42
"""Cosine plus bonus below which nothing is quoted; chosen on questions written for the sample brands (README, Limits)."""
FOUND = 8
"""Passages kept in the trace."""


@dataclass(frozen=True)
class Question:
    """One thing asked: its intent, if known, and the vector row that carries it."""

    intent: str | None
    row: int


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


class Retriever:
    """Search over one client's bundle."""

    def __init__(self, bundle: Bundle, *, floor: float = FLOOR) -> None:
        self._passages = bundle.passages
        self._index = bundle.index
        self._floor = floor
        self._by_id = {passage.id: passage for passage in bundle.passages}

    def passage(self, passage_id: str) -> Passage | None:
        """Return the passage with this id, or None."""
        return self._by_id.get(PassageId(passage_id))

    def retrieve(self, vectors: Vectors, questions: Sequence[Question], scope: Scope) -> Evidence:
        """Find passages for every question, and for the query (row 0) as a whole."""
        allowed = np.array([self.in_scope(passage, scope) for passage in self._passages], dtype=bool)
        table = self._table(vectors)
        scored = [self._with_bonus(self._blend(table, question), question) for question in questions]
        overall = np.max([*scored, table[0]], axis=0)
        found = self._best(np.where(allowed, overall, -1.0), FOUND)
        quotable = allowed & np.array([_is_quotable(passage) for passage in self._passages], dtype=bool)
        answers = tuple(
            tuple(hit for hit in self._best(np.where(quotable, row, -1.0), FOUND) if hit.score >= self._floor)
            for row in scored
        )
        return Evidence(tuple(found), answers)

    def _table(self, vectors: Vectors) -> NDArray[np.float32]:
        """Return `(queries, passages)` cosines: to the text or, a little discounted, to the heading."""
        both = self._index.scores(vectors)
        count = len(self._passages)
        table: NDArray[np.float32] = np.maximum(both[:, :count], HEADING_WEIGHT * both[:, count:])
        return table

    def search(self, vectors: Vectors, questions: Sequence[Question], scope: Scope) -> list[ScoredPassage]:
        """Return every passage in scope, best first, agent pages and macros included."""
        allowed = np.array([self.in_scope(passage, scope) for passage in self._passages], dtype=bool)
        table = self._table(vectors)
        scored = [self._with_bonus(self._blend(table, question), question) for question in questions]
        overall = np.max([*scored, table[0]], axis=0)
        return self._best(np.where(allowed, overall, -1.0), len(self._passages))

    def is_below_floor(self, hits: Sequence[ScoredPassage]) -> bool:
        """Say whether nothing found is near enough to be quoted."""
        return not any(hit.score >= self._floor for hit in hits)

    @staticmethod
    def in_scope(passage: Passage, scope: Scope) -> bool:
        """Say whether a passage may be used: language, destination and the date that counts for it."""
        if passage.locale != scope.locale:
            return False
        if passage.countries and scope.country and scope.country not in passage.countries:
            return False
        return passage.in_force_on(scope.moments.day_for(passage.dates_by))

    @staticmethod
    def _blend(table: NDArray[np.float32], question: Question) -> NDArray[np.float32]:
        """A clause alone may lack its subject ("can I swap them?"): the whole message counts nearly as much."""
        blended: NDArray[np.float32] = np.maximum(table[question.row], 0.9 * table[0])
        return blended

    def _with_bonus(self, scores: NDArray[np.float32], question: Question) -> NDArray[np.float32]:
        if question.intent is None:
            return scores
        declared = np.array([question.intent in passage.intents for passage in self._passages], dtype=np.float32)
        return scores + INTENT_BONUS * declared

    def _best(self, scores: NDArray[np.float32], count: int) -> list[ScoredPassage]:
        """Order by (rounded score, id): thread count moves scores by 3e-7."""
        near = np.argsort(-scores)[: count + 8]
        hits = [
            ScoredPassage(passage=self._passages[row], score=round(float(scores[row]), 4))
            for row in near
            if scores[row] > 0
        ]
        return sorted(hits, key=lambda hit: (-hit.score, hit.passage.id))[:count]


def _is_quotable(passage: Passage) -> bool:
    """Agent pages inform and are never quoted; macros hold placeholders and stand for things already done."""
    return passage.audience is Audience.CUSTOMER and passage.kind is not PageKind.MACROS
