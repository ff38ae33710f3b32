"""That a customer wrote: when, where and about what. Holds no word of what was written."""

from assist.domain.base import Frozen, Identifier, Moment
from assist.domain.enums import Channel


class Contact(Frozen):
    """One stored customer turn, as far as later ones need to know it."""

    conversation_id: Identifier
    message_id: Identifier
    channel: Channel
    at: Moment
    intents: tuple[str, ...] = ()
    order_numbers: tuple[str, ...] = ()
    text_digest: str = ""
    """Of the turn's words: a turn sent again without an id is the same contact."""
    closed: bool = False
    """The turn asked for no answer: the conversation waits for nobody."""


class Repeat(Frozen):
    """Earlier contacts about the same matter: how many before this one, since when, about which order."""

    earlier: int
    since: Moment
    order_number: str | None = None


class OpenConversation(Frozen):
    """Another conversation of this customer that still waits for an answer."""

    conversation_id: Identifier
    channel: Channel
    since: Moment
