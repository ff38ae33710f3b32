"""What is thought of each text of a reading: the chance of every intent, and whether the text is in scope at all."""

from collections.abc import Mapping, Sequence
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


def shared_judgement(
    heads: Heads, vectors: Vectors, texts: Sequence[str], language: str, aside: Mapping[int, int] | None = None
) -> Judged:
    """Return what the shared heads think of the texts and their vectors.

    A text that stands a second time with its things for sale put `aside` is judged by both: their chances multiplied,
    as two witnesses of the same request.
    """
    chances = heads.chances(vectors, texts, language)
    thresholds = heads.meta.thresholds
    scores = heads.scope_scores(vectors, chances)
    for row, other in (aside or {}).items():
        together = np.sqrt(chances[row] * chances[other])
        chances[row] = together / together.sum()
        again = heads.scope_scores(vectors[[row, other]], chances[[row, row]])
        scores[row] = again.max()
    in_scope = scores >= thresholds.scope_for(language)
    return Judged(heads.names, chances[:, :-1], in_scope, thresholds.second, thresholds.sure)
