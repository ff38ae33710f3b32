"""The tags and route of one reading: heads, patterns and rules brought together. Opens no file, reads no clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from assist.domain.client import Profile
from assist.domain.conversation import Conversation
from assist.domain.enums import Flag, Role
from assist.domain.orders import Order
from assist.domain.triage import Entity, Intent, Language, Sentiment, Triage
from assist.ports import Vectors
from assist.reading import Reading
from assist.text import readable
from assist.triage import candidates, entities, flags, language, plausible, products, sentiment
from assist.triage.candidates import Candidate
from assist.triage.client_intents import ClientIntents
from assist.triage.entities import Habits
from assist.triage.heads import Heads
from assist.triage.judged import Judged, shared_judgement
from assist.triage.routing import RoutingFacts, Rules
from assist.triage.sentiment import MoodHeads
from assist.triage.taxonomy import Taxonomy
from assist.working_time import WorkingTime

MONTH_FIRST = ("US",)
"""A shop of this country is written to with the month first: 11/3."""
CLEAR_LANGUAGE = 0.9
CLEAR_LENGTH = 20
"""Confidence and characters from which the newest turn alone says the language: "ok thanks" does not in a Spanish
conversation."""


SURELY_ABOUT = 0.8
ABOUT_ORDERS = frozenset({"order", "shipping", "return", "exchange", "refund", "cancel", "address"})


@dataclass(frozen=True)
class Advice:
    """What came of a second opinion: tokens and cost, or the code of why there is none."""

    tokens: int = 0
    cost_usd: float = 0.0
    failed: str | None = None


@dataclass(frozen=True)
class Tagged:
    """The triage, and for each of its intents the vector row that carries it."""

    triage: Triage
    rows: tuple[int, ...]
    facts: RoutingFacts
    """What the route was found by: to route again when orders and decisions are known."""
    likely: tuple[Mapping[str, float], ...] = ()
    """For every vector row, the chance of each intent that is not negligible."""
    advice: Advice | None = None
    """A second opinion that was asked for."""


@dataclass(frozen=True)
class Weighed:
    """What the heads made of a turn: chances of every intent and mood, and the thresholds they met or missed."""

    intents: Mapping[str, float]
    scope: float
    """The best of the turn and its clauses."""
    least_scope: float
    least_sure: float
    moods: Mapping[str, float]


class Triager:
    """Triage for one client; thread-safe, holds only read-only parts."""

    def __init__(
        self,
        heads: Heads,
        taxonomy: Taxonomy,
        profile: Profile,
        calendar: WorkingTime,
        own: ClientIntents | None = None,
        *,
        moods: MoodHeads,
    ) -> None:
        self._heads = heads
        self._own = own or ClientIntents()
        self._moods = moods
        self._taxonomy = taxonomy
        self._profile = profile
        self._calendar = calendar
        self._month_first = profile.countries[:1] == MONTH_FIRST
        self.rules = Rules(profile, taxonomy, calendar)
        """This client's routing rules; what is known later routes again by them."""

    def triage(
        self,
        reading: Reading,
        vectors: Vectors,
        conversation: Conversation,
        now: datetime,
        *,
        orders: Sequence[Order] | None = None,
    ) -> Tagged:
        """Tag and route a reading whose `texts` are the rows of `vectors`; `orders` are those known, else the conversation's."""
        tongue = self._language(reading, conversation)
        known = conversation.orders if orders is None else orders
        judged = plausible.weighed(self._judged(reading, vectors, tongue), known)
        found = candidates.find(reading, judged, own_claims_turn=self._own.claims(judged, reading.message_row))
        found_flags = self._flags(reading, vectors, conversation, found.candidates)
        mood = self._sentiment(reading, vectors, found_flags)
        intents = tuple(self._intent(candidate) for candidate in found.candidates)
        facts = RoutingFacts(
            channel=conversation.channel,
            intents=intents,
            in_scope=found.in_scope,
            sure=found.sure,
            sentiment=mood,
            flags=found_flags,
            language=tongue,
            asked_at=reading.turn[-1].message.sent_at or reading.asked_at(now) if reading.turn else now,
            tier=conversation.customer.tier if conversation.customer else None,
            verified=conversation.customer.verified if conversation.customer else None,
            attachments=any(part.message.attachments for part in reading.turn),
        )
        triage = Triage(
            intents=intents,
            in_scope=found.in_scope,
            sure=found.sure,
            sentiment=mood,
            flags=tuple(found_flags),
            language=tongue,
            entities=tuple(self._entities(reading, conversation, now)),
            route=self.rules.routed(facts).route,
        )
        rows = tuple(candidate.row for candidate in found.candidates)
        return Tagged(triage, rows, facts, self._own.likely(judged))

    def _judged(self, reading: Reading, vectors: Vectors, tongue: Language) -> Judged:
        shared = shared_judgement(self._heads, vectors, reading.texts, tongue.tag, reading.aside)
        return self._own.judged(vectors, shared)

    def _intent(self, found: Candidate) -> Intent:
        shared = self._own.shared_name(found.name)
        return Intent(
            name=shared,
            confidence=found.confidence,
            message_id=found.message_id,
            span=found.span,
            reported_as=found.name if shared != found.name else None,
        )

    def weighed(self, reading: Reading, vectors: Vectors, tongue: Language) -> Weighed:
        """Return what the heads made of the turn as a whole, and what they were measured against."""
        judged = self._judged(reading, vectors, tongue)
        rows = [reading.message_row, *(clause.row for clause in reading.clauses)]
        scores = self._heads.scope_scores(vectors, self._heads.chances(vectors, reading.texts, tongue.tag))[rows]
        chances = self._moods.probabilities(vectors[reading.message_row], reading.turn_text)
        whole = judged.probabilities[reading.message_row]
        return Weighed(
            intents={name: float(whole[at]) for at, name in enumerate(judged.names)},
            scope=float(scores.max()),
            least_scope=self._heads.meta.thresholds.scope_for(tongue.tag),
            least_sure=judged.sure,
            moods={label.value: float(chance) for label, chance in zip(sentiment.LABELS, chances, strict=True)},
        )

    def _sentiment(self, reading: Reading, vectors: Vectors, found: Sequence[Flag]) -> Sentiment:
        earlier = [readable(message.text).text for message in reading.earlier if message.role is Role.CUSTOMER][-1:]
        vector = vectors[reading.message_row]
        return sentiment.judge(self._moods, vector, reading.turn_text, earlier=earlier, found=found)

    def _flags(
        self, reading: Reading, vectors: Vectors, conversation: Conversation, tagged: Sequence[Candidate]
    ) -> list[Flag]:
        rows = [reading.message_row, *(clause.row for clause in reading.clauses)]
        raised = {*flags.find(reading.turn_text), *self._moods.alarms(vectors[rows], least=_least_for_an_alarm(tagged))}
        # As meant too: "sombody" and "swolen" must not hide a danger; of the rest, the words as written decide.
        raised |= flags.ALWAYS_HUMAN.intersection(flags.find(reading.texts[reading.message_row]))
        found = [flag for flag in Flag if flag in raised]
        names = {candidate.name for candidate in tagged}
        if "account/data_request" in names and Flag.PRIVACY_REQUEST not in found:
            found.append(Flag.PRIVACY_REQUEST)
        if conversation.customer and (conversation.customer.tier or "").lower() in self._profile.vip_tiers:
            found.append(Flag.VIP)
        return found

    def _language(self, reading: Reading, conversation: Conversation) -> Language:
        """Detect from the turn; when that is too short, with what the customer wrote before; else trust the desk."""
        found = language.identify(reading.turn_text, self._profile.locales)
        if found.confidence < CLEAR_LANGUAGE or len(reading.turn_text) < CLEAR_LENGTH:
            whole = language.identify(_customer_words(reading), self._profile.locales)
            found = found if whole.tag == language.UNKNOWN else whole
        if found.tag == language.UNKNOWN and conversation.locale and conversation.locale[:2] in self._profile.locales:
            return Language(tag=conversation.locale[:2], confidence=0.5)
        return found

    def _entities(self, reading: Reading, conversation: Conversation, now: datetime) -> list[Entity]:
        catalogue = products.titles(conversation.products, conversation.orders)
        habits = Habits(self._profile.order_number, self._month_first, catalogue)
        found: list[Entity] = []
        for part in reading.turn:
            today = self._calendar.day(part.message.sent_at or now)
            for entity in entities.find(part.readable.text, habits, today):
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


def _least_for_an_alarm(tagged: Sequence[Candidate]) -> float:
    """Return the probability of danger needed: more where the message is surely about an order."""
    about_order = any(
        one.confidence >= SURELY_ABOUT and one.name.partition("/")[0] in ABOUT_ORDERS for one in tagged[:1]
    )
    return sentiment.LEAST_BESIDE_AN_ORDER if about_order else sentiment.LEAST_FOR_AN_ALARM


def _customer_words(reading: Reading) -> str:
    earlier = [readable(message.text).text for message in reading.earlier if message.role is Role.CUSTOMER]
    return "\n".join([*earlier, reading.turn_text])[-4_000:]
