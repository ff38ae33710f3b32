"""Search at scale: latency and memory by the number of passages and of clients, and what a build takes.

    python -m benchmarks.scale [--passages 1000 20000 100000] [--clients 200 --each 500] [--messages 200] [--rounds 3]

Every size is written and measured in processes of its own. Passages come from a seeded grammar of shops; the first thousand
texts are encoded, the vectors of all others are mixtures of those with seeded noise (encoding 100,000 takes an hour on two
cores). Messages are utterances of ours, encoded beforehand where the encoder is not what is measured; with
many clients each message goes to another one. Figures are the medians of several rounds. Memory is what the process holds
resident, before and after opening every client. Then `assist kb build` as a person runs it, of 1,000 passages from nothing
and after one page changed; processor seconds stand beside wall seconds, since this machine is shared.
"""

import argparse
import gc
import json
import multiprocessing
import os
import random
import statistics
import tempfile
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")

from assist import briefing, pipeline
from assist import reading as conversation_reading
from assist.bootstrap import Services, build
from assist.briefing import Version
from assist.domain.conversation import Message
from assist.domain.suggestion import SuggestRequest
from assist.ports import Encoder
from assist.triage import language
from assist.triage.utterances import read_utterances
from benchmarks import building
from benchmarks.agency import Agency
from benchmarks.remembered import RememberedVectors
from benchmarks.shops import SEED, Built, Size, open_all, write_bundles

REAL = 1_000
"""Passages whose vectors are real."""
REST_AIM_MS = 4.0
"""Everything but the encoder, p50, at 1,000 passages."""
RETRIEVE, REST, SEARCH, SUGGEST = (
    "retrieve alone",
    "read, triage, retrieve",
    "the same, encoder too",
    "suggest but encoder",
)
MEASURED = (RETRIEVE, REST, SEARCH, SUGGEST)
Laps = dict[str, list[float]]
"""Milliseconds by what was measured."""


@dataclass(frozen=True)
class Figures:
    """What one size costs; `p50_ms` and `p95_ms` are medians of the rounds."""

    passages: int
    clients: int
    build_s: float
    disk_mb: float
    open_s: float
    reading_s: float
    """Of `open_s`, what reading the bundles took."""
    before_mb: float
    after_mb: float
    peak_mb: float
    p50_ms: Mapping[str, float]
    p95_ms: Mapping[str, float]


def main() -> None:
    """Measure every size, then the builds; print tables or JSON."""
    asked = _arguments()
    sizes = [Size(1, passages) for passages in asked.passages]
    sizes += [Size(asked.clients, asked.each)] if asked.clients else []
    load_before = os.getloadavg()[0]
    found = [figures(size, real=asked.real, messages=asked.messages, rounds=asked.rounds) for size in sizes]
    if not asked.json:
        show(sizes, found)
    built = None if asked.no_build else building.measure(asked.build_passages, asked.rounds)
    loads = {"before": load_before, "after": os.getloadavg()[0]}
    if asked.json:
        searched = {str(size): asdict(one) for size, one in zip(sizes, found, strict=True)}
        print(json.dumps({"search": searched, "build": asdict(built) if built else None, "load": loads}))
        return
    if built:
        building.show(built)
    print(
        f"\nload average {loads['before']:.1f} before, {loads['after']:.1f} after, {os.cpu_count()} cores, seed {SEED}"
    )


def figures(size: Size, *, real: int, messages: int, rounds: int) -> Figures:
    """Write and measure one size, each in a fresh process, so that nothing of the one counts for the other."""
    with tempfile.TemporaryDirectory(prefix="scale-") as folder:
        agency = Agency(Path(folder))
        agency.open_up()
        built: Built = _apart(_write, agency, size, min(real, size.each))
        measured: Figures = _apart(_measured, agency, size, messages, rounds)
        return replace(measured, build_s=built.seconds, disk_mb=built.disk_mb)


def _apart(work: Any, *arguments: Any) -> Any:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
        return process.submit(work, *arguments).result()


def _write(agency: Agency, size: Size, real: int) -> Built:
    return write_bundles(build(agency.settings), agency.settings.data_dir / "bundles", size, real)


def _measured(agency: Agency, size: Size, messages: int, rounds: int) -> Figures:
    return measured(
        build(agency.settings), agency.settings.data_dir / "bundles", size, messages=messages, rounds=rounds
    )


