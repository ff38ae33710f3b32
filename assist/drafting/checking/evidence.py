"""What a draft may draw on: sources cut into statements, and the statements nearest a claim. Knows no verdict."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache

from assist.atoms import AtomKind, Fact
from assist.drafting.checking import commitments, kin, lexis, statements, weekdays
from assist.drafting.checking.statements import Statement

NEAREST = 3
"""Source statements that may stand behind one claim together: a sentence of a reply joins two or three of a page."""


_ANCHORING = frozenset({AtomKind.MONEY, AtomKind.PERCENT, AtomKind.DURATION, AtomKind.DATE})
ANCHORED = 3
"""Names of a claim in the sources that make it clear what a draft is about."""
AKIN = 0.5
"""What a name counts that only belongs to the matter of a source: no reader doubts that "cat" is about its "pet"."""


ADDS = re.compile(r"\b(?:we|i) also\b|\balso (?:we|i)\b|\b(?:in addition|on top of that|what['’]s more|además)\b", re.I)
"""What adds something new must stand there itself."""


class SourceKind(StrEnum):
    POLICY = "policy"
    """A passage: a rule for everybody, with its conditions."""
    FACT = "fact"
    """An order, a product, an event: what is so."""
    DECISION = "decision"
    """What policy says for this order: its conditions are already weighed."""


_CURRENCY = re.compile(
    r"(?P<EUR>€|\b(?:EUR|[Ee]uros?)\b)|(?P<GBP>£|\b(?:GBP|[Pp]ounds?|quid)\b)|(?P<USD>\$|\b(?:USD|[Dd]ollars?|bucks)\b)"
)


@lru_cache(maxsize=4096)
def currencies(text: str) -> frozenset[str]:
    """Return the currencies a text names, as codes."""
    return frozenset(match.lastgroup or "" for match in _CURRENCY.finditer(text))


@dataclass(frozen=True)
class Source:
    """A text and the id it is cited by; `about` are headings and titles that its sentences leave unsaid."""

    id: str
    kind: SourceKind
    text: str
    about: str = ""


@dataclass(frozen=True)
class Known:
    """One statement of one source."""

    source: Source
    statement: Statement
    names: frozenset[str]
    """Its names and those of what its source is about."""


@dataclass(frozen=True)
class Contained:
    """How much of a claim its sources hold, in [0, 1]: `said` in the same words, `meant` with words of the same matter."""

    said: float
    meant: float


@dataclass(frozen=True)
class SourceFact:
    """A typed fact and the statement it stands in."""

    fact: Fact
    known: Known


class Evidence:
    """All sources of one check, read once."""

    def __init__(self, sources: Iterable[Source], *, vocabulary: Iterable[str] = ()) -> None:
        """`vocabulary` are words that may be said without a source: the brand's name, the customer's, the agent's."""
        self.sources = tuple(sources)
        self._vocabulary = tuple(vocabulary)
        self.known = tuple(
            Known(source, statement, statement.names | about)
            for source in self.sources
            for about in [frozenset(name for name, _ in lexis.signed(source.about.lower()))]
            for statement in statements.read_all(source.text)
        )

    @cached_property
    def facts(self) -> dict[AtomKind, list[SourceFact]]:
        """Return the typed facts by kind."""
        found: dict[AtomKind, list[SourceFact]] = {}
        for known in self.known:
            for fact in known.statement.facts:
                found.setdefault(fact.atom.kind, []).append(SourceFact(fact, known))
        return found

    @cached_property
    def currencies(self) -> frozenset[str]:
        """Return the currencies the sources name."""
        return frozenset(name for source in self.sources for name in currencies(source.text))

    @cached_property
    def weekdays(self) -> frozenset[int]:
        """Return the weekdays (Monday 0) the sources name, and those of the full dates in them."""
        values = (one.fact.atom.value for one in self.facts.get(AtomKind.DATE, ()))
        dated = {date.fromisoformat(value).weekday() for value in values if not value.startswith("0000")}
        return frozenset(dated).union(*(weekdays.named(source.text.lower()) for source in self.sources))

    @cached_property
    def words(self) -> frozenset[str]:
        """Return every word of every source, small letters, and the vocabulary."""
        texts = [part for source in self.sources for part in (source.text, source.about)]
        return frozenset(word for part in (*texts, *self._vocabulary) for word in lexis.plain_words(part))

    @cached_property
    def names(self) -> frozenset[str]:
        """Return every comparable name of every source."""
        return frozenset(name for known in self.known for name in known.names)

    @cached_property
    def _holders(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for at, known in enumerate(self.known):
            for name in known.names:
                found.setdefault(name, []).append(at)
        return found

    def holding(self, name: str) -> list[Known]:
        """Return the statements that hold a name."""
        return [self.known[at] for at in self._holders.get(name, ())]

    def weight(self, name: str) -> float:
        """Return how much a name tells in (0, 1]: one that stands in many statements tells little; an unknown one 1."""
        holders = len(self._holders.get(name, ()))
        return 1.0 if holders <= 1 else 1.0 / (1.0 + 0.25 * (holders - 1) ** 0.5)

    def nearest(self, claim: Statement) -> list[tuple[float, Known]]:
        """Return the statements that share most of the claim's names, best first, with the share in (0, 1]."""
        total = sum(self.weight(name) for name in claim.names)
        if not total:
            return []
        shared: dict[int, float] = {}
        for name in claim.names:
            for at in self._holders.get(name, ()):
                shared[at] = shared.get(at, 0.0) + self.weight(name)
        ranked = sorted(shared.items(), key=lambda one: (-one[1], one[0]))
        return [(share / total, self.known[at]) for at, share in ranked[: 2 * NEAREST]]

    def anchors(self, claim: Statement) -> bool:
        """Say whether most of a claim of some length stands in the sources, or a number of it does."""
        held = len(claim.names & self.names)
        return (held >= ANCHORED and held * 2 >= len(claim.names)) or any(map(self._states, claim.facts))

    def _states(self, fact: Fact) -> bool:
        if fact.atom.kind not in _ANCHORING:
            return False
        return any(one.fact.amount == fact.amount for one in self.facts.get(fact.atom.kind, ()))

    def names_of(self, source_ids: Collection[str]) -> frozenset[str]:
        """Return the names of whole sources: a sentence of a reply draws on several of a page."""
        return frozenset(name for known in self.known if known.source.id in source_ids for name in known.names)

    def containment(self, claim: Statement, nearest: Sequence[tuple[float, Known]], facts: int = 0) -> Contained:
        """Return the share of the claim's names that the sources of its nearest statements hold; 1 for no names.

        `facts` of the claim that stand in a source count as names that do; light names only where they stand too.
        """
        held = self.names_of({known.source.id for _, known in nearest[:NEAREST]})
        telling = frozenset(
            name for name in claim.names if name in held or name not in lexis.LIGHT | commitments.POLITE
        )
        said = (len(telling & held) + facts) / (len(telling) + facts) if telling else 1.0
        telling = telling & held | telling - lexis.FILLERS
        if not telling:
            return Contained(said, 1.0)
        akin = (
            frozenset()
            if ADDS.search(claim.text)
            else kin.akin(telling - held, kin.families(held or self.names), held or self.names)
        )
        meant = (len(telling & held) + AKIN * len(akin) + facts) / (len(telling) + facts)
        return Contained(said, meant)
