"""Everything an evaluation needs, gathered from a client's versions and files. Judges nothing, publishes nothing."""

import hashlib
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from assist import versions
from assist.domain.base import FIRST_YEAR, LAST_YEAR, VersionId
from assist.domain.evaluation import EvaluationKey
from assist.domain.notice import Notice
from assist.drafting.writer import Writer
from assist.errors import BadInput
from assist.publishing.releases import LIVE, Releases
from assist.retrieval.bundle import Bundle
from evals import cases as case_files
from evals import gate, gates, recording
from evals.cases import Case
from evals.evaluation import Evaluation, Provenance
from evals.gate import Asked, Progress
from evals.gates import Gates
from evals.known import KnownOutcomes, revision
from evals.outcomes import Outcome
from evals.suites import planting
from evals.suites.leaks import Neighbour
from evals.tasks import Side, State
from evals.vectors import CaseEncoder, texts_of

NOTHING = "none"
"""`--against none`: judge as a first version."""
ENCODING = "encoding"


@dataclass(frozen=True)
class Order:
    """What is to be evaluated, by whom, and where to keep what is worth keeping."""

    candidate: str
    against: str
    by: str
    now: datetime
    data_dir: Path
    key_of: Callable[[VersionId], EvaluationKey]
    cases: Path | None = None
    """A file or folder of cases instead of the client's."""
    everything: bool = False
    writer: Writer | None = None
    notice: Notice | None = None
    """Judge this notice over the live version instead of a candidate."""


def evaluate(releases: Releases, others: Sequence[Releases], order: Order, progress: Progress) -> Evaluation:
    """Evaluate a candidate of a client beside what is live.

    Raises: NotFound for a version there is not; BadKnowledge naming file, line and field of a broken case or gate;
    Corrupt when a version does not load.
    """
    asked_gates = gates.of_client(releases.folder)
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(TemporaryDirectory(prefix="assist-eval-")))
        asked = prepared(releases, others, order, asked_gates, progress, scratch)
        if asked.live is not None and asked.known is None:
            asked = replace(asked, known=_known(asked, order, progress))
        return gate.evaluate(asked, asked_gates, progress)


def prepared(
    releases: Releases, others: Sequence[Releases], order: Order, asked_gates: Gates, progress: Progress, scratch: Path
) -> Asked:
    """Return what the gate takes; copies of neighbours with planted facts are built below `scratch`."""
    found = read_cases(releases, order.cases)
    candidate_id = releases.resolve(LIVE if order.notice else order.candidate)
    live_id = None if order.against == NOTHING else releases.resolve(order.against)
    encoder = CaseEncoder(
        releases.ground.encoder, releases.ground.remembering(f"_evals-{releases.client_id}", releases.ground.encoder)
    )
    ground = replace(releases.ground, encoder=encoder)
    state = _opener(releases, ground, order.writer)
    candidate, notice = state(candidate_id), order.notice and _on_every_day(order.notice)
    encoder.ahead(texts_of(found, candidate.side.version), lambda more: progress(ENCODING, more))
    if notice is not None:
        candidate = replace(candidate, side=replace(candidate.side, notices=(notice,)))
    return Asked(
        client_id=releases.client_id,
        candidate=candidate,
        notice=notice,
        live=state(live_id) if live_id else None,
        cases=found,
        key=order.key_of(candidate_id),
        provenance=provenance(found, asked_gates, order.key_of(candidate_id).package),
        now=order.now,
        by=order.by,
        neighbours=[one for other in others if (one := _neighbour(other, ground, scratch, order.now))],
        waived=recording.waived(releases.folder, candidate_id),
        read=recording.read_items(releases.folder, candidate_id),
        everything=order.everything,
    )


def _on_every_day(notice: Notice) -> Notice:
    """Return the notice in force whenever a case happens: cases have days of their own."""
    return notice.model_copy(update={"first_day": date(FIRST_YEAR, 1, 1), "last_day": date(LAST_YEAR, 1, 1)})


def read_cases(releases: Releases, given: Path | None) -> list[Case]:
    """Return the client's cases, or those of a file or folder. Raises: BadInput; BadKnowledge naming file and line."""
    if given is None:
        return case_files.of_client(releases.client_id, releases.folder.parent)
    if not given.exists():
        raise BadInput(f"--cases: no file or folder {given}", path="cases")
    files = sorted(given.glob("*.jsonl")) if given.is_dir() else [given]
    found = case_files.read_all(file for file in files if file.name != case_files.RECORDS)
    return [case for case in found if case.request.client_id == releases.client_id]


def provenance(found: Sequence[Case], asked_gates: Gates, package: str) -> Provenance:
    """Return what produced a result."""
    return Provenance(
        package=package,
        revision=revision(),
        case_digest=case_files.digest(found),
        gates_digest=hashlib.sha256(asked_gates.model_dump_json().encode()).hexdigest()[:12],
        seed=asked_gates.seed,
        cases=len(found),
        approved=sum(case.counts for case in found),
    )


def _opener(releases: Releases, ground: versions.Ground, writer: Writer | None) -> Callable[[VersionId], State]:
    def opened(version_id: VersionId) -> State:
        loaded = releases.bundle(version_id)
        return State(Side(versions.assemble(loaded, ground), ground.encoder, writer), loaded)

    return opened


def _neighbour(other: Releases, ground: versions.Ground, scratch: Path, now: datetime) -> Neighbour | None:
    """Return another client as it is live; one with nothing live has nothing that could leak."""
    live = other.history().live
    if live is None:
        return None
    loaded: Bundle = other.bundle(live)
    return planting.neighbour(loaded, ground, scratch, now)


def _known(asked: Asked, order: Order, progress: Progress) -> list[Outcome]:
    """Return what the live version says, from memory where it was asked before."""
    assert asked.live is not None, "only a live version is known"
    memory = KnownOutcomes(order.data_dir / "evals" / asked.client_id)
    version_id, digest = asked.live.side.version.id, asked.provenance.case_digest
    fingerprint = asked.live.side.encoder.fingerprint
    if order.writer is not None:  # a model answers as it likes
        return gate.observe_live(asked, progress)
    found = memory.read(version_id, digest, fingerprint)
    if found is None:
        found = gate.observe_live(asked, progress)
        memory.keep(version_id, digest, fingerprint, found)
    return found
