"""Publishing under fire: builds killed at random moments, bundles damaged at random places, a reader always polling.

    python -m benchmarks.chaos [--kills 500] [--corruptions 1000] [--seed 20261120]

A child builds, publishes and rolls back as fast as it can until SIGKILL; then a new child goes on where it stopped. The
reader, a process of its own, opens what the live pointer names and checks that it is whole: anything else is a torn read.
Lost is a publication that was confirmed and is not in the record, or one whose version no longer opens. Every damage must
be refused by name; what opens as if nothing had happened is undetected. The encoder hashes words, since what is tested
here is not speed. Exit code 1 when anything was torn, lost, undetected or crashed.
"""

import argparse
import json
import logging
import multiprocessing
import multiprocessing.synchronize
import os
import platform
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np

from assist import versions
from assist.domain.base import ClientId, PageId, VersionId
from assist.domain.enums import Audience, PageKind
from assist.domain.knowledge import Page
from assist.errors import AssistError, Corrupt
from assist.publishing.releases import Releases
from assist.retrieval import bundle
from assist.retrieval.bundle import Bundle, embedded_text, heading_text
from assist.storage.store import Store
from tests.evaluations import PROGRAM
from tests.fakes import FakeEncoder
from tests.knowledge import ground, small_client, write_page

SEED = 20261120
CLIENT = ClientId("norrfell")
LONGEST_LIFE_S = 0.25
"""A child lives at most this long after its first publication, on two idle cores time for two more."""
READY_WITHIN_S = 60.0
PAUSE_S = 0.001
"""Between two looks of the reader, so that a repair finds a gap."""
_forked = multiprocessing.get_context("fork")
"""Children begin with everything imported: a kill costs a third of a second rather than three."""
_looking = _forked.Lock()
"""Held during a look: damage comes at any moment, but does not heal in the middle of a read, as it never would."""


@dataclass
class Findings:
    """What happened; everything but the first four must stay at zero."""

    kills: int = 0
    publications: int = 0
    reads: int = 0
    damages: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)
    by_kind: Counter[str] = field(default_factory=Counter)

    def wrong(self, what: str, example: str) -> None:
        self.counts[what] += 1
        if len(self.examples) < 10:
            self.examples.append(f"{what}: {example}")


@dataclass(frozen=True)
class Place:
    """Where the agency of this run lives."""

    folder: Path

    @property
    def client_folder(self) -> Path:
        return self.folder / "knowledge" / CLIENT

    @property
    def database(self) -> str:
        return f"sqlite:///{self.folder / 'assist.db'}"

    def releases(self, store: Store) -> Releases:
        standing_on = ground(self.client_folder, self.folder / "bundles", FakeEncoder())
        return Releases(CLIENT, self.client_folder, standing_on, store.ledger, PROGRAM)

    def bundle(self, version_id: str) -> Path:
        return self.folder / "bundles" / CLIENT / version_id


