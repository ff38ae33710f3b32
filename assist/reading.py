"""What of a conversation is to be answered: the newest customer turn, its clauses, and the texts to encode.

Chosen and cut once, so that one visit to the encoder serves triage and retrieval alike. Knows no intent.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from assist import answered, closing_words, text, tokens
from assist.answered import Answered
from assist.domain.conversation import Message
from assist.domain.enums import Role, Visibility

MAX_TEXTS = 8
"""Texts encoded for one request: query, message and at most six clauses."""
MAX_QUERY_TOKENS = 128
MAX_CONVERSATION_TOKENS = 1_000
GOES_ON = timedelta(days=7)
"""Answered later than this, a question of ours is no longer what the customer writes about."""
UNHEARD = (Role.SYSTEM, Role.TOOL)
"""Roles whose messages the customer never sees."""
CLAUSES_FROM_CHARACTERS = 30
"""Shorter messages rarely hold two requests: not cut, which saves visits to the encoder."""


_STATE = re.compile(
    r"\b(?:(?:not |never |still |already |un|no |sin )?(?:opened|sealed|used|worn|new|abiert[oa]s?|abrir|precintad[oa]s?|usad[oa]s?|nuev[oa]s?)|"
    r"i have (?:not )?|i haven't (?:even )?|yet)\b",
    re.I,
)
"""In which state an item is: an answer to "is it opened?"."""
_ANSWERING = re.compile(
    r"\b[\w-]{0,20}\d[\w-]{0,30}|[\W_]+|\b(?:hi|hello|hey|hola|here|it|you|go|they|are|is|the|and|of|my|a|an|as|asked|requested|for|this|these|"
    r"that|order|number|no|sorry|ok|okay|sure|yes|yep|its|oh|s[ií]|claro|vale|s|gift|batch|code|photos?|pictures?|pics?|images?|attached|sent|see|label|box|item|product|thanks|thank|please|"
    r"aqu[ií]|ah[ií]|est[aá]n?|va|van|la|las|los|el|lo|te|os|mando|env[ií]o|adjunt\w+|fotos?|im[aá]genes|etiqueta|caja|y|de|del|n[uú]mero|pedido|"
    r"regalo|lote|c[oó]digo|gracias|es|mi|tienes?)\b",
    re.I,
)
"""What stands in a turn that only answers us: "here are the photos", "NF-20288, thanks"."""
LONGEST_ANSWER = 200
"""Characters; longer turns say something of their own."""


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
    goes_on: bool = False
    """Whether the turn only answers us (a photo, an order number) and the request was made before it."""
    answered: Answered | None = None
    """What the turn answers, when its form says that it answers something."""
    question_row: int | None = None
    """Row of `answered.question`."""
    matter_row: int | None = None
    """Row of `answered.matter`."""
    aside: Mapping[int, int] = field(default_factory=dict)
    """By row, the row of the same text with the things for sale put aside, where it names any."""

    def with_aside(self, put_aside: Callable[[str], str | None]) -> "Reading":
        """Return the reading with a second text beside the turn and each clause that names a thing for sale, while there is room."""
        rows, found = list(self.texts), {}
        for row in (self.message_row, *(clause.row for clause in self.clauses)):
            added = _append(rows, put_aside(self.texts[row]))
            if added is not None:
                found[row] = added
        return replace(self, texts=tuple(rows), aside=found) if found else self

    @property
    def turn_text(self) -> str:
        """The readable text of the turn, its messages on lines of their own."""
        return "\n".join(part.readable.text for part in self.turn if part.readable.text)

    @property
    def ours(self) -> list[Message]:
        """What we wrote in public before the turn, oldest first."""
        return [one for one in self.earlier if one.is_ours]

    @property
    def said_last(self) -> str:
        """Our newest public message; empty where there is none."""
        return next((message.text for message in reversed(self.ours)), "")

    @property
    def is_only_thanks(self) -> bool:
        """True when the customer wrote thanks or a sign of it and nothing else."""
        words = self.turn_text.strip()
        return closing_words.are_all(words) or (bool(words) and not re.search(r"[^\W_]", words) and "?" not in words)

    @property
    def request_text(self) -> str:
        """The words that carry the request: those of the turn, and those said before it where the turn only answers us."""
        if self.goes_on:
            return self.texts[0]
        if self.is_bare_answer and self.answered is not None and self.answered.matter:
            return f"{self.answered.matter}\n{self.turn_text}"
        return self.turn_text

    @property
    def is_bare_answer(self) -> bool:
        """True when the turn says nothing of its own and stands on what was written before."""
        return self.answered is not None and self.answered.is_bare

    def words_in(self, message_id: str | None, span: tuple[int, int], row: int) -> str:
        """Return the words of a stretch of the turn: those of its clauses, or the text of `row` where none lies in it."""
        inside = [
            clause.text
            for clause in self.clauses
            if clause.message_id == message_id and span[0] <= clause.span[0] and clause.span[1] <= span[1]
        ]
        return " ".join(inside) or self.texts[row]

    def asked_at(self, now: datetime) -> datetime:
        """Return when the customer asked: the first message of this request, not our answer (clock rule C2).

        An answer to what we asked back goes on with the request before it, and so does one after a machine's words.
        """
        asked = next((part.message.sent_at for part in self.turn if part.message.sent_at), None)
        known = [moment for moment in (self._request_began(), asked) if moment]
        return min(known, default=now)

    def _request_began(self) -> datetime | None:
        """Return when the customer first wrote of what our questions since have been about; None when we asked nothing."""
        began = None
        wished = _wishes(self.turn_text)
        answered = next((part.message.sent_at for part in self.turn if part.message.sent_at), None)
        at = len(self.earlier)
        while at > 0:
            ours_from = _start_of(self.earlier[:at], ours=True)
            ours = [one for one in self.earlier[ours_from:at] if _is_public(one)]
            asked = [one.sent_at for one in ours if one.sent_at]
            if asked and answered and answered - max(asked) > GOES_ON:
                return began
            if not ours or not all(one.role is Role.BOT or _asks_back(one.text) for one in ours):
                return began
            theirs_from = _start_of(self.earlier[:ours_from], ours=False)
            said = [one.text or "" for one in self.earlier[theirs_from:ours_from] if one.role is Role.CUSTOMER]
            if wished and wished.isdisjoint(_wishes("\n".join(said))):
                return began  # what is asked for now was not asked for then
            sent = [
                one.sent_at for one in self.earlier[theirs_from:ours_from] if one.role is Role.CUSTOMER and one.sent_at
            ]
            began = answered = min(sent, default=began)
            at = theirs_from
        return began

    @property
    def answers(self) -> tuple[str, ...]:
        """Ids of the messages a reply would answer."""
        return tuple(part.message.id for part in self.turn)


_WISHES = {
    "return": re.compile(
        r"\b(?:return\w*|(?:send|sent|goes?|going) (?:\w+ ){0,3}back|refund\w*|money back|dev(?:ol|uel)\w+|reembols\w+)\b",
        re.I,
    ),
    "exchange": re.compile(r"\b(?:exchang\w+|swap\w*|cambi\w+)\b", re.I),
    "cancel": re.compile(r"\b(?:cancel\w*|anul\w+)\b", re.I),
    "fault": re.compile(r"\b(?:broken?|damaged?|leak\w*|torn|rot[oa]s?|defect\w*|faulty|wrong|missing)\b", re.I),
}
"""Words that name what is wanted; one of them that was not said before begins a request of its own."""


def _wishes(said: str) -> set[str]:
    return {name for name, words in _WISHES.items() if words.search(said)}


def _is_public(message: Message) -> bool:
    return message.visibility is Visibility.PUBLIC and message.role not in UNHEARD


def _asks_back(said: str) -> bool:
    """Say whether a reply ends in asking the customer for something, its signature left aside."""
    return "?" in text.readable(said).text


def _start_of(messages: Sequence[Message], *, ours: bool) -> int:
    """Return where the last run of public messages of one side begins; internal notes do not break it."""
    start = len(messages)
    for at in range(len(messages) - 1, -1, -1):
        if _is_public(messages[at]) and (messages[at].role is not Role.CUSTOMER) is not ours:
            break
        start = at
    return start


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
    goes_on = _only_answers(turn, messages[:start])
    texts = [query] if goes_on or turn_text == query else [query, turn_text]
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
        goes_on=goes_on,
        answered=replied_to,
        question_row=question_row,
        matter_row=matter_row,
    )


def _only_answers(turn: Sequence[TurnMessage], earlier: Sequence[Message]) -> bool:
    """Say whether the turn only shows or names what we asked for: a photo or a number, and no words of its own."""
    shows = any(part.message.attachments for part in turn)
    words = " ".join(part.readable.text for part in turn)
    tells = re.search(r"\d", words) or _STATE.search(words) or answered.SAYS_SHOWN.search(words)
    if len(words) > LONGEST_ANSWER or not (shows or tells):
        return False
    if not any(message.role is Role.CUSTOMER for message in earlier):
        return False
    return _ANSWERING.sub(" ", _STATE.sub(" ", words)).strip() == ""


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
        elif message.visibility is Visibility.PUBLIC and message.role not in UNHEARD and message.text.strip():
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
        if message.role not in UNHEARD and message.visibility is Visibility.PUBLIC
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
