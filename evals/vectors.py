"""An encoder for many cases at once: everything they hold is encoded ahead, once, and kept on disk by digest of the text."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np

from assist.briefing import Version
from assist.ports import Encoder, Vectors
from evals.cases import Case

AT_ONCE = 32
"""Texts between two signs of progress."""


class CaseEncoder:
    """The port `Encoder`: answers from memory what was encoded ahead, and asks the real one for the rest."""

    def __init__(self, encoder: Encoder, kept: Encoder | None = None) -> None:
        """`kept` is the same encoder with a memory on disk; None where nothing may be written."""
        self._encoder = encoder
        self._kept = kept or encoder
        self._rows: dict[str, Vectors] = {}
        self.fingerprint, self.dim = encoder.fingerprint, encoder.dim

    def ahead(self, texts: Sequence[str], done: Callable[[int], None] = lambda _: None) -> None:
        """Encode these texts now; `done` gets how many more are ready."""
        new = [text for text in dict.fromkeys(texts) if text not in self._rows]
        for at in range(0, len(new), AT_ONCE):
            some = new[at : at + AT_ONCE]
            self._rows.update(zip(some, self._kept.encode(some), strict=True))
            done(len(some))

    def knows(self, word: str) -> bool:
        """Say whether the encoder holds a word whole."""
        return self._encoder.knows(word)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return one row a text."""
        new = [text for text in dict.fromkeys(texts) if text not in self._rows]
        if new:
            self._rows.update(zip(new, self._encoder.encode(new), strict=True))
        if not texts:
            return np.empty((0, self.dim), dtype=np.float32)
        return np.stack([self._rows[text] for text in texts])


def texts_of(cases: Iterable[Case], version: Version) -> list[str]:
    """Return every text the path of a version encodes for these cases, each once."""
    return list(dict.fromkeys(text for case in cases for text in version.read(case.request).texts))
