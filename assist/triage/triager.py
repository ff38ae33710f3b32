"""The tags and route of one reading: heads, patterns and rules brought together. Opens no file, reads no clock."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from assist.domain.client import Profile
from assist.domain.conversation import Conversation
from assist.domain.enums import Flag, Role
from assist.domain.triage import Entity, Intent, Language, Sentiment, Triage
from assist.ports import Vectors
from assist.reading import Reading
from assist.text import content_words, readable
from assist.triage import entities, flags, language, routing
from assist.triage.client_intents import ClientIntents
from assist.triage.heads import SENTIMENT_LABELS, SENTIMENT_VALUES, Heads, settled
from assist.triage.judged import Judged, shared_judgement
from assist.triage.taxonomy import UNCLEAR, Taxonomy
from assist.working_time import WorkingTime

MAX_INTENTS = 4
MAX_TAUGHT_INTENTS = 8
"""Where a client's examples carry several intents a clause: shades of one question rather than several questions."""
LIKELIER_THAN_NOT = 0.5
REPEAT_AFTER = timedelta(hours=12)
"""An earlier customer message at least this old makes the newest one a repeat contact."""
LEAST_CLAUSE_WORDS = 1
"""Content words a clause needs to carry an intent of its own: "how much is it" belongs to its neighbour."""
CHITCHAT = "other/"
NEGLIGIBLE = 0.02
"""Chance below which an intent is left out of what is likely: 67 of them share one."""

_CONTENT = re.compile(r"[^\W_]{2,}")
_THANKS_MARKS = re.compile(r"[👍🙏❤💕😊🙂😍✅👌]")


@dataclass(frozen=True)
class Tagged:
    """The triage, and for each of its intents the vector row that carries it."""

    triage: Triage
    rows: tuple[int, ...]
    likely: tuple[Mapping[str, float], ...] = ()
    """For every vector row, the chance of each intent that is not negligible."""


@dataclass(frozen=True)
class _Candidate:
    name: str
    confidence: float
    message_id: str
    span: tuple[int, int]
    row: int


