"""Where concrete classes meet: settings become services. The only importer of encoder, llm and storage."""

import secrets
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime
from datetime import time as clock_time
from decimal import Decimal
from threading import Lock

from assist import package, prompts, versions
from assist.briefing import Version
from assist.domain.base import ClientId
from assist.domain.contact import Contact
from assist.domain.correction import CorrectedTurn
from assist.domain.evaluation import Program
from assist.domain.follow_up import KeptFollowUp
from assist.domain.happening import Happening
from assist.domain.notice import Notice
from assist.domain.orders import Order
from assist.drafting.writer import Writer
from assist.encoder.opening import open_encoder
from assist.encoder.remembered import RememberedEncoder
from assist.errors import BadInput, NotFound
from assist.fallback_models import FirstThatAnswers
from assist.llm import LiteLlm
from assist.notices import LOOK_BACK, NoticeBoard
from assist.pipeline import Context
from assist.ports import Encoder, LanguageModel
from assist.publishing.footing import Footing, Footings
from assist.publishing.live import LiveVersions
from assist.publishing.releases import LIVE, Releases
from assist.publishing.reports import Served
from assist.settings import Settings
from assist.shared_knowledge import Knowledge, School
from assist.spending import Spending
from assist.storage.store import Store
from assist.taught import Taught
from assist.triage import language
from assist.triage.examples import Example
from assist.triage.heads import Heads
from assist.triage.learning_report import LearningReport
from assist.triage.learning_rows import Background
from assist.triage.second_opinion import SecondOpinion
from assist.triage.sentiment import MoodHeads
from assist.triage.taxonomy import Taxonomy, read_taxonomy


