"""A conversation becomes a handoff: what would be answered now, what was done and promised, what must not be asked again.

Pure like the path it stands on: no database, no clock, no model.
"""

from dataclasses import replace
from datetime import datetime

from assist import pipeline
from assist import reading as conversation_reading
from assist.briefing import Version
from assist.domain.conversation import MAX_MESSAGES, Conversation
from assist.domain.enums import Purpose
from assist.domain.handoff import Handoff, HandoffRequest
from assist.domain.suggestion import SuggestRequest
from assist.domain.triage import Triage
from assist.drafting.handoff import composing, doings, promised, turns, wording
from assist.drafting.handoff.material import HandoffMaterial
from assist.drafting.handoff.turns import Turn
from assist.pipeline import Context
from assist.ports import Vectors
from assist.workflows.trust import trusted

MOST_TURNS_READ = 8
"""Customer turns tagged one by one, the newest: what was said before them is in the transcript."""


def handoff(version: Version, request: HandoffRequest, context: Context) -> Handoff:
    """Return the handoff of a conversation, valid also for one without a customer's message."""
    now = request.now or context.now
    read = turns.read(request.messages)
    asked = _as_suggest_request(request)
    suggestion = pipeline.suggest(version, asked, replace(context, writer=None))
    triages = {turn.id: tagged for turn, tagged in _tagged(version, request, read, context)}
    actions = doings.taken(read, request.events)
    reader = (request.agent.locale if request.agent else None) or version.profile.locales[0]
    reply_locale = (
        suggestion.triage.language.tag
        if suggestion.triage.language.tag in version.answers
        else next(iter(version.answers))
    )
    material = HandoffMaterial(
        turns=read,
        triages=triages,
        suggestion=suggestion,
        orders=trusted(request.orders, context.stored_orders, request.customer).orders,
        customer=request.customer,
        events=request.events,
        profile=version.profile,
        calendar=version.calendar,
        words=wording.words_in(reader),
        spoken=wording.words_in(reply_locale),
        answers=version.answers[reply_locale],
        now=now,
        actions=actions,
        promised=promised.made(read, actions, now, version.calendar),
    )
    return composing.compose(material, request, context.new_id("ho"))


def _as_suggest_request(request: HandoffRequest) -> SuggestRequest:
    """Return the request for what would be answered now; without a customer's words, for what could be closed."""
    fields = {name: getattr(request, name) for name in SuggestRequest.model_fields}
    from_customer = any(message.role == "customer" for message in request.messages[-MAX_MESSAGES:])
    purpose = Purpose.REPLY if from_customer else Purpose.CLOSE
    return SuggestRequest.model_construct(
        **{**fields, "messages": request.messages[-MAX_MESSAGES:], "purpose": purpose, "now": request.now}
    )


def _tagged(
    version: Version, request: HandoffRequest, read: tuple[Turn, ...], context: Context
) -> list[tuple[Turn, Triage]]:
    """Tag the customer's newest turns, each by itself and as one text: all of them are one visit to the encoder."""
    spoken = [turn for turn in read if turn.by_customer and turn.readable][-MOST_TURNS_READ:]
    if not spoken:
        return []
    vectors = context.encoder.encode(_meant(version, [turn.readable for turn in spoken]))
    now = request.now or context.now
    return [(turn, _tagged_alone(version, request, turn, vectors[at : at + 1], now)) for at, turn in enumerate(spoken)]


def _meant(version: Version, texts: list[str]) -> list[str]:
    return version.speller.meant(texts) if version.speller else texts


def _tagged_alone(version: Version, request: HandoffRequest, turn: Turn, vector: Vectors, now: datetime) -> Triage:
    alone = conversation_reading.read((turn.message,))
    texts = tuple(_meant(version, [alone.turn_text]))
    reading = replace(alone, clauses=(), texts=texts, message_row=0)
    conversation = Conversation(
        channel=request.channel, locale=request.locale, messages=(turn.message,), customer=request.customer
    )
    return version.triager.triage(reading, vector, conversation, now).triage
