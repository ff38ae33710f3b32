"""The last step of triage: orders, decisions and earlier contacts are known, so the message finds its place.

Adds the repeat contact, the cause, the value role and the final route. Sees only orders this customer may hear of.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from assist.domain.contact import Contact, OpenConversation, Repeat
from assist.domain.conversation import Conversation
from assist.domain.decision import Decision
from assist.domain.enums import EntityType, Flag, Role
from assist.domain.orders import Order
from assist.domain.triage import Triage
from assist.reading import Reading
from assist.triage import cause, contacts, deadline
from assist.triage.routing import Rules
from assist.triage.routing_rules import Tried
from assist.triage.taxonomy import NO_REPLY_INTENTS
from assist.triage.triager import Advice, Tagged


@dataclass(frozen=True)
class Matters:
    """What came of the message besides its words: the orders it is about and what was decided for them."""

    orders: Sequence[Order] = ()
    decisions: Sequence[Decision] = ()


@dataclass(frozen=True)
class Placed:
    """The whole triage, and what of the customer's other contacts an agent should know."""

    triage: Triage
    earlier: tuple[Contact, ...] = ()
    elsewhere: tuple[OpenConversation, ...] = ()
    tried: tuple[Tried, ...] = ()
    repeat: Repeat | None = None
    prior_contacts: int = 0
    """The customer's earlier messages: in this conversation, and stored ones it does not hold."""
    advice: Advice | None = None

    @property
    def degraded(self) -> tuple[str, ...]:
        """Why there is no second opinion although one was wanted."""
        return (self.advice.failed,) if self.advice and self.advice.failed else ()

    @property
    def spent(self) -> tuple[float, int]:
        """What a second opinion cost: US dollars, tokens."""
        return (self.advice.cost_usd, self.advice.tokens) if self.advice else (0.0, 0)


def place(
    rules: Rules,
    tagged: Tagged,
    reading: Reading,
    conversation: Conversation,
    stored: Sequence[Contact] = (),
    matters: Matters | None = None,
) -> Placed:
    """Return the triage with its final route; `stored` are the customer's contacts as far as they are kept."""
    matters = matters or Matters()
    triage = tagged.triage
    asked_at = tagged.facts.asked_at
    days = rules.profile.repeat_contact_days
    earlier = contacts.elsewhere(stored, conversation, reading, asked_at, days)
    matter = contacts.Matter(tuple(one.name for one in triage.intents), order_numbers(triage))
    again = contacts.repeat(earlier, reading, conversation, matter, rules.taxonomy, asked_at)
    if again is not None and Flag.REPEAT_CONTACT not in triage.flags:
        triage = triage.model_copy(update={"flags": (*triage.flags, Flag.REPEAT_CONTACT)})
    facts = replace(
        tagged.facts,
        flags=triage.flags,
        repeat=again,
        orders=matters.orders,
        decisions=matters.decisions,
        notes=(*tagged.facts.notes, *_deadline(rules, triage, reading, asked_at)),
    )
    routed = rules.routed(facts)
    why = cause.find(triage, reading.turn_text, matters.orders)
    placed = triage.model_copy(
        update={
            "route": routed.route,
            "cause": why.cause,
            "cause_of": why.of,
            "value_role": cause.value_role(triage, why),
        }
    )
    here = sum(message.role is Role.CUSTOMER for message in reading.earlier)
    elsewhere = contacts.open_elsewhere(earlier, conversation)
    return Placed(placed, tuple(earlier), elsewhere, routed.tried, again, here + len(earlier), tagged.advice)


def contact(
    triage: Triage, reading: Reading, conversation: Conversation, conversation_id: str, now: datetime
) -> Contact:
    """Return this turn as later ones will need to know it."""
    names = {one.name for one in triage.intents}
    newest = reading.turn[-1].message if reading.turn else None
    return Contact(
        conversation_id=conversation_id,
        message_id=newest.id if newest else "none",
        channel=conversation.channel,
        at=(newest.sent_at if newest else None) or now,
        intents=tuple(one.name for one in triage.intents),
        order_numbers=order_numbers(triage),
        text_digest=contacts.digest(reading.turn_text),
        closed=bool(names) and names <= NO_REPLY_INTENTS,
    )


def order_numbers(triage: Triage) -> tuple[str, ...]:
    """Return the orders a turn is about: those its intents were matched with, and those the customer wrote."""
    matched = [one.order_number for one in triage.intents if one.order_number]
    said = [entity.value for entity in triage.entities if entity.type is EntityType.ORDER_NUMBER]
    return tuple(dict.fromkeys(number.upper() for number in (*matched, *said)))


def _deadline(rules: Rules, triage: Triage, reading: Reading, asked_at: datetime) -> tuple[str, ...]:
    texts = {part.message.id: part.message.text for part in reading.turn}
    found = deadline.find(triage.entities, texts, rules.calendar.day(asked_at))
    return (found.words,) if found else ()
