"""What the core needs from the outside, as Protocols. Each has one behaviour suite in tests/ports."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assist.domain.base import Frozen

Vectors = NDArray[np.float32]
"""`(n, dim)` float32, unit rows."""


class Encoder(Protocol):
    """Turns texts into vectors that can be compared by inner product."""

    @property
    def fingerprint(self) -> str:
        """Name weights, tokenizer, recipe and package versions: equal fingerprints, equal vectors."""

    @property
    def dim(self) -> int: ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return `(n, dim)` float32 unit rows, one a text; a text's row never depends on its neighbours."""


class ModelAnswer(Frozen):
    """What a language model wrote and what it cost."""

    text: str
    tokens: int
    cost_usd: float


class LanguageModel(Protocol):
    """Writes a completion within a deadline, or says that it could not."""

    @property
    def name(self) -> str: ...

    def complete(self, system: str, user: str, *, deadline_s: float) -> ModelAnswer:
        """Return the answer within `deadline_s` seconds.

        Raises: Unavailable when the model is down, late, refusing or not loaded yet; `code` says which.
        """
