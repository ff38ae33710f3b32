"""An encoder that passes texts on and remembers what it was asked."""

from collections.abc import Sequence

import numpy as np

from assist.ports import Encoder, Vectors


class CountingEncoder:
    """Remembers which texts were encoded: what a build did not take from an earlier one."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.seen: set[str] = set()

    @property
    def fingerprint(self) -> str:
        return self._encoder.fingerprint

    @property
    def dim(self) -> int:
        return self._encoder.dim

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.seen.update(texts)
        return self._encoder.encode(texts)

    def knows(self, word: str) -> bool:
        return self._encoder.knows(word)


class RememberingEncoder(CountingEncoder):
    """Encodes a text once, however often it is asked: a text's row never depends on its neighbours."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__(encoder)
        self._rows: dict[str, Vectors] = {}

    def encode(self, texts: Sequence[str]) -> Vectors:
        new = [text for text in dict.fromkeys(texts) if text not in self._rows]
        self._rows.update(zip(new, super().encode(new), strict=True))
        if not texts:
            return np.empty((0, self.dim), dtype=np.float32)
        return np.stack([self._rows[text] for text in texts])
