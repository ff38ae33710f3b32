"""From stage results to the material of a draft: which words belong to which order, what to ask, what may be quoted.

Sits between the stages, which do not know each other, and the path, which only calls them in order.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time

from assist import beside, missing_facts, text
from assist.domain.base import VersionId
from assist.domain.client import Profile
from assist.domain.contact import Contact
from assist.domain.conversation import Conversation
from assist.domain.decision import Decision, FollowUp
from assist.domain.enums import Audience, EntityType, Needed
from assist.domain.knowledge import Passage
from assist.domain.notice import Notice, Occasion
from assist.domain.orders import Order
from assist.domain.suggestion import SuggestRequest
from assist.domain.triage import Intent, Triage
from assist.drafting import notices, style
from assist.drafting.answers import Answers
from assist.drafting.material import Material, Point
from assist.drafting.notices import Announced
from assist.ports import Vectors
from assist.reading import Reading
from assist.retrieval.retriever import Retriever
from assist.retrieval.search import Evidence, Moments, Question, Scope, Search
from assist.triage import placing
from assist.triage.candidates import LABEL
from assist.triage.hearing import heard
from assist.triage.placing import Matters, Placed
from assist.triage.spelling import Speller
from assist.triage.taxonomy import UNCLEAR, Taxonomy
from assist.triage.triager import Tagged, Triager
from assist.triage.wares import Wares
from assist.workflows import labels, parcels
from assist.workflows.decide import Asked, Decided, Workflows
from assist.workflows.registry import ABOUT_DELIVERY
from assist.workflows.trust import Trusted
from assist.workflows.window import delivered_on
from assist.workflows.wording import folded
from assist.working_time import WorkingTime


@dataclass(frozen=True)
class Version:
    """One client's knowledge version, loaded: everything the path needs that belongs to the client."""

    id: VersionId
    profile: Profile
    taxonomy: Taxonomy
    triager: Triager
    retriever: Retriever
    workflows: Workflows
    answers: Mapping[str, Answers]
    calendar: WorkingTime
    other_brands: frozenset[str] = frozenset()
    """Lower-case names of the agency's other brands: enough to see that a message is meant for one of them."""
    speller: Speller | None = None
    wares: Wares = field(default_factory=Wares)

    def read(self, conversation: Conversation, orders: Sequence[Order] = (), *, whole: bool = False) -> Reading:
        """Read a conversation as its writer meant it; `orders` are those stored, `whole` leaves the turn uncut."""
        return heard(conversation, self.speller, self.wares, orders, whole=whole)


@dataclass(frozen=True)
class Known:
    """All stage results of one request, before drafting."""

    request: SuggestRequest
    now: datetime
    reading: Reading
    placed: Placed
    orders: Trusted
    decided: Sequence[Decided]
    scope: Scope
    evidence: Evidence
    notices: Sequence[Notice] = ()
    """The client's own, in force or not."""

    @property
    def triage(self) -> Triage:
        return self.placed.triage


def asked(version: Version, reading: Reading, tagged: Tagged) -> list[Asked]:
    """Return each intent with its words and the order numbers said: with it first, then anywhere, newest first."""
    everywhere = version.triager.order_numbers(reading)
    found = []
    for intent, row in zip(tagged.triage.intents, tagged.rows, strict=True):
        near = [
            entity.value
            for entity in tagged.triage.entities
            if entity.type is EntityType.ORDER_NUMBER
            and entity.message_id == intent.message_id
            and intent.span[0] <= entity.start < intent.span[1]
        ]
        found.append(
            Asked(
                intent=intent.name,
                workflow=_workflow(version, reading, intent),
                words=reading.request_text
                if reading.is_bare_answer
                else reading.words_in(intent.message_id, intent.span, row),
                turn=reading.request_text,
                confidence=intent.confidence,
                numbers=tuple(dict.fromkeys([*near, *everywhere])),
            )
        )
    return found


def _workflow(version: Version, reading: Reading, intent: Intent) -> str | None:
    """Return what decides an intent; a label wanted goes on with the return or exchange it was offered for."""
    if intent.name != LABEL:
        return version.taxonomy.workflow(intent.name)
    return labels.workflow(reading.turn_text, reading.said_last)


_ASKED_ALONE = ((Needed.WHICH_ORDER,), (Needed.PROOF_OF_ORDER,))
"""What is asked before anything is quoted: a page read out to someone who has an order is no answer."""


