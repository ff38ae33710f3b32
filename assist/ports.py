"""What the core needs from the outside, as Protocols. Each has one behaviour suite in tests/ports."""

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assist.domain.base import ClientId, Frozen, VersionId
from assist.domain.evaluation import Approval, EvalReport, EvalSummary
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

    def knows(self, word: str) -> bool:
        """Say whether a word in small letters is one piece to it; of others it sees only scraps."""


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
    """Remembers builds, publications and evaluations, and which version of each client is live. Raises: Unavailable."""

    def live_versions(self) -> Mapping[ClientId, VersionId]:
        """Return every client's live version: ids and nothing else."""

    def history(self, client_id: ClientId) -> History: ...

    def record_build(self, client_id: ClientId, built: BuiltVersion) -> None:
        """Note a build; the same content built again is the newest build again, and all who built it stay on record."""

    def go_live(self, client_id: ClientId, move: Move) -> Publication:
        """Move the live pointer and record the move, both or neither.

        A first version never replaces one that is live: the newest publication is returned instead.
        """

    def record_evaluation(self, report: EvalReport) -> None:
        """Keep a report as it is, for ever; the one recorded last is the newest."""

    def evaluation(self, client_id: ClientId, report_id: str) -> EvalReport | None:
        """Return a report with its document; None when the client has none of that id."""

    def evaluations(self, client_id: ClientId, version_id: VersionId | None = None) -> tuple[EvalSummary, ...]:
        """Return a client's reports, or those of one version, newest first and without their documents."""

    def record_approval(self, client_id: ClientId, approval: Approval) -> None:
        """Keep what a person accepted of a report."""

    def approvals(self, client_id: ClientId, report_id: str) -> tuple[Approval, ...]:
        """Return what people accepted of a report, oldest first."""
