"""A stored conversation, a customer's message in it as a question to ask again, and what withdrew a suggestion."""

from assist.domain.base import Frozen, Moment
from assist.domain.conversation import Message
from assist.domain.enums import Channel


class StoredTurn(Frozen):
    conversation_id: str
    message_id: str
    channel: Channel
    text: str


class StoredConversation(Frozen):
    """Whose conversation it is, as the help desk names the customer, on which channel, and what was said."""

    channel: Channel = Channel.EMAIL
    customer_id: str | None = None
    messages: tuple[Message, ...] = ()
    """Oldest first, as far as they are stored."""


class Withdrawal(Frozen):
    """What withdrew a suggestion: the id of a newer one, or of the message the customer wrote since."""

    by: str
    at: Moment | None = None
    """Absent: it was withdrawn before moments were kept."""
