"""Triages that were answered, and what people corrected in them or in a suggestion's triage."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select

from assist.domain.base import Moment
from assist.domain.conversation import Conversation
from assist.domain.correction import CorrectedTurn, Correction, StoredTriage
from assist.domain.suggestion import Suggestion
from assist.domain.triage import Triage
from assist.storage import tables
from assist.storage.contact_rows import ContactRows
from assist.storage.rows import in_utc


class TriageRows(ContactRows):
    """One client's triages and corrections within one transaction; conversations and messages are shared with others."""

    def _save_conversation(self, conversation: Conversation, conversation_id: str, at: datetime) -> None:
        """Store the conversation as far as it is new."""
        self._remember_client(at)
        self._upsert(
            tables.conversations,
            {
                "conversation_id": conversation_id,
                "channel": conversation.channel.value,
                "customer_id": conversation.customer.id if conversation.customer else None,
                "updated_at": at,
            },
            keys=("conversation_id",),
        )
        self._save_messages(conversation, conversation_id)

    def _save_messages(self, conversation: Conversation, conversation_id: str) -> None:
        rows = tables.messages
        stored = set(
            self._connection.execute(
                select(rows.c.message_id).where(
                    rows.c.client_id == self._client_id, rows.c.conversation_id == conversation_id
                )
            ).scalars()
        )
        for message in conversation.messages:
            if message.id in stored:
                continue
            stored.add(message.id)
            self._insert(
                rows,
                {
                    "conversation_id": conversation_id,
                    "message_id": message.id,
                    "role": message.role.value,
                    "visibility": message.visibility.value,
                    "sent_at": message.sent_at,
                    "text": message.text,
                    "attachments": [attachment.model_dump(mode="json") for attachment in message.attachments],
                },
            )

    def save_triage(self, conversation: Conversation, kept: StoredTriage) -> None:
        """Store a triage and the conversation it was made of."""
        self._save_conversation(conversation, kept.conversation_id, kept.created_at)
        self._insert(
            tables.triages,
            {
                "triage_id": kept.triage_id,
                "conversation_id": kept.conversation_id,
                "answers": list(kept.answers),
                "knowledge_version": kept.knowledge_version,
                "created_at": kept.created_at,
                "triage": kept.triage.model_dump(mode="json"),
            },
        )

    def triage(self, subject_id: str) -> StoredTriage | None:
        """Return the triage of that id, or that of the suggestion of that id; None when this client has neither."""
        rows = tables.triages
        row = self._connection.execute(
            select(rows).where(rows.c.client_id == self._client_id, rows.c.triage_id == subject_id)
        ).first()
        if row is not None:
            return StoredTriage(
                triage_id=row.triage_id,
                conversation_id=row.conversation_id,
                answers=tuple(row.answers),
                knowledge_version=row.knowledge_version,
                created_at=in_utc(row.created_at),
                triage=Triage.model_validate(row.triage),
            )
        return self._of_suggestion(subject_id)

    def _of_suggestion(self, suggestion_id: str) -> StoredTriage | None:
        rows = tables.suggestions
        row = self._connection.execute(
            select(rows.c.suggestion).where(rows.c.client_id == self._client_id, rows.c.suggestion_id == suggestion_id)
        ).first()
        if row is None:
            return None
        found = Suggestion.model_validate(row.suggestion)
        return StoredTriage(
            triage_id=found.suggestion_id,
            conversation_id=found.conversation_id,
            answers=found.answers,
            knowledge_version=found.knowledge_version,
            created_at=found.created_at,
            triage=found.triage,
        )

    def save_correction(self, subject: StoredTriage, correction: Correction, at: datetime) -> Moment:
        """Store a correction and return when it was first made; the same one again only becomes the newest again."""
        stated = correction.model_dump_json(exclude_none=True)
        key = hashlib.sha256(stated.encode()).hexdigest()[:32]
        rows = tables.triage_corrections
        where = (
            (rows.c.client_id == self._client_id)
            & (rows.c.subject_id == subject.triage_id)
            & (rows.c.correction_id == key)
        )
        first = self._connection.execute(select(rows.c.first_at).where(where)).scalar()
        self._upsert(
            rows,
            {
                "subject_id": subject.triage_id,
                "correction_id": key,
                "conversation_id": subject.conversation_id,
                "answers": list(subject.answers),
                "at": at,
                "first_at": first or at,
                "correction": correction.model_dump(mode="json", exclude_none=True),
            },
            keys=("subject_id", "correction_id"),
        )
        return in_utc(first or at)

    def corrections(self) -> list[CorrectedTurn]:
        """Return the newest correction of each triage that names intents, oldest first, with the words it is about."""
        rows = tables.triage_corrections
        found = self._connection.execute(
            select(rows).where(rows.c.client_id == self._client_id).order_by(rows.c.at, rows.c.subject_id)
        )
        newest: dict[str, Mapping[Any, Any]] = {}
        for row in found.mappings():
            if "intents" in row["correction"]:
                newest.pop(row["subject_id"], None)
                newest[row["subject_id"]] = row
        return [self._corrected(row) for row in newest.values()]

    def _corrected(self, row: Mapping[Any, Any]) -> CorrectedTurn:
        rows = tables.messages
        found = self._connection.execute(
            select(rows.c.message_id, rows.c.text).where(
                rows.c.client_id == self._client_id,
                rows.c.conversation_id == row["conversation_id"],
                rows.c.message_id.in_(row["answers"]),
            )
        )
        texts = {message.message_id: message.text for message in found}
        return CorrectedTurn(
            subject_id=row["subject_id"],
            at=in_utc(row["at"]),
            texts=tuple(texts[name] for name in row["answers"] if name in texts),
            correction=Correction.model_validate(row["correction"]),
        )
