"""A suggestion as it comes about: tags, decisions, a reply, perhaps a better one, the whole."""

from typing import Literal

from assist.domain.base import Frozen
from assist.domain.decision import Decision
from assist.domain.reply import Reply
from assist.domain.suggestion import Suggestion
from assist.domain.triage import Triage


class Triaged(Frozen):
    kind: Literal["triage"] = "triage"
    triage: Triage


class Decided(Frozen):
    kind: Literal["decisions"] = "decisions"
    decisions: tuple[Decision, ...]


class Replied(Frozen):
    """A reply that could be sent; one that `replaces` is better than the one before, and as well checked."""

    kind: Literal["reply"] = "reply"
    reply: Reply
    replaces: bool = False


class Whole(Frozen):
    """The last stage of every suggestion."""

    kind: Literal["done"] = "done"
    suggestion: Suggestion


Stage = Triaged | Decided | Replied | Whole
