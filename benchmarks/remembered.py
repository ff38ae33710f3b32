"""An encoder that encodes the texts of a request once: for asking many clients the same, or for timing everything else."""

from collections.abc import Sequence

from assist.ports import Encoder, Vectors


class RememberedVectors:
    """The port `Encoder` before another one, which is asked once for the texts of each request."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._rows: dict[tuple[str, ...], Vectors] = {}
        self.fingerprint, self.dim = encoder.fingerprint, encoder.dim

    def encode(self, texts: Sequence[str]) -> Vectors:
        asked = tuple(texts)
        if asked not in self._rows:
            self._rows[asked] = self._encoder.encode(texts)
        return self._rows[asked]

    def knows(self, word: str) -> bool:
        return self._encoder.knows(word)
