"""A client's own intents: what its `client.yaml` and `intents.jsonl` say together, learnt and looked up. Opens no file."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

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
from assist.triage.utterances import Utterance

RECIPE = "learned-1"
"""Changes when the same examples would be learnt differently."""


@dataclass(frozen=True)
class Taught:
    """Own intents of one client, and the taxonomy as this client sees it."""

    client_id: ClientId
    settings: IntentSettings
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
    return Taught(client_id, profile.intents, found, client_intents.view(taxonomy, profile.intents, names))


def _line(sources: Mapping[str, str], file: str, wrong: str) -> int:
    """Return the line below `intents:` that names what is wrong first, else that of `intents:`."""
    text = sources.get(file.rpartition("/")[2], "")
    block = strict_yaml.line_of(text, "intents")
    name = wrong.partition(":")[0]
    below = enumerate(text.split("\n")[block - 1 :], block)
    return next((number for number, row in below if name in row), block)


def background_of(utterances: Sequence[Utterance]) -> Background:
    """Return the shared utterances as the background own intents are told apart from."""
    return Background(
        tuple(utterance.text for utterance in utterances),
        np.array([bool(utterance.intents) for utterance in utterances], dtype=np.bool_),
        tuple(utterance.intents for utterance in utterances),
    )


def tag(background: Background) -> str:
    """Return what of the outside a learning depends on: it is part of a version's id."""
    return f"{RECIPE} {hashlib.sha256(chr(10).join(background.texts).encode()).hexdigest()[:16]}"


def learn(taught: Taught, background: Background, encoder: Encoder) -> Learning:
    """Learn from a client's examples, beside the shared intents or instead of them."""
    beside = learning.stands_beside(taught.names, background.names, taught.settings)
    return learning.learn(taught.examples, background, encoder, taught.settings, beside_shared=beside)
