"""What a draft may be made of, and a draft before it is text: sentences with their sources."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assist.domain.client import Profile
from assist.domain.decision import Action, Decision, FollowUp
from assist.domain.enums import Channel, ClaimKind, SentimentLabel
from assist.domain.knowledge import Passage, ScoredPassage
from assist.domain.notice import Notice
from assist.domain.orders import Order, Product
from assist.domain.triage import Intent
from assist.drafting.answers import Answers


@dataclass(frozen=True)
class Point:
    """One intent to answer: its decision with spoken slots, or the passages that speak to it, or a question."""

    intent: Intent
    decision: Decision | None
    actions: Sequence[Action]
    slots: Mapping[str, str]
    passages: Sequence[ScoredPassage]
    decision_passages: Sequence[Passage]
    question: str | None = None
    """What must be asked first, if anything."""

    def says(self, answers: Answers) -> list[str]:
        """Return what the answer bank says for the decision, slots filled."""
        if self.decision is None:
            return []
        filled = (answers.fill(answer, self.slots) for answer in answers.for_rule(self.decision.rule_id))
        return [sentence for sentence in filled if sentence]


@dataclass(frozen=True)
class Material:
    """Everything a draft is made of; nothing else may be said."""

    profile: Profile
    answers: Answers
    channel: Channel
    customer_name: str | None
    agent_name: str | None
    sentiment: SentimentLabel
    points: Sequence[Point]
    orders: Sequence[Order] = ()
    products: Sequence[Product] = ()
    follow_up: FollowUp | None = None
    told: str = ""
    """What we wrote to the customer before, in public."""
    notices: Sequence[Notice] = ()
    """In force for this message, in the language of the reply; said word for word."""


@dataclass(frozen=True)
class Quote:
    """A stretch of a passage: `passage.text[start:end]`."""

    passage: Passage
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.passage.text[self.start : self.end]


@dataclass(frozen=True)
class Sentence:
    """One sentence of a draft and what stands behind it."""

    text: str
    kind: ClaimKind
    quotes: tuple[Quote, ...] = ()
    decision_id: str | None = None
    kept_by: str | None = None
    by: tuple[str, ...] = field(default=())
    """Further supporters: order paths, products."""


@dataclass(frozen=True)
class Sketch:
    """A draft as paragraphs of sentences; greeting and signature stand apart."""

    greeting: str
    paragraphs: tuple[tuple[Sentence, ...], ...]
    signature: str | None
    nothing_new: bool = False
    """All of it was told to the customer before."""

    @property
    def sentences(self) -> list[Sentence]:
        """All sentences between greeting and signature, in order."""
        return [sentence for paragraph in self.paragraphs for sentence in paragraph]
