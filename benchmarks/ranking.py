"""Learn the ranker's weights from labelled questions, and measure any ranking of them. Knows no index."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Floats = NDArray[np.float32]
Marks = NDArray[np.bool_]

L2 = 0.001
"""Enough to keep weights that the data does not need at zero; 0.0001 to 0.01 rank alike."""


@dataclass(frozen=True)
class Labelled:
    """One question: features of the passages in scope, the pages they stand on, and which are right."""

    id: str
    group: str
    """What must not be split between folds: the dialogue, or the document."""
    document: str
    features: Floats
    pages: NDArray[np.str_]
    right_page: Marks
    right_passage: Marks
    has_history: bool


def learn(questions: Sequence[Labelled], weights: Sequence[float]) -> Floats:
    """Return the non-negative weights that make right pages and right passages most likely under a softmax.

    `weights[n]` is how much question n counts. Source: listwise softmax cross-entropy, Cao and others (ICML 2007).
    """
    parts = [
        (one.features.astype(np.float64), right, weight)
        for one, weight in zip(questions, weights, strict=True)
        for right in (one.right_page, one.right_passage)
        if right.any()
    ]
    total = sum(weight for _, _, weight in parts)

    def loss(vector: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        value, slope = 0.0, np.zeros_like(vector)
        for features, right, weight in parts:
            scores = features @ vector
            chances = np.exp(scores - scores.max())
            held = chances * right
            value += weight * float(np.log(chances.sum()) - np.log(held.sum()))
            slope += weight * ((chances @ features) / chances.sum() - (held @ features) / held.sum())
        return value / total + L2 * float(vector @ vector), slope / total + 2 * L2 * vector

    size = questions[0].features.shape[1]
    found = minimize(loss, np.ones(size), jac=True, method="L-BFGS-B", bounds=[(0, None)] * size)
    return np.asarray(found.x, dtype=np.float32)


def page_rank(scores: Floats, question: Labelled) -> int:
    """Return how many pages stand above the best right one, each by its best passage."""
    best: dict[str, float] = {}
    for page, score in zip(question.pages, scores, strict=True):
        best[page] = max(best.get(page, -np.inf), float(score))
    right = max(best[page] for page in set(question.pages[question.right_page]))
    return sum(score > right for score in best.values())


def passage_rank(scores: Floats, question: Labelled) -> int:
    """Return how many passages stand above the best right one."""
    return int((scores > scores[question.right_passage].max()).sum())


@dataclass(frozen=True)
class Measured:
    """Hit rates and nDCG of a list of ranks."""

    hit_1: float
    hit_5: float
    ndcg_10: float
    count: int

    def __str__(self) -> str:
        return f"hit@1 {self.hit_1:.3f}  hit@5 {self.hit_5:.3f}  nDCG@10 {self.ndcg_10:.3f}  ({self.count})"


def measured(ranks: Sequence[int]) -> Measured:
    """Return the figures of these ranks (0: first)."""
    found = np.array(ranks)
    gains = np.where(found < 10, 1 / np.log2(found + 2), 0.0)
    return Measured(float((found < 1).mean()), float((found < 5).mean()), float(gains.mean()), len(found))


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float:
    """Return the chance that a positive scores above a negative, ties half. Source: Mann and Whitney (1947)."""
    up, down = np.array(positive)[:, None], np.array(negative)[None, :]
    return float((up > down).mean() + (up == down).mean() / 2)
