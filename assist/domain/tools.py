"""What an agent asks of a draft or of the knowledge beside a reply: another wording, a summary, an answer to themselves."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from assist.domain.base import Frozen, Identifier
from assist.domain.enums import Audience, WrittenBy
from assist.domain.reply import Check, Warning
from assist.domain.verification import VerifyRequest


class Rewording(StrEnum):
    """How a draft should read instead; only SHORTER can be done without a model."""

    SHORTER = "shorter"
    WARMER = "warmer"
    MORE_FORMAL = "more_formal"
    TRANSLATE = "translate"


class RewordRequest(VerifyRequest):
    """A draft with its sources, as for a check, and how it should read; `locale` is where to translate to."""

    how: Rewording
    locale: Annotated[str, Field(pattern="^[a-z]{2}$")] | None = None

    @model_validator(mode="after")
    def _translations_have_a_language(self) -> Self:
        if (self.how is Rewording.TRANSLATE) != (self.locale is not None):
            raise ValueError("locale goes with translate, and only with it")
        return self


class Reworded(Frozen):
    """The draft as it reads now and its check; `degraded` says why it is as it was."""

    text: str
    how: Rewording
    written_by: WrittenBy
    changed: bool
    check: Check
    warnings: tuple[Warning, ...] = ()
    degraded: tuple[str, ...] = ()
    tokens: int = 0


class AskRequest(Frozen):
    """A question of the agent's own; agent-only pages may answer it."""

    client_id: Identifier | None = None
    question: Annotated[str, Field(min_length=1, max_length=2_000)]
    locale: Annotated[str, Field(pattern="^[a-z]{2}(-[A-Z]{2})?$")] | None = None


class AnswerPart(Frozen):
    """One verbatim sentence: `passage.text[start:end] == text`. `internal` is for the agent's eyes only."""

    text: str
    passage_id: str
    headings: tuple[str, ...]
    start: int
    end: int
    audience: Audience
    internal: bool


class Answered(Frozen):
    """What the pages say to an agent's question, best first; `abstained` when nothing does."""

    abstained: bool
    parts: tuple[AnswerPart, ...] = ()
    nearest: tuple[str, ...] = ()