class Triager:
    """Triage for one client; thread-safe, holds only read-only parts."""

    def __init__(
        self,
        heads: Heads,
        taxonomy: Taxonomy,
        profile: Profile,
        calendar: WorkingTime,
        own: ClientIntents | None = None,
    ) -> None:
        self._heads = heads
        self._own = own or ClientIntents()
        self._taxonomy = taxonomy
        self._profile = profile
        self._calendar = calendar

    def triage(self, reading: Reading, vectors: Vectors, conversation: Conversation, now: datetime) -> Tagged:
        """Tag and route a reading whose `texts` are the rows of `vectors`."""
        tongue = self._language(reading, conversation)
        judged = self._own.judged(vectors, shared_judgement(self._heads, vectors, reading.texts, tongue.tag))
        candidates, in_scope, sure = self._intents(reading, judged)
        sentiment = self._sentiment(reading, vectors)
        found_flags = self._flags(reading, conversation, candidates)
        intents = tuple(self._intent(candidate) for candidate in candidates)
        facts = routing.RoutingFacts(
            channel=conversation.channel,
            intents=intents,
            in_scope=in_scope,
            sure=sure,
            sentiment=sentiment,
            flags=found_flags,
            language=tongue,
            asked_at=reading.turn[-1].message.sent_at or reading.asked_at(now) if reading.turn else now,
        )
        triage = Triage(
            intents=intents,
            in_scope=in_scope,
            sure=sure,
            sentiment=sentiment,
            flags=tuple(found_flags),
            language=tongue,
            entities=tuple(self._entities(reading, now)),
            route=routing.route(facts, self._profile, self._taxonomy, self._calendar),
        )
        rows = tuple(candidate.row for candidate in candidates)
        return Tagged(triage, rows, self._likely(judged))

    def _intent(self, found: _Candidate) -> Intent:
        shared = self._own.shared_name(found.name)
        return Intent(
            name=shared,
            confidence=found.confidence,
            message_id=found.message_id,
            span=found.span,
            reported_as=found.name if shared != found.name else None,
        )

    def _likely(self, judged: Judged) -> tuple[Mapping[str, float], ...]:
        """Return the likely intents of each row under every name a page may declare: the client's and the shared one."""
        likely = []
        for row in judged.probabilities:
            found: dict[str, float] = {}
            for at in np.flatnonzero(row >= NEGLIGIBLE):
                for name in {judged.names[at], self._own.shared_name(judged.names[at])}:
                    found[name] = min(found.get(name, 0.0) + float(row[at]), 1.0)
            likely.append(found)
        return tuple(likely)

    def _intents(self, reading: Reading, judged: Judged) -> tuple[list[_Candidate], bool, bool]:
        """Return ranked candidates, whether anything is in scope, and whether the first is sure."""
        if not _CONTENT.search(reading.turn_text):
            return self._wordless(reading), True, False
        if reading.is_only_thanks and not self._is_own(judged, reading.message_row):
            message_id, span = _whole_turn(reading)
            return [_Candidate("other/thanks", 0.99, message_id, span, reading.message_row)], True, True
        rows = [reading.message_row, *(clause.row for clause in reading.clauses)]
        if not judged.in_scope[rows].any():
            return [], False, False
        candidates = self._candidates(reading, judged)
        return candidates, True, candidates[0].confidence >= judged.sure

    def _is_own(self, judged: Judged, row: int) -> bool:
        """Say whether an intent of the client's own, more likely than not, claims the row: its word on thanks counts."""
        top = int(judged.probabilities[row].argmax())
        is_likely = judged.probabilities[row, top] >= LIKELIER_THAN_NOT and judged.in_scope[row]
        return bool(is_likely and judged.names[top] not in self._heads.names)

    def _candidates(self, reading: Reading, judged: Judged) -> list[_Candidate]:
        second, probabilities, in_scope = judged.second, judged.probabilities, judged.in_scope
        whole = probabilities[reading.message_row]
        best: dict[int, _Candidate] = {}
        top = int(whole.argmax())
        for label in {top, *(np.flatnonzero(whole >= second).tolist() if judged.several else ())}:
            best[label] = self._placed(reading, judged, label)
        for clause in reading.clauses:
            label = int(probabilities[clause.row].argmax())
            confidence = float(probabilities[clause.row, label])
            too_thin = len(content_words(clause.text)) < LEAST_CLAUSE_WORDS
            if confidence < second or too_thin or not in_scope[clause.row]:
                continue
            if label not in best or confidence > best[label].confidence:
                best[label] = _Candidate(
                    judged.names[label], round(confidence, 4), clause.message_id, clause.span, clause.row
                )
        ranked = sorted(best.values(), key=lambda candidate: -candidate.confidence)
        likely = [ranked[0], *(other for other in ranked[1:] if other.confidence >= second)]
        asking = [candidate for candidate in likely if not candidate.name.startswith(CHITCHAT)]
        return (asking or likely)[: MAX_TAUGHT_INTENTS if judged.several else MAX_INTENTS]

    def _placed(self, reading: Reading, judged: Judged, label: int) -> _Candidate:
        """Place an intent of the whole turn on the clause that carries it best, else on the whole turn."""
        name, probabilities = judged.names[label], judged.probabilities
        confidence = float(probabilities[reading.message_row, label])
        carrier = max(reading.clauses, key=lambda clause: probabilities[clause.row, label], default=None)
        if carrier is None:
            message_id, span = _whole_turn(reading)
            return _Candidate(name, round(confidence, 4), message_id, span, reading.message_row)
        confidence = max(confidence, float(probabilities[carrier.row, label]))
        return _Candidate(name, round(confidence, 4), carrier.message_id, carrier.span, carrier.row)

    def _wordless(self, reading: Reading) -> list[_Candidate]:
        """Tag a turn without words: a thumbs-up is thanks, anything else is unclear."""
        if not reading.turn:
            return []
        message_id, span = _whole_turn(reading)
        name = "other/thanks" if _THANKS_MARKS.search(reading.turn_text) else UNCLEAR
        return [_Candidate(name, 0.5, message_id, span, reading.message_row)]

    def _sentiment(self, reading: Reading, vectors: Vectors) -> Sentiment:
        if not reading.turn_text:
            return Sentiment(label=SENTIMENT_LABELS[2], score=0.0, confidence=0.0)
        chances = self._heads.sentiment_probabilities(vectors[reading.message_row], reading.turn_text)
        label, confidence = settled(chances)
        return Sentiment(
            label=label, score=round(float(chances @ SENTIMENT_VALUES), 2), confidence=round(confidence, 2)
        )

    def _flags(self, reading: Reading, conversation: Conversation, candidates: Sequence[_Candidate]) -> list[Flag]:
        found = flags.find(reading.turn_text)
        names = {candidate.name for candidate in candidates}
        if "account/data_request" in names and Flag.PRIVACY_REQUEST not in found:
            found.append(Flag.PRIVACY_REQUEST)
        if conversation.customer and (conversation.customer.tier or "").lower() in self._profile.vip_tiers:
            found.append(Flag.VIP)
        if Flag.REPEAT_CONTACT not in found and _wrote_before(reading):
            found.append(Flag.REPEAT_CONTACT)
        return found

    def _language(self, reading: Reading, conversation: Conversation) -> Language:
        """Detect from the turn; when that is too short, from what the customer wrote before; else trust the desk."""
        for text in (reading.turn_text, _customer_words(reading)):
            found = language.identify(text, self._profile.locales)
            if found.tag != language.UNKNOWN:
                return found
        if conversation.locale and conversation.locale[:2] in self._profile.locales:
            return Language(tag=conversation.locale[:2], confidence=0.5)
        return found

    def _entities(self, reading: Reading, now: datetime) -> list[Entity]:
        found: list[Entity] = []
        for part in reading.turn:
            today = self._calendar.day(part.message.sent_at or now)
            for entity in entities.find(part.readable.text, self._profile.order_number, today):
                start, end = part.readable.original_span(entity.start, entity.end)
                placed = {"message_id": part.message.id, "start": start, "end": end}
                found.append(entity.model_copy(update=placed))
        return found

    def order_numbers(self, reading: Reading) -> list[str]:
        """Return order numbers the customer gave, newest first, earlier messages included."""
        said = [part.readable.text for part in reversed(reading.turn)]
        said += [readable(m.text).text for m in reversed(reading.earlier) if m.role is Role.CUSTOMER]
        found = (entities.order_numbers(text, self._profile.order_number) for text in said)
        return list(dict.fromkeys(entity.value for numbers in found for entity in numbers))


def _whole_turn(reading: Reading) -> tuple[str, tuple[int, int]]:
    part = reading.turn[-1]
    return part.message.id, part.readable.original_span(0, len(part.readable.text))


def _wrote_before(reading: Reading) -> bool:
    newest = reading.turn[-1].message.sent_at if reading.turn else None
    if newest is None:
        return False
    return any(
        message.role is Role.CUSTOMER and message.sent_at is not None and newest - message.sent_at >= REPEAT_AFTER
        for message in reading.earlier
    )


def _customer_words(reading: Reading) -> str:
    earlier = [readable(message.text).text for message in reading.earlier if message.role is Role.CUSTOMER]
    return "\n".join([*earlier, reading.turn_text])[-4_000:]
