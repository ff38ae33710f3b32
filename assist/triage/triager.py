"""The tags and route of one reading: heads, patterns and rules brought together. Opens no file, reads no clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from assist.domain.client import Profile
from assist.domain.conversation import Conversation
from assist.domain.enums import Flag, Role
from assist.domain.triage import Entity, Intent, Language, Sentiment, Triage
from assist.ports import Vectors
from assist.reading import Reading
from assist.text import readable
from assist.triage import candidates, entities, flags, language, routing
from assist.triage.candidates import Candidate
from assist.triage.client_intents import ClientIntents
from assist.triage.heads import SENTIMENT_LABELS, SENTIMENT_VALUES, Heads, settled
from assist.triage.judged import shared_judgement
from assist.triage.taxonomy import Taxonomy
from assist.working_time import WorkingTime

REPEAT_AFTER = timedelta(hours=12)
"""An earlier customer message at least this old makes the newest one a repeat contact."""


@dataclass(frozen=True)
class Tagged:
    """The triage, and for each of its intents the vector row that carries it."""

    triage: Triage
    rows: tuple[int, ...]
    likely: tuple[Mapping[str, float], ...] = ()
    """For every vector row, the chance of each intent that is not negligible."""


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
        found = candidates.find(reading, judged, own_claims_turn=self._own.claims(judged, reading.message_row))
        sentiment = self._sentiment(reading, vectors)
        found_flags = self._flags(reading, conversation, found.candidates)
        intents = tuple(self._intent(candidate) for candidate in found.candidates)
        facts = routing.RoutingFacts(
            channel=conversation.channel,
            intents=intents,
            in_scope=found.in_scope,
            sure=found.sure,
            sentiment=sentiment,
            flags=found_flags,
            language=tongue,
            asked_at=reading.turn[-1].message.sent_at or reading.asked_at(now) if reading.turn else now,
        )
        triage = Triage(
            intents=intents,
            in_scope=found.in_scope,
            sure=found.sure,
            sentiment=sentiment,
            flags=tuple(found_flags),
            language=tongue,
            entities=tuple(self._entities(reading, now)),
            route=routing.route(facts, self._profile, self._taxonomy, self._calendar),
        )
        rows = tuple(candidate.row for candidate in found.candidates)
        return Tagged(triage, rows, self._own.likely(judged))

    def _intent(self, found: Candidate) -> Intent:
        shared = self._own.shared_name(found.name)
        return Intent(
            name=shared,
            confidence=found.confidence,
            message_id=found.message_id,
            span=found.span,
            reported_as=found.name if shared != found.name else None,
        )

    def _sentiment(self, reading: Reading, vectors: Vectors) -> Sentiment:
        if not reading.turn_text:
            return Sentiment(label=SENTIMENT_LABELS[2], score=0.0, confidence=0.0)
        chances = self._heads.sentiment_probabilities(vectors[reading.message_row], reading.turn_text)
        label, confidence = settled(chances)
        return Sentiment(
            label=label, score=round(float(chances @ SENTIMENT_VALUES), 2), confidence=round(confidence, 2)
        )

    def _flags(self, reading: Reading, conversation: Conversation, tagged: Sequence[Candidate]) -> list[Flag]:
        found = flags.find(reading.turn_text)
        names = {candidate.name for candidate in tagged}
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
