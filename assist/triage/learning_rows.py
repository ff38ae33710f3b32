"""The rows a client's intents are learnt from: its examples, hurried copies of them, its intents' names, and what is none of them.

Every text is encoded once. A copy stands in one group with its example: both are left out together, or neither.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assist.ports import Encoder, Vectors
from assist.triage.examples import Example
from assist.triage.misspelling import misspelt
from assist.triage.ridge import MAX_LANDMARKS, Matrix, Rows
from assist.triage.utterances import Utterance

MAX_COPIES = 2_000
"""Hurried copies made, evenly over the examples: enough to judge by, and cheap to encode."""
BACKGROUND_MASS = 0.5
"""How much a shared utterance counts against an example of the client's own."""
MOST_OF_AN_INTENT = 12
MOST_OUTSIDE = 300
"""Shared utterances a client's own are told apart from: enough for a border, and quick to encode."""
SEED = 7


class Background(NamedTuple):
    """The shared utterances: what a message that is none of the client's own intents may look like."""

    utterances: tuple[Utterance, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The shared intents, in order."""
        return tuple(sorted({name for one in self.utterances for name in one.intents}))

    @property
    def texts(self) -> list[str]:
        return [one.text for one in self.utterances]

    def outside(self, locales: Collection[str]) -> "Background":
        """Return a sample of what is out of every scope."""
        return Background(tuple(self._some("", locales, MOST_OUTSIDE)))

    def sample(self, locales: Collection[str]) -> "Background":
        """Return a handful of each shared intent, as many as a client gives of its own, and what is out of every scope."""
        inside = [one for name in self.names for one in self._some(name, locales, MOST_OF_AN_INTENT)]
        return Background((*inside, *self.outside(locales).utterances))

    def renamed(self, names: Mapping[str, str]) -> "Background":
        """Return the utterances with some shared intents under the names a client gave them."""
        return Background(
            tuple(
                one.model_copy(update={"intents": tuple(names.get(intent, intent) for intent in one.intents)})
                for one in self.utterances
            )
        )

    def of(self, name: str) -> list[str]:
        """Return the texts that mean this intent."""
        return [one.text for one in self.utterances if name in one.intents]

    def _some(self, name: str, locales: Collection[str], most: int) -> list[Utterance]:
        """Return some of those that mean this intent and no other, the client's languages first."""
        found = [one for one in self.utterances if one.intents == ((name,) if name else ())]
        shuffled = [found[at] for at in np.random.default_rng(SEED).permutation(len(found))]
        return sorted(shuffled, key=lambda one: one.locale not in locales)[:most]


@dataclass(frozen=True)
class LearningRows:
    """All rows in blocks: examples, copies, names, nulls, background. `members (n, k)` says which intents a row means."""

    names: tuple[str, ...]
    vectors: Vectors
    members: NDArray[np.bool_]
    examples: Rows
    copies: Rows
    copied: Rows
    """For each copy, the row of its example."""
    named: Rows
    nulls: Rows
    background: Rows
    shared: tuple[str, ...]
    """For each background row the shared intent it means, empty when it is out of every scope."""

    @property
    def single(self) -> Rows:
        """Examples with one intent: those that have one right answer."""
        single: Rows = self.examples[self.members[self.examples].sum(axis=1) == 1]
        return single

    def groups(self) -> list[Rows]:
        """Return what is left out together: an example and its copy; a null by itself."""
        copy_of = dict(zip(self.copied.tolist(), self.copies.tolist(), strict=True))
        pairs = [np.array([row, copy_of[row]] if row in copy_of else [row]) for row in self.examples.tolist()]
        return pairs + [np.array([row]) for row in [*self.nulls.tolist(), *self.background.tolist()]]

    def landmarks(self, *, named: bool) -> Rows:
        """Return the rows that span the kernel: all of these kinds while they are few, else evenly over the intents."""
        rng = np.random.default_rng(SEED)
        found = np.concatenate([self.examples, self.nulls, *([self.named] if named else [])])
        if len(found) > MAX_LANDMARKS:
            found = self._evenly(found, MAX_LANDMARKS, rng)
        landmarks: Rows = np.sort(np.concatenate([found, self.background]))
        return landmarks

    def _evenly(self, rows: Rows, most: int, rng: np.random.Generator) -> Rows:
        """Return `most` of the rows, the first of every intent before the second of any."""
        shuffled = rng.permutation(rows)
        label = np.where(self.members[shuffled].any(axis=1), self.members[shuffled].argmax(axis=1), -1)
        turn = np.zeros(len(shuffled), dtype=np.int64)
        for value in np.unique(label):
            at = np.flatnonzero(label == value)
            turn[at] = np.arange(len(at))
        evenly: Rows = shuffled[np.argsort(turn, kind="stable")][:most]
        return evenly


def rows_of(examples: Sequence[Example], background: Background, encoder: Encoder, shared: Encoder) -> LearningRows:
    """Encode everything there is to learn from; `shared` encodes what all clients have in common."""
    names = tuple(sorted({intent for example in examples for intent in example.intents}))
    own = [example for example in examples if example.intents]
    nulls = [example.text for example in examples if not example.intents]
    step = max(1, -(-len(own) // MAX_COPIES))
    copied = np.arange(0, len(own), step)
    texts = [
        *(example.text for example in own),
        *(misspelt(own[at].text) for at in copied),
        *(spoken(name) for name in names),
        *nulls,
    ]
    others = background.utterances
    sizes = [len(own), len(copied), len(names), len(nulls), len(others)]
    blocks = np.split(np.arange(sum(sizes)), np.cumsum(sizes)[:-1])
    members = np.zeros((sum(sizes), len(names)), dtype=np.bool_)
    members[blocks[0]] = _meant([example.intents for example in own], names)
    members[blocks[1]] = members[copied]
    members[blocks[2], np.arange(len(names))] = True
    members[blocks[4]] = _meant([one.intents for one in others], names)
    vectors = encoder.encode(texts)
    return LearningRows(
        names,
        np.concatenate([vectors, shared.encode(background.texts)]) if others else vectors,
        members,
        blocks[0],
        blocks[1],
        copied,
        blocks[2],
        blocks[3],
        blocks[4],
        tuple(one.intents[0] if one.intents else "" for one in others),
    )


def _meant(intents: Sequence[Sequence[str]], names: Sequence[str]) -> NDArray[np.bool_]:
    position = {name: at for at, name in enumerate(names)}
    found = np.zeros((len(intents), len(names)), dtype=np.bool_)
    for row, meant in enumerate(intents):
        found[row, [position[name] for name in meant if name in position]] = True
    return found


def spoken(name: str) -> str:
    """Return an intent's name as words: most names say what their messages say."""
    words = "".join(char if char.isalnum() else " " for char in name)
    parted = "".join(f" {c}" if c.isupper() and p.islower() else c for p, c in zip(f" {words}", words, strict=False))
    return " ".join(parted.lower().split()) or name


def masses(rows: LearningRows, *, named: bool) -> Matrix:
    """Return how much each row counts: examples and nulls fully, the background less, copies only to judge by not at all."""
    found = np.ones(len(rows.vectors), dtype=np.float32)
    found[rows.copies] = 0.0
    found[rows.named] = 1.0 if named else 0.0
    found[rows.background] = BACKGROUND_MASS
    return found