def main() -> None:
    """Kill, damage, print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--corruptions", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    logging.disable(logging.CRITICAL)  # every damage is logged, as it should be
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="chaos-") as folder:
        found = run(Place(Path(folder)), asked.kills, asked.corruptions, random.Random(asked.seed))
    report(found, time.monotonic() - started, as_json=asked.json)
    sys.exit(1 if found.counts else 0)


def run(place: Place, kills: int, corruptions: int, draw: random.Random) -> Findings:
    """Do everything in one place, with a reader polling all the time."""
    small_client(place.folder / "knowledge")
    found = Findings()
    store = Store.open(place.database)
    place.releases(store).ensure_first(datetime.now(UTC))
    with reader(place, found, poll_pointer):
        for _ in range(kills):
            kill_once(place, store, draw, found)
    check_record(place, store, found)
    with reader(place, found, open_as_a_server_does):
        damage_all(place, store, corruptions, draw, found)
    store.close()
    return found


# Killing


def kill_once(place: Place, store: Store, draw: random.Random, found: Findings) -> None:
    """Let a child publish until it is killed; then see that nothing confirmed is lost and the live version opens."""
    ours, theirs = _forked.Pipe(duplex=False)
    child = _forked.Process(target=publish_for_ever, args=(place, theirs, draw.random()), daemon=True)
    child.start()
    theirs.close()
    confirmed = _said(ours) if ours.poll(READY_WITHIN_S) else None
    time.sleep(draw.uniform(0.0, LONGEST_LIFE_S))
    child.kill()
    child.join()
    while (later := _said(ours)) is not None:
        confirmed = later
    found.kills += 1
    if not isinstance(confirmed, int):
        found.wrong("builds that failed after a kill", str(confirmed))
        return
    check_after_kill(place, store, confirmed, found)


def check_after_kill(place: Place, store: Store, confirmed: int, found: Findings) -> None:
    """The record holds every confirmed publication, and what it says is live opens."""
    releases = place.releases(store)
    past = releases.history()
    found.publications = len(past.publications)
    if len(past.publications) < confirmed:
        found.wrong("lost publications", f"{confirmed} confirmed, {len(past.publications)} recorded")
    if past.live != past.publications[-1].version_id:
        found.wrong("lost publications", f"live {past.live}, recorded {past.publications[-1].version_id}")
    _check_opens(releases, past.publications[-1].version_id, found)


def check_record(place: Place, store: Store, found: Findings) -> None:
    """Every version that was ever live still opens."""
    releases = place.releases(store)
    past = releases.history()
    if [one.number for one in past.publications] != list(range(1, len(past.publications) + 1)):
        found.wrong("lost publications", "the numbers have gaps")
    for version_id in {one.version_id for one in past.publications}:
        _check_opens(releases, version_id, found)


def _check_opens(releases: Releases, version_id: VersionId, found: Findings) -> None:
    try:
        releases.open(version_id)
    except AssistError as error:
        found.wrong("lost versions", error.message)


def publish_for_ever(place: Place, confirm: Connection, seed: float) -> None:
    """Build, publish and sometimes roll back; say the number of each publication that was confirmed."""
    draw = random.Random(seed)
    store = Store.open(place.database)
    releases = place.releases(store)
    try:
        while True:
            write_page(place.client_folder, "returns", f"You can return an item within {draw.randrange(10**9)} days.")
            built = releases.build(datetime.now(UTC)).version_id
            moved = releases.publish(built, override="chaos", by="child", now=datetime.now(UTC))
            confirm.send(moved.publication.number)
            if draw.random() < 0.3:
                moved = releases.rollback("", reason="chaos", by="child", now=datetime.now(UTC))
                confirm.send(moved.publication.number)
    except Exception as error:  # whatever stops a build is what is looked for
        confirm.send(f"{type(error).__name__}: {error}")


def _said(pipe: Connection) -> int | str | None:
    """Return the next word of a child, None at its end: also in the middle of a word, when it was killed."""
    try:
        said: int | str = pipe.recv()
    except (EOFError, OSError):
        return None
    return said


# Reading


class reader:
    """A process that looks again and again until the block ends, and whose findings are added to ours."""

    def __init__(self, place: Place, found: Findings, look: Callable[[Place, Store], str]) -> None:
        self._found = found
        self._stop = _forked.Event()
        self._ours, theirs = _forked.Pipe(duplex=False)
        self._process = _forked.Process(target=_read, args=(place, look, self._stop, theirs), daemon=True)

    def __enter__(self) -> None:
        self._process.start()

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        reads, wrongs = self._ours.recv() if self._ours.poll(READY_WITHIN_S) else (0, ["the reader died"])
        self._process.join()
        self._found.reads += reads
        for wrong in wrongs:
            self._found.wrong("torn reads", wrong)


def _read(
    place: Place, look: Callable[[Place, Store], str], stop: "multiprocessing.synchronize.Event", out: Connection
) -> None:
    reads, wrongs = 0, []
    store = Store.open(place.database)
    while not stop.is_set():
        with _looking:
            try:
                wrong = look(place, store)
            except Exception as error:  # a reader never fails: whatever it meets is a finding
                wrong = f"{type(error).__name__}: {error}"
        time.sleep(PAUSE_S)
        reads += 1
        if wrong:
            wrongs.append(wrong)
    out.send((reads, wrongs))


def poll_pointer(place: Place, store: Store) -> str:
    """Open exactly what is live; return what is wrong with it."""
    releases = place.releases(store)
    return _why_torn(releases.bundle(store.ledger.live_versions()[CLIENT]))


def open_as_a_server_does(place: Place, store: Store) -> str:
    """Start as a server does, beside damage being done: what it serves is a published version and whole."""
    releases = place.releases(store)
    served = releases.open_live(datetime.now(UTC)).version
    passage = served.retriever.passage("returns#window")
    if passage is None or not passage.text.startswith("You can return an item within"):
        return "other text than was published"
    try:
        return _why_torn(releases.bundle(store.ledger.live_versions()[CLIENT]))
    except Corrupt:  # seen before it served
        return ""


def _why_torn(loaded: Bundle) -> str:
    """Say whether the content is not what its id is the digest of, or the vectors are not those of the content."""
    real = bundle.version_of(CLIENT, (_page(loaded),), loaded.sources, FakeEncoder())
    if real != loaded.manifest.version:
        return f"{loaded.manifest.version} holds {real}"
    texts = [of(passage) for of in (embedded_text, heading_text) for passage in loaded.passages]
    same = np.array_equal(loaded.index.rows(), FakeEncoder().encode(texts))
    return "" if same else f"{loaded.manifest.version} holds other vectors"


def _page(loaded: Bundle) -> Page:
    """Return one page of all passages: the digest knows passages only."""
    return Page(
        id=PageId("all"),
        kind=PageKind.POLICIES,
        title="all",
        owner="chaos",
        locale="en",
        audience=Audience.CUSTOMER,
        passages=loaded.passages,
    )


# Damaging


@dataclass(frozen=True)
class Damage:
    """A kind of damage, and how it is done to a file."""

    kind: str
    do: Callable[[Path, bytes, random.Random], bytes | None]
    """From the content to the damaged content; None deletes the file."""


def _flipped(_: Path, content: bytes, draw: random.Random) -> bytes:
    at, bit = draw.randrange(len(content)), 1 << draw.randrange(8)
    return content[:at] + bytes([content[at] ^ bit]) + content[at + 1 :]


def _swapped(file: Path, content: bytes, draw: random.Random) -> bytes:
    """Take the content of another file, of this bundle or of its neighbours."""
    others = [path for path in sorted(file.parent.rglob("*")) if path.is_file() and path.read_bytes() != content]
    return draw.choice(others).read_bytes() if others else content + b"\n"


DAMAGES = (
    Damage("flipped bit", _flipped),
    Damage("flipped bit", _flipped),  # twice as often: the hardest to see
    Damage("truncated", lambda _, content, draw: content[: draw.randrange(len(content))]),
    Damage("deleted", lambda *_: None),
    Damage("grown", lambda _, content, draw: content + draw.randbytes(draw.randint(1, 64))),
    Damage("swapped with another file", _swapped),
)


def damage_all(place: Place, store: Store, corruptions: int, draw: random.Random, found: Findings) -> None:
    """Damage every file of the live bundle in turn, in a child that may crash; the folder holds other content meanwhile."""
    releases = place.releases(store)
    for days in ("14", "30"):
        write_page(place.client_folder, "returns", f"You can return an item within {days} days.")
        built = releases.build(datetime.now(UTC)).version_id
        releases.publish(built, override="chaos", by="parent", now=datetime.now(UTC))
    write_page(place.client_folder, "returns", "You can return an item within 90 days.")
    live = releases.history().live
    assert live is not None
    backup = place.folder / "backup"
    shutil.copytree(place.bundle(live), backup)
    while found.damages < corruptions:
        _damage_in_a_child(place, live, backup, corruptions, draw, found)


def _damage_in_a_child(
    place: Place, live: VersionId, backup: Path, corruptions: int, draw: random.Random, found: Findings
) -> None:
    ours, theirs = _forked.Pipe(duplex=False)
    left = corruptions - found.damages
    child = _forked.Process(target=_damage, args=(place, live, backup, left, draw.random(), theirs), daemon=True)
    child.start()
    theirs.close()
    while (said := _pair(ours)) is not None:
        kind, wrong = said
        found.damages += 1
        found.by_kind[kind] += 1
        if wrong:
            found.wrong(*wrong)
    child.join()
    if child.exitcode != 0:
        found.damages += 1
        found.wrong("crashes", f"the process ended with {child.exitcode}")


def _pair(pipe: Connection) -> tuple[str, tuple[str, str] | None] | None:
    try:
        said: tuple[str, tuple[str, str] | None] = pipe.recv()
    except EOFError:
        return None
    return said


def _damage(place: Place, live: VersionId, backup: Path, count: int, seed: float, out: Connection) -> None:
    draw = random.Random(seed)
    standing_on = ground(place.client_folder, place.folder / "bundles", FakeEncoder())
    for kind, where in _damaged(place.bundle(live), backup, count, draw):
        try:
            versions.open_bundle(CLIENT, live, standing_on)
            wrong: tuple[str, str] | None = ("undetected", f"{kind} of {where}")
        except Corrupt:
            wrong = None
        except Exception as error:  # any other error would be a traceback in somebody's face
            wrong = ("crashes", f"{kind} of {where}: {type(error).__name__}")
        out.send((kind, wrong))


def _damaged(target: Path, backup: Path, count: int, draw: random.Random) -> Iterator[tuple[str, str]]:
    """Damage one file after the other, and repair it when the next is asked for."""
    names = [file.relative_to(backup) for file in sorted(backup.rglob("*")) if file.is_file()]
    for turn in range(count):
        name, damage = names[turn % len(names)], draw.choice(DAMAGES)
        whole = (backup / name).read_bytes()
        damaged = damage.do(backup / name, whole, draw) if whole else b"\n"
        if damaged is None:
            (target / name).unlink()
        else:
            (target / name).write_bytes(damaged)
        yield damage.kind, name.as_posix()
        with _looking:
            (target / name).write_bytes(whole)


# Saying


def report(found: Findings, took_s: float, *, as_json: bool) -> None:
    """Print what happened."""
    wrong = {
        name: found.counts[name]
        for name in (
            "torn reads",
            "lost publications",
            "lost versions",
            "builds that failed after a kill",
            "undetected",
            "crashes",
        )
    }
    told = {"kills": found.kills, "publications": found.publications, "reads": found.reads, "damages": found.damages}
    if as_json:
        print(json.dumps({**told, **wrong, "examples": found.examples}))
        return
    print(f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {os.cpu_count()} cores, {took_s:.0f} s\n")
    for name, count in {**told, **wrong}.items():
        print(f"{name:32} {count:7,}")
    print("\ndamages: " + ", ".join(f"{count} {kind}" for kind, count in found.by_kind.most_common()))
    for example in found.examples:
        print(f"  {example}")


if __name__ == "__main__":
    main()
