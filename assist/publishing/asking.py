"""Which questions two versions answer differently: both are asked through the path, by the composer alone.

Without questions of the user's own, those that the change itself suggests are asked: every FAQ heading, the headings of
what changed, and what customers wrote lately.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

from pydantic import Field

from assist import pipeline, privacy, wire
from assist.briefing import Version
from assist.domain.base import Frozen, Identifier
from assist.domain.conversation import MAX_TEXT, Message
from assist.domain.enums import Channel, PageKind
from assist.domain.reply import Draft, Reply
from assist.domain.suggestion import Suggestion, SuggestRequest
from assist.domain.turns import StoredTurn
from assist.errors import BadInput, NotFound
from assist.pipeline import Context
from assist.retrieval.bundle import Bundle, heading_text

MOST_ASKED = 1_000
"""Questions asked of both versions; 1,000 take about half a minute on two cores."""


class Question(Frozen):
    """One thing to ask both versions."""

    id: str
    query: str
    locale: str | None = None
    channel: Channel = Channel.EMAIL


class Answered(Frozen):
    """What one version says: its kind of reply, the words, what it cites and decides, and what it found first."""

    kind: str
    text: str
    cites: tuple[str, ...]
    decides: tuple[str, ...]
    top_passage: str | None


class AnswerChange(Frozen):
    """A question that is answered differently; `differs` names what of the answer does."""

    id: str
    query: str
    differs: tuple[str, ...]
    before: Answered
    after: Answered


class _Line(Frozen):
    """A line of `--questions`."""

    id: Identifier | None = None
    query: Annotated[str, Field(min_length=1, max_length=MAX_TEXT)] | None = None
    text: Annotated[str, Field(min_length=1, max_length=MAX_TEXT)] | None = None


def ask_both(before: Version, after: Version, questions: Iterable[Question], context: Context) -> list[AnswerChange]:
    """Return the questions whose answer differs, as both versions give it."""
    changes = []
    for question in questions:
        old, new = (_answered(version, question, context) for version in (before, after))
        differs = tuple(name for name in Answered.model_fields if getattr(old, name) != getattr(new, name))
        if differs:
            changes.append(AnswerChange(id=question.id, query=question.query, differs=differs, before=old, after=new))
    return changes


def read_questions(file: Path) -> list[Question]:
    """Read `{id?, query}` or `{id?, text}` a line. Raises: NotFound; BadInput naming the line."""
    if not file.is_file():
        raise NotFound(f"--questions: no file {file}")
    try:
        lines = file.read_bytes().splitlines()
    except OSError as error:
        raise BadInput(f"--questions: cannot read {file}: {error.strerror}") from error
    return [_question(number, line) for number, line in enumerate(lines, start=1) if line.strip()]


def suggested(before: Bundle, after: Bundle, turns: Sequence[StoredTurn]) -> list[Question]:
    """Return what the change itself makes worth asking; each wording once."""
    old, new = set(before.passages), set(after.passages)
    asked = [
        Question(id=passage.id, query=heading_text(passage), locale=passage.locale)
        for passage in (*after.passages, *before.passages)
        if passage.kind is PageKind.FAQ or passage in old ^ new
    ]
    asked += [
        Question(
            id=f"{turn.conversation_id}/{turn.message_id}",
            query=privacy.redact(turn.text).text[:MAX_TEXT],  # a placeholder may be longer than what it masks
            channel=turn.channel,
        )
        for turn in turns
        if turn.text.strip()
    ]
    return list({(question.query, question.locale): question for question in reversed(asked)}.values())[::-1]


def _question(number: int, line: bytes) -> Question:
    try:
        given = wire.read(_Line, line)
    except BadInput as error:
        raise BadInput(f"--questions: line {number}: {error.message}", code=error.code) from None
    words = given.query or given.text
    if words is None or (given.query and given.text):
        raise BadInput(f"--questions: line {number}: query or text is required, and not both", code="field_missing")
    return Question(id=given.id or f"line {number}", query=words)


def _answered(version: Version, question: Question, context: Context) -> Answered:
    request = SuggestRequest(channel=question.channel, locale=question.locale, messages=(Message(text=question.query),))
    suggestion = pipeline.suggest(version, request, context)
    return Answered(
        kind=suggestion.reply.kind,
        text=_words(suggestion.reply),
        cites=_cited(suggestion),
        decides=tuple(f"{decision.rule_id} {decision.outcome}" for decision in suggestion.decisions),
        top_passage=next((found.passage_id for found in suggestion.retrieval.found), None),
    )


def _words(reply: Reply) -> str:
    if isinstance(reply, Draft):
        return reply.text
    return str(reply.reason)


def _cited(suggestion: Suggestion) -> tuple[str, ...]:
    if not isinstance(suggestion.reply, Draft):
        return ()
    return tuple(dict.fromkeys(citation.passage_id for citation in suggestion.reply.citations))
