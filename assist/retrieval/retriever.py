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

INTENT_BONUS = 0.35
"""Added to the cosine, times the intent's confidence, where the passage declares the intent."""
HEADING_WEIGHT = 0.95
"""What a match with the heading alone counts: a heading says less than a text."""
FLOOR = 0.40
"""Cosine below which a passage is not quoted: over both brands 10 % of out-of-scope messages come this near something,
65 % of in-scope ones do."""
DECLARED_FLOOR = 0.22
"""The same for a passage that declares a confident intent: 90 % of in-scope messages come this near one."""
CONFIDENT = 0.5
"""Intent confidence from which the lower floor holds fully; below, the floor slides between the two."""
FOUND = 8
"""Passages kept in the trace."""


@dataclass(frozen=True)
class Question:
    """One thing asked: its intent, if known, and the vector row that carries it."""

    intent: str | None
    row: int
    confidence: float = 0.0
    """How sure the intent is, in [0, 1]: decides how much a passage that declares it is preferred."""


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
        blended = [self._blend(table, question) for question in questions]
        declared = [self._declared(question) for question in questions]
        scored = [row + _bonus(q, d) for row, q, d in zip(blended, questions, declared, strict=True)]
        overall = np.max([*scored, table[0]], axis=0)
        found = self._best(np.where(allowed, overall, -1.0), FOUND)
        quotable = allowed & np.array([_is_quotable(passage) for passage in self._passages], dtype=bool)
        answers = tuple(
            tuple(self._best(np.where(quotable & (cosines >= self._floors(q, d)), row, -1.0), FOUND))
            for row, cosines, q, d in zip(scored, blended, questions, declared, strict=True)
        )
        return Evidence(tuple(found), answers)

    def _floors(self, question: Question, declared: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the cosine each passage needs to be quoted for this question."""
        lowered = (self._floor - DECLARED_FLOOR) * min(question.confidence / CONFIDENT, 1.0)
        floors: NDArray[np.float32] = self._floor - max(lowered, 0.0) * declared
        return floors

    def _table(self, vectors: Vectors) -> NDArray[np.float32]:
        """Return `(queries, passages)` cosines: to the text or, a little discounted, to the heading."""
        both = self._index.scores(vectors)
        count = len(self._passages)
        table: NDArray[np.float32] = np.maximum(both[:, :count], HEADING_WEIGHT * both[:, count:])
        return table

    def search(self, vectors: Vectors, questions: Sequence[Question], scope: Scope) -> tuple[list[ScoredPassage], bool]:
        """Return every passage in scope, best first, agent pages and macros included, and whether all lie too far."""
        allowed = np.array([self.in_scope(passage, scope) for passage in self._passages], dtype=bool)
        table = self._table(vectors)
        declared = [self._declared(question) for question in questions]
        blended = [self._blend(table, question) for question in questions]
        scored = [row + _bonus(q, d) for row, q, d in zip(blended, questions, declared, strict=True)]
        near = [row >= self._floors(q, d) for row, q, d in zip(blended, questions, declared, strict=True)]
        overall = np.max([*scored, table[0]], axis=0)
        hits = self._best(np.where(allowed, overall, -1.0), len(self._passages))
        return hits, not bool((np.any(near, axis=0) & allowed).any())

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

    def _declared(self, question: Question) -> NDArray[np.float32]:
        """Return 1 where a passage declares the question's intent, else 0."""
        return np.array([question.intent in passage.intents for passage in self._passages], dtype=np.float32)

    def _best(self, scores: NDArray[np.float32], count: int) -> list[ScoredPassage]:
        """Order by (rounded score, id): thread count moves scores by 3e-7."""
        near = np.argsort(-scores)[: count + 8]
        hits = [
            ScoredPassage(passage=self._passages[row], score=round(float(scores[row]) / (1 + INTENT_BONUS), 4))
            for row in near
            if scores[row] > 0
        ]
        return sorted(hits, key=lambda hit: (-hit.score, hit.passage.id))[:count]


def _bonus(question: Question, declared: NDArray[np.float32]) -> NDArray[np.float32]:
    return INTENT_BONUS * question.confidence * declared


def _is_quotable(passage: Passage) -> bool:
    """Agent pages inform and are never quoted; macros hold placeholders and stand for things already done."""
    return passage.audience is Audience.CUSTOMER and passage.kind is not PageKind.MACROS
