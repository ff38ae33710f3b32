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
"""Intent confidence from which those floors hold fully; below, they slide towards the next one."""
UNSURE_FLOOR = 0.55
"""Cosine a passage needs when the intent says nothing: no out-of-scope message of ours came this near one."""
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


@dataclass(frozen=True)
class _Ranking:
    """How well each passage answers one question."""

    scores: NDArray[np.float32]
    """Cosine plus the bonus for a declared intent."""
    near: NDArray[np.bool_]
    """Whether the cosine reaches the floor."""


class Retriever:
    """Search over one client's bundle. What no request changes about its passages is laid out once."""

    def __init__(self, bundle: Bundle, *, floor: float = FLOOR) -> None:
        passages = bundle.passages
        self._passages = passages
        self._index = bundle.index
        self._floor = floor
        self._by_id = {passage.id: passage for passage in passages}
        self._by_locale = {
            locale: np.array([passage.locale == locale for passage in passages])
            for locale in {passage.locale for passage in passages}
        }
        self._narrowed = [row for row, passage in enumerate(passages) if _is_narrowed(passage)]
        self._quotable = np.array([is_quotable(passage) for passage in passages], dtype=bool)
        self._declaring = {
            intent: np.array([intent in passage.intents for passage in passages], dtype=np.float32)
            for intent in {intent for passage in passages for intent in passage.intents}
        }
        self._rank_by_id = np.argsort(np.argsort([passage.id for passage in passages]))

    def passage(self, passage_id: str) -> Passage | None:
        """Return the passage with this id, or None."""
        return self._by_id.get(PassageId(passage_id))

    def retrieve(self, vectors: Vectors, questions: Sequence[Question], scope: Scope) -> Evidence:
        """Find passages for every question, and for the query (row 0) as a whole."""
        allowed = self._allowed(scope)
        table = self._table(vectors)
        rankings = [self._ranking(table, question) for question in questions]
        overall = _best_of(rankings, table)
        found = self._best(overall, allowed & (overall > 0), FOUND)
        quotable = allowed & self._quotable
        answers = tuple(
            tuple(self._best(ranking.scores, quotable & ranking.near & (ranking.scores > 0), FOUND))
            for ranking in rankings
        )
        return Evidence(tuple(found), answers)

    def search(self, vectors: Vectors, questions: Sequence[Question], scope: Scope) -> tuple[list[ScoredPassage], bool]:
        """Return every passage in scope, best first, agent pages and macros included, and whether all lie too far."""
        allowed = self._allowed(scope)
        table = self._table(vectors)
        rankings = [self._ranking(table, question) for question in questions]
        hits = self._best(_best_of(rankings, table), allowed, len(self._passages))
        return hits, not any((ranking.near & allowed).any() for ranking in rankings)

    @staticmethod
    def in_scope(passage: Passage, scope: Scope) -> bool:
        """Say whether a passage may be used: language, destination and the date that counts for it."""
        if passage.locale != scope.locale:
            return False
        if passage.countries and scope.country and scope.country not in passage.countries:
            return False
        return passage.in_force_on(scope.moments.day_for(passage.dates_by))

    def _allowed(self, scope: Scope) -> NDArray[np.bool_]:
        """Return which passages are in scope; only the few with dates or countries need a look at each."""
        if scope.locale not in self._by_locale:
            return np.zeros(len(self._passages), dtype=bool)
        allowed = self._by_locale[scope.locale].copy()
        for row in self._narrowed:
            allowed[row] = self.in_scope(self._passages[row], scope)
        return allowed

    def _table(self, vectors: Vectors) -> NDArray[np.float32]:
        """Return `(queries, passages)` cosines: to the text or, a little discounted, to the heading."""
        both = self._index.scores(vectors)
        count = len(self._passages)
        table: NDArray[np.float32] = np.maximum(both[:, :count], HEADING_WEIGHT * both[:, count:])
        return table

    def _ranking(self, table: NDArray[np.float32], question: Question) -> _Ranking:
        # A clause alone may lack its subject ("can I swap them?"): the whole message counts nearly as much.
        cosines = np.maximum(table[question.row], 0.9 * table[0])
        declared = self._declaring.get(question.intent or "")
        if declared is None:
            return _Ranking(cosines, cosines >= self._floor)
        sureness = min(question.confidence / CONFIDENT, 1.0)
        known = self._floor - max(self._floor - DECLARED_FLOOR, 0.0) * declared
        floors = sureness * known + (1 - sureness) * max(UNSURE_FLOOR, self._floor)
        return _Ranking(cosines + INTENT_BONUS * question.confidence * declared, cosines >= floors)

    def _best(self, scores: NDArray[np.float32], among: NDArray[np.bool_], count: int) -> list[ScoredPassage]:
        """Order by (rounded score, id): thread count moves scores by 3e-7."""
        rows = np.flatnonzero(among)
        shown = np.round(scores[rows].astype(np.float64) / (1 + INTENT_BONUS), 4)
        order = np.lexsort((self._rank_by_id[rows], -shown))[:count]
        return [ScoredPassage(passage=self._passages[rows[at]], score=float(shown[at])) for at in order]


def _best_of(rankings: Sequence[_Ranking], table: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return each passage's best score for any question or for the message as a whole."""
    overall: NDArray[np.float32] = np.max([*(ranking.scores for ranking in rankings), table[0]], axis=0)
    return overall


def is_quotable(passage: Passage) -> bool:
    """Agent pages inform and are never quoted; macros hold placeholders and stand for things already done."""
    return passage.audience is Audience.CUSTOMER and passage.kind is not PageKind.MACROS


def _is_narrowed(passage: Passage) -> bool:
    return bool(passage.countries or passage.effective_from or passage.effective_until)
