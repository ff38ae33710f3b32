"""A conversation becomes a handoff: what would be answered now, what was done and promised, what must not be asked again.

Pure like the path it stands on: no database, no clock, no model.
"""

from dataclasses import replace
from itertools import accumulate

from assist import pipeline
from assist.briefing import Version
from assist.domain.conversation import MAX_MESSAGES, Conversation
from assist.domain.enums import Purpose
from assist.domain.handoff import Handoff, HandoffRequest
from assist.domain.suggestion import Suggestion, SuggestRequest
from assist.domain.triage import Triage
from assist.drafting.handoff import composing, doings, promised, turns, wording
from assist.drafting.handoff.material import HandoffMaterial
from assist.drafting.handoff.turns import Turn
from assist.pipeline import Context
from assist.workflows.trust import trusted

MOST_TURNS_READ = 8
"""Customer turns tagged one by one, the newest: what was said before them is in the transcript."""


def handoff(
    version: Version, request: HandoffRequest, context: Context, *, suggestion: Suggestion | None = None
) -> Handoff:
    """Return the handoff of a conversation, valid also for one without a customer's message.

    `suggestion` is what would be answered now, if that is known already.
    """
    now = request.now or context.now
    read = turns.read(request.messages)
    if suggestion is None:
        suggestion = pipeline.suggest(version, _as_suggest_request(request), replace(context, writer=None))
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


def of_escalation(version: Version, request: SuggestRequest, suggestion: Suggestion, context: Context) -> Handoff:
    """Return the handoff that a suggestion which escalates hands to the person who must take it."""
    fields = {name: getattr(request, name) for name in SuggestRequest.model_fields}
    return handoff(version, HandoffRequest.model_construct(**fields), context, suggestion=suggestion)


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
    conversations = [_alone(request, turn) for turn in spoken]
    readings = [version.read(one, context.stored_orders, whole=True) for one in conversations]
    vectors = context.encoder.encode([words for reading in readings for words in reading.texts])
    ends = list(accumulate(len(reading.texts) for reading in readings))
    now = request.now or context.now
    return [
        (turn, version.triager.triage(reading, vectors[end - len(reading.texts) : end], conversation, now).triage)
        for turn, reading, conversation, end in zip(spoken, readings, conversations, ends, strict=True)
    ]


def _alone(request: HandoffRequest, turn: Turn) -> Conversation:
    return Conversation(
        channel=request.channel,
        locale=request.locale,
        messages=(turn.message,),
        customer=request.customer,
        orders=request.orders,
        products=request.products,
    )
