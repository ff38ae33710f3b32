"""Build each edited candidate as `kb build` would, and let the gate judge it. Knows no gate and no report."""

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from assist import versions
from assist.briefing import Version
from assist.domain.base import ClientId, VersionId
from assist.errors import BadKnowledge
from assist.publishing.counting import RememberingEncoder
from assist.versions import Ground
from evals.edits.edit import Edit, FileText, write
from evals.selftest.outcome import Judgement, Outcome, outcome


@dataclass(frozen=True)
class Side:
    """One state of a client's knowledge: its folder, and the version it makes."""

    folder: Path
    version: Version


Judge = Callable[[Side, Side], Judgement]
"""What says of a candidate, beside what is live, whether it may go live."""


@dataclass(frozen=True)
class Bench:
    """Where candidates are built: folders of its own, and an encoder that encodes no text twice."""

    knowledge: Path
    """The clients' folders as they stand; nothing is written there."""
    ground: Ground
    work: Path
    now: datetime
    program: str
    """What judges: an outcome of another program, or on other cases, counts for nothing here."""

    def side(self, client_id: ClientId, name: str, files: Sequence[FileText]) -> Side:
        """Return the client's knowledge with these files changed. Raises: BadKnowledge naming file and line."""
        folder = self.work / name / client_id
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.knowledge / client_id, folder)
        write(folder, files)
        return Side(folder, versions.build(versions.read(folder, self.ground), self.ground, self.now))


def bench(knowledge: Path, ground: Ground, work: Path, now: datetime, program: str = "") -> Bench:
    """Return a bench that keeps its bundles below `work`."""
    own = replace(ground, encoder=RememberingEncoder(ground.encoder), bundles_folder=work / "bundles")
    return Bench(knowledge, own, work, now, program)


def run(edits: Sequence[Edit], bench: Bench, judge: Judge, known: Mapping[str, Outcome]) -> Iterator[Outcome]:
    """Yield the outcome of every edit in order; one that is `known` by its digest is not judged again."""
    live: dict[ClientId, Side] = {}
    for edit in edits:
        if edit.client_id not in live:
            live[edit.client_id] = bench.side(edit.client_id, "live", ())
        yield _judged(edit, live[edit.client_id], bench, judge, known)


def _judged(edit: Edit, live: Side, bench: Bench, judge: Judge, known: Mapping[str, Outcome]) -> Outcome:
    digest = _digest(edit, live, bench.program)
    if digest in known:
        return known[digest].model_copy(update={"edit_id": edit.id})
    untouched = live
    if edit.live_files:
        live = bench.side(edit.client_id, "mistaken", edit.live_files)
    try:
        candidate = bench.side(edit.client_id, "candidate", edit.files)
    except BadKnowledge as fault:
        return outcome(edit, digest, live.version.id, None, f"{fault.file}:{fault.line}: {fault.message}")
    made = outcome(edit, digest, live.version.id, judge(live, candidate))
    _sweep(bench, {candidate.version.id, live.version.id} - {untouched.version.id}, edit.client_id)
    return made


def _digest(edit: Edit, live: Side, program: str) -> str:
    content = edit.model_dump_json(include={"client_id", "kind", "files", "live_files"})
    return hashlib.sha256(f"{program} {live.version.id} {content}".encode()).hexdigest()[:16]


def _sweep(bench: Bench, version_ids: set[VersionId], client_id: ClientId) -> None:
    """Delete the bundles of what was judged: a few hundred candidates would fill a disk."""
    for version_id in version_ids:
        shutil.rmtree(bench.ground.bundles_folder / client_id / version_id, ignore_errors=True)


def workplace() -> "tempfile.TemporaryDirectory[str]":
    """Return a folder that goes away with what was built in it."""
    return tempfile.TemporaryDirectory(prefix="selftest-")
