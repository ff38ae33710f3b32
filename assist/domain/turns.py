"""A customer's stored message, as a question to ask again."""

from assist.domain.base import Frozen
from assist.domain.enums import Channel


class StoredTurn(Frozen):
    conversation_id: str
    message_id: str
    channel: Channel
    text: str
