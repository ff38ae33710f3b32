"""A message nobody asked for: from order facts, events and promises to a draft for a person to send, or the reason why not.

Serves the purposes follow_up, proactive, confirm and close; the path hands over here when a request names one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from assist import briefing, surroundings, text
from assist.briefing import Known, Version
from assist.domain.decision import FollowUp
from assist.domain.enums import Channel, ClaimKind, Role, Severity, Visibility, WrittenBy
from assist.domain.follow_up import KeptFollowUp
from assist.domain.happening import Happening, HappeningType
from assist.domain.notice import Notice
from assist.domain.orders import Order
from assist.domain.reply import Abstention, Draft, Escalation, Reply, Warning
from assist.domain.suggestion import SuggestRequest
from assist.domain.triage import Intent
from assist.drafting import composer, style
from assist.drafting.assembly import assemble
from assist.drafting.material import Material, Sentence, Sketch
from assist.drafting.retelling import flat
from assist.ports import Encoder
from assist.retrieval.search import Evidence
from assist.triage.triager import Tagged
from assist.workflows.decide import Decided
from assist.workflows.purposes import deciding
from assist.workflows.purposes.past import Past, Silence, Why
from assist.workflows.trust import Trusted, trusted

WINDOW = timedelta(hours=24)
"""How long WhatsApp takes free text after the customer's last message. Source: WhatsApp Business messaging policy."""
CUSTOMER_WAITING = "customer_waiting"


@dataclass(frozen=True)
class Outside:
    """What is stored of the matter, and the moment."""

    now: datetime
    encoder: Encoder
    orders: Sequence[Order] = ()
    notices: Sequence[Notice] = ()
    happenings: Sequence[Happening] = ()
    promises: Sequence[KeptFollowUp] = ()


@dataclass(frozen=True)
class Proposed:
    """The stage results and the reply, as the path reports them."""

    known: Known
    reply: Reply
    follow_up: FollowUp | None = None
    warnings: tuple[Warning, ...] = ()


def propose(version: Version, request: SuggestRequest, outside: Outside) -> Proposed:
    """Return what to write for the request's purpose, or an abstention with its reason."""
    now, reading = outside.now, version.read(request)
    vectors = outside.encoder.encode(reading.texts)
    tagged = version.triager.triage(reading, vectors, request, now)
    orders = _orders(request, outside.orders)
    past = _past(request, outside)
    background = surroundings.background(request, reading, orders)
    unasked = deciding.decide(version.workflows, request.purpose, orders.orders, past, now, background)
    placed = briefing.placed(version, _retagged(tagged, unasked.decided, now), reading, request, (), unasked.decided)
    scope = briefing.scope(version, placed.triage, unasked.decided, request, now)
    evidence = Evidence((), tuple(() for _ in unasked.decided) or ((),))
    known = Known(request, now, reading, placed, orders, unasked.decided, scope, evidence, outside.notices)
    if request.channel not in version.profile.channels:
        return Proposed(known, Escalation(reason="channel_not_contracted"))
    if not unasked.decided:
        return Proposed(known, _abstention(unasked.silences[0]), warnings=_asides(past, unasked.silences[1:]))
    return _drafted(version, known, past, unasked.silences)


def _drafted(version: Version, known: Known, past: Past, silences: Sequence[Silence]) -> Proposed:
    material = briefing.material(version, known)
    warnings = _asides(past, silences)
    if not is_window_open(known.request, known.now):
        return Proposed(known, templated(version, known, material), warnings=warnings)
    sketch = composer.compose(material)
    draft = assemble(sketch, material, written_by=WrittenBy.COMPOSER) if sketch else None
    if draft is None or not draft.check.grounded:
        rules = ", ".join(one.decision.rule_id for one in known.decided if one.decision)
        return Proposed(
            known, _abstention(Silence(Why.NO_NEWS, f"No answer is written for {rules}")), warnings=warnings
        )
    if _is_told(draft, known.request):
        said = "The customer has been told all of this in an earlier message"
        return Proposed(known, _abstention(Silence(Why.ALREADY_TOLD, said)), warnings=warnings)
    return Proposed(known, draft, material.follow_up, warnings)


def _orders(request: SuggestRequest, stored: Sequence[Order]) -> Trusted:
    """Return the orders that may be spoken of; with no customer named, a message goes to the order's own."""
    if request.customer is None:
        return trusted([*request.orders, *stored], (), None)
    return trusted(request.orders, stored, request.customer)


