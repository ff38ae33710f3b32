"""What is known of a customer beside the orders: who writes, what they sent and were asked, what colleagues noted."""

import re
from collections.abc import Iterator
from datetime import date

from assist import atoms, text
from assist.atoms import AtomKind
from assist.domain.enums import Needed, Role, Visibility
from assist.domain.suggestion import SuggestRequest
from assist.reading import Reading
from assist.triage import days
from assist.workflows import labels
from assist.workflows.case import Background
from assist.workflows.trust import Trusted


def background(request: SuggestRequest, reading: Reading, orders: Trusted) -> Background:
    """Return what is known beside the orders: the customer, what they sent and were asked, what colleagues noted."""
    from_customer = [message for message in reading.earlier if message.role is Role.CUSTOMER]
    return Background(
        customer=request.customer,
        withheld=orders.withheld_orders,
        products=request.products,
        attachments=tuple(one for part in reading.turn for one in part.message.attachments),
        earlier_attachments=tuple(one for message in from_customer for one in message.attachments),
        asked_for=frozenset(_asked_for(reading)),
        channel=request.channel,
        wants_label=labels.is_wanted(reading.turn_text, reading.said_last),
        refund_arranged=any(_ARRANGES_REFUND.search(one.text) for one in reading.ours),
        promised_on=_promised_on(reading),
        internal_notes=tuple(
            message.text
            for message in request.messages
            if message.role is Role.AGENT and message.visibility is Visibility.INTERNAL
        ),
    )


_REQUESTS = {
    Needed.PHOTO_OF_ITEM: re.compile(r"\b(?:photos?|pictures?|fotos?|imagen(?:es)?)\b", re.I),
    Needed.ORDER_NUMBER: re.compile(r"\b(?:order number|n[uú]mero (?:de|del) pedido)\b", re.I),
    Needed.GIFT_NUMBER: re.compile(r"\b(?:gift number|n[uú]mero (?:de|del) regalo)\b", re.I),
}
"""How we ask for something, in the answer bank and in agents' own words."""


_WRITES = re.compile(
    r"\b(?:i|we)(?:['’]ll| will)?\b.{0,60}?\b(?:write|reply|get back|come back|be in touch|contact|e-?mail|update|let you know)\b|\byou(?:['’]ll| will) hear\b|"
    r"\b(?:te|le) (?:escrib|avis|cont)\w+",
    re.I,
)
"""How we say that we write again."""
_ARRANGES_REFUND = re.compile(
    r"\b(?:arranging|issuing|sending|processing|passing on) (?:the|your|a)? ?(?:full )?refund\b|"
    r"\bi(?:'m| am|'ll| will) refund\w*|\b(?:tramito|tramitamos|preparo|hago) (?:el|tu|un) reembolso\b",
    re.I,
)


def _asked_for(reading: Reading) -> Iterator[Needed]:
    """Yield what we asked for in an earlier public message."""
    for message in reading.ours:
        yield from (needed for needed, asks in _REQUESTS.items() if asks.search(message.text))


def _promised_on(reading: Reading) -> date | None:
    """Return the day named where our newest public message says that we write again."""
    newest = reading.ours[-1] if reading.ours else None
    if newest is None or newest.sent_at is None:
        return None
    said_on = newest.sent_at.date()
    for start, end in text.sentences(newest.text):
        said = newest.text[start:end]
        named = next((atom.value for atom in atoms.extract(said) if atom.kind is AtomKind.DATE), None)
        if named is not None and _WRITES.search(said) and not said.rstrip().endswith("?"):
            return date.fromisoformat(days.with_year(named, said_on))
    return None