def measured(services: Services, bundles: Path, size: Size, *, messages: int, rounds: int) -> Figures:
    """Open all clients of a size, then time the messages; what writing took is for others to say."""
    asked = [_request(text) for text in _messages(services, messages)]
    encoder = RememberedVectors(services.encoder)
    for request in asked:
        encoder.encode(conversation_reading.read(request.messages).texts)
    assert services.heads  # read with the first version otherwise, and counted as its memory
    before = _resident_mb("VmRSS")
    started = time.perf_counter()
    opened, reading_s = open_all(services, bundles, size)
    open_s = time.perf_counter() - started
    gc.collect()
    after = _resident_mb("VmRSS")
    language.warm_up(opened[0].profile.locales)
    turns = [_turn(services, opened, asked, encoder, random.Random(SEED + turn)) for turn in range(rounds + 1)][1:]
    return Figures(
        passages=size.passages,
        clients=size.clients,
        build_s=0.0,
        disk_mb=0.0,
        open_s=open_s,
        reading_s=reading_s,
        before_mb=before,
        after_mb=after,
        peak_mb=_resident_mb("VmHWM"),
        p50_ms={name: statistics.median(statistics.median(laps[name]) for laps in turns) for name in MEASURED},
        p95_ms={name: statistics.median(_p95(laps[name]) for laps in turns) for name in MEASURED},
    )


def _turn(
    services: Services,
    opened: Sequence[Version],
    asked: Sequence[SuggestRequest],
    encoder: Encoder,
    draw: random.Random,
) -> Laps:
    """Put every message to a client drawn by seed; the turn before the first warms everything up."""
    laps: Laps = {name: [] for name in MEASURED}
    for request in asked:
        for name, taken in _laps(services, draw.choice(opened), request, encoder).items():
            laps[name].append(taken)
    return laps


def _laps(services: Services, version: Version, request: SuggestRequest, encoder: Encoder) -> dict[str, float]:
    context = replace(services.context(with_writer=False), encoder=encoder)
    started = time.perf_counter()
    reading = version.read(request)
    vectors = encoder.encode(reading.texts)
    tagged = version.triager.triage(reading, vectors, request, context.now)
    scope = briefing.scope(version, tagged.triage, (), request, context.now)
    triaged = time.perf_counter()
    version.retriever.retrieve(briefing.search(reading, tagged, vectors), scope)
    retrieved = time.perf_counter()
    services.encoder.encode(reading.texts)
    encoded = time.perf_counter()
    suggestion = pipeline.suggest(version, request, context)
    suggested = time.perf_counter()
    rest = (retrieved - started) * 1000
    return {
        RETRIEVE: (retrieved - triaged) * 1000,
        REST: rest,
        SEARCH: rest + (encoded - retrieved) * 1000,
        SUGGEST: (suggested - encoded) * 1000 - suggestion.timings_ms["encode"],
    }


def _messages(services: Services, count: int) -> list[str]:
    """Return distinct English messages, drawn by seed."""
    examples = read_utterances(services.knowledge.utterances_file, services.taxonomy.intents)
    return random.Random(SEED).sample(sorted({one.text for one in examples if one.locale == "en"}), count)


def _request(text: str) -> SuggestRequest:
    return SuggestRequest(messages=(Message(text=text),))


def _p95(taken: Sequence[float]) -> float:
    return sorted(taken)[int(len(taken) * 0.95)]


def _resident_mb(field: str) -> float:
    """Return resident memory now (`VmRSS`) or at its highest (`VmHWM`). Source: proc_pid_status(5), kB means 1,024."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith(field + ":")).split()[1]) * 1024 / 1e6


def show(sizes: Sequence[Size], found: Sequence[Figures]) -> None:
    """Print what each size costs, and how many times the first."""
    print(
        f"{'passages':>12} {'open s':>8} {'of it reading':>14} {'opened MB':>10} {'peak MB':>8} {'disk MB':>8} {'written s':>10}"
    )
    for size, one in zip(sizes, found, strict=True):
        print(
            f"{size!s:>12} {one.open_s:8.2f} {one.reading_s:14.2f} {one.after_mb - one.before_mb:10.0f} "
            f"{one.peak_mb:8.0f} {one.disk_mb:8.0f} {one.build_s:10.0f}"
        )
    print(f"\n{'p50 / p95 ms':>12} " + " ".join(f"{name:>24}" for name in MEASURED) + f" {'retrieval, ratio':>17}")
    for size, one in zip(sizes, found, strict=True):
        cells = [f"{one.p50_ms[name]:.2f} / {one.p95_ms[name]:.2f}" for name in MEASURED]
        ratio = one.p50_ms[RETRIEVE] / found[0].p50_ms[RETRIEVE]
        print(f"{size!s:>12} " + " ".join(f"{cell:>24}" for cell in cells) + f" {ratio:16.1f}x")
    first = found[0].p50_ms[SUGGEST]
    print(
        f"\neverything but the encoder at {sizes[0]} passages: {first:.2f} ms p50 (aim <= {REST_AIM_MS:.0f} at 1,000)"
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--passages", type=int, nargs="*", default=[1_000, 20_000, 100_000])
    parser.add_argument("--clients", type=int, default=200, help="0: leave the many clients out")
    parser.add_argument("--each", type=int, default=500)
    parser.add_argument("--messages", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--real", type=int, default=REAL, help="passages that are encoded for real")
    parser.add_argument("--build-passages", type=int, default=1_000)
    parser.add_argument("--no-build", action="store_true")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
