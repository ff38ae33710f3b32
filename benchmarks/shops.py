"""Shops of any size as bundles on disk: texts from the grammar, vectors real as far as encoding them takes no hours."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from assist import versions
from assist.bootstrap import Services
from assist.briefing import Version
from assist.domain.base import ClientId, VersionId
from assist.ports import Encoder, Vectors
from assist.retrieval import bundle
from assist.retrieval.bundle import embedded_text, heading_text
from assist.versions import Content, Ground
from benchmarks.shop_pages import shop_pages
from tests.knowledge import small_client

SEED = 20261125
NOISE = 0.35
"""Length of the random part of a mixed vector, beside two real ones of 0.8 and 0.4: near the first, never the same."""
SAMPLE = "sample"
_BUILT_AT = datetime(2026, 11, 25, tzinfo=UTC)


@dataclass(frozen=True)
class Size:
    """So many clients with so many passages each."""

    clients: int
    each: int

    @property
    def passages(self) -> int:
        return self.clients * self.each

    def __str__(self) -> str:
        return f"{self.each:,}" if self.clients == 1 else f"{self.clients:,} x {self.each:,}"

    def client_ids(self) -> list[ClientId]:
        return [ClientId(f"shop-{number}") for number in range(self.clients)]


class ShopVectors:
    """Encodes what was encoded before to its real vector, everything else to a seeded mixture of real ones."""

    def __init__(self, real: Encoder, texts: Sequence[str]) -> None:
        self.fingerprint, self.dim = real.fingerprint, real.dim
        self.knows = real.knows
        self._rows = real.encode(texts)
        self._known = dict(zip(texts, self._rows, strict=True))
        self._draw = np.random.default_rng(SEED)

    def encode(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self._known[text] if text in self._known else self._mixed() for text in texts])

    def _mixed(self) -> Vectors:
        one, other = self._rows[self._draw.integers(len(self._rows), size=2)]
        noise = self._draw.standard_normal(self.dim).astype(np.float32)
        mixed: Vectors = 0.8 * one + 0.4 * other + NOISE * noise / np.linalg.norm(noise)
        return (mixed / np.linalg.norm(mixed)).astype(np.float32)


@dataclass(frozen=True)
class Built:
    """What it took to write the bundles of one size."""

    seconds: float
    disk_mb: float


def ground(services: Services, folder: Path, size: Size) -> Ground:
    """Return what the shops' versions stand on: everything as in a server, but no database."""
    return Ground(
        taxonomy=services.taxonomy,
        heads=services.heads,
        moods=services.moods,
        encoder=services.encoder,
        answers_folder=services.knowledge.answers_folder,
        bundles_folder=folder,
        client_ids=frozenset(size.client_ids()),
    )


def write_bundles(services: Services, folder: Path, size: Size, real: int) -> Built:
    """Write the bundles of all shops of one size; the first `real` passages of the grammar keep their real vectors."""
    passages = [passage for page in shop_pages(real, SEED) for passage in page.as_page().passages]
    texts = dict.fromkeys([embedded_text(passage) for passage in passages] + [heading_text(p) for p in passages])
    vectors = ShopVectors(services.encoder, list(texts))
    settings = _settings(folder.parent / "sample", ground(services, folder, size))
    started = time.perf_counter()
    for number, client_id in enumerate(size.client_ids()):
        content = _content(client_id, size.each, SEED + number, settings)
        bundle.build(folder, client_id, content.pages, content.sources, vectors, _BUILT_AT)
    taken = time.perf_counter() - started
    return Built(taken, sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6)


def open_all(services: Services, folder: Path, size: Size) -> tuple[list[Version], float]:
    """Open every shop from its bundle as a server does; return the versions, and the seconds of it that reading took."""
    standing_on = ground(services, folder, size)
    opened, reading_s = [], 0.0
    for client_id in size.client_ids():
        version_id = next(path.name for path in (folder / client_id).glob("kv_*"))
        started = time.perf_counter()
        loaded = versions.open_bundle(client_id, VersionId(version_id), standing_on)
        reading_s += time.perf_counter() - started
        opened.append(versions.assemble(loaded, standing_on))
    return opened, reading_s


def _settings(folder: Path, standing_on: Ground) -> Mapping[str, str]:
    """Return what beside its pages makes a shop: the settings of a sample brand and the shared answers."""
    return versions.read(small_client(folder, SAMPLE), standing_on).sources


def _content(client_id: ClientId, passages: int, seed: int, settings: Mapping[str, str]) -> Content:
    profile = settings[versions.PROFILE].replace(f"\nid: {SAMPLE}", f"\nid: {client_id}")
    pages = tuple(page.as_page() for page in shop_pages(passages, seed))
    return Content(client_id, pages, {**settings, versions.PROFILE: profile})
