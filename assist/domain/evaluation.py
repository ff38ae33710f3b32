"""Whether a knowledge version may go live: the verdict of an evaluation, and what exactly it was reached on."""

from enum import StrEnum

from assist.domain.base import ClientId, Frozen, Moment, VersionId


class Verdict(StrEnum):
    """What an evaluation says of a version; nothing but SHIP lets it go live without a person's override."""

    SHIP = "SHIP"
    BLOCK = "BLOCK"
    INCONCLUSIVE = "INCONCLUSIVE"
    ERROR = "ERROR"
    """Something could not be scored, or there was nothing to score: never a pass."""

    @property
    def exit_code(self) -> int:
        """0 SHIP, 1 BLOCK, 2 INCONCLUSIVE, 3 ERROR."""
        return list(Verdict).index(self)


class EvaluationKey(Frozen):
    """Everything that decides what a version answers; evidence counts for exactly this and nothing else."""

    version_id: VersionId
    encoder: str
    """The encoder's fingerprint."""
    prompts: str
    """Digest of every prompt file."""
    writer: str | None
    """The model that drafts; None where drafts are composed."""
    package: str
    """Version of this program."""


class EvalReport(Frozen):
    """An evaluation as it is recorded; `document` holds all of it as JSON."""

    report_id: str
    client_id: ClientId
    key: EvaluationKey
    against: VersionId | None
    """What it was compared with; None for a first version."""
    verdict: Verdict
    reasons: tuple[str, ...]
    """In words, weightiest first: what stops it, or that nothing does."""
    cases: int
    case_digest: str
    seed: int
    created_at: Moment
    by: str
    document: str = "{}"
