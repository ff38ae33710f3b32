"""A client's knowledge folder becomes a bundle, and a bundle a version. Knows no database, no language model, no request."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from pydantic import ValidationError

from assist import strict_yaml, wire
from assist import taught as own_intents
from assist.briefing import Version
from assist.domain.base import ClientId, VersionId
from assist.domain.client import Profile
from assist.domain.knowledge import Page, Passage
from assist.drafting import answers
from assist.errors import BadKnowledge
from assist.ports import Encoder
from assist.retrieval import bundle, pages
from assist.retrieval.bundle import Bundle, Made
from assist.retrieval.retriever import Retriever, is_quotable
from assist.retrieval.support import FLOOR
from assist.taught import Taught
from assist.triage import examples, learned, routing_rules
from assist.triage import learning_report as learning_reports
from assist.triage.examples import Example
from assist.triage.heads import Heads
from assist.triage.judged import shared_judgement
from assist.triage.language import UNKNOWN
from assist.triage.learning import Learning
from assist.triage.learning_report import LearningReport
from assist.triage.learning_rows import Background
from assist.triage.sentiment import MoodHeads
from assist.triage.spelling import Speller
from assist.triage.taxonomy import Taxonomy
from assist.triage.triager import Triager
from assist.triage.wares import Wares, titles_of
from assist.workflows import floors, parameters
from assist.workflows.decide import Workflows
from assist.working_time import WorkingTime

PROFILE, WORKFLOWS = "client.yaml", "workflows.yaml"
SHARED_MEMORY = "_shared"
"""What all clients' learning encodes is remembered once; no client bears such a name."""
_SHARED_ANSWERS, _OWN_ANSWERS = "answers.shared.", "answers.own."


@dataclass(frozen=True)
class Ground:
    """What every client's version stands on."""

    taxonomy: Taxonomy
    heads: Heads
    moods: MoodHeads
    encoder: Encoder
    answers_folder: Path
    """The shared answers."""
    bundles_folder: Path
    client_ids: frozenset[str]
    """Names of all clients: all that one client's version ever learns of another."""
    background: Callable[[], Background] = Background
    """The shared utterances that own intents are told apart from, read when a client has some."""
    remembering: Callable[[str, Encoder], Encoder] = lambda _, encoder: encoder
    """Makes the encoder remember what it encoded for a client: its examples are read again and again."""


@dataclass(frozen=True)
class Content:
    """A client's folder as it stands: all that a version is made of."""

    client_id: ClientId
    pages: tuple[Page, ...]
    sources: Mapping[str, str]
    """`client.yaml`, `workflows.yaml`, the answer files, and `intents.jsonl` where there is one."""


def read(folder: Path, ground: Ground) -> Content:
    """Read the client whose knowledge lies in `folder`. Raises: BadKnowledge naming file and line."""
    client_id, sources = ClientId(folder.name), _sources(folder, ground.answers_folder)
    known = _taught(client_id, _profile(client_id, sources), sources, ground).view.intents
    return Content(client_id, pages.read_pages(folder, known), sources)


def id_of(content: Content, ground: Ground) -> VersionId:
    """Return the id this content has as a version, built or not."""
    return bundle.version_of(content.client_id, content.pages, content.sources, ground.encoder, _made(content, ground))


def build(content: Content, ground: Ground, now: datetime) -> Version:
    """Return the version of this content, building its bundle when there is none and mending a damaged one.

    Raises: BadKnowledge naming file and line; Corrupt when what was just written does not read back.
    """
    folder, encoder, made = ground.bundles_folder, ground.encoder, _made(content, ground)
    file, text = f"{content.client_id}/{PROFILE}", content.sources[PROFILE]
    profile = _profile(content.client_id, content.sources)
    # Not when a version is loaded: what was built must stay loadable when the shared intents change.
    for fault in misrouted(
        file, text, profile, _taught(content.client_id, profile, content.sources, ground).view.intents
    ):
        raise fault
    return assemble(
        bundle.load_or_mend(folder, content.client_id, content.pages, content.sources, encoder, now, made), ground
    )


def load(folder: Path, ground: Ground, now: datetime) -> Version:
    """Return the version of a client's folder as it stands. Raises: BadKnowledge naming file and line; Corrupt."""
    return build(read(folder, ground), ground, now)


