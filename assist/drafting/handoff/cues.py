"""How urgent it is and why: field five of a handoff."""

import re
from datetime import date

from assist.domain.enums import EntityType, Flag
from assist.domain.handoff import CustomerDeadline, OrderValue, PriorityCues, RepeatContact, TurnSentiment
from assist.drafting.handoff.material import HandoffMaterial

_DEADLINE = re.compile(
    r"\b(?P<what>fl(?:y|ying|ight)|leav(?:e|ing)|travel\w*|trip|holidays?|vacation|wedding|birthday|party|christmas|anniversary|moving|move out|hike|race|event|"
    r"need (?:it|them|this) (?:by|before|on|for)|vuel[oa]\w*|viaj\w*|boda|cumplea\w+|fiesta|navidad|lo necesito (?:para|antes))\b",
    re.I,
)
_REACH = 60
"""Characters between a day and what makes it a deadline."""


def cues(material: HandoffMaterial) -> PriorityCues:
    """Return sentiment by turn, flags, repeat contact, order value, the customer's deadline, and by when to answer."""
    flags = list(
        dict.fromkeys([*material.newest.flags, *(f for tagged in material.triages.values() for f in tagged.flags)])
    )
    moods = [
        TurnSentiment(turn=turn.id, label=material.triages[turn.id].sentiment.label)
        for turn in material.turns
        if turn.id in material.triages
    ]
    return PriorityCues(
        sentiment=tuple(moods),
        flags=tuple(flags),
        repeat_contact=repeat(material, flags),
        order_value=_value(material),
        customer_deadline=deadline(material),
        reply_window_expires_at=None,
        respond_by=material.newest.route.respond_by,
    )


def repeat(material: HandoffMaterial, flags: list[Flag] | None = None) -> RepeatContact | None:
    """Return how often the customer wrote since when, when that is more than once."""
    spoken = [turn for turn in material.turns if turn.by_customer]
    contacts, waiting = 0, True
    for turn in material.turns:
        if turn.by_customer and waiting:
            contacts, waiting = contacts + 1, False
        elif turn.is_reply:
            waiting = True
    prior = material.suggestion.customer_context.prior_contacts
    known = flags is not None and Flag.REPEAT_CONTACT in flags
    if contacts < 2 and not known and not prior:
        return None
    first = next((turn.message.sent_at for turn in spoken if turn.message.sent_at), None)
    intent = next((one.name for one in material.newest.intents), None)
    since = material.calendar.day(first) if first else None
    return RepeatContact(count=max(contacts, 2 if known else 1), since=since, intent=intent)


def _value(material: HandoffMaterial) -> OrderValue | None:
    paid = [order.totals.paid for order in material.orders if order.totals and order.totals.paid]
    if not paid:
        return None
    most = max(paid, key=lambda money: money.amount)
    tier = (material.customer.tier if material.customer else None) or "standard"
    return OrderValue(amount=f"{most.amount:.2f}", currency=most.currency, tier=tier)


def deadline(material: HandoffMaterial) -> CustomerDeadline | None:
    """Return the newest day to come that the customer ties to something: a flight, a birthday."""
    today = material.calendar.day(material.now)
    for turn in reversed(material.turns):
        tagged = material.triages.get(turn.id)
        for entity in tagged.entities if tagged else ():
            if entity.type is not EntityType.DATE or entity.message_id not in (None, turn.id):
                continue
            near = turn.message.text[max(0, entity.start - _REACH) : entity.end + _REACH]
            what = _DEADLINE.search(near)
            day = _day(entity.value)
            if what and day and day >= today:
                return CustomerDeadline(on=day, what=what["what"].lower(), turn=turn.id)
    return None


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