def placed(
    version: Version,
    tagged: Tagged,
    reading: Reading,
    request: Conversation,
    contacts: Sequence[Contact],
    decided: Sequence[Decided],
) -> Placed:
    """Return the triage with the orders it turned out to be about, and the route that follows from what was decided."""
    known = replace(tagged, triage=with_orders(tagged.triage, decided))
    orders = {one.subject.order.number: one.subject.order for one in decided if one.subject.order}
    matters = Matters(tuple(orders.values()), tuple(one.decision for one in decided if one.decision is not None))
    return placing.place(version.triager.rules, known, reading, request, contacts, matters)


def with_orders(triage: Triage, decided: Sequence[Decided]) -> Triage:
    intents = tuple(
        intent.model_copy(update={"order_number": one.subject.order.number, "item_ids": one.subject.item_ids})
        if one.subject.order
        else intent
        for intent, one in zip(triage.intents, decided, strict=True)
    )
    return triage.model_copy(update={"intents": intents})


def decisions_as_reported(known: Known) -> tuple[Decision, ...]:
    """Return the decisions, each under the name its intent is reported by."""
    found = []
    for intent, one in zip(known.triage.intents, known.decided, strict=True):
        if one.decision is not None:
            renamed = intent.reported_as if intent.reported_as and one.decision.intent == intent.name else None
            found.append(one.decision.model_copy(update={"intent": renamed}) if renamed else one.decision)
    return tuple(found)


def search(reading: Reading, tagged: Tagged, vectors: Vectors) -> Search:
    """Return what to look for: each intent with the words that carry it, or the turn as a whole."""
    asked = [
        Question(intent.name, row, intent.confidence, reading.texts[row], tagged.likely[row])
        for intent, row in zip(tagged.triage.intents, tagged.rows, strict=True)
    ]
    row = reading.message_row
    whole = Question(None, row, words=reading.turn_text, likely=tagged.likely[row])
    return Search(vectors, reading.conversation, asked or [whole], tagged.likely[0])


def scope(version: Version, triage: Triage, decided: Sequence[Decided], request: Conversation, now: datetime) -> Scope:
    order = next((one.subject.order for one in decided if one.subject.order), None)
    calendar = version.calendar
    newest = next((m.sent_at for m in reversed(request.messages) if m.sent_at), None) or now
    delivered = delivered_on(order, calendar) if order else None
    moments = Moments(
        message=calendar.day(newest),
        order=calendar.day(order.placed_at) if order and order.placed_at else None,
        delivery=delivered,
    )
    country = (parcels.country(order) if order else None) or (request.customer.country if request.customer else None)
    return Scope(locale=_reply_locale(version, triage, request), moments=moments, country=country)


def _reply_locale(version: Version, triage: Triage, request: Conversation) -> str:
    """Answer in the customer's language where the client serves it, else in what the desk says, else in the first."""
    served = version.profile.locales
    for tag in (triage.language.tag, (request.locale or "")[:2]):
        if tag in served:
            return tag
    return served[0]


def material(version: Version, known: Known) -> Material:
    """Gather what a draft may be made of, its points in the order the customer raised them."""
    answers = version.answers.get(known.scope.locale) or next(iter(version.answers.values()))
    today = version.calendar.day(known.now)
    told = "\n".join(_told(known))
    points = []
    for number, (intent, one) in enumerate(zip(known.triage.intents, known.decided, strict=True)):
        slots = {name: style.spoken(value, answers, version.calendar, today) for name, value in one.slots.items()}
        behind = [version.retriever.passage(pid) for pid in (one.decision.passage_ids if one.decision else ())]
        ask = missing_facts.question(version.taxonomy.workflow(intent.name), one, answers, known.orders, told)
        about_delivery = version.taxonomy.workflow(intent.name) in ABOUT_DELIVERY
        if not known.orders.orders and not known.triage.sure and known.evidence.answers[number] and not about_delivery:
            ask = None  # an unsure intent answered from the pages should not send the customer looking for a number
        hits = known.evidence.answers[number]
        workflow = version.taxonomy.workflow(intent.name)
        waits = one.decision is not None and one.decision.missing[:1] in _ASKED_ALONE
        is_said_elsewhere = (ask is not None and (about_delivery or waits)) or beside.is_said_already(
            intent, one, hits, known.decided, known.request.messages, workflow
        )
        points.append(
            Point(
                intent=intent,
                decision=one.decision,
                actions=one.actions,
                slots={**slots, "words": known.reading.turn_text},
                passages=() if is_said_elsewhere else hits,
                decision_passages=[p for p in behind if p and _may_be_cited(version, p, known.scope)],
                question=ask,
            )
        )
    request = known.request
    if not points and known.evidence.answers[0]:
        points.append(_unnamed(known))
    positions = {message.id: at for at, message in enumerate(known.request.messages)}
    points.sort(key=lambda point: (positions.get(point.intent.message_id or "", 0), point.intent.span[0]))
    return Material(
        profile=version.profile,
        answers=answers,
        channel=request.channel,
        customer_name=request.customer.name if request.customer else None,
        agent_name=request.agent.name if request.agent else None,
        sentiment=known.triage.sentiment.label,
        points=points,
        orders=known.orders.orders,
        products=request.products,
        follow_up=_follow_up(version, known),
        notices=announced(version, known).said,
        told=told,
    )