def open_bundle(client_id: ClientId, version_id: VersionId, ground: Ground) -> Bundle:
    """Return a built bundle of this client. Raises: Corrupt when it is missing, damaged or made for another encoder."""
    return bundle.load(bundle_folder(client_id, version_id, ground), client_id, ground.encoder)


def bundle_folder(client_id: ClientId, version_id: VersionId, ground: Ground) -> Path:
    """Return where the bundle of this version lies, built or not."""
    return ground.bundles_folder / client_id / version_id


def assemble(loaded: Bundle, ground: Ground) -> Version:
    """Make a version of a bundle alone: all of the client is read from it, so a version is what its id is the digest of.

    Raises: BadKnowledge naming file and line.
    """
    client_id, sources = loaded.manifest.client_id, loaded.sources
    profile = profile_of(loaded)
    own = _taught(client_id, profile, sources, ground)
    numbers = parameters.parse(sources[WORKFLOWS], file=f"{client_id}/{WORKFLOWS}")
    retriever = Retriever(loaded, floor=profile.thresholds.get("retrieval_floor", FLOOR))
    for fault in uncitable(f"{client_id}/{WORKFLOWS}", sources[WORKFLOWS], numbers, retriever.passage):
        raise fault
    calendar = WorkingTime(
        time_zone=profile.time_zone, holidays=profile.holidays, hours=profile.hours, short_days=profile.short_days
    )
    return Version(
        id=loaded.manifest.version,
        profile=profile,
        taxonomy=own.view,
        triager=Triager(
            ground.heads,
            own.view,
            profile,
            calendar,
            own.judging(loaded.made),
            moods=ground.moods,
        ),
        retriever=retriever,
        workflows=Workflows(numbers, calendar, profile.currency, bought=profile.workflows, floors=_floors(sources)),
        answers=answers.parse(_named(sources, _SHARED_ANSWERS), _named(sources, _OWN_ANSWERS)),
        calendar=calendar,
        other_brands=ground.client_ids - {client_id},
        wares=Wares(titles_of(loaded.passages)),
        speller=Speller(ground.heads.lexicon, ground.encoder.knows, retriever.says),
    )


def profile_of(loaded: Bundle) -> Profile:
    """Return the client's profile as this version has it. Raises: BadKnowledge naming file and line."""
    return _profile(loaded.manifest.client_id, loaded.sources)


def taught(folder: Path, ground: Ground) -> Taught:
    """Return the own intents of the client in this folder. Raises: BadKnowledge naming file and line."""
    client_id = ClientId(folder.name)
    sources = _own_sources(folder)
    return _taught(client_id, _profile(client_id, sources), sources, ground)


def known_intents(folder: Path, taxonomy: Taxonomy) -> frozenset[str]:
    """Return every intent the pages of this client may name: the shared ones and its own. Raises: BadKnowledge."""
    client_id, sources = ClientId(folder.name), _own_sources(folder)
    found = own_intents.of(client_id, _profile(client_id, sources), sources, taxonomy, f"{client_id}/{PROFILE}")
    return frozenset(found.view.intents)


def _taught(client_id: ClientId, profile: Profile, sources: Mapping[str, str], ground: Ground) -> Taught:
    return own_intents.of(client_id, profile, sources, ground.taxonomy, f"{client_id}/{PROFILE}")


def learn(found: Taught, ground: Ground) -> Learning:
    """Learn a client's own intents from its examples; slow, and the same every time."""
    own = ground.remembering(found.client_id, ground.encoder)
    shared = ground.remembering(SHARED_MEMORY, ground.encoder)
    return own_intents.learn(found, ground.background(), own, shared)


def learning_report(found: Taught, given: Sequence[Example], ground: Ground) -> LearningReport:
    """Learn these examples in the place of the client's and say how they do; nothing is kept."""
    tried = replace(found, examples=tuple(given))
    learning = learn(tried, ground)
    vectors = learning.found.rows.vectors[learning.found.rows.examples]
    texts = [example.text for example in given if example.intents]
    shared = shared_judgement(ground.heads, vectors, texts, UNKNOWN)
    return learning_reports.report(found.client_id, learning, given, shared, found.settings)


def _made(content: Content, ground: Ground) -> list[Made]:
    """Return what a bundle of this content holds beside its sources: what was learnt, where there are examples."""
    if examples.FILE not in content.sources:
        return []
    found = _taught(content.client_id, _profile(content.client_id, content.sources), content.sources, ground)
    if not found.names:
        return []
    tag = own_intents.tag(ground.background())
    return [Made(learned.FILE, tag, partial(_learned_file, found, ground))]


