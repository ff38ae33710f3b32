"""The passages that answer a question, in force on the date that counts for each. Knows no order, only its dates.

What the two indexes say goes through the ranker; a passage that declares the intent is preferred; whether a passage is
near enough to be quoted at all is a calibrated estimate of its own, as the best of many may still be no answer.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

import numpy as np
from numpy.typing import NDArray

from assist import atoms
from assist.domain.base import PassageId
from assist.domain.enums import Audience, PageKind
from assist.domain.knowledge import Passage, ScoredPassage
from assist.ports import Vectors
from assist.retrieval import ranker, support, terms
from assist.retrieval.bundle import Bundle
from assist.retrieval.narrowed_rows import NarrowedRows
from assist.retrieval.page_rows import PageRows
from assist.retrieval.ranker import Row, Signals
from assist.retrieval.search import Evidence, Hits, Question, Scope, Search
from assist.retrieval.support import FLOOR

FOUND = 8
"""Passages kept in the trace."""


@dataclass(frozen=True)
class _Ranking:
    """How well each passage answers one question."""

    scores: Row
    """Rank score, -inf outside the scope or the pool."""
    support: Row
    """Estimated chance that the passage answers the question, in [0, 1]."""

    def near(self, floor: float) -> NDArray[np.bool_]:
        """Say which passages may be quoted, as far as nearness goes."""
        near: NDArray[np.bool_] = (self.support >= floor) & (self.scores > 0)
        return near


@dataclass(frozen=True)
class _Spoken:
    """Words that were said, and what the lexical index says of every passage for them."""

    words: str
    terms: list[str]
    scores: Row
    rarity: float
    """How rare they are together."""


@dataclass(frozen=True)
class _Table:
    """What the indexes say of every passage for one search; the questions' own signals come on top."""

    text: Vectors
    """`(vectors, passages)` cosines with the text."""
    heading: Vectors
    """The same with the heading."""
    page: Row
    page_terms: Row
    topic: Row
    said: _Spoken
    """The conversation."""


