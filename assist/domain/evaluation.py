"""Whether a knowledge version may go live: the verdict of an evaluation, and what exactly it was reached on."""

from enum import StrEnum

from assist.domain.base import ClientId, Frozen, Identifier, Moment, VersionId


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


class Program(Frozen):
    """What decides, beside a version, what is answered: this program as it runs here."""

    encoder: str
    """The encoder's fingerprint."""
    prompts: str
    """Digest of every prompt file."""
    writer: str | None
    """The model that drafts; None where drafts are composed."""
    package: str
    """Version of this program."""

    def key_of(self, version_id: VersionId) -> "EvaluationKey":
        """Return what an evaluation of this version counts for when this program runs it."""
        return EvaluationKey(version_id=version_id, **self.model_dump())

    def differs(self, other: "Program") -> tuple[str, ...]:
        """Name the parts in which another program differs: `encoder`, `prompts`, `writer`, `package`."""
        return tuple(part for part in Program.model_fields if getattr(self, part) != getattr(other, part))


class EvaluationKey(Program):
    """Everything that decides what a version answers; evidence counts for exactly this and nothing else."""

    version_id: VersionId


class EvalSummary(Frozen):
    """An evaluation without its document: what is listed, and what a publication looks at."""

    report_id: Identifier
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


class EvalReport(EvalSummary):
    """An evaluation as it is recorded; `document` holds all of it as JSON."""

    document: str = "{}"


class ApprovalKind(StrEnum):
    UPDATED = "updated"
    """The cases of a group follow the candidate: the change was intended."""
    WAIVED = "waived"
    """The cases of a group stay as they are, and this version may lose them."""
    READ = "read"
    """Somebody stands behind a changed text that no draft quotes."""


class Approval(Frozen):
    """What a person accepted of a report: a group of changed answers as intended, a loss on record, or all of it."""

    report_id: Identifier
    kind: ApprovalKind | None = None
    """None: recorded before kinds were, or of the whole report."""
    by: str
    reason: str
    at: Moment
    group: str | None = None
    """The cause its answers changed by, as the report names it, or the text that was read; None: the whole report."""


class EvidenceKind(StrEnum):
    PASSED = "passed"
    """An evaluation said SHIP for exactly this key."""
    OVERRIDE = "override"
    """A person answered for it instead."""


class Evidence(Frozen):
    """What a version went live on."""

    kind: EvidenceKind
    report_id: str | None
    """The report that passed, or the newest one of this key that did not; None: there was none."""
    key: EvaluationKey
