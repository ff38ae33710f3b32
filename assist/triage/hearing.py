"""A conversation read as it was meant: what is encoded and searched for is put right, what is quoted stays as received."""

from dataclasses import replace

from assist import reading
from assist.domain.conversation import Conversation
from assist.reading import Reading
from assist.triage import products
from assist.triage.spelling import Speller


def heard(conversation: Conversation, speller: Speller | None) -> Reading:
    """Read a conversation, with the words of what is sold and who writes spelt as their owners please."""
    found = reading.read(conversation.messages)
    if speller is None:
        return found
    names = [title for title, _ in products.titles(conversation.products, conversation.orders)]
    names += [conversation.customer.name] if conversation.customer and conversation.customer.name else []
    *texts, said = speller.meant([*found.texts, found.conversation], spared=names)
    return replace(found, texts=tuple(texts), conversation=said)
