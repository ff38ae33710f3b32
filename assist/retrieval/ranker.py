"""How well passages answer a question, from what both indexes say: a linear ranker over a handful of features.

Knows scores, not passages. Weights were learned by listwise softmax over conversations about policy pages
(`python -m benchmarks.retrieval --fit`), half of the loss on the right page, half on the right passage.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

Row = NDArray[np.float32]
"""`(n,)` float32, one value a passage."""
Allowed = NDArray[np.bool_]
"""`(n,)`, which passages may be used at all."""

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "page_terms": 6.16,
        "passage_terms": 2.35,
        "text": 4.90,
        "heading": 1.33,
        "page": 2.16,
        "focus_terms": 3.63,
        "focus_text": 3.84,
        "focus_heading": 0.58,
        "fact": 1.46,
        "declared": 0.36,
        "likely": 0.37,
        "topic": 3.50,
    }
)
"""Learned by `python -m benchmarks.retrieval --fit`. Compared with the whole conversation: the terms of page and passage,
the vectors of text, heading and page, the intents it may have. With the newest question alone: terms, text, heading, the
kind of fact it asks for, the intent it was given and those it may have."""
BY_INTENT = ("declared", "likely", "topic")
"""What says nothing where no page declares an intent, as after an import."""
LEXICAL = {"page_terms": "conversation", "passage_terms": "conversation", "focus_terms": "focus"}
LEAST_SHARE = 0.5
"""BM25 counts as a share of the best passage's, or of this much of all the rarity asked for when that is more: the one
passage with a stray word of the question is not a perfect match. 0.3 to 0.7 rank alike, without it the first hit on the
sample brands' questions falls by a tenth."""
POOL_FROM = 2_048
"""Passages up to which every one is ranked; beyond, those that reciprocal rank fusion brings to the top."""
POOL = 400
RRF_K = 60
"""Source: Cormack, Clarke and Buettcher, Reciprocal Rank Fusion (SIGIR 2009)."""


@dataclass(frozen=True)
class Signals:
    """What the indexes say of every passage: BM25 sums (from 0) and cosines, `(n,)` each."""

    page_terms: Row
    passage_terms: Row
    text: Row
    heading: Row
    page: Row
    focus_terms: Row
    focus_text: Row
    focus_heading: Row
    fact: Row
    """1 where the passage states the kind of fact the question asks for."""
    declared: Row
    """The intent's confidence where the passage declares it, in [0, 1]."""
    likely: Row
    """The chance that the question means an intent the passage declares, over all intents."""
    topic: Row
    """The same for the whole conversation."""
    rarity: Mapping[str, float]
    """How rare the words of `conversation` and of `focus` are together: the most BM25 could find in one document."""


def scores(signals: Signals, allowed: Allowed, *, by_intent: bool = True) -> Row:
    """Return a score in about [0, 1] for every allowed passage of the pool, -inf for all others.

    Without `by_intent` the features that need declared intents are left out of the sum and of what it is divided by.
    """
    ranked = np.full(len(allowed), -np.inf, dtype=np.float32)
    pool = _pool(signals, allowed)
    if len(pool):
        weights = _WEIGHTS if by_intent else _WITHOUT_INTENTS
        ranked[pool] = features(signals, pool) @ weights / weights.sum()
    return ranked


def features(signals: Signals, pool: NDArray[np.intp]) -> NDArray[np.float32]:
    """Return `(pool, features)` in the order of `WEIGHTS`, BM25 as a share, everything else as it is."""
    columns = []
    for name in WEIGHTS:
        column = getattr(signals, name)[pool]
        if name in LEXICAL:
            column = column / max(float(column.max()), LEAST_SHARE * signals.rarity[LEXICAL[name]], 1e-6)
        columns.append(column)
    return np.stack(columns, axis=1).astype(np.float32)


def _pool(signals: Signals, allowed: Allowed) -> NDArray[np.intp]:
    rows = np.flatnonzero(allowed)
    if len(rows) <= POOL_FROM:
        return rows
    fused = np.zeros(len(rows), dtype=np.float32)
    for name in ("page_terms", "passage_terms", "text", "focus_terms", "focus_text", "focus_heading"):
        found = getattr(signals, name)[rows]
        best = np.argpartition(-found, POOL)[:POOL]
        best = best[np.argsort(-found[best], kind="stable")]
        fused[best] += 1 / (RRF_K + 1 + np.arange(POOL, dtype=np.float32))
    return rows[np.sort(np.argpartition(-fused, POOL)[:POOL])]


_WEIGHTS = np.array(list(WEIGHTS.values()), dtype=np.float32)
_WITHOUT_INTENTS = np.array(
    [0.0 if name in BY_INTENT else weight for name, weight in WEIGHTS.items()], dtype=np.float32
)
