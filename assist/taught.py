"""A client's own intents: what its `client.yaml` and `intents.jsonl` say together, learnt and looked up. Opens no file."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from assist import strict_yaml
from assist.domain.base import ClientId
from assist.domain.client import IntentSettings, Profile
from assist.errors import BadKnowledge
from assist.ports import Encoder
from assist.triage import client_intents, examples, learned, learning
from assist.triage.client_intents import ClientIntents
from assist.triage.examples import Example
from assist.triage.learning import Learning
from assist.triage.learning_rows import Background
from assist.triage.taxonomy import Taxonomy

RECIPE = "learned-1"
"""Changes when the same examples would be learnt differently."""


@dataclass(frozen=True)
class Taught:
    """Own intents of one client, and the taxonomy as this client sees it."""

    client_id: ClientId
    settings: IntentSettings
    locales: tuple[str, ...]
    examples: tuple[Example, ...]
    view: Taxonomy

    @property
    def names(self) -> tuple[str, ...]:
        """The intents that have examples."""
        return tuple(examples.places_of(self.examples))

    def judging(self, made: Mapping[str, bytes]) -> ClientIntents:
        """Return what judges this client's messages. Raises: Corrupt when what was learnt is not readable."""
        content = made.get(learned.FILE)
        return ClientIntents(learned.parse(content) if content is not None else None, self.settings.map)


def of(client_id: ClientId, profile: Profile, sources: Mapping[str, str], taxonomy: Taxonomy, file: str) -> Taught:
    """Read a client's own intents; `file` is its `client.yaml`. Raises: BadKnowledge naming file and line."""
    text = sources.get(examples.FILE, "")
    found = examples.read(text, f"{client_id}/{examples.FILE}")
    names = tuple(examples.places_of(found))
    wrong = client_intents.unusable(profile.intents, taxonomy, names, (*profile.queues, "general"))
    if wrong is not None:
        raise BadKnowledge(file, _line(sources, file, wrong), f"intents: {wrong}")
    view = client_intents.view(taxonomy, profile.intents, names)
    return Taught(client_id, profile.intents, profile.locales, found, view)


def _line(sources: Mapping[str, str], file: str, wrong: str) -> int:
    """Return the line below `intents:` that names what is wrong first, else that of `intents:`."""
    text = sources.get(file.rpartition("/")[2], "")
    block = strict_yaml.line_of(text, "intents")
    name = wrong.partition(":")[0]
    below = enumerate(text.split("\n")[block - 1 :], block)
    return next((number for number, row in below if name in row), block)


def tag(background: Background) -> str:
    """Return what of the outside a learning depends on: it is part of a version's id."""
    digest = hashlib.sha256()
    for one in background.utterances:
        digest.update(f"{one.locale} {one.intents} {one.text}\n".encode())
    return f"{RECIPE} {digest.hexdigest()[:16]}"


def learn(taught: Taught, background: Background, encoder: Encoder, shared_encoder: Encoder) -> Learning:
    """Learn from a client's examples, beside the shared intents or instead of them.

    The shared examples of an intent that one taught name stands for are examples of that name.
    """
    return learning.learn(
        taught.examples,
        background.renamed(_only_names(taught)),
        encoder,
        taught.settings,
        beside_shared=learning.stands_beside(taught.names, background.names, taught.settings),
        locales=taught.locales,
        shared_encoder=shared_encoder,
    )


def _only_names(taught: Taught) -> dict[str, str]:
    """Return shared intents by the one taught name that stands for each."""
    found: dict[str, list[str]] = {}
    for name in taught.names:
        if name in taught.settings.map:
            found.setdefault(taught.settings.map[name], []).append(name)
    return {shared: names[0] for shared, names in found.items() if len(names) == 1}