def _learned_file(found: Taught, ground: Ground) -> bytes:
    return learn(found, ground).learned.to_bytes()


def _profile(client_id: ClientId, sources: Mapping[str, str]) -> Profile:
    return parse_profile(sources[PROFILE], f"{client_id}/{PROFILE}", client_id)


def _sources(folder: Path, shared_answers: Path) -> dict[str, str]:
    """Return the files beside the pages that make a version what it is."""
    found = _own_sources(folder)
    law = shared_answers.parent / floors.FILE
    if law.is_file():
        found[floors.FILE] = _text(law)
    for place, prefix in ((shared_answers, _SHARED_ANSWERS), (folder / "answers", _OWN_ANSWERS)):
        found.update({prefix + name: text for name, text in answers.read_folder(place).items()})
    return found


def _floors(sources: Mapping[str, str]) -> floors.Floors:
    """Return what the law gives at least, as the version was built with; a version of before knows none."""
    text = sources.get(floors.FILE)
    return floors.parse(text, file=f"_shared/{floors.FILE}") if text is not None else floors.NO_FLOORS


def _own_sources(folder: Path) -> dict[str, str]:
    found = {name: _text(folder / name) for name in (PROFILE, WORKFLOWS)}
    if (folder / examples.FILE).exists():
        found[examples.FILE] = _text(folder / examples.FILE)
    return found


def _text(file: Path) -> str:
    shown = f"{file.parent.name}/{file.name}"
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise BadKnowledge(shown, 1, "the file is missing") from error
    except UnicodeDecodeError as error:
        raise BadKnowledge(shown, 1, "is not UTF-8") from error
    except OSError as error:
        raise BadKnowledge(shown, 1, f"cannot be read: {error.strerror}") from error


def _named(sources: Mapping[str, str], prefix: str) -> dict[str, str]:
    return {name.removeprefix(prefix): text for name, text in sources.items() if name.startswith(prefix)}


def parse_profile(text: str, file: str, client_id: ClientId) -> Profile:
    """Read a `client.yaml`. Raises: BadKnowledge naming file and line."""
    parsed = strict_yaml.load(text, file=file)
    try:
        profile = Profile.model_validate(parsed)
    except ValidationError as error:
        explained = wire.explain(Profile, error, parsed)
        raise BadKnowledge(file, strict_yaml.line_at(text, _steps(explained.path or "")), explained.message) from None
    if profile.id != client_id:
        line = strict_yaml.line_of(text, "id")
        raise BadKnowledge(file, line, f"id {profile.id} is not the folder's name {client_id}")
    return profile


def _steps(path: str) -> list[str | int]:
    """Return a path such as `routing[1].then` as keys and positions."""
    return [int(step) if step.isdigit() else step for step in re.split(r"[.\[\]]+", path) if step]


def misrouted(file: str, text: str, profile: Profile, intents: Collection[str]) -> Iterator[BadKnowledge]:
    """Yield what is wrong with a client's routing rules beyond their form."""
    for position, field, why in routing_rules.faults(profile, intents):
        line = strict_yaml.line_at(text, ["routing", position, *field])
        yield BadKnowledge(file, line, f"routing {profile.routing[position].id}: {why}")


def uncitable(
    file: str, text: str, numbers: parameters.Parameters, passage_of: Callable[[str], Passage | None]
) -> Iterator[BadKnowledge]:
    """Yield what is wrong with the passages behind rules: a decision cites them, so a customer must be able to read them."""
    for rule, named in numbers.passages.items():
        for passage_id in named:
            why = _why_uncitable(passage_of(passage_id))
            if why:
                yield BadKnowledge(file, _rule_line(text, rule), f"passages.{rule}: {passage_id} {why}")


def _why_uncitable(passage: Passage | None) -> str | None:
    if passage is None:
        return "is no passage of this client"
    if is_quotable(passage):
        return None
    return f"is for agents ({passage.kind}, audience {passage.audience}) and would be cited to a customer"


def _rule_line(text: str, rule: str) -> int:
    """Return the line of a rule below `passages:`; other blocks may bear the name of a rule."""
    block = strict_yaml.line_of(text, "passages")
    below = enumerate(text.split("\n")[block:], block + 1)
    return next((n for n, row in below if row.lstrip(" '\"").startswith(rule + ":")), block)
