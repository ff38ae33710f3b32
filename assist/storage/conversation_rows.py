"""A client's conversation as it is stored: whose, on which channel, and what both sides said, replies sent by us included."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from assist.domain.conversation import MAX_MESSAGES, Message
from assist.domain.enums import Channel, Role
from assist.domain.turns import StoredConversation
from assist.storage import tables
from assist.storage.rows import Rows, in_utc


class ConversationRows(Rows):
    """Conversations of one client."""

    def one(self, conversation_id: str) -> StoredConversation:
        """Return a conversation, its newest messages last; one nobody saved is nobody's, by e-mail, and empty."""
        rows = tables.conversations
        found = self._connection.execute(
            select(rows.c.channel, rows.c.customer_id).where(
                rows.c.client_id == self._client_id, rows.c.conversation_id == conversation_id
            )
        ).first()
        if found is None:
            return StoredConversation()
        said = [*self._messages(conversation_id), *self._sent(conversation_id)]
        return StoredConversation(
            channel=Channel(found.channel), customer_id=found.customer_id, messages=_in_order(said)[-MAX_MESSAGES:]
        )

    def as_received(self, conversation_id: str) -> tuple[Message, ...]:
        """Return all messages of a conversation as the desk sent them, oldest first as far as they are dated."""
        return _in_order(self._messages(conversation_id))

    def _messages(self, conversation_id: str) -> list[Message]:
        rows = tables.messages
        found = self._connection.execute(
            select(rows)
            .where(rows.c.client_id == self._client_id, rows.c.conversation_id == conversation_id)
            .order_by(rows.c.message_id)
        )
        return [_message(row) for row in found.mappings()]

    def _sent(self, conversation_id: str) -> list[Message]:
        """Return the replies reported as sent, in the words that went out."""
        fed, made = tables.feedback, tables.suggestions
        same = (fed.c.client_id == made.c.client_id) & (fed.c.suggestion_id == made.c.suggestion_id)
        found = self._connection.execute(
            select(fed.c.feedback_id, fed.c.at, fed.c.feedback, made.c.suggestion)
            .join(made, same)
            .where(
                fed.c.client_id == self._client_id,
                fed.c.event == "sent",
                made.c.conversation_id == conversation_id,
            )
        )
        return [
            Message(id=row.feedback_id, role=Role.AGENT, sent_at=in_utc(row.at), text=text)
            for row in found
            if (text := row.feedback.get("sent_text") or row.suggestion["reply"].get("text"))
        ]


def _in_order(said: Sequence[Message]) -> tuple[Message, ...]:
    """Return messages oldest first; those nobody dated stand before the others."""
    dated = sorted((one for one in said if one.sent_at), key=lambda one: one.sent_at or datetime.min)
    return (*(one for one in said if one.sent_at is None), *dated)


def _message(row: Mapping[Any, Any]) -> Message:
    fields = ("role", "visibility", "text", "attachments")
    sent_at = row["sent_at"] and in_utc(row["sent_at"])
    return Message.model_validate({"id": row["message_id"], "sent_at": sent_at, **{name: row[name] for name in fields}})
