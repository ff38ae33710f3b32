"""What was done: typed events first, then deeds that notes, replies and tool answers tell as done."""

import json
import re
from collections.abc import Iterator, Sequence

from assist.domain.conversation import Event
from assist.domain.enums import Role
from assist.domain.handoff import ActionTaken
from assist.drafting.handoff.turns import Turn

_EVENT_KINDS = {
    "trace_opened": "open_trace", "label_sent": "send_return_label", "refund_issued": "refund", "replacement_sent": "replacement",
    "address_changed": "address_change",
}  # fmt: skip
_KINDS: tuple[tuple[str, str], ...] = (
    ("open_trace", r"\btrac(?:e|ing) (?:\S+ )?(?:was |has been )?(?:opened|started|raised)|(?:opened|started|raised) (?:a |the )?trac|b[úu]squeda abierta|abiert[oa] (?:una |la )?b[úu]squeda"),
    ("cancel_order", r"\bcancel(?:l?ed|l?ation (?:is|has been) (?:done|processed|confirmed))|cancelad[oa]"),
    ("exchange", r"\bexchange[sd]?\b.{0,60}\b(?:processed|requested|initiated|set up|submitted|completed|confirmed|placed|successful\w*)|\bexchanged\b|cambio (?:registrado|tramitado)"),
    ("return", r"\breturn(?:s|ed)?\b.{0,80}\b(?:processed|requested|initiated|set up|submitted|completed|confirmed|successful\w*)|devoluci[óo]n (?:registrada|tramitada)"),
    ("address_change", r"\baddress\b.{0,60}\b(?:updated|changed|modified)|(?:updated|changed|modified)\b.{0,60}\baddress|direcci[óo]n (?:cambiada|actualizada)"),
    ("payment_change", r"\bpayment (?:method )?.{0,60}\b(?:updated|changed|modified)|(?:updated|changed|modified)\b.{0,40}\bpayment"),
    ("order_change", r"\b(?:order|items?|size|colou?r|product)\b.{0,80}\b(?:updated|changed|modified|swapped)|\b(?:updated|changed|modified)\b.{0,60}\b(?:order|items?)\b|pedido (?:cambiado|modificado)"),
    ("replacement", r"\breplacement\b.{0,40}\b(?:sent|shipped|ordered|arranged)|\breplaced\b|reemplazo enviado"),
    ("send_return_label", r"\blabel\b.{0,30}\b(?:sent|e-?mailed|attached)|(?:sent|e-?mailed|attached)\b.{0,30}\blabel|etiqueta enviada"),
    ("refund", r"\brefund(?:ed\b|.{0,40}\b(?:issued|sent|processed|initiated|completed))|(?:issued|sent|processed)\b.{0,30}\brefund|reembols(?:ado|o (?:emitido|enviado))"),
    ("escalate", r"\b(?:escalated|transferred|handed over|passed (?:it|this|you) (?:on|over)|transferido|escalado)\b"),
    ("call_made", r"\b(?:called|phoned|rang) (?:the )?(?:customer|carrier|warehouse|gls|dhl)|llam[ée] (?:al|a la)"),
)  # fmt: skip
_COMPILED = tuple((kind, re.compile(pattern, re.I)) for kind, pattern in _KINDS)
_DONE = re.compile(
    r"\b(?:has|have|had|was|were|is|been|['’]ve|['’]s)\b(?: \w+){0,3}? \w+(?:ed|en|nt|set up)\b|\bsuccess\w*|\b\w+ed\b(?= (?:with|by|for|today|yesterday|on|the|your|a)\b)|"
    r"\b(?:he|hemos|ha|se ha) \w+[ai]do\b|\w+(?:ada|ado)\b",
    re.I,
)
_NOT_YET = re.compile(
    r"\?|\b(?:would|could|can|will|shall|may|might|must|if|once|when|before|unless|to be|not|n['’]t|need to|going to|please|let me|want|like to|confirm(?:ing)? (?:that|the|if|whether|your)|proceed|cannot|only)\b",
    re.I,
)
_STATUS_KINDS = {
    "cancelled": "cancel_order", "return requested": "return", "exchange requested": "exchange", "pending (items modified)": "order_change",
    "pending (item modified)": "order_change", "refunded": "refund", "replaced": "replacement",
}  # fmt: skip
LONGEST_DETAIL = 200
REPLY_WORDS = 12
"""Words by which a reply is recognised."""


