"""What is thought of each text of a reading: the chance of every intent, and whether the text is in scope at all."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assist.ports import Vectors
from assist.triage.heads import Heads


@dataclass(frozen=True)
class Judged:
    """One row a text; `probabilities (n, k)` in the order of `names`."""

    names: tuple[str, ...]
    probabilities: NDArray[np.float32]
    in_scope: NDArray[np.bool_]
    second: float
    """Probability an intent needs to stand beside the first."""
    sure: float
    """Probability from which the first intent may be acted on."""
    whole_first: bool = False
    """True when the turn as a whole is judged better than its clauses: examples of a client are whole messages."""
    several: bool = False
    """True when one clause may carry several intents: then the chances of a row do not share a sum of 1."""


def shared_judgement(heads: Heads, vectors: Vectors, texts: Sequence[str], language: str) -> Judged:
    """Return what the shared heads think of the texts and their vectors."""
    chances = heads.chances(vectors, texts, language)
    thresholds = heads.meta.thresholds
    in_scope = heads.scope_scores(vectors, chances) >= thresholds.scope_for(language)
    return Judged(heads.names, chances[:, :-1], in_scope, thresholds.second, thresholds.sure)