class Services:
    """Everything an edge needs, built once. Versions are loaded on first use and kept until others go live."""

    def __init__(self, settings: Settings, *, encoder: Encoder | None = None) -> None:
        self.settings = settings
        self.knowledge = Knowledge(settings.knowledge_dir)
        if not self.knowledge.folder.is_dir():
            raise NotFound(f"ASSIST_KNOWLEDGE_DIR: no folder {settings.knowledge_dir}")
        self.encoder: Encoder = encoder or open_encoder(
            settings.encoder, settings.data_dir, threads=settings.encoder_threads
        )
        self.taxonomy: Taxonomy = read_taxonomy(self.knowledge.taxonomy_file)
        self.school = School(self.knowledge, self.taxonomy, self.encoder, settings.data_dir / "heads")
        self._models = _models(settings)
        self.model: LanguageModel | None = FirstThatAnswers(self._models) if self._models else None
        self.spending = Spending(self._stored_cost)
        self.writer = (
            Writer(self.model, deadline_s=settings.llm_deadline_s, spending=self.spending) if self.model else None
        )
        self.adviser = _adviser(settings, self.model)
        self._heads: Heads | None = None
        self._moods: MoodHeads | None = None
        self._store: Store | None = None
        self._shared_examples: Background | None = None
        self._lock = Lock()
        self.comparing = Lock()
        """Held by the one comparison of versions that may run beside the requests."""
        self.live = LiveVersions(
            lambda client_id: self.releases(client_id).open_live(datetime.now(UTC)),
            lambda client_id, version_id: self.releases(client_id).open(version_id),
            time.monotonic,
        )
        self.program = Program(
            encoder=self.encoder.fingerprint,
            prompts=prompts.digest(),
            writer=self.model.name if self.model else None,
            package=package.version(),
        )
        self._footings = Footings(
            lambda client_id, version_id: self.releases(client_id).footing(version_id), time.monotonic
        )
        self._board = NoticeBoard(self._stored_notices, time.monotonic)

    @property
    def heads(self) -> Heads:
        """The trained heads for this encoder."""
        if self._heads is None:
            self._heads = self.school.fitting_heads()
        return self._heads

    @property
    def moods(self) -> MoodHeads:
        """The trained heads of mood and danger for this encoder."""
        if self._moods is None:
            self._moods = self.school.fitting_moods()
        return self._moods

    @property
    def store(self) -> Store:
        """The database, opened and migrated on first use."""
        with self._lock:
            if self._store is None:
                self._store = _open_store(self.settings)
            return self._store

    def close(self) -> None:
        """Release the database if it was opened."""
        with self._lock:
            if self._store is not None:
                self._store.close()

    def client_ids(self) -> list[ClientId]:
        """Return the clients there are."""
        return self.knowledge.client_ids()

    def served(self, client_id: str) -> Served:
        """Return the version that answers for a client now, and why it is not the live one when it is not.

        Raises: NotFound for an unknown client; Unavailable when no version loads, or when nothing is live yet and its
        folder is broken: then it names file and line.
        """
        return self.live.served(self._known(client_id))

    def version(self, client_id: str, which: str = LIVE) -> Version:
        """Return the version that answers for a client, its `candidate`, or one by id. Raises: as `served`."""
        if which == LIVE:
            return self.served(client_id).version
        releases = self.releases(client_id)
        return self.live.opened(releases.client_id, releases.resolve(which))

    def releases(self, client_id: str) -> Releases:
        """Return the versions of a client, to build, publish and roll back. Raises: NotFound for an unknown client."""
        known = self._known(client_id)
        return Releases(known, self.knowledge.folder / known, self._ground(), self.store.ledger, self.program)

    def ensure_baseline(self, client_id: str) -> None:
        """Publish a client's folder as it stands when nothing is live for it yet. Raises: as `served`."""
        self.releases(client_id).ensure_first(datetime.now(UTC))

    def refresh(self) -> None:
        """Follow the live pointers and the clients on disk. Raises: Unavailable when the database fails."""
        self.live.refresh(self.store.ledger.live_versions, self.client_ids)
        self._look_up_footings()

    def footings(self) -> dict[ClientId, Footing]:
        """Return what each version that answers stands on, as far as a version was opened; reads nothing."""
        return self._footings.known()

    def _look_up_footings(self) -> None:
        self._footings.refresh({client_id: served.version.id for client_id, served in self.live.known().items()})

    def _known(self, client_id: str) -> ClientId:
        if client_id in self.live.known():
            return ClientId(client_id)
        known = self.client_ids()
        if client_id not in known:
            names = ", ".join(known) or "none"
            raise NotFound(
                f"client_id: no client of that name; known: {names}", code="client_unknown", path="client_id"
            )
        return ClientId(client_id)

    def taught(self, client_id: str) -> Taught:
        """Return the own intents of a client's folder as it stands. Raises: NotFound; BadKnowledge naming file and line."""
        return versions.taught(self.knowledge.folder / self._known(client_id), self._ground())

    def learning_report(self, client_id: str, examples: Sequence[Example]) -> LearningReport:
        """Learn these examples instead of the folder's, to see how they do: nothing is stored and nothing goes live.

        Raises: NotFound; BadKnowledge naming file and line.
        """
        return versions.learning_report(self.taught(client_id), examples, self._ground())

    def _ground(self) -> versions.Ground:
        return versions.Ground(
            taxonomy=self.taxonomy,
            heads=self.heads,
            moods=self.moods,
            encoder=self.encoder,
            answers_folder=self.knowledge.answers_folder,
            bundles_folder=self.settings.data_dir / "bundles",
            client_ids=frozenset(self.client_ids()),
            background=self.background,
            remembering=lambda name, encoder: RememberedEncoder(
                encoder, self.settings.data_dir / "vectors" / f"{name}.npz"
            ),
        )

    def background(self) -> Background:
        """Return the shared utterances that own intents are told apart from, read once."""
        with self._lock:
            if self._shared_examples is None:
                self._shared_examples = Background(tuple(self.school.utterances()))
            return self._shared_examples

    def warm_up(self, client_id: str | None = None) -> None:
        """Load every client, or one, and every model part now rather than in the first request.

        Raises: as `served` for the one client; of all clients, only when none loads: the others are faults, and logged.
        """
        if client_id is None:
            self.live.open_all(self.client_ids())
            self._look_up_footings()
        else:
            self.served(client_id)
        for served in self.live.known().values():
            language.warm_up(served.version.profile.locales)
        self.encoder.encode(["where is my order?"])

    def wait_for_writer(self, timeout_s: float = 30.0) -> None:
        """Wait until a configured model can be called: a command would rather wait than fall back."""
        for model in self._models:
            model.wait_until_loaded(timeout_s)

    def wait_for_adviser(self) -> None:
        """Wait for the model when it is to be asked about intents."""
        if self.adviser is not None:
            self.wait_for_writer()

    def _stored_cost(self, client_id: ClientId, day: date) -> Decimal:
        """Return what the stored suggestions of a day cost. Raises: Unavailable when the database fails."""
        began = self.version(client_id).calendar.at(day, clock_time())
        with self.store.begin(client_id, only_reads=True) as rows:
            return rows.cost_since(began)

    def notices(self, client_id: ClientId) -> tuple[Notice, ...]:
        """Return the client's notices as a request needs them, at most a second old; the path picks what is in force."""
        return self._board.of(client_id)

    def _stored_notices(self, client_id: ClientId) -> tuple[Notice, ...]:
        return self.store.notices.not_over(client_id, datetime.now(UTC).date() - LOOK_BACK)

    def context(
        self,
        stored_orders: Sequence[Order] = (),
        *,
        happenings: Sequence[Happening] = (),
        promises: Sequence[KeptFollowUp] = (),
        contacts: Sequence[Contact] = (),
        notices: Sequence[Notice] = (),
        with_writer: bool = True,
        with_adviser: bool = False,
    ) -> Context:
        """Return the outside of one request: the moment, ids, and what was stored."""
        return Context(
            now=datetime.now(UTC),
            new_id=new_id,
            encoder=self.encoder,
            timer=time.perf_counter,
            stored_orders=tuple(stored_orders),
            happenings=tuple(happenings),
            promises=tuple(promises),
            contacts=tuple(contacts),
            notices=tuple(notices),
            writer=self.writer if with_writer else None,
            adviser=self.adviser if with_adviser else None,
        )


