"""`assist kb build` as a person runs it, start of the program included: from nothing, and after one page changed."""

import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assist.bootstrap import build
from assist.retrieval.bundle import embedded_text, heading_text
from benchmarks.agency import Agency, Ran
from benchmarks.shop_pages import shop_pages
from tests.knowledge import small_client

SEED = 20261126
CLIENT = "shop"
SAMPLE = 100
"""Passages encoded to learn what encoding costs at this moment."""
AIM_S, AIM_CHANGED_S = 15.0, 2.0
"""Wall seconds on two cores, from nothing and after one page changed."""


@dataclass(frozen=True)
class Build:
    """What one build said of itself and took."""

    passages: int
    pages: int
    encoded: int
    said_s: float
    """What the command itself reports: without the start of the program."""
    wall_s: float
    cpu_s: float


@dataclass(frozen=True)
class Builds:
    """All rounds."""

    encoding_cpu_s: float
    """What encoding the texts of one build costs the processors, taken from a sample just before."""
    from_nothing: Sequence[Build]
    changed: Sequence[Build]
    unchanged: Sequence[Build]


def measure(passages: int, rounds: int) -> Builds:
    """Build a new client, then again with one page changed, then with nothing changed; each round in a new agency."""
    encoding_cpu_s = _encoding_cpu_s(passages)
    done = [_round(passages, number) for number in range(rounds)]
    from_nothing, changed, unchanged = ([one[at] for one in done] for at in range(3))
    return Builds(encoding_cpu_s, from_nothing, changed, unchanged)


def _encoding_cpu_s(passages: int) -> float:
    """Encode a sample of what a build encodes: how much of it is the encoder depends on who else uses the machine."""
    found = [passage for page in shop_pages(min(passages, SAMPLE), SEED) for passage in page.as_page().passages]
    texts = [of(passage) for of in (embedded_text, heading_text) for passage in found]
    with tempfile.TemporaryDirectory(prefix="building-") as folder:
        agency = Agency(Path(folder))
        agency.open_up()
        encoder = build(agency.settings).encoder
        started = time.process_time()
        encoder.encode(texts)
        return (time.process_time() - started) / len(found) * passages


def _round(passages: int, number: int) -> tuple[Build, Build, Build]:
    with tempfile.TemporaryDirectory(prefix="building-") as folder:
        agency = Agency(Path(folder))
        agency.open_up()
        policies = _write_client(agency, passages, SEED + number)
        from_nothing = _build(agency)
        page = sorted(policies.glob("*.md"))[0]
        page.write_text(
            page.read_text(encoding="utf-8") + "\nFrom today we also send by cargo bicycle.\n", encoding="utf-8"
        )
        return from_nothing, _build(agency), _build(agency)


def _write_client(agency: Agency, passages: int, seed: int) -> Path:
    policies = small_client(agency.knowledge, CLIENT) / "policies"
    (policies / "returns.md").unlink()
    for page in shop_pages(passages, seed):
        (policies / f"{page.id}.md").write_text(page.as_markdown(), encoding="utf-8")
    return policies


def _build(agency: Agency) -> Build:
    said, ran = agency.assist_json("kb", "build", "--client", CLIENT)
    return _figures(said, ran)


def _figures(said: dict[str, int], ran: Ran) -> Build:
    return Build(
        passages=said["passages"], pages=said["pages"], encoded=said["encoded"], said_s=said["seconds"],
        wall_s=ran.wall_s, cpu_s=ran.cpu_s,
    )  # fmt: skip


def show(builds: Builds) -> None:
    """Print the medians of the rounds."""
    first = builds.from_nothing[0]
    print(f"\nassist kb build, {first.passages:,} passages on {first.pages} pages, medians of {len(builds.changed)}")
    print(f"{'':20} {'wall s':>8} {'processor s':>12} {'said s':>8} {'encoded':>8} {'aim s':>6}")
    rows = (
        ("from nothing", builds.from_nothing, f"{AIM_S:.0f}"),
        ("one page changed", builds.changed, f"{AIM_CHANGED_S:.0f}"),
        ("nothing changed", builds.unchanged, ""),
    )
    for name, rounds, aim in rows:
        wall, cpu, said = (
            statistics.median(getattr(one, of) for one in rounds) for of in ("wall_s", "cpu_s", "said_s")
        )
        print(f"{name:20} {wall:8.1f} {cpu:12.1f} {said:8.1f} {rounds[0].encoded:8,} {aim:>6}")
    print(f"encoding those texts alone: {builds.encoding_cpu_s:.0f} processor s")
