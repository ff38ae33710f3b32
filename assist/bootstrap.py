"""Where concrete classes meet: settings become services. The only importer of encoder, llm and storage."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock

from assist import versions
from assist.briefing import Version
from assist.domain.base import ClientId
from assist.domain.orders import Order
from assist.drafting.writer import Writer
from assist.encoder.opening import open_encoder
from assist.errors import NotFound
from assist.llm import LiteLlm
from assist.pipeline import Context
from assist.ports import Encoder
from assist.settings import Settings
from assist.storage.store import Store
from assist.triage import language, training
from assist.triage.heads import Heads, read_heads
from assist.triage.taxonomy import Taxonomy, read_taxonomy
from assist.triage.utterances import Utterance, read_utterances

SHARED = "_shared"


@dataclass(frozen=True)
class Knowledge:
    """Where shared knowledge lies."""

    folder: Path

    @property
    def taxonomy_file(self) -> Path:
        return self.folder / SHARED / "taxonomy.yaml"

    @property
    def utterances_file(self) -> Path:
        return self.folder / SHARED / "utterances.jsonl"

    @property
    def heads_file(self) -> Path:
        return self.folder / SHARED / "heads.npz"

    @property
    def answers_folder(self) -> Path:
        return self.folder / SHARED / "answers"

    def client_ids(self) -> list[ClientId]:
        """Return the clients that have a `client.yaml`, in order."""
        return [ClientId(file.parent.name) for file in sorted(self.folder.glob("[!._]*/client.yaml"))]


class Services:
    """Everything an edge needs, built once. Versions are loaded on first use and kept."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.knowledge = Knowledge(settings.knowledge_dir)
        if not self.knowledge.folder.is_dir():
            raise NotFound(f"ASSIST_KNOWLEDGE_DIR: no folder {settings.knowledge_dir}")
        self.encoder: Encoder = open_encoder(settings.encoder, settings.data_dir, threads=settings.encoder_threads)
        self.taxonomy: Taxonomy = read_taxonomy(self.knowledge.taxonomy_file)
        self.model = _model(settings)
        self.writer = Writer(self.model, deadline_s=settings.llm_deadline_s) if self.model else None
        self._heads: Heads | None = None
        self._versions: dict[ClientId, Version] = {}
        self._store: Store | None = None
        self._lock = Lock()

    @property
    def heads(self) -> Heads:
        """The trained heads for this encoder."""
        if self._heads is None:
            self._heads = _fitting_heads(self)
        return self._heads

    @property
    def store(self) -> Store:
        """The database, opened and migrated on first use."""
        with self._lock:
            if self._store is None:
                self.settings.data_dir.mkdir(parents=True, exist_ok=True)
                self._store = Store.open(self.settings.database)
            return self._store

    def client_ids(self) -> list[ClientId]:
        """Return the clients there are."""
        return self.knowledge.client_ids()

    def version(self, client_id: str) -> Version:
        """Return a client's live version, building its bundle when its content is new.

        A damaged bundle is set aside, built again and said in the log.
        Raises: NotFound for an unknown client; BadKnowledge naming file and line; Corrupt when a bundle just built
        does not read back.
        """
        known = self.client_ids()
        if client_id not in known:
            names = ", ".join(known) or "none"
            raise NotFound(
                f"client_id: no client of that name; known: {names}", code="client_unknown", path="client_id"
            )
        with self._lock:
            if client_id not in self._versions:
                folder = self.knowledge.folder / client_id
                self._versions[ClientId(client_id)] = versions.load(folder, self._ground(), datetime.now(UTC))
            return self._versions[ClientId(client_id)]

    def _ground(self) -> versions.Ground:
        return versions.Ground(
            taxonomy=self.taxonomy,
            heads=self.heads,
            encoder=self.encoder,
            answers_folder=self.knowledge.answers_folder,
            bundles_folder=self.settings.data_dir / "bundles",
            client_ids=frozenset(self.client_ids()),
        )

    def warm_up(self, client_id: str | None = None) -> None:
        """Load every client, or one, and every model part now rather than in the first request."""
        for each in [client_id] if client_id else self.client_ids():
            version = self.version(each)
            language.warm_up(version.profile.locales)
        self.encoder.encode(["where is my order?"])

    def wait_for_writer(self, timeout_s: float = 30.0) -> None:
        """Wait until a configured model can be called: a command would rather wait than fall back."""
        if self.model is not None:
            self.model.wait_until_loaded(timeout_s)

    def context(self, stored_orders: list[Order] | None = None, *, with_writer: bool = True) -> Context:
        """Return the outside of one request: the moment, ids, and what was stored."""
        return Context(
            now=datetime.now(UTC),
            new_id=new_id,
            encoder=self.encoder,
            timer=time.perf_counter,
            stored_orders=tuple(stored_orders or ()),
            writer=self.writer if with_writer else None,
        )


def build(settings: Settings) -> Services:
    """Return the services for these settings."""
    return Services(settings)


def new_id(prefix: str) -> str:
    """Return an opaque id such as `sg_4f1c0a9be2d07c3f`."""
    return f"{prefix}_{secrets.token_hex(8)}"


def train_heads(services: Services, report: Callable[[str], None]) -> Heads:
    """Train from the shared utterances with the encoder in force."""
    examples = _examples(services)
    report(f"encoding and training on {len(examples)} utterances")
    return training.train(examples, services.encoder)


def _examples(services: Services) -> list[Utterance]:
    return read_utterances(services.knowledge.utterances_file, services.taxonomy.intents)


def _model(settings: Settings) -> LiteLlm | None:
    if not settings.llm:
        return None
    return LiteLlm(settings.llm, api_base=settings.llm_api_base, api_key=settings.llm_api_key)


def _fitting_heads(services: Services) -> Heads:
    """Return the shipped heads when they fit this encoder, else heads trained here once and kept under the data folder."""
    shipped = services.knowledge.heads_file
    fingerprint = services.encoder.fingerprint
    if shipped.exists():
        heads = read_heads(shipped)
        if heads.meta.encoder_fingerprint == fingerprint:
            return heads
    kept = services.settings.data_dir / "heads" / f"{fingerprint}-{training.digest(_examples(services))[:12]}.npz"
    if kept.exists():
        return read_heads(kept)
    heads = train_heads(services, lambda _: None)
    kept.parent.mkdir(parents=True, exist_ok=True)
    scratch = kept.with_suffix(".part.npz")
    heads.write(scratch)
    scratch.rename(kept)
    return heads
