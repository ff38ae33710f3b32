"""What is known of a customer beside the orders: who writes, what they sent and were asked, what colleagues noted."""

import re
from collections.abc import Iterator

from assist.domain.enums import Needed, Role, Visibility
from assist.domain.suggestion import SuggestRequest
from assist.reading import Reading
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


_ARRANGES_REFUND = re.compile(
    r"\b(?:arranging|issuing|sending|processing|passing on) (?:the|your|a)? ?(?:full )?refund\b|"
    r"\bi(?:'m| am|'ll| will) refund\w*|\b(?:tramito|tramitamos|preparo|hago) (?:el|tu|un) reembolso\b",
    re.I,
)


def _asked_for(reading: Reading) -> Iterator[Needed]:
    """Yield what we asked for in an earlier public message."""
    for message in reading.ours:
        yield from (needed for needed, asks in _REQUESTS.items() if asks.search(message.text))
