"""What the versions that answer stand on: an evaluation that still counts, one that does not, a person's word, or nothing.

Looked up when a version is loaded and now and then after, so that asking for it costs nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assist.domain.base import ClientId, Frozen, VersionId
from assist.domain.evaluation import EvalSummary, Evidence, EvidenceKind, Program, Verdict
from assist.domain.publication import History, Publication
from assist.publishing.demanding import changes_since, deciding

LOOKED_UP_EVERY_S = 60.0
"""An evaluation of what is live, made elsewhere, is seen within a minute."""


class Evaluated(StrEnum):
    """What can be said of the evaluation of a version."""

    PASSED = "passed"
    FAILED = "failed"
    """It passed when it went live, and does not any more."""
    STALE = "stale"
    """It passed, and this program is not the one it passed with."""
    OVERRIDDEN = "overridden"
    """A person answered for it."""
    UNEVALUATED = "unevaluated"
    """It went live with nothing demanded of it: the first version of a client."""


class Footing(Frozen):
    """What one version stands on; `says` is one line for a person."""

    version_id: VersionId
    evaluation: Evaluated
    says: str
    report_id: str | None = None
    reason: str | None = None
    """Why it went live without an evaluation that counts."""
    by: str | None = None


def of(version_id: VersionId, history: History, reports: Sequence[EvalSummary], program: Program) -> Footing:
    """Return what a version stands on in this program; `reports` are the client's, newest first."""
    report = deciding(program.key_of(version_id), reports)
    if report is not None and report.verdict is Verdict.SHIP:
        return _passed(version_id, report.report_id)
    publication = history.let_live(version_id)
    evidence = publication.evidence if publication else None
    if publication is None or evidence is None:
        return _unevaluated(version_id, publication)
    if evidence.kind is EvidenceKind.OVERRIDE:
        return _overridden(version_id, publication, evidence)
    if report is not None:
        return _failed(version_id, report)
    changes = changes_since(evidence.key, program)
    return _stale(version_id, evidence, changes) if changes else _passed(version_id, evidence.report_id)


def _passed(version_id: VersionId, report_id: str | None) -> Footing:
    says = f"{version_id} passed the evaluation {report_id}"
    return Footing(version_id=version_id, evaluation=Evaluated.PASSED, says=says, report_id=report_id)


def _failed(version_id: VersionId, report: EvalSummary) -> Footing:
    because = "".join(f": {reason}" for reason in report.reasons[:1])
    return Footing(
        version_id=version_id,
        evaluation=Evaluated.FAILED,
        says=f"{version_id} was evaluated again since it went live, and {report.report_id} says {report.verdict}{because}",
        report_id=report.report_id,
    )


def _stale(version_id: VersionId, evidence: Evidence, changes: Sequence[str]) -> Footing:
    return Footing(
        version_id=version_id,
        evaluation=Evaluated.STALE,
        says=f"the evaluation of {version_id} is stale: {'; '.join(changes)}",
        report_id=evidence.report_id,
    )


def _overridden(version_id: VersionId, publication: Publication, evidence: Evidence) -> Footing:
    return Footing(
        version_id=version_id,
        evaluation=Evaluated.OVERRIDDEN,
        says=f"{version_id} did not pass an evaluation, {publication.by} let it go live: {publication.reason}",
        report_id=evidence.report_id,
        reason=publication.reason,
        by=publication.by,
    )


def _unevaluated(version_id: VersionId, publication: Publication | None) -> Footing:
    reason, by = (publication.reason, publication.by) if publication else (None, None)
    why = f" ({reason})" if reason else ""
    return Footing(
        version_id=version_id,
        evaluation=Evaluated.UNEVALUATED,
        says=f"{version_id} went live without an evaluation{why}",
        reason=reason,
        by=by,
    )


@dataclass(frozen=True)
class _LookedUp:
    footing: Footing
    at: float


class Footings:
    """What each version that answers stands on, as it was last looked up; asking reads nothing."""

    def __init__(self, look_up: Callable[[ClientId, VersionId], Footing], clock: Callable[[], float]) -> None:
        self._look_up = look_up
        self._clock = clock
        self._known: dict[ClientId, _LookedUp] = {}

    def known(self) -> dict[ClientId, Footing]:
        """Return what is known, client by client."""
        return {client_id: found.footing for client_id, found in self._known.copy().items()}

    def refresh(self, answering: Mapping[ClientId, VersionId]) -> None:
        """Look up what answers anew or was looked up long ago, forget the rest. Raises: what looking up raises."""
        for gone in self._known.keys() - answering.keys():
            self._known.pop(gone, None)
        for client_id, version_id in answering.items():
            found = self._known.get(client_id)
            if found is None or found.footing.version_id != version_id or self._is_old(found):
                self._known[client_id] = _LookedUp(self._look_up(client_id, version_id), self._clock())

    def _is_old(self, found: _LookedUp) -> bool:
        return self._clock() - found.at >= LOOKED_UP_EVERY_S
