"""What of a conversation is to be answered: the newest customer turn, its clauses, and the texts to encode.

Chosen and cut once, so that one visit to the encoder serves triage and retrieval alike. Knows no intent.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assist import answered, text, tokens
from assist.answered import Answered
from assist.domain.conversation import Message
from assist.domain.enums import Role, Visibility

MAX_TEXTS = 8
"""Texts encoded for one request: query, message and at most six clauses."""
MAX_QUERY_TOKENS = 128
MAX_CONVERSATION_TOKENS = 1_000
CLAUSES_FROM_CHARACTERS = 30
"""Shorter messages rarely hold two requests: not cut, which saves visits to the encoder."""


_ONLY_THANKS = re.compile(
    r"^(?:(?:ok|okay|k|great|perfect|super|cool|lovely|brilliant|thanks|thank you|thankyou|thx|ty|cheers|ta|got it|"
    r"all good|a lot|so much|very much|again|bye|gracias|muchas|mil|vale|genial|perfecto|adi[oó]s|hasta luego)\b"
    r"[\s,.!👍🙏❤💕😊🙂😍✅👌\ufe0f]*){1,6}$",
    re.I,
)
"""A turn of nothing but thanks: too short for a model to judge, and known for certain."""


@dataclass(frozen=True)
class TurnMessage:
    """One message of the turn and what a person would read of it."""

    message: Message
    readable: text.Readable


@dataclass(frozen=True)
class TurnClause:
    """A clause of the turn: where it stands in its message as received, and its row among the vectors."""

    message_id: str
    text: str
    span: tuple[int, int]
    row: int


@dataclass(frozen=True)
class Reading:
    """The newest customer turn, made ready. Row 0 of the vectors is the query, `message_row` the turn itself."""

    turn: tuple[TurnMessage, ...]
    clauses: tuple[TurnClause, ...]
    texts: tuple[str, ...]
    message_row: int
    conversation: str
    """What was said so far, both sides, capped, the newest kept: what is searched for by words."""
    earlier: tuple[Message, ...]
    """Messages before the turn, oldest first, internal notes included."""
    answered: Answered | None = None
    """What the turn answers, when its form says that it answers something."""
    question_row: int | None = None
    """Row of `answered.question`."""
    matter_row: int | None = None
    """Row of `answered.matter`."""

    @property
    def turn_text(self) -> str:
        """The readable text of the turn, its messages on lines of their own."""
        return "\n".join(part.readable.text for part in self.turn if part.readable.text)

    @property
    def is_only_thanks(self) -> bool:
        """True when the customer wrote thanks or a sign of it and nothing else."""
        words = self.turn_text.strip()
        return bool(_ONLY_THANKS.match(words)) or (bool(words) and not re.search(r"[^\W_]", words) and "?" not in words)

    def asked_at(self, now: datetime) -> datetime:
        """Return when the customer asked: the first message of this request, not our answer (clock rule C2)."""
        return next((part.message.sent_at for part in self.turn if part.message.sent_at), None) or now

    @property
    def answers(self) -> tuple[str, ...]:
        """Ids of the messages a reply would answer."""
        return tuple(part.message.id for part in self.turn)


def read(messages: Sequence[Message]) -> Reading:
    """Prepare a conversation; the turn is every customer message since the last public reply before the newest one."""
    start, end = _newest_turn(messages)
    turn = tuple(
        TurnMessage(message, text.readable(message.text))
        for message in messages[start:end]
        if message.role is Role.CUSTOMER
    )
    turn_text = "\n".join(part.readable.text for part in turn if part.readable.text)
    query = _query(messages[:start], turn_text)
    texts = [query] if turn_text == query else [query, turn_text]
    message_row = len(texts) - 1
    found = _clauses(turn, len(texts)) if len(turn_text) >= CLAUSES_FROM_CHARACTERS else []
    if len(found) == 1:
        found = []
    replied_to = answered.find(messages[:start], turn_text)
    rows = [*texts, *(clause.text for clause in found)]
    question_row = _append(rows, replied_to.question if replied_to else None)
    matter_row = _append(rows, replied_to.matter if replied_to else None)
    return Reading(
        turn=turn,
        clauses=tuple(found),
        texts=tuple(rows),
        message_row=message_row,
        conversation=_conversation(messages[:start], turn_text),
        earlier=tuple(messages[:start]),
        answered=replied_to,
        question_row=question_row,
        matter_row=matter_row,
    )


def _append(rows: list[str], more: str | None) -> int | None:
    """Add a text to encode where there is room; return its row."""
    if not more or len(rows) >= MAX_TEXTS:
        return None
    rows.append(more)
    return len(rows) - 1


def _newest_turn(messages: Sequence[Message]) -> tuple[int, int]:
    """Return `[start, end)` of the newest run of customer messages; internal notes do not break it."""
    positions = [at for at, message in enumerate(messages) if message.role is Role.CUSTOMER]
    if not positions:
        return len(messages), len(messages)
    end = positions[-1] + 1
    start = positions[-1]
    for at in range(positions[-1] - 1, -1, -1):
        message = messages[at]
        if message.role is Role.CUSTOMER:
            start = at
        elif message.visibility is Visibility.PUBLIC and message.role is not Role.SYSTEM:
            break
    return start, end


def _query(earlier: Sequence[Message], turn_text: str) -> str:
    """Return what to search for: the customer's words so far, capped, the newest kept."""
    said = [
        text.readable(message.text).text
        for message in earlier
        if message.role is Role.CUSTOMER and message.visibility is Visibility.PUBLIC
    ]
    joined = "\n".join([*(part for part in said if part), turn_text])
    return tokens.keep_end(joined, MAX_QUERY_TOKENS)


def _conversation(earlier: Sequence[Message], turn_text: str) -> str:
    """Return what both sides said in public: an agent's answer names the page the customer goes on asking about."""
    said = [
        text.readable(message.text).text
        for message in earlier
        if message.role is not Role.SYSTEM and message.visibility is Visibility.PUBLIC
    ]
    return tokens.keep_end("\n".join([*(part for part in said if part), turn_text]), MAX_CONVERSATION_TOKENS)


def _clauses(turn: Sequence[TurnMessage], first_row: int) -> list[TurnClause]:
    """Return the clauses in the order written; when there are too many, those of the newest message come first."""
    found: list[tuple[TurnMessage, text.Clause]] = []
    for part in reversed(turn):
        left = MAX_TEXTS - first_row - len(found)
        if left <= 0:
            break
        found[:0] = [(part, clause) for clause in text.clauses(part.readable.text, at_most=left)]
    return [
        TurnClause(part.message.id, clause.text, part.readable.original_span(clause.start, clause.end), row)
        for row, (part, clause) in enumerate(found, start=first_row)
    ]
