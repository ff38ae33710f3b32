"""The handoff brought together: direction, reason, what to do next, transcript, and what is missing."""

import re
from collections.abc import Iterator

from assist.domain.enums import Flag, Level, Outcome, Role, SentimentLabel, WrittenBy
from assist.domain.handoff import (
    MAX_SHOWN,
    Direction,
    Handoff,
    HandoffReason,
    HandoffRequest,
    PriorityCues,
    RecommendedNext,
    Transcript,
    TranscriptMessage,
)
from assist.domain.reply import Abstention, Escalation
from assist.drafting.handoff import asking, cues, identity, matters, opening
from assist.drafting.handoff.material import HandoffMaterial

_ANNOUNCED = re.compile(
    r"\b(?:(?:a|my) colleague|a specialist|our \w+ team|a senior|supervisor|manager|someone from)\b.{0,60}\b(?:will|is going to|takes|looks|gets)\b|"
    r"\b(?:transfer|escalat|hand(?:ing|ed)? (?:you|this|it) over|pass(?:ing|ed)? (?:you|this|it) (?:on|over|to))\w*|"
    r"\b(?:un compañero|una compañera|un especialista)\b.{0,60}\b(?:te|se|le)\b|\b(?:paso|transfiero|traslado)\b",
    re.I,
)
_REASON_FLAGS = (
    Flag.SELF_HARM, Flag.VIOLENCE, Flag.HEALTH_SAFETY, Flag.PAYMENT_CARD, Flag.LEGAL, Flag.FRAUD_RISK, Flag.CHARGEBACK, Flag.PRIVACY_REQUEST, Flag.WANTS_HUMAN,
)  # fmt: skip
MOST_STEPS = 5


def compose(material: HandoffMaterial, request: HandoffRequest, handoff_id: str) -> Handoff:
    """Return the handoff; no field is ever null."""
    raised = matters.intents(material)
    urgency = cues.cues(material).model_copy(update={"reply_window_expires_at": request.reply_window_expires_at})
    found_identity = identity.identity(material)
    reason = _reason(material, request)
    handoff = Handoff(
        handoff_id=handoff_id,
        client_id=material.profile.id,
        conversation_id=material.suggestion.conversation_id,
        created_at=material.now,
        knowledge_version=material.suggestion.knowledge_version,
        summary_locale=material.words.locale,
        written_by=WrittenBy.COMPOSER,
        direction=_direction(material, request),
        reason=reason,
        opening_line=opening.opening_line(material),
        identity=found_identity,
        intent_summary=matters.summary(material, raised, urgency.customer_deadline, urgency.repeat_contact),
        actions_taken=material.actions,
        promised=material.promised,
        priority_cues=urgency,
        do_not_ask_again=asking.known(material, urgency.customer_deadline),
        open_questions=asking.open_questions(material),
        recommended_next=_next(material, urgency),
        transcript=Transcript(),
    )
    whole = handoff.model_copy(update={"transcript": _transcript(material, handoff)})
    return whole.model_copy(update={"defects": _defects(whole)})


def _direction(material: HandoffMaterial, request: HandoffRequest) -> Direction:
    announced = any(turn.is_reply and _ANNOUNCED.search(turn.readable) for turn in material.turns)
    given, route = request.direction, material.newest.route
    by_agent = any(turn.message.role is Role.AGENT for turn in material.turns)
    needs_level_2 = any(decision.outcome is Outcome.NEEDS_APPROVAL for decision in material.suggestion.decisions)
    to = route.level
    if by_agent and to is Level.LEVEL_1:
        to = Level.LEVEL_2  # a first-level agent hands over to nobody of the same level
    if needs_level_2 and to is Level.LEVEL_1:
        to = Level.LEVEL_2
    queue = route.queue if to is route.level else material.profile.queue("escalations")
    if given is not None:
        return given.model_copy(update={"announced_to_customer": announced, "queue": given.queue or queue})
    return Direction(from_="level_1" if by_agent else "bot", to=to.value, queue=queue, announced_to_customer=announced)


