"""A conversation read as it was meant: what is encoded and searched for is put right, what is quoted stays as received."""

from collections.abc import Sequence
from dataclasses import replace

from assist import reading
from assist.domain.conversation import Conversation
from assist.domain.orders import Order
from assist.reading import Reading
from assist.triage import products
from assist.triage.spelling import Speller
from assist.triage.wares import Wares


def heard(
    conversation: Conversation,
    speller: Speller | None,
    wares: Wares,
    orders: Sequence[Order] = (),
    *,
    whole: bool = False,
) -> Reading:
    """Read a conversation, with the words of what is sold and who writes spelt as their owners please.

    Texts that name a thing for sale stand a second time with it put aside. `whole` leaves the turn uncut. `orders` are
    those stored, beside the conversation's own.
    """
    found = reading.read(conversation.messages)
    if whole:
        found = replace(found, clauses=(), texts=(found.turn_text,), message_row=0)
    titles = [title for title, _ in products.titles(conversation.products, [*conversation.orders, *orders])]
    return _meant(found, conversation, speller, titles).with_aside(wares.with_titles(titles).aside)


def _meant(found: Reading, conversation: Conversation, speller: Speller | None, titles: Sequence[str]) -> Reading:
    if speller is None:
        return found
    names = [conversation.customer.name] if conversation.customer and conversation.customer.name else []
    *texts, said = speller.meant([*found.texts, found.conversation], spared=[*titles, *names])
    return replace(found, texts=tuple(texts), conversation=said)
