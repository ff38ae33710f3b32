"""What the core needs from the outside, as Protocols. Each has one behaviour suite in tests/ports."""

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assist.domain.base import ClientId, Frozen, VersionId
from assist.domain.publication import BuiltVersion, History, Move, Publication

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
    stood_in: bool = False
    """Whether another model than the first one wrote it."""


class LanguageModel(Protocol):
    """Writes a completion within a deadline, or says that it could not."""

    @property
    def name(self) -> str: ...

    def complete(self, system: str, user: str, *, deadline_s: float) -> ModelAnswer:
        """Return the answer within `deadline_s` seconds.

        Raises: Unavailable when the model is down, late, refusing or not loaded yet; `code` says which.
        """


class Ledger(Protocol):
    """Remembers builds and publications, and which version of each client is live. Raises: Unavailable."""

    def live_versions(self) -> Mapping[ClientId, VersionId]:
        """Return every client's live version: ids and nothing else."""

    def history(self, client_id: ClientId) -> History: ...

    def record_build(self, client_id: ClientId, built: BuiltVersion) -> None:
        """Note a build; the same content built again is the newest build again."""

    def go_live(self, client_id: ClientId, move: Move) -> Publication:
        """Move the live pointer and record the move, both or neither.

        A first version never replaces one that is live: the newest publication is returned instead.
        """