def _past(request: SuggestRequest, outside: Outside) -> Past:
    """Gather what happened, from the request and from storage, and when the customer last heard from us."""
    public = [m for m in request.messages if m.visibility is Visibility.PUBLIC and m.role is not Role.SYSTEM]
    ours = [m.sent_at for m in public if m.role in (Role.AGENT, Role.BOT) and m.sent_at is not None]
    given = [
        Happening(type=HappeningType(event.type), at=event.at, order_number=event.order_number, detail=event.detail,
                  conversation_id=request.conversation_id or "this")
        for event in request.events
    ]  # fmt: skip
    told_at = max(ours, default=None)
    wrote = [one.at for one in outside.happenings if one.type is HappeningType.CUSTOMER_MESSAGE]
    wrote_since = bool(wrote) and (max(wrote) > told_at if told_at else not public)
    return Past(
        happenings=(*outside.happenings, *given),
        promises=tuple(outside.promises),
        told_at=told_at,
        customer_waits=wrote_since or (bool(public) and public[-1].role is Role.CUSTOMER),
    )


def _retagged(tagged: Tagged, decided: Sequence[Decided], now: datetime) -> Tagged:
    """Return the tags with the matters of this message as intents: the customer's old words are answered already."""
    intents = tuple(
        Intent(
            name=one.decision.intent,
            confidence=1.0,
            span=(0, 0),
            order_number=one.decision.order_number,
            item_ids=one.decision.item_ids,
        )
        for one in decided
        if one.decision is not None
    )
    found = {"intents": intents, "in_scope": True, "sure": True}
    facts = replace(tagged.facts, intents=intents, in_scope=True, sure=True, asked_at=now)
    return replace(tagged, triage=tagged.triage.model_copy(update=found), facts=facts)


def is_window_open(request: SuggestRequest, now: datetime) -> bool:
    """Say whether the channel takes free text now; WhatsApp does for a day after the customer wrote."""
    if request.channel is not Channel.WHATSAPP:
        return True
    stated = request.reply_window_open(now)
    wrote = [m.sent_at for m in request.messages if m.role is Role.CUSTOMER and m.sent_at is not None]
    return stated if stated is not None else bool(wrote) and now < max(wrote) + WINDOW


def templated(version: Version, known: Known, material: Material) -> Draft | Abstention:
    """Return the approved template that fits the matter; without one nothing may be sent on this channel now."""
    decision = next((one.decision for one in known.decided if one.decision is not None), None)
    name = version.profile.template_for(decision.rule_id if decision else None)
    slots = {
        "customer_name": style.first_name(material.customer_name),
        "order_number": decision.order_number if decision else None,
        "brand": version.profile.brand,
    }
    said = version.profile.templates[name].filled(material.answers.locale, slots) if name else None
    if said is None:
        why = "WhatsApp takes no free text any more, and no approved template fits this matter in this language"
        return _abstention(Silence(Why.WINDOW_CLOSED, why))
    if decision is None:
        sentence = Sentence(said, ClaimKind.COURTESY)
    else:
        sentence = Sentence(said, ClaimKind.FACT, decision_id=decision.id, by=(f"orders/{decision.order_number}",))
    draft = assemble(Sketch("", ((sentence,),), None), replace(material, follow_up=None), written_by=WrittenBy.COMPOSER)
    return draft.model_copy(update={"template": name})


def _abstention(silence: Silence) -> Abstention:
    return Abstention(reason=silence.why.value, for_agent=f"{silence.for_agent}.")


def _asides(past: Past, silences: Sequence[Silence]) -> tuple[Warning, ...]:
    """Tell the agent what this message leaves out, and that the customer waits for another."""
    found = []
    if past.customer_waits:
        said = "The customer's last message has no answer yet: answer it before or with this one."
        found.append(Warning(code=CUSTOMER_WAITING, severity=Severity.CONFIRM, message=said))
    untold = (one for one in silences if one.why in (Why.FACTS_INCONSISTENT, Why.NO_NEWS))
    found += [Warning(code=one.why.value, severity=Severity.INFO, message=f"{one.for_agent}.") for one in untold]
    return tuple(found)


def _is_told(draft: Draft, request: SuggestRequest) -> bool:
    """Say whether every sentence that tells something stands in one of our earlier public messages."""
    told = [flat(text.readable(message.text).text) for message in request.messages if message.is_ours]
    tells = [flat(claim.text) for claim in draft.check.claims if claim.kind is not ClaimKind.COURTESY]
    return bool(told) and all(any(said in message for message in told) for said in tells)
