"""A client's follow-ups, the feedback that made them and the happenings that closed them, within one transaction."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, select, update

from assist.domain.feedback import MADE_BY, TRY_PAGE, Edit, Feedback, Outcome
from assist.domain.follow_up import ClosedBy, Closing, FollowUpState, KeptFollowUp
from assist.domain.happening import Happening
from assist.storage import tables
from assist.storage.rows import Rows, in_utc

_MOMENTS = ("last_scan_at", "created_at", "closed_at")


class FollowUpRows(Rows):
    """Feedback, happenings and follow-ups of one client."""

    def add_feedback(
        self, feedback_id: str, suggestion_id: str, feedback: Feedback, at: datetime, edit: Edit | None = None
    ) -> bool:
        """Record a step of a suggestion's life and what was changed; False when it is recorded already."""
        row = {
            "feedback_id": feedback_id,
            "suggestion_id": suggestion_id,
            "event": feedback.event.value,
            "at": at,
            "feedback": feedback.model_dump(mode="json", exclude={"client_id"}),
            "edit": edit.model_dump(mode="json") if edit else None,
        }
        return self._add(tables.feedback, row)

    def feedback_of(self, suggestion_id: str) -> tuple[Feedback, ...]:
        """Return what was done with a suggestion, oldest first."""
        rows = tables.feedback
        found = self._connection.execute(
            select(rows.c.feedback)
            .where(rows.c.client_id == self._client_id, rows.c.suggestion_id == suggestion_id)
            .order_by(rows.c.at, rows.c.feedback_id)
        ).scalars()
        return tuple(Feedback.model_validate(row) for row in found)

    def outcomes(self, since: datetime) -> Iterator[Outcome]:
        """Yield every step reported since a moment with the suggestion it is about, oldest first."""
        rows, suggestions = tables.feedback, tables.suggestions
        same = (rows.c.client_id == suggestions.c.client_id) & (rows.c.suggestion_id == suggestions.c.suggestion_id)
        found = self._connection.execute(
            select(rows.c.suggestion_id, rows.c.feedback, rows.c.edit, suggestions.c.suggestion)
            .join(suggestions, same)
            .where(rows.c.client_id == self._client_id, rows.c.at >= since)
            .order_by(rows.c.at, rows.c.feedback_id)
        )
        for row in found:
            yield Outcome(
                suggestion_id=row.suggestion_id,
                feedback=Feedback.model_validate(row.feedback),
                edit=Edit.model_validate(row.edit) if row.edit else None,
                intents=tuple(intent["name"] for intent in row.suggestion["triage"]["intents"]),
                tried_out=(row.suggestion.get("metadata") or {}).get(MADE_BY) == TRY_PAGE,
            )

    def add_happening(self, happening_id: str, happening: Happening, at: datetime) -> bool:
        """Record something that happened; False when it is recorded already."""
        self._remember_client(at)
        row = {
            "happening_id": happening_id,
            "type": happening.type.value,
            "at": happening.at,
            "conversation_id": happening.conversation_id,
            "order_number": happening.about,
            "happening": happening.model_dump(mode="json", exclude_none=True),
        }
        return self._add(tables.happenings, row)

    def happenings(self, order_numbers: Sequence[str], conversation_id: str | None) -> tuple[Happening, ...]:
        """Return what happened to these orders or in this conversation, oldest first."""
        rows = tables.happenings
        wanted: ColumnElement[bool] = rows.c.order_number.in_([number.upper() for number in order_numbers])
        if conversation_id is not None:
            wanted = wanted | (rows.c.conversation_id == conversation_id)
        found = self._connection.execute(
            select(rows.c.happening)
            .where(rows.c.client_id == self._client_id, wanted)
            .order_by(rows.c.at, rows.c.happening_id)
        ).scalars()
        return tuple(Happening.model_validate(row) for row in found)

    def save(self, follow_up: KeptFollowUp) -> bool:
        """Record a follow-up; False when one of that id is kept already, whatever became of it."""
        return self._add(tables.follow_ups, _row(follow_up))

    def close(self, follow_up_id: str, closing: Closing) -> bool:
        """Close an open follow-up; False when it is closed already or unknown: what closed it first stays on record."""
        rows = tables.follow_ups
        done = self._connection.execute(
            update(rows)
            .where(
                rows.c.client_id == self._client_id,
                rows.c.id == follow_up_id,
                rows.c.state == FollowUpState.OPEN.value,
            )
            .values(
                state=FollowUpState.CLOSED.value,
                closed_at=closing.at,
                closed_by=closing.by.value,
                closed_what=closing.what,
            )
        )
        return done.rowcount > 0

    def one(self, follow_up_id: str) -> KeptFollowUp | None:
        """Return a follow-up of this client, or None."""
        return next(iter(self._found(tables.follow_ups.c.id == follow_up_id)), None)

    def open_about(self, order_number: str | None, conversation_id: str | None) -> tuple[KeptFollowUp, ...]:
        """Return the open follow-ups about an order or in a conversation, first due first."""
        rows = tables.follow_ups
        about = [
            column == wanted
            for column, wanted in ((rows.c.order_number, order_number), (rows.c.conversation_id, conversation_id))
            if wanted is not None
        ]
        if not about:
            return ()
        either = about[0] if len(about) == 1 else about[0] | about[1]
        return self._found(rows.c.state == FollowUpState.OPEN.value, either)

    def of_suggestion(self, suggestion_id: str) -> tuple[KeptFollowUp, ...]:
        """Return the follow-ups a sent suggestion made, first due first."""
        return self._found(tables.follow_ups.c.suggestion_id == suggestion_id)

    def listed(self, *, due: date | None, state: FollowUpState | None) -> tuple[KeptFollowUp, ...]:
        """Return follow-ups due on or before a day and in a state, first due first; absent: any."""
        rows = tables.follow_ups
        wanted: list[ColumnElement[bool]] = []
        if due is not None:
            wanted.append(rows.c.due_on <= due)
        if state is not None:
            wanted.append(rows.c.state == state.value)
        return self._found(*wanted)

    def _found(self, *wanted: ColumnElement[bool]) -> tuple[KeptFollowUp, ...]:
        rows = tables.follow_ups
        found = self._connection.execute(
            select(rows).where(rows.c.client_id == self._client_id, *wanted).order_by(rows.c.due_on, rows.c.id)
        )
        return tuple(_follow_up(row) for row in found.mappings())

    def _add(self, table: Table, row: dict[str, Any]) -> bool:
        inserting = self._inserting(table).values(client_id=self._client_id, **row)
        return self._wrote(inserting.on_conflict_do_nothing(), table.c.client_id)


def _row(follow_up: KeptFollowUp) -> dict[str, Any]:
    row = follow_up.model_dump(exclude={"client_id", "state", "closed"})
    closed = follow_up.closed
    return {
        **row,
        "item_ids": list(follow_up.item_ids),
        "state": follow_up.state.value,
        "closed_at": closed.at if closed else None,
        "closed_by": closed.by.value if closed else None,
        "closed_what": closed.what if closed else None,
    }


def _follow_up(row: Mapping[Any, Any]) -> KeptFollowUp:
    fields = {**row, **{name: row[name] and in_utc(row[name]) for name in _MOMENTS}}
    at, by, what = (fields.pop(f"closed_{part}") for part in ("at", "by", "what"))
    closed = Closing(at=at, by=ClosedBy(by), what=what) if at else None
    return KeptFollowUp.model_validate({**fields, "closed": closed})