def taken(turns: Sequence[Turn], events: Sequence[Event]) -> tuple[ActionTaken, ...]:
    """Return what was done, oldest first, each once."""
    found = [*_from_events(turns, events), *_from_tools(turns), *_from_words(turns), *_replies(turns)]
    kept: dict[tuple[str, str], ActionTaken] = {}
    for action in found:
        key = (action.kind, action.turns[0] if action.turns else action.detail)
        kept.setdefault(key, action)
    order = {turn.id: at for at, turn in enumerate(turns)}
    return tuple(sorted(kept.values(), key=lambda one: order.get(one.turns[0], len(order)) if one.turns else -1))


def _from_events(turns: Sequence[Turn], events: Sequence[Event]) -> Iterator[ActionTaken]:
    roles = {turn.id: turn.message.role for turn in turns}
    for event in events:
        detail = " ".join(part for part in (event.passage_id, event.order_number, event.detail) if part)
        by = roles.get(event.message_id or "", Role.BOT if event.type == "article_shown" else Role.AGENT)
        refers = (event.message_id,) if event.message_id and event.message_id in roles else ()
        kind = _EVENT_KINDS.get(event.type, event.type)
        yield ActionTaken(
            at=event.at, by=by.value, kind=kind, detail=detail or event.type.replace("_", " "), turns=refers
        )


def _from_tools(turns: Sequence[Turn]) -> Iterator[ActionTaken]:
    """Read tool answers: an order whose status moved was acted upon."""
    seen: dict[str, str] = {}
    for turn in turns:
        if turn.message.role is not Role.TOOL:
            continue
        answer = _object(turn.message.text)
        number, status = (
            str(answer.get("order_id") or answer.get("number") or ""),
            str(answer.get("status") or "").lower(),
        )
        if not number or not status:
            continue
        kind = _STATUS_KINDS.get(status)
        if kind and seen.get(number) != status:
            yield ActionTaken(
                at=turn.message.sent_at, by="bot", kind=kind, detail=f"{number}: {status}", turns=(turn.id,)
            )
        seen[number] = status


def _object(said: str) -> dict[str, object]:
    try:
        parsed = json.loads(said)
    except (ValueError, RecursionError):
        return {}
    return parsed if isinstance(parsed, dict) else {}


def _from_words(turns: Sequence[Turn]) -> Iterator[ActionTaken]:
    for turn in turns:
        if not (turn.is_reply or turn.is_internal):
            continue
        for sentence in turn.sentences:
            kind = _told_as_done(sentence, internal=turn.is_internal)
            if kind is not None:
                detail = sentence[:LONGEST_DETAIL]
                yield ActionTaken(
                    at=turn.message.sent_at, by=turn.message.role.value, kind=kind, detail=detail, turns=(turn.id,)
                )


def _replies(turns: Sequence[Turn]) -> Iterator[ActionTaken]:
    """Yield what agents wrote to the customer; a bot's chatter is in the transcript."""
    for turn in turns:
        if turn.is_reply and turn.message.role is Role.AGENT:
            words = turn.readable.split()
            detail = " ".join(words[:REPLY_WORDS]) + (" …" if len(words) > REPLY_WORDS else "")
            yield ActionTaken(at=turn.message.sent_at, by="agent", kind="reply_sent", detail=detail, turns=(turn.id,))


def _told_as_done(sentence: str, *, internal: bool) -> str | None:
    """Return the kind of deed a sentence tells as done; a note needs no verb form: "Trace T-5521 opened"."""
    if _NOT_YET.search(sentence) or not (internal or _DONE.search(sentence)):
        return None
    return next((kind for kind, pattern in _COMPILED if pattern.search(sentence)), "note_added" if internal else None)
