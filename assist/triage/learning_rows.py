"""The rows a client's intents are learnt from: its examples, hurried copies of them, its intents' names, and what is none of them.

Every text is encoded once. A copy stands in one group with its example: both are left out together, or neither.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assist.ports import Encoder, Vectors
from assist.triage.examples import Example
from assist.triage.misspelling import misspelt
from assist.triage.ridge import MAX_LANDMARKS, Matrix, Rows

MAX_COPIES = 2_000
"""Hurried copies made, evenly over the examples: enough to judge by, and cheap to encode."""
COPY_MASS = 0.5
BACKGROUND_MASS = 0.5
"""How much a shared utterance counts against an example of the client's own."""
MAX_BACKGROUND_LANDMARKS = 600
SEED = 7


class Background(NamedTuple):
    """The shared utterances: what a message that is none of the client's own intents may look like."""

    texts: tuple[str, ...]
    in_scope: NDArray[np.bool_]
    """False for those that are out of every scope."""
    intents: tuple[tuple[str, ...], ...]

    @property
    def names(self) -> frozenset[str]:
        """The shared intents."""
        return frozenset(name for named in self.intents for name in named)

    @property
    def outside(self) -> "Background":
        """Only what is out of every scope."""
        at = np.flatnonzero(~self.in_scope)
        return Background(tuple(self.texts[n] for n in at), self.in_scope[at], tuple(self.intents[n] for n in at))

    def of(self, names: Collection[str]) -> tuple[str, ...]:
        """Return the texts that mean one of these intents."""
        return tuple(text for text, named in zip(self.texts, self.intents, strict=True) if set(named) & set(names))


NO_BACKGROUND = Background((), np.zeros(0, dtype=np.bool_), ())


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
    background_in_scope: NDArray[np.bool_]

    @property
    def single(self) -> Rows:
        """Examples with one intent: those that have one right answer."""
        single: Rows = self.examples[self.members[self.examples].sum(axis=1) == 1]
        return single

    def groups(self, *, with_copies: bool) -> list[Rows]:
        """Return what is left out together: an example and its copy; a null by itself."""
        copy_of = dict(zip(self.copied.tolist(), self.copies.tolist(), strict=True)) if with_copies else {}
        pairs = [np.array([row, copy_of[row]] if row in copy_of else [row]) for row in self.examples.tolist()]
        return pairs + [np.array([row]) for row in [*self.nulls.tolist(), *self.background.tolist()]]

    def landmarks(self, *, copies: bool, named: bool) -> Rows:
        """Return the rows that span the kernel: all of these kinds while they are few, else evenly over the intents."""
        rng = np.random.default_rng(SEED)
        own = [self.examples, self.nulls, *([self.copies] if copies else []), *([self.named] if named else [])]
        others = rng.permutation(self.background)[:MAX_BACKGROUND_LANDMARKS]
        found = np.concatenate(own)
        if len(found) > MAX_LANDMARKS:
            found = self._evenly(found, MAX_LANDMARKS, rng)
        landmarks: Rows = np.sort(np.concatenate([found, others]))
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


def rows_of(examples: Sequence[Example], background: Background, encoder: Encoder) -> LearningRows:
    """Encode everything there is to learn from, in one visit."""
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
        *background.texts,
    ]
    sizes = [len(own), len(copied), len(names), len(nulls), len(background.texts)]
    blocks = np.split(np.arange(sum(sizes)), np.cumsum(sizes)[:-1])
    members = np.zeros((len(texts), len(names)), dtype=np.bool_)
    position = {name: at for at, name in enumerate(names)}
    for row, example in enumerate(own):
        members[row, [position[intent] for intent in example.intents]] = True
    members[blocks[1]] = members[copied]
    members[blocks[2], np.arange(len(names))] = True
    return LearningRows(
        names, encoder.encode(texts), members, blocks[0], blocks[1], copied, blocks[2], blocks[3], blocks[4],
        background.in_scope,
    )  # fmt: skip


def spoken(name: str) -> str:
    """Return an intent's name as words: most names say what their messages say."""
    words = "".join(char if char.isalnum() else " " for char in name)
    parted = "".join(f" {c}" if c.isupper() and p.islower() else c for p, c in zip(f" {words}", words, strict=False))
    return " ".join(parted.lower().split()) or name


def masses(rows: LearningRows, *, copies: bool, named: bool) -> Matrix:
    """Return how much each row counts: examples and nulls fully, the rest less or not at all."""
    found = np.ones(len(rows.vectors), dtype=np.float32)
    found[rows.copies] = COPY_MASS if copies else 0.0
    found[rows.named] = 1.0 if named else 0.0
    found[rows.background] = BACKGROUND_MASS
    return found