class Retriever:
    """Search over one client's bundle. What no request changes about its passages is laid out once."""

    def __init__(self, bundle: Bundle, *, floor: float = FLOOR) -> None:
        passages = bundle.passages
        self.passages = passages
        self._bundle = bundle
        self._floor = floor
        self._by_id = {passage.id: passage for passage in passages}
        self._by_locale = {
            locale: np.array([passage.locale == locale for passage in passages])
            for locale in {passage.locale for passage in passages}
        }
        self._narrowed = NarrowedRows(passages)
        self.quotable = np.array([is_quotable(passage) for passage in passages], dtype=bool)
        self._declaring = {
            intent: np.array([intent in passage.intents for passage in passages], dtype=np.float32)
            for intent in {intent for passage in passages for intent in passage.intents}
        }
        self._nothing = np.zeros(len(passages), dtype=np.float32)
        self._rank_by_id = np.argsort(np.argsort([passage.id for passage in passages]))
        self._pages = PageRows(passages)
        self._facts = np.array([_bits(kinds) for kinds in bundle.facts], dtype=np.uint64)

    def passage(self, passage_id: str) -> Passage | None:
        """Return the passage with this id, or None."""
        return self._by_id.get(PassageId(passage_id))

    def retrieve(self, search: Search, scope: Scope) -> Evidence:
        """Find passages for every question, and for the conversation as a whole."""
        allowed = self._allowed(scope)
        rankings = self._rankings(search, scope, allowed)
        overall = _best_of(rankings)
        found = self._best(overall, allowed & (overall > 0), FOUND)
        quotable = allowed & self.quotable
        answers = tuple(
            tuple(self._best(ranking.scores, quotable & ranking.near(self._floor), FOUND)) for ranking in rankings
        )
        return Evidence(tuple(found), answers)

    def search(self, search: Search, scope: Scope) -> Hits:
        """Return the passages in scope, best first, agent pages and macros included, however far they lie."""
        allowed = self._allowed(scope)
        rankings = self._rankings(search, scope, allowed)
        ranked = self._best(_best_of(rankings), allowed, len(self.passages))
        near = any((allowed & ranking.near(self._floor)).any() for ranking in rankings)
        chance = max((float(ranking.support[allowed].max()) for ranking in rankings if allowed.any()), default=0.0)
        return Hits(tuple(ranked), chance, abstained=not near)

    def features(self, search: Search, question: Question, scope: Scope) -> NDArray[np.float32]:
        """Return what the ranker sees of every passage, for learning its weights: nan in rows out of scope."""
        allowed = self._allowed(scope)
        signals = self._signals(self._table(search, scope, allowed), question, scope)
        rows = np.flatnonzero(allowed)
        seen = np.full((len(allowed), len(ranker.WEIGHTS)), np.nan, dtype=np.float32)
        seen[rows] = ranker.features(signals, rows)
        return seen

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
            return np.zeros(len(self.passages), dtype=bool)
        allowed = self._by_locale[scope.locale].copy()
        allowed[self._narrowed.rows] &= self._narrowed.in_scope(scope)
        return allowed

    def _rankings(self, search: Search, scope: Scope, allowed: NDArray[np.bool_]) -> list[_Ranking]:
        table = self._table(search, scope, allowed)
        return [self._ranking(table, question, scope, allowed) for question in search.questions]

    def _table(self, search: Search, scope: Scope, allowed: NDArray[np.bool_]) -> _Table:
        both = self._cosines(search)
        count = len(self.passages)
        said = self._spoken(search.conversation, scope)
        return _Table(
            text=both[:, :count],
            heading=both[:, count:],
            page=self._pages.mean_of_best(np.where(allowed, both[0, :count], -1.0)),
            said=said,
            page_terms=self._pages.spread(self._bundle.page_lexical.scores(said.terms)),
            topic=self._declared(search.likely),
        )

    def _cosines(self, search: Search) -> Vectors:
        """Return `(vectors, rows of the index)` cosines; what no question asks for is not searched."""
        asked = sorted({0, *(question.row for question in search.questions)})
        table = np.full((len(search.vectors), len(self._bundle.index)), -1.0, dtype=np.float32)
        table[asked] = self._bundle.index.scores(search.vectors[asked])
        return table

    def _signals(self, table: _Table, question: Question, scope: Scope) -> Signals:
        said = table.said
        asked = said if question.words == said.words else self._spoken(question.words, scope)
        return Signals(
            page_terms=table.page_terms,
            passage_terms=said.scores,
            text=table.text[0],
            heading=table.heading[0],
            page=table.page,
            focus_terms=asked.scores,
            focus_text=table.text[question.row],
            focus_heading=table.heading[question.row],
            likely=self._declared(question.likely),
            topic=table.topic,
            rarity={"conversation": said.rarity, "focus": asked.rarity},
            declared=question.confidence * self._declaring.get(question.intent or "", self._nothing),
            fact=((self._facts & _bits(atoms.expected_kinds(question.words))) != 0).astype(np.float32),
        )

    def says(self, word: str) -> bool:
        """Say whether a passage says this word, in some form of it."""
        return self._bundle.lexical.holds(
            [stem for locale in sorted(self._by_locale) for stem in terms.words(word, locale)]
        )

    def _spoken(self, words: str, scope: Scope) -> _Spoken:
        stems = terms.words(words, scope.locale)
        found = terms.with_pairs(stems)
        lexical = self._bundle.lexical
        return _Spoken(words, found, lexical.scores(found), float(lexical.rarity(stems).sum()))

    def _declared(self, likely: Mapping[str, float]) -> Row:
        """Return the chance that what is meant is an intent each passage declares: `(n,)` float32."""
        known = [chance * self._declaring[intent] for intent, chance in likely.items() if intent in self._declaring]
        return np.sum(known, axis=0, dtype=np.float32) if known else self._nothing

    def _ranking(self, table: _Table, question: Question, scope: Scope, allowed: NDArray[np.bool_]) -> _Ranking:
        signals = self._signals(table, question, scope)
        ranked = ranker.scores(signals, allowed, by_intent=bool(self._declaring))
        return _Ranking(ranked, support.chances(ranked, table.page))

    def _best(self, scores: Row, among: NDArray[np.bool_], count: int) -> list[ScoredPassage]:
        """Order by (rounded score, id): thread count moves scores by 3e-7."""
        rows = np.flatnonzero(among & np.isfinite(scores))
        shown = np.round(np.clip(scores[rows].astype(np.float64), -1.0, 1.0), 4)
        order = np.lexsort((self._rank_by_id[rows], -shown))[:count]
        return [ScoredPassage(passage=self.passages[rows[at]], score=float(shown[at])) for at in order]


def _bits(kinds: "frozenset[atoms.AtomKind] | Sequence[atoms.AtomKind]") -> np.uint64:
    """Return kinds of facts as a bit each."""
    order = list(atoms.AtomKind)
    return np.uint64(reduce(or_, (1 << order.index(kind) for kind in kinds), 0))


def _best_of(rankings: Sequence[_Ranking]) -> Row:
    """Return each passage's best score for any question."""
    overall: Row = np.max([ranking.scores for ranking in rankings], axis=0)
    return overall


def is_quotable(passage: Passage) -> bool:
    """Agent pages inform and are never quoted; macros hold placeholders and stand for things already done."""
    return passage.audience is Audience.CUSTOMER and passage.kind is not PageKind.MACROS
