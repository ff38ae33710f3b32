"""What every kind of row needs: a transaction that speaks our errors, insert and upsert. Knows no table but `clients`."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine, Table, select, update
from sqlalchemy.exc import SQLAlchemyError

from assist.domain.base import ClientId
from assist.errors import Unavailable
from assist.storage import tables

ONLY_READS = "only_reads"
"""Connection option: the transaction takes no write lock (SQLite)."""


@contextmanager
def transaction(engine: Engine, *, only_reads: bool = False) -> Iterator[Connection]:
    """Open a transaction; commits unless an error leaves the block. Raises: Unavailable when the database fails."""
    try:
        with engine.connect().execution_options(**{ONLY_READS: only_reads}) as connection, connection.begin():
            yield connection
    except SQLAlchemyError as error:
        raise Unavailable(f"the database failed: {type(error).__name__}") from error


def in_utc(moment: datetime) -> datetime:
    """Return a stored moment with its zone: SQLite keeps none."""
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class Rows:
    """One client's rows within one transaction."""

    def __init__(self, connection: Connection, client_id: ClientId) -> None:
        self._connection = connection
        self._client_id = client_id

    def _remember_client(self, at: datetime) -> None:
        rows = tables.clients
        known = self._connection.execute(select(rows.c.client_id).where(rows.c.client_id == self._client_id)).first()
        if known is None:
            self._insert(rows, {"first_seen_at": at})

    def _insert(self, table: Table, values: dict[str, Any]) -> None:
        self._connection.execute(table.insert().values(client_id=self._client_id, **values))

    def _upsert(self, table: Table, values: dict[str, Any], *, keys: tuple[str, ...]) -> None:
        """Update the row, insert it when there was none; in SQLite the transaction already holds the write lock."""
        match = [table.c.client_id == self._client_id, *(table.c[key] == values[key] for key in keys)]
        changed = self._connection.execute(update(table).where(*match).values(**values))
        if changed.rowcount == 0:
            self._insert(table, values)
