"""A client's knowledge folder becomes a bundle, and a bundle a version. Knows no database, no language model, no request."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from assist import strict_yaml, wire
from assist.briefing import Version
from assist.domain.base import ClientId, VersionId
from assist.domain.client import Profile
from assist.domain.knowledge import Page, Passage
from assist.drafting import answers
from assist.errors import BadKnowledge
from assist.ports import Encoder
from assist.retrieval import bundle, pages
from assist.retrieval.bundle import Bundle
from assist.retrieval.retriever import Retriever, is_quotable
from assist.retrieval.support import FLOOR
from assist.triage import routing_rules
from assist.triage.heads import Heads
from assist.triage.sentiment import MoodHeads
from assist.triage.taxonomy import Taxonomy
from assist.triage.triager import Triager
from assist.workflows import floors, parameters
from assist.workflows.decide import Workflows
from assist.working_time import WorkingTime

PROFILE, WORKFLOWS = "client.yaml", "workflows.yaml"
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


@dataclass(frozen=True)
class Content:
    """A client's folder as it stands: all that a version is made of."""

    client_id: ClientId
    pages: tuple[Page, ...]
    sources: Mapping[str, str]
    """`client.yaml`, `workflows.yaml` and the answer files."""


def read(folder: Path, ground: Ground) -> Content:
    """Read the client whose knowledge lies in `folder`. Raises: BadKnowledge naming file and line."""
    found = pages.read_pages(folder, ground.taxonomy.intents)
    return Content(ClientId(folder.name), found, _sources(folder, ground.answers_folder))


def id_of(content: Content, ground: Ground) -> VersionId:
    """Return the id this content has as a version, built or not."""
    return bundle.version_of(content.client_id, content.pages, content.sources, ground.encoder)


def build(content: Content, ground: Ground, now: datetime) -> Version:
    """Return the version of this content, building its bundle when there is none and mending a damaged one.

    Raises: BadKnowledge naming file and line; Corrupt when what was just written does not read back.
    """
    folder, encoder = ground.bundles_folder, ground.encoder
    file, text = f"{content.client_id}/{PROFILE}", content.sources[PROFILE]
    # Not when a version is loaded: what was built must stay loadable when the shared intents change.
    for fault in misrouted(file, text, parse_profile(text, file, content.client_id), ground.taxonomy.intents):
        raise fault
    return assemble(
        bundle.load_or_mend(folder, content.client_id, content.pages, content.sources, encoder, now), ground
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
    profile = parse_profile(sources[PROFILE], f"{client_id}/{PROFILE}", client_id)
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
        taxonomy=ground.taxonomy,
        triager=Triager(ground.heads, ground.taxonomy, profile, calendar, moods=ground.moods),
        retriever=retriever,
        workflows=Workflows(numbers, calendar, profile.currency, bought=profile.workflows, floors=_floors(sources)),
        answers=answers.parse(_named(sources, _SHARED_ANSWERS), _named(sources, _OWN_ANSWERS)),
        calendar=calendar,
        other_brands=ground.client_ids - {client_id},
    )


def _sources(folder: Path, shared_answers: Path) -> dict[str, str]:
    """Return the files beside the pages that make a version what it is."""
    found = {name: _text(folder / name) for name in (PROFILE, WORKFLOWS)}
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
