"""What pages say, sentence by sentence, in a form that compares: concepts, figures, and what the rule is about.

An assertion is one sentence of a passage. A figure is one number in it, with the words that tell its role. Numbers
are those of `assist.atoms`; nothing here reads digits itself.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from assist import atoms, text
from assist.atoms import Atom, AtomKind, Fact
from assist.lint import vocabulary
from assist.lint.subject import Placed

_SEAM = re.compile(r"[;:,](?=\s)|\b(?:and|or|but|while|minus|y|o|pero|menos|mientras)\b", re.I)
_COMPARED = frozenset(
    {AtomKind.MONEY, AtomKind.PERCENT, AtomKind.DURATION, AtomKind.DATE, AtomKind.TIME, AtomKind.COUNT}
)
LIMIT, CUT_OFF = "limit", "cut-off"
LEAST_CONCEPTS = 2
"""A part of one concept, `14 days for outlet items`, is like too many others."""
_OF_NO_ORDER = re.compile(r"\{|\bdisclaim", re.I)
"""A placeholder tells of one order; what a contract disclaims, it denies in words that seem to grant."""
LONGEST_STATEMENT = 40
"""Words; beyond, a sentence is a paragraph of a contract, and what it denies is one thing of many."""
_VERB = re.compile(
    r"\b(?:we|you|can|cannot|may|must|is|are|was|were|do|does|will|has|have|puedes?|podemos|es|son|tienes?|hay)\b|n['’]t\b",
    re.I,
)
_EMPHASIS = re.compile(r"(?<!\w)[*_]{1,3}(?=\w)|(?<=[\w.,;:!?])[*_]{1,3}(?!\w)")
_EARLIER = frozenset({"<", "<=", "until", "within"})


@dataclass(frozen=True)
class Figure:
    """One number: comparable within its `dimension`, whatever its spelling."""

    dimension: str
    value: str
    written: str
    apart: frozenset[str]
    """What the part of the sentence around it is about."""
    concepts: frozenset[str]
    """Of that part alone."""
    anchor: frozenset[str]
    """What a clock starts from, as `assist.atoms` reads it."""
    near: str
    """The words of that part, and those of the sentence that belong to every number in it."""


@dataclass(frozen=True)
class Reading:
    """What a sentence says, wherever it stands."""

    written: str
    ruled: str
    """As written, its exceptions blanked out."""
    words: tuple[vocabulary.Word, ...]
    """Of the sentence, its exceptions and numbers left out."""
    concepts: frozenset[str]
    """Of these words."""
    apart: frozenset[str]
    figures: tuple[Figure, ...]
    numbers: frozenset[str]
    """Every bare number in it."""


@dataclass(frozen=True)
class Assertion(Reading):
    """One sentence and where it stands."""

    placed: Placed
    start: int
    heading: frozenset[str]

    @cached_property
    def place(self) -> str:
        """`file:line` of the sentence."""
        return f"{self.placed.file}:{self.placed.line_at(self.start)}"

    @property
    def is_statement(self) -> bool:
        """Whether it says one thing by itself, of any order.

        Rows of tables, links, headings and names in a list do not; contracts say several; a macro with a placeholder
        tells of one order.
        """
        if len(self.written.split()) > LONGEST_STATEMENT or _OF_NO_ORDER.search(self.written):
            return False
        written = self.written.rstrip('*_"”’)] ')
        if self.written[:1] in "|[<#—–" or written.endswith(":"):
            return False
        has_verb = _VERB.search(self.written) is not None
        return has_verb or (written.endswith((".", "!")) and self.written[:2] not in ("* ", "- ", "+ "))

    @property
    def has_limit(self) -> bool:
        """Whether it holds from some amount on only: `free from 80.00 EUR`."""
        return any(figure.dimension == LIMIT for figure in self.figures)


def of_passages(passages: Iterable[Placed]) -> list[Assertion]:
    """Return every sentence of the passages, in order."""
    return [assertion for placed in passages for assertion in _of(placed)]


def _of(placed: Placed) -> list[Assertion]:
    heading = frozenset(word.concept for title in placed.passage.headings for word in vocabulary.words(title))
    places = vocabulary.of_countries(placed.passage.countries)
    found = []
    for start, end in text.sentences(placed.passage.text):
        read = _read(placed.passage.text[start:end], places)
        found.append(Assertion(**vars(read), placed=placed, start=start, heading=heading))
    return found


@lru_cache(maxsize=16384)
def _read(written: str, places: frozenset[str]) -> Reading:
    """Read a sentence; several checks ask for the same ones."""
    ruled = vocabulary.without_asides(_EMPHASIS.sub(lambda match: " " * len(match.group()), written))
    found = atoms.facts_about(ruled, [(0, len(ruled))])
    numbers = [fact.atom for fact in found if fact.atom.kind is not AtomKind.ID]
    words = [
        word for word in vocabulary.words(ruled) if not any(atom.start <= word.start < atom.end for atom in numbers)
    ]
    concepts = frozenset(word.concept for word in words)
    return Reading(
        written=written,
        ruled=ruled,
        words=tuple(words),
        concepts=concepts,
        apart=vocabulary.inheriting(vocabulary.telling_apart(concepts), places),
        figures=tuple(_figures(ruled, words, found, places)),
        numbers=frozenset(fact.amount for fact in found if fact.atom.kind is AtomKind.NUMBER),
    )


def _figures(ruled: str, words: list[vocabulary.Word], found: tuple[Fact, ...], places: frozenset[str]) -> list[Figure]:
    compared = [fact for fact in found if fact.atom.kind in _COMPARED and not _is_one_thing(fact)]
    parts = _parts(ruled, [fact.atom for fact in compared])
    shared = _within([word for word in words if not any(start <= word.start < end for start, end in parts)])
    lead = _within([word for word in words if compared and word.start < compared[0].atom.start])
    common = _outside(ruled, parts)
    figures = []
    for fact, (start, end) in zip(compared, parts, strict=True):
        own = _within([word for word in words if start <= word.start < end])
        about = vocabulary.telling_apart(own | shared)
        about = vocabulary.inheriting(about, vocabulary.telling_apart(lead))
        figures.append(
            Figure(
                dimension=_dimension(fact),
                value=fact.amount,
                written=ruled[fact.atom.start : fact.atom.end],
                apart=vocabulary.inheriting(about, places),
                concepts=own | {vocabulary.COST} if fact.atom.kind is AtomKind.MONEY else own,
                anchor=fact.anchor,
                near=f"{ruled[start:end]} · {common}",
            )
        )
    return figures


def _is_one_thing(fact: Fact) -> bool:
    """`one photo`, `one of the 2 orders`: a way of speaking more often than a number."""
    return fact.atom.kind is AtomKind.COUNT and fact.atom.value.startswith("1 ")


def _within(words: list[vocabulary.Word]) -> frozenset[str]:
    return frozenset(word.concept for word in words)


def _parts(ruled: str, compared: list[Atom]) -> list[tuple[int, int]]:
    """Return for each number the part of the sentence that is its own, between the seams around it."""
    seams = [0, *(match.start() for match in _SEAM.finditer(ruled)), len(ruled)]
    parts = []
    for atom in compared:
        before = max(seam for seam in seams if seam <= atom.start)
        after = min((seam for seam in seams if seam >= atom.end), default=len(ruled))
        parts.append((before, after))
    return parts


def _outside(ruled: str, parts: list[tuple[int, int]]) -> str:
    for start, end in parts:
        ruled = ruled[:start] + " " * (end - start) + ruled[end:]
    return ruled


def _dimension(fact: Fact) -> str:
    """Return what it may be compared with: an amount from which a rule holds is no price, opening is no cut-off."""
    kind = fact.atom.kind
    if kind is AtomKind.MONEY:
        return LIMIT if fact.bound == "threshold" else "price"
    if kind is AtomKind.TIME:
        return CUT_OFF if fact.comparator in _EARLIER else "time"
    if kind is AtomKind.COUNT:
        return f"number of {fact.atom.value.partition(' ')[2]}"
    return kind.value


class Weights:
    """How much a concept tells: rare ones more, by inverse document frequency over the client's sentences."""

    def __init__(self, said: list[Assertion]) -> None:
        counts = Counter(concept for assertion in said for concept in assertion.concepts)
        total = max(len(said), 1)
        self._weights = {concept: math.log(1 + total / (1 + count)) for concept, count in counts.items()}
        self.most = math.log(1 + total / 2)
        """Of a concept said once."""

    def of(self, concepts: Iterable[str]) -> float:
        """Return the weight of all of these."""
        return sum(self._weights.get(concept, 1.0) for concept in concepts)

    def likeness(self, one: Assertion, other: Assertion) -> float:
        """Return how much of both sentences is in the other or its heading, [0, 1]."""
        return self._covered(one.concepts, other.concepts, one.concepts | one.heading, other.concepts | other.heading)

    def likeness_of_parts(self, one: Assertion, mine: Figure, other: Assertion, twin: Figure) -> float | None:
        """Return the same for the parts of the sentences around two figures; None where a part says too little."""
        if min(len(mine.concepts), len(twin.concepts)) < LEAST_CONCEPTS:
            return None
        return self._covered(mine.concepts, twin.concepts, one.concepts | one.heading, other.concepts | other.heading)

    def sameness(self, one: frozenset[str], other: frozenset[str]) -> float:
        """Return how much two sets of concepts share of all they hold, [0, 1]."""
        whole = self.of(one | other)
        return self.of(one & other) / whole if whole else 0.0

    def _covered(
        self, one: frozenset[str], other: frozenset[str], around_one: frozenset[str], around_other: frozenset[str]
    ) -> float:
        whole = self.of(one) + self.of(other)
        return (self.of(one & around_other) + self.of(other & around_one)) / whole if whole else 0.0
