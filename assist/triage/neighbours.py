"""The example messages the heads were trained on, as vectors: which of them is a message most like?"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assist.ports import Encoder, Vectors
from assist.triage.utterances import Utterance


@dataclass(frozen=True)
class Neighbour:
    """An example and how near it is, cosine."""

    utterance: Utterance
    cosine: float


@dataclass(frozen=True)
class Neighbours:
    """Examples and their vectors, `(n, dim)` unit rows in the same order."""

    utterances: Sequence[Utterance]
    vectors: Vectors

    def nearest(self, vector: Vectors, count: int) -> list[Neighbour]:
        """Return the nearest examples, best first; none for a message without words."""
        cosines = self.vectors @ vector
        best = np.argsort(-cosines, kind="stable")[:count]
        return [Neighbour(self.utterances[at], float(cosines[at])) for at in best]


def read(file: Path, utterances: Sequence[Utterance], encoder: Encoder) -> Neighbours:
    """Return the examples with their vectors, encoded once and kept in `file`; a file that does not fit is made anew."""
    shape = (len(utterances), encoder.dim)
    try:
        with np.load(file, allow_pickle=False) as stored:
            vectors = stored["vectors"].astype(np.float32)
    except Exception:  # missing, torn, or not ours: numpy raises many kinds, and the cure is one
        vectors = np.zeros((0, 0), np.float32)
    if vectors.shape != shape:
        vectors = encoder.encode([utterance.text for utterance in utterances])
        file.parent.mkdir(parents=True, exist_ok=True)
        scratch = file.with_name(f".{file.stem}.{os.getpid()}.partial.npz")  # two processes may make it at once
        np.savez_compressed(scratch, vectors=vectors.astype(np.float16))
        scratch.replace(file)
    return Neighbours(utterances, vectors)