def build(settings: Settings, *, encoder: Encoder | None = None) -> Services:
    """Return the services for these settings, with an encoder that is open already if there is one."""
    return Services(settings, encoder=encoder)


def has_live_version(settings: Settings, client_id: str) -> bool:
    """Say whether a client has a live version, without opening the encoder."""
    store = _open_store(settings)
    try:
        return ClientId(client_id) in store.ledger.live_versions()
    finally:
        store.close()


def corrected_turns(settings: Settings, client_id: str) -> list[CorrectedTurn]:
    """Return what people corrected in a client's triages, without opening the encoder. Raises: NotFound; Unavailable."""
    known = Knowledge(settings.knowledge_dir).client_ids()
    if client_id not in known:
        raise NotFound(f"--client: no client of that name; known: {', '.join(known) or 'none'}", code="client_unknown")
    store = _open_store(settings)
    try:
        with store.begin(ClientId(client_id), only_reads=True) as rows:
            return rows.corrections()
    finally:
        store.close()


def new_id(prefix: str) -> str:
    """Return an opaque id such as `sg_4f1c0a9be2d07c3f`."""
    return f"{prefix}_{secrets.token_hex(8)}"


def _open_store(settings: Settings) -> Store:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    return Store.open(settings.database)


def _models(settings: Settings) -> list[LiteLlm]:
    """Return the configured model and those behind it; one of the same provider shares the place and the key."""
    if not settings.llm:
        return []
    base, key = settings.llm_api_base, settings.llm_api_key
    found = [LiteLlm(settings.llm, api_base=base, api_key=key)]
    for named in filter(None, (part.strip() for part in settings.llm_fallbacks.split(","))):
        name, _, elsewhere = named.partition("@")
        is_same = name.partition("/")[0] == settings.llm.partition("/")[0]
        found.append(LiteLlm(name, api_base=elsewhere or (base if is_same else ""), api_key=key if is_same else ""))
    return found


def _adviser(settings: Settings, model: LanguageModel | None) -> SecondOpinion | None:
    if not settings.triage_model:
        return None
    if model is None:
        why = "ASSIST_TRIAGE_MODEL: ASSIST_LLM names no model to ask"
        raise BadInput(why, code="setting_invalid", path="ASSIST_TRIAGE_MODEL")
    return SecondOpinion(model, deadline_s=settings.llm_deadline_s)


def judge(name: str, *, api_base: str, api_key: str, max_tokens: int) -> LiteLlm:
    """Return a model to judge drafts with: another than the one that writes them, and not one a client can name."""
    return LiteLlm(name, api_base=api_base, api_key=api_key, max_tokens=max_tokens)
