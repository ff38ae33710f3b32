"""Suggestions as they were made, and what withdrew them: a newer one, or a customer who wrote again."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, select, update

from assist.domain.happening import HappeningType
from assist.domain.orders import Order
from assist.domain.suggestion import Suggestion, SuggestRequest
from assist.domain.turns import Withdrawal
from assist.storage import tables
from assist.storage.handled_rows import asked_with
from assist.storage.rows import in_utc
from assist.storage.triage_rows import TriageRows


class SuggestionRows(TriageRows):
    """One client's suggestions within one transaction."""

    def save_suggestion(
        self, request: SuggestRequest, suggestion: Suggestion, orders: Sequence[Order] | None = None
    ) -> Withdrawal | None:
        """Store the conversation as far as it is new, and the suggestion; earlier ones on it are superseded.

        `orders` are the facts it stands on; absent: those of the request. Returns what withdrew this suggestion while
        it was made: a newer request that was answered sooner, or a message it has not read.
        """
        self._save_conversation(request, suggestion.conversation_id, suggestion.created_at)
        overtaken = self._overtaken_by(request, suggestion)
        self._supersede(suggestion)
        self._insert(
            tables.suggestions,
            {
                "suggestion_id": suggestion.suggestion_id,
                "conversation_id": suggestion.conversation_id,
                "knowledge_version": suggestion.knowledge_version,
                "created_at": suggestion.created_at,
                "superseded_by": overtaken.by if overtaken else None,
                "superseded_at": overtaken.at if overtaken else None,
                "suggestion": suggestion.model_dump(mode="json", exclude={"superseded_by"}),
                "orders": [order.model_dump(mode="json") for order in (request.orders if orders is None else orders)],
                "request": asked_with(request),
            },
        )
        return overtaken

    def suggestion(self, suggestion_id: str) -> Suggestion | None:
        """Return a stored suggestion of this client, or None."""
        rows = tables.suggestions
        row = self._connection.execute(
            select(rows.c.suggestion, rows.c.superseded_by).where(
                rows.c.client_id == self._client_id, rows.c.suggestion_id == suggestion_id
            )
        ).first()
        if row is None:
            return None
        return Suggestion.model_validate({**row.suggestion, "superseded_by": row.superseded_by})

    def cost_since(self, moment: datetime) -> Decimal:
        """Return what models cost for the suggestions made since a moment, in USD."""
        rows = tables.suggestions
        amounts = self._connection.execute(
            select(rows.c.suggestion["cost"]["amount"].as_string()).where(
                rows.c.client_id == self._client_id, rows.c.created_at >= moment
            )
        ).scalars()
        return sum((Decimal(amount) for amount in amounts if amount), Decimal(0))

    def facts_behind(self, suggestion_id: str) -> list[Order]:
        """Return the order facts a stored suggestion stands on."""
        rows = tables.suggestions
        found = self._connection.execute(
            select(rows.c.orders).where(rows.c.client_id == self._client_id, rows.c.suggestion_id == suggestion_id)
        ).scalar()
        return [Order.model_validate(order) for order in found or ()]

    def withdrawal(self, suggestion_id: str) -> Withdrawal | None:
        """Return what withdrew a suggestion and when, None for one that stands."""
        rows = tables.suggestions
        found = self._connection.execute(
            select(rows.c.superseded_by, rows.c.superseded_at).where(
                rows.c.client_id == self._client_id,
                rows.c.suggestion_id == suggestion_id,
                rows.c.superseded_by.is_not(None),
            )
        ).first()
        if found is None:
            return None
        return Withdrawal(by=found.superseded_by, at=found.superseded_at and in_utc(found.superseded_at))

    def withdraw(self, conversation_id: str, message_id: str | None, *, by: str, at: datetime) -> tuple[str, ...]:
        """Withdraw the suggestions that do not answer what the customer wrote at a moment; return their ids."""
        sent = self._sent_at(conversation_id)
        stale = [
            row["suggestion_id"]
            for row in self._open(conversation_id)
            if message_id not in row["suggestion"]["answers"]
            and _comes_after(at, message_id, row["suggestion"]["answers"], sent, in_utc(row["created_at"]))
        ]
        if stale:
            self._mark(tables.suggestions.c.suggestion_id.in_(stale), by=by, at=at)
        return tuple(stale)

    def _overtaken_by(self, request: SuggestRequest, suggestion: Suggestion) -> Withdrawal | None:
        for row in self._open(suggestion.conversation_id):
            made_at = in_utc(row["created_at"])
            if made_at > suggestion.created_at:
                return Withdrawal(by=row["suggestion_id"], at=made_at)
        sent = {message.id: message.sent_at for message in request.messages}
        until = _answered_until(suggestion.answers, sent) or suggestion.created_at
        for row in self._written(suggestion.conversation_id):
            message_id, at = row["happening"].get("message_id"), in_utc(row["at"])
            if message_id not in sent and at > until:
                return Withdrawal(by=message_id or row["happening_id"], at=at)
        return None

    def _open(self, conversation_id: str) -> Sequence[Mapping[Any, Any]]:
        """Return the suggestions of a conversation that nothing has withdrawn, newest first."""
        rows = tables.suggestions
        found = self._connection.execute(
            select(rows.c.suggestion_id, rows.c.created_at, rows.c.suggestion)
            .where(
                rows.c.client_id == self._client_id,
                rows.c.conversation_id == conversation_id,
                rows.c.superseded_by.is_(None),
            )
            .order_by(rows.c.created_at.desc(), rows.c.suggestion_id)
        )
        return found.mappings().all()

    def _sent_at(self, conversation_id: str) -> dict[str, datetime | None]:
        rows = tables.messages
        found = self._connection.execute(
            select(rows.c.message_id, rows.c.sent_at).where(
                rows.c.client_id == self._client_id, rows.c.conversation_id == conversation_id
            )
        )
        return {row.message_id: in_utc(row.sent_at) if row.sent_at else None for row in found}

    def _written(self, conversation_id: str) -> Sequence[Mapping[Any, Any]]:
        """Return what the customer is reported to have written in a conversation, oldest first."""
        rows = tables.happenings
        found = self._connection.execute(
            select(rows.c.happening_id, rows.c.at, rows.c.happening)
            .where(
                rows.c.client_id == self._client_id,
                rows.c.conversation_id == conversation_id,
                rows.c.type == HappeningType.CUSTOMER_MESSAGE.value,
            )
            .order_by(rows.c.at, rows.c.happening_id)
        )
        return found.mappings().all()

    def _supersede(self, suggestion: Suggestion) -> None:
        """Mark earlier suggestions of the conversation as replaced: the customer wrote again or was answered anew."""
        rows = tables.suggestions
        self._mark(
            (rows.c.conversation_id == suggestion.conversation_id) & (rows.c.created_at <= suggestion.created_at),
            by=suggestion.suggestion_id,
            at=suggestion.created_at,
        )

    def _mark(self, which: ColumnElement[bool], *, by: str, at: datetime) -> None:
        rows = tables.suggestions
        self._connection.execute(
            update(rows)
            .where(rows.c.client_id == self._client_id, rows.c.superseded_by.is_(None), which)
            .values(superseded_by=by, superseded_at=at)
        )


def _comes_after(
    at: datetime, message_id: str | None, answers: Sequence[str], sent: Mapping[str, datetime | None], made_at: datetime
) -> bool:
    """Say whether a message is newer than those answered; where these carry no moment, one never seen before is."""
    until = _answered_until(answers, sent)
    if until is not None:
        return at > until
    return (message_id is not None and message_id not in sent) or at > made_at


def _answered_until(answers: Sequence[str], sent: Mapping[str, datetime | None]) -> datetime | None:
    return max((moment for name in answers if (moment := sent.get(name))), default=None)
