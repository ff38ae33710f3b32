"""Requests that a person had a word on: reported steps of a suggestion, or a correction of tags. Reads only.

What a retention rule or a person removed is simply not among them.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy import select

from assist.domain.conversation import Message
from assist.domain.correction import Correction
from assist.domain.enums import Channel, Role
from assist.domain.feedback import MADE_BY, TRY_PAGE, Edit, Feedback, Outcome
from assist.domain.handled import Handled
from assist.domain.suggestion import Suggestion, SuggestRequest
from assist.domain.triage import Triage
from assist.storage import tables
from assist.storage.conversation_rows import ConversationRows
from assist.storage.rows import Rows, in_utc

_STORED_ELSEWHERE = {"messages", "orders", "stream", "now"}


def asked_with(request: SuggestRequest) -> dict[str, Any]:
    """Return what a suggestion was asked with beside its messages and orders, which are stored by themselves."""
    kept = request.model_dump(mode="json", exclude=_STORED_ELSEWHERE, exclude_defaults=True)
    return {**kept, "message_ids": [message.id for message in request.messages]}


class HandledRows(Rows):
    """One client's evidence within one transaction."""

    def newest_first(self, since: datetime, most: int) -> list[Handled]:
        """Return up to `most` suggestions made since a moment, and as many corrected triages, newest first."""
        corrections = self._corrections()
        found = [*self._suggestions(since, most, corrections), *self._triages(since, most, corrections)]
        return sorted(found, key=lambda one: (one.at, one.subject_id), reverse=True)

    def _suggestions(self, since: datetime, most: int, corrections: Mapping[str, Correction]) -> Iterator[Handled]:
        rows, fed = tables.suggestions, tables.feedback
        reported = select(fed.c.suggestion_id).where(fed.c.client_id == self._client_id, fed.c.event != "shown")
        corrected = select(tables.triage_corrections.c.subject_id).where(
            tables.triage_corrections.c.client_id == self._client_id
        )
        found = self._connection.execute(
            select(rows)
            .where(
                rows.c.client_id == self._client_id,
                rows.c.created_at >= since,
                rows.c.request.is_not(None),
                rows.c.suggestion_id.in_(reported) | rows.c.suggestion_id.in_(corrected),
            )
            .order_by(rows.c.created_at.desc(), rows.c.suggestion_id)
            .limit(most)
        )
        for row in found.mappings().all():
            with suppress(ValidationError):  # written by another version of this program: nothing to learn from
                handled = self._of_suggestion(row, corrections)
                if handled is not None:
                    yield handled

    def _of_suggestion(self, row: Mapping[Any, Any], corrections: Mapping[str, Correction]) -> Handled | None:
        kept = dict(row["request"] or {})  # JSON null is no SQL NULL
        names = kept.pop("message_ids", ())
        said = self._said(row["conversation_id"])
        by_id = {message.id: message for message in said}
        if not names or any(name not in by_id for name in names):
            return None
        suggestion = Suggestion.model_validate({**row["suggestion"], "superseded_by": row["superseded_by"]})
        messages = [by_id[name].model_dump(mode="json", exclude_defaults=True) for name in names]
        request = SuggestRequest.model_validate({**kept, "messages": messages, "orders": row["orders"] or []})
        return Handled(
            subject_id=suggestion.suggestion_id,
            at=suggestion.created_at,
            request=request,
            triage=suggestion.triage,
            suggestion=suggestion,
            steps=tuple(self._steps(suggestion)),
            correction=corrections.get(suggestion.suggestion_id),
            withdrawn_at=_withdrawn_at(row),
            answered_with=_answered_with(said, names),
        )

    def _steps(self, suggestion: Suggestion) -> Iterator[Outcome]:
        rows = tables.feedback
        found = self._connection.execute(
            select(rows.c.feedback, rows.c.edit, rows.c.at)
            .where(rows.c.client_id == self._client_id, rows.c.suggestion_id == suggestion.suggestion_id)
            .order_by(rows.c.at, rows.c.feedback_id)
        )
        for row in found:
            yield Outcome(
                suggestion_id=suggestion.suggestion_id,
                feedback=Feedback.model_validate({**row.feedback, "at": in_utc(row.at)}),
                edit=Edit.model_validate(row.edit) if row.edit else None,
                intents=tuple(intent.name for intent in suggestion.triage.intents),
                tried_out=suggestion.metadata.get(MADE_BY) == TRY_PAGE,
            )

    def _triages(self, since: datetime, most: int, corrections: Mapping[str, Correction]) -> Iterator[Handled]:
        rows = tables.triages
        found = self._connection.execute(
            select(rows)
            .where(
                rows.c.client_id == self._client_id,
                rows.c.created_at >= since,
                rows.c.triage_id.in_(
                    select(tables.triage_corrections.c.subject_id).where(
                        tables.triage_corrections.c.client_id == self._client_id
                    )
                ),
            )
            .order_by(rows.c.created_at.desc(), rows.c.triage_id)
            .limit(most)
        )
        for row in found.mappings().all():
            said = tuple(one for one in self._said(row["conversation_id"]) if one.id in row["answers"])
            if said:
                yield Handled(
                    subject_id=row["triage_id"],
                    at=in_utc(row["created_at"]),
                    request=SuggestRequest(channel=self._channel(row["conversation_id"]), messages=said),
                    triage=Triage.model_validate(row["triage"]),
                    correction=corrections.get(row["triage_id"]),
                )

    def _corrections(self) -> dict[str, Correction]:
        """Return the newest correction of each triage."""
        rows = tables.triage_corrections
        found = self._connection.execute(
            select(rows.c.subject_id, rows.c.correction)
            .where(rows.c.client_id == self._client_id)
            .order_by(rows.c.at, rows.c.correction_id)
        )
        return {row.subject_id: Correction.model_validate(row.correction) for row in found}

    def _said(self, conversation_id: str) -> tuple[Message, ...]:
        return ConversationRows(self._connection, self._client_id).as_received(conversation_id)

    def _channel(self, conversation_id: str) -> Channel:
        return ConversationRows(self._connection, self._client_id).one(conversation_id).channel


def _withdrawn_at(row: Mapping[Any, Any]) -> datetime | None:
    """Return when a suggestion was withdrawn; where moments were not kept yet, at once."""
    if row["superseded_by"] is None:
        return None
    return in_utc(row["superseded_at"] or row["created_at"])


def _answered_with(said: Sequence[Message], asked: Sequence[str]) -> str | None:
    """Return our first words after the messages that were answered, unless the customer wrote again before them."""
    last = max((at for at, message in enumerate(said) if message.id in asked), default=-1)
    for message in said[last + 1 :]:
        if message.role is Role.CUSTOMER:
            return None
        if message.is_ours and message.role is Role.AGENT and message.text.strip():
            return message.text
    return None