def _reason(material: HandoffMaterial, request: HandoffRequest) -> HandoffReason:
    words = material.words.reasons
    turns = material.suggestion.answers
    if request.reason:
        return HandoffReason(code="given", text=words["given"].format(text=request.reason), turns=turns)
    flag = next((one for one in _REASON_FLAGS if one in material.newest.flags), None)
    if flag is not None:
        return HandoffReason(code=flag.value, text=words[flag.value], turns=turns)
    approval = next((decision.approval for decision in material.suggestion.decisions if decision.approval), None)
    if approval is not None:
        because = approval.because or (str(approval.up_to) if approval.up_to else approval.by)
        return HandoffReason(
            code="policy_exception", text=words["policy_exception"].format(because=because), turns=turns
        )
    return HandoffReason(**_plain_reason(material, request), turns=turns)


def _plain_reason(material: HandoffMaterial, request: HandoffRequest) -> dict[str, str]:
    words, newest = material.words.reasons, material.newest
    reply = material.suggestion.reply
    if request.channel not in material.profile.channels:
        return {"code": "not_contracted", "text": words["not_contracted"]}
    if newest.sentiment.label is SentimentLabel.VERY_NEGATIVE and Flag.REPEAT_CONTACT in newest.flags:
        return {"code": "upset_repeat", "text": words["upset_repeat"]}
    if Flag.VIP in newest.flags:
        return {"code": "vip", "text": words["vip"]}
    if isinstance(reply, Abstention | Escalation):
        code = "language" if reply.reason == "language_not_served" else "no_answer"
        return {"code": code, "text": words[code]}
    direction = _direction(material, request)
    text = words["level"].format(from_level=direction.from_.replace("_", " "), to_level=direction.to.replace("_", " "))
    return {"code": "level", "text": text}


def _next(material: HandoffMaterial, urgency: PriorityCues) -> RecommendedNext:
    decisions = material.suggestion.decisions
    chosen = next((one for one in decisions if one.outcome is Outcome.NEEDS_APPROVAL), None) or next(
        iter(decisions), None
    )
    steps = list(dict.fromkeys(_steps(material, urgency)))[:MOST_STEPS]
    return RecommendedNext(decision=chosen, steps=tuple(steps or [material.words.steps["read"]]))


def _steps(material: HandoffMaterial, urgency: PriorityCues) -> Iterator[str]:
    words = material.words
    for one in material.promised:
        if one.state == "overdue":
            yield words.steps["overdue"].format(due=one.due_on, text=one.text.rstrip("."))
    for decision in material.suggestion.decisions:
        missing = getattr(decision, "missing", ())
        if decision.approval is not None:
            what = (decision.path or decision.workflow).replace("_", " ")
            yield words.steps["approve"].format(what=what, because=decision.approval.because or decision.approval.by)
        elif missing:
            named = ", ".join(words.needed.get(str(one), str(one).replace("_", " ")) for one in missing)
            yield words.steps["missing"].format(missing=named)
        elif decision.next_step:
            yield words.steps["next"].format(next_step=decision.next_step)
    if urgency.customer_deadline is not None:
        yield words.steps["tell_deadline"].format(on=urgency.customer_deadline.on)
    for one in material.promised:
        if one.state == "open" and one.due_on is not None:
            yield words.steps["keep"].format(due=one.due_on, text=one.text.rstrip("."))


def _transcript(material: HandoffMaterial, handoff: Handoff) -> Transcript:
    """Return the newest messages whole; `matters` marks those that a statement stands on."""
    named = {turn for one in handoff.intent_summary.intents for turn in one.turns} | {
        one.turn for one in handoff.promised
    }
    named |= {turn for one in handoff.actions_taken for turn in one.turns} | {
        turn for one in handoff.do_not_ask_again for turn in one.turns
    }
    named |= {turn for one in handoff.open_questions for turn in one.turns} | set(handoff.reason.turns)
    shown = [
        TranscriptMessage(
            id=turn.id,
            role=turn.message.role,
            visibility=turn.message.visibility,
            sent_at=turn.message.sent_at,
            text=turn.message.text,
            matters=turn.id in named,
        )
        for turn in material.turns[-MAX_SHOWN:]
    ]
    return Transcript(omitted=max(0, len(material.turns) - MAX_SHOWN), messages=tuple(shown))


def _defects(handoff: Handoff) -> tuple[str, ...]:
    """Return what is missing, so that weak handoffs can be counted."""
    missing = {
        "order_reference_missing": not handoff.identity.orders,
        "no_actions_recorded": not handoff.actions_taken,
        "identity_unverified": not handoff.identity.customer.verified,
        "no_customer_message": not any(one.role is Role.CUSTOMER for one in handoff.transcript.messages),
    }
    return tuple(name for name, is_missing in missing.items() if is_missing)
