"""What is proposed to the agent: a draft with its sources and its check, or an honest alternative."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from assist.domain.base import Frozen
from assist.domain.enums import ClaimKind, Severity, WrittenBy


class Citation(Frozen):
    """A source of one claim; `passage.text[start:end] == quote`, always."""

    id: str
    claim: str
    passage_id: str
    start: int
    end: int
    quote: str


class Claim(Frozen):
    """One sentence of a draft; `by` names what supports it: citation, decision, action, order path."""

    id: str
    text: str
    start: int
    end: int
    kind: ClaimKind
    supported: bool
    by: tuple[str, ...] = ()


class Promise(Frozen):
    """A commitment in the draft and the action or follow-up that keeps it; None: nobody does."""

    claim: str
    kind: str
    on: date | None = None
    kept_by: str | None = None


class Check(Frozen):
    """The checker's finding; `score` is the share of claims supported, in [0, 1]."""

    grounded: bool
    score: Annotated[float, Field(ge=0, le=1)]
    repaired: int = 0
    claims: tuple[Claim, ...] = ()
    promises: tuple[Promise, ...] = ()
    completeness: dict[str, dict[str, str | None]] = Field(default_factory=dict)


class Draft(Frozen):
    kind: Literal["draft"] = "draft"
    text: str
    locale: str
    template: str | None = None
    written_by: WrittenBy
    macro_ids: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    check: Check


class Abstention(Frozen):
    """Nothing supports an answer: the reason, the one question to ask, and what came nearest."""

    kind: Literal["abstention"] = "abstention"
    reason: str
    ask: str | None = None
    for_agent: str
    nearest: tuple[str, ...] = ()


class NoReplyNeeded(Frozen):
    kind: Literal["no_reply_needed"] = "no_reply_needed"
    reason: str


class Escalation(Frozen):
    """A person must take this one; `holding_text` may be sent meanwhile."""

    kind: Literal["escalation"] = "escalation"
    reason: str
    handoff_id: str | None = None
    holding_text: str | None = None


Reply = Annotated[Draft | Abstention | NoReplyNeeded | Escalation, Field(discriminator="kind")]


class Warning(Frozen):
    """Something the agent should see before sending."""

    code: str
    severity: Severity
    message: str
    claim: str | None = None
