"""Run decision cases through the real path, as they are and with the expected intents put in the tagger's place.

The second run tells a wrong tag from a wrong decision. Takes what it needs; opens nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from assist import pipeline
from assist.briefing import Version
from assist.domain.conversation import Conversation, Message
from assist.domain.enums import Role
from assist.domain.orders import Order
from assist.domain.reply import Draft
from assist.domain.suggestion import Suggestion, SuggestRequest
from assist.domain.triage import Intent
from assist.pipeline import Context
from assist.ports import Vectors
from assist.reading import Reading
from assist.triage.triager import Tagged, Triager
from evals.cases import Case
from evals.expectations import ExpectedIntent
from evals.scorers.differences import assertions
from evals.scores import Assertion, Part

AN_HOUR = timedelta(hours=1)


class ForcedIntents(Triager):
    """A tagger that is told the intents and leaves everything else to the real one."""

    def __init__(self, real: Triager, intents: tuple[ExpectedIntent, ...]) -> None:
        self.__dict__.update(real.__dict__)
        self._wanted = intents

    def triage(
        self,
        reading: Reading,
        vectors: Vectors,
        conversation: Conversation,
        now: datetime,
        *,
        orders: Sequence[Order] | None = None,
    ) -> Tagged:
        """Return the real triage with the wanted intents in place of those found."""
        tagged = super().triage(reading, vectors, conversation, now, orders=orders)
        placed = [_placed(wanted, reading) for wanted in self._wanted]
        triage = tagged.triage.model_copy(
            update={"intents": tuple(one.intent for one in placed), "in_scope": True, "sure": True}
        )
        return replace(tagged, triage=triage, rows=tuple(one.row for one in placed))


@dataclass(frozen=True)
class _Placed:
    intent: Intent
    row: int


def _placed(wanted: ExpectedIntent, reading: Reading) -> _Placed:
    """Return the wanted intent over its words, in the clause that shares most of them, or over the whole turn."""
    message = reading.turn[-1].message
    start = message.text.find(wanted.words) if wanted.words else -1
    span = (start, start + len(wanted.words)) if wanted.words and start >= 0 else (0, len(message.text))
    row = reading.message_row
    if wanted.words and reading.clauses:
        nearest = max(reading.clauses, key=lambda clause: min(span[1], clause.span[1]) - max(span[0], clause.span[0]))
        row = nearest.row
    return _Placed(Intent(name=wanted.name, confidence=1.0, message_id=message.id, span=span), row)


@dataclass(frozen=True)
class Judged:
    """What came of one case: where it differs as it is, and where with the intents given."""

    case: Case
    found: Suggestion
    told: Suggestion
    as_it_is: tuple[Assertion, ...]
    with_intents: tuple[Assertion, ...]

    @property
    def passed(self) -> bool:
        return all(one.holds for one in (*self.as_it_is, *self.with_intents))

    @property
    def failing(self) -> tuple[str, ...]:
        """Name what fails: parts of the whole path, and `decided` for decisions with the intents given."""
        wrong = {one.part for one in self.as_it_is if not one.holds}
        parts = [part.value for part in Part if part in wrong]
        return (*parts, *(["decided"] if not self.decided else []))

    @property
    def decided(self) -> bool:
        """True when the decisions are right once the intents are."""
        return all(one.holds for one in self.with_intents if one.part is Part.DECISIONS)


def run(
    cases: Iterable[Case], version_of: Callable[[str], Version], context: Callable[[], Context]
) -> Iterator[Judged]:
    """Judge every case in order; `context` gives a fresh outside for each request."""
    for case in cases:
        version = version_of(str(case.request.client_id))
        told = replace(version, triager=ForcedIntents(version.triager, case.expect.intents or ()))
        found = pipeline.suggest(version, case.request, context())
        with_intents = pipeline.suggest(told, case.request, context()) if case.expect.intents else found
        yield Judged(
            case=case,
            found=found,
            told=with_intents,
            as_it_is=(*assertions(case.expect, found), *said_again(case, version, found, context)),
            with_intents=tuple(assertions(case.expect, with_intents)),
        )


def said_again(
    case: Case, version: Version, found: Suggestion, context: Callable[[], Context]
) -> tuple[Assertion, ...]:
    """Send the draft, ask the same once more, and say so when the same draft comes back."""
    if not case.expect.second_time_differs or not isinstance(found.reply, Draft):
        return ()
    second = pipeline.suggest(version, _asked_again(case.request, found.reply.text), context()).reply
    same = isinstance(second, Draft) and second.text == found.reply.text
    return (Assertion(name="again", part=Part.REPLY, why=("says the same a second time",) if same else ()),)


def _asked_again(request: SuggestRequest, sent: str) -> SuggestRequest:
    question = request.messages[-1]
    assert request.now is not None and question.sent_at is not None, "read_cases demands a clock"
    later = request.now + AN_HOUR
    answer = Message(id="sent", role=Role.AGENT, sent_at=request.now, text=sent)
    again = question.model_copy(update={"id": "again", "sent_at": later})
    return request.model_copy(
        update={"messages": (*request.messages, answer, again), "now": later + (request.now - question.sent_at)}
    )
