"""Edits drawn by seed: uniformly over all passages, each of the kind that is rarest so far among those it allows.

A kind that has its share is drawn no more: a passage that allows nothing else is passed over.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import zip_longest

from evals.edits import harmful, harmless
from evals.edits.edit import HARMFUL, HARMLESS, Edit, Kind
from evals.edits.shelf import Shelf, Spot

Maker = Callable[[Shelf, Spot, random.Random], Edit | None]
_ROUNDS = 20
"""How often every passage may be tried before there is nothing left to draw."""


def draw(shelves: Sequence[Shelf], others: Sequence[Shelf], *, seed: int, each: int) -> list[Edit]:
    """Return up to `each` harmful and `each` harmless edits of these clients in turn; `others` are mixed in.

    The same seed over the same folders draws the same edits. No edit is drawn twice.
    """
    makers = _makers(others)
    harmful_ones = _some(shelves, {kind: makers[kind] for kind in HARMFUL}, random.Random(f"{seed} harmful"), each)
    harmless_ones = _some(shelves, {kind: makers[kind] for kind in HARMLESS}, random.Random(f"{seed} harmless"), each)
    return [edit for pair in zip_longest(harmful_ones, harmless_ones) for edit in pair if edit]


def _makers(others: Sequence[Shelf]) -> dict[Kind, Maker]:
    return {
        Kind.DELETE: harmful.delete,
        Kind.NUMBER: harmful.number,
        Kind.CONDITION: harmful.condition,
        Kind.NEGATION: harmful.negation,
        Kind.CONTRADICT: harmful.contradict,
        Kind.EXPIRE: harmful.expire,
        Kind.POISON: harmful.poison,
        Kind.FOREIGN: partial(harmful.foreign, others),
        Kind.REPHRASE: harmless.rephrase,
        Kind.REORDER: harmless.reorder,
        Kind.TYPO: harmless.typo,
        Kind.NEW_PAGE: harmless.new_page,
        Kind.SPLIT: harmless.split,
    }


def _some(shelves: Sequence[Shelf], makers: dict[Kind, Maker], rng: random.Random, wanted: int) -> list[Edit]:
    most = -(-wanted // len(makers))
    counts: Counter[Kind] = Counter(dict.fromkeys(makers, 0))
    seen: set[str] = set()
    drawn: list[Edit] = []
    for shelf, spot in _passages(shelves, rng):
        if len(drawn) == wanted:
            break
        for kind in sorted(
            (kind for kind in makers if counts[kind] < most), key=lambda kind: (counts[kind], rng.random())
        ):
            made = makers[kind](shelf, spot, rng)
            content = made.model_dump_json(include={"client_id", "files", "live_files"}) if made else ""
            if made and content not in seen and _changes_something(shelf, made):
                seen.add(content)
                counts[kind] += 1
                drawn.append(made.model_copy(update={"id": f"{kind}-{counts[kind]:03}"}))
                break
    return drawn


def _passages(shelves: Sequence[Shelf], rng: random.Random) -> Iterator[tuple[Shelf, Spot]]:
    """Yield every passage once in a random order, and again in another."""
    everywhere = [(shelf, spot) for shelf in shelves for spot in shelf.spots]
    for _ in range(_ROUNDS):
        order = list(everywhere)
        rng.shuffle(order)
        yield from order


def _changes_something(shelf: Shelf, edit: Edit) -> bool:
    return bool(edit.live_files) or any(shelf.files.get(each.file) != each.text for each in edit.files)
