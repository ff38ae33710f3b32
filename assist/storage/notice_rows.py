"""A client's notices. Nothing is deleted: ending one is a mark on it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Engine, select, update

from assist.domain.base import ClientId
from assist.domain.notice import Notice
from assist.storage import tables
from assist.storage.rows import Rows, in_utc, transaction


class SqlNotices:
    """The notices in the database; each method is one short transaction. Raises: Unavailable when it fails."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def save(self, notice: Notice) -> None:
        """Record a notice."""
        with transaction(self._engine) as connection:
            NoticeRows(connection, notice.client_id).save(notice)

    def all_of(self, client_id: ClientId) -> tuple[Notice, ...]:
        """Return every notice the client ever had, oldest first."""
        with transaction(self._engine, only_reads=True) as connection:
            return NoticeRows(connection, client_id).read()

    def not_over(self, client_id: ClientId, since: date) -> tuple[Notice, ...]:
        """Return the notices nobody ended whose last day is not before `since`, oldest first."""
        rows = tables.notices
        with transaction(self._engine, only_reads=True) as connection:
            return NoticeRows(connection, client_id).read(rows.c.ended_at.is_(None), rows.c.last_day >= since)

    def end(self, client_id: ClientId, notice_id: str, at: datetime, by: str) -> Notice | None:
        """Mark a notice as ended and return it, None when there is none; who ended it first stays on record."""
        with transaction(self._engine) as connection:
            return NoticeRows(connection, client_id).end(notice_id, at, by)


class NoticeRows(Rows):
    """One client's notices within one transaction."""

    def save(self, notice: Notice) -> None:
        self._remember_client(notice.recorded_at)
        self._insert(tables.notices, notice.model_dump(exclude={"client_id"}))

    def read(self, *wanted: ColumnElement[bool]) -> tuple[Notice, ...]:
        rows = tables.notices
        found = self._connection.execute(
            select(rows).where(rows.c.client_id == self._client_id, *wanted).order_by(rows.c.recorded_at, rows.c.id)
        )
        return tuple(_notice(row) for row in found.mappings())

    def end(self, notice_id: str, at: datetime, by: str) -> Notice | None:
        rows = tables.notices
        self._connection.execute(
            update(rows)
            .where(rows.c.client_id == self._client_id, rows.c.id == notice_id, rows.c.ended_at.is_(None))
            .values(ended_at=at, ended_by=by)
        )
        return next(iter(self.read(rows.c.id == notice_id)), None)


def _notice(row: Mapping[Any, Any]) -> Notice:
    moments = {name: row[name] and in_utc(row[name]) for name in ("recorded_at", "ended_at")}
    return Notice.model_validate({**row, **moments})