def announced(version: Version, known: Known) -> Announced:
    """Return the client's notices that concern this message, by what becomes of each."""
    own = [notice for notice in known.notices if notice.client_id == version.profile.id]
    if not own:
        return Announced()
    occasion = Occasion(
        day=known.scope.moments.message,
        intents=frozenset(name for i in known.triage.intents for name in (i.name, i.reported_as or i.name)),
        country=known.scope.country,
        named=folded("\n".join([known.reading.turn_text, *_items_meant(known)])),
    )
    return notices.announce(own, occasion, known.scope.locale, _told(known))


def _told(known: Known) -> list[str]:
    """Return what the customer was told in public so far."""
    return [text.readable(message.text).text for message in known.request.messages if message.is_ours]


def _items_meant(known: Known) -> list[str]:
    """Return titles and SKUs of the items the message is about: another order's stock-out is no news to it."""
    items = [
        item
        for one in known.decided
        for item in (one.subject.order.items if one.subject.order else ())
        if not one.subject.item_ids or item.id in one.subject.item_ids
    ]
    return [name for item in items for name in (item.title, item.variant, item.sku) if name]


def _may_be_cited(version: Version, passage: Passage, scope_: Scope) -> bool:
    return passage.audience is Audience.CUSTOMER and version.retriever.in_scope(passage, scope_)


def _unnamed(known: Known) -> Point:
    """Return the point of a message that no intent names and a page nevertheless answers."""
    nameless = Intent(name=UNCLEAR, confidence=0.0, span=(0, 0))
    words = {"words": known.reading.turn_text}
    return Point(nameless, None, (), words, known.evidence.answers[0], ())


def may_be_answered(known: Known) -> bool:
    """Say whether a page may answer: not a message in which nothing is understood from someone whose order is at hand."""
    return known.triage.in_scope or not known.orders.orders


def names_other_shop(version: Version, reading: Reading) -> bool:
    """Say whether the customer speaks of another of the agency's brands, and neither of this one nor of an order here."""
    if version.triager.order_numbers(reading):
        return False
    said = set(re.findall(r"[^\W_]+", reading.turn_text.lower()))
    own = {name.lower() for name in (version.profile.brand, *version.profile.aliases)}
    return bool(said & version.other_brands) and not said & own


def as_of(version: Version, known: Known, passage_ids: Iterable[str]) -> dict[str, str]:
    """Return, for each page of these passages, the day that decided whether it was in force."""
    quotable = {notice.id: notice.as_passage() for notice in known.notices}
    passages = [version.retriever.passage(name) or quotable.get(name) for name in passage_ids]
    return {p.page_id: known.scope.moments.day_for(p.dates_by).isoformat() for p in passages if p is not None}


def _follow_up(version: Version, known: Known) -> FollowUp | None:
    """Return when support steps back in, from the first decision that says so."""
    for one in known.decided:
        if one.decision is None or one.decision.step_back_on is None or one.follow_up_reason is None:
            continue
        is_open = known.request.reply_window_open(version.calendar.at(one.decision.step_back_on, time()))
        return FollowUp(
            due_on=one.decision.step_back_on,
            reason=one.follow_up_reason,
            channel=known.request.channel.value,
            reply_window_open=is_open,
            template=version.profile.template_for(one.decision.rule_id) if is_open is False else None,
        )
    return None
