"""What every kind of row needs: a transaction that speaks our errors, insert and upsert. Knows no table but `clients`."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Table, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from assist.domain.base import ClientId
from assist.errors import Unavailable
from assist.storage import tables

ONLY_READS = "only_reads"
"""Connection option: the transaction takes no write lock (SQLite)."""


@contextmanager
def transaction(engine: Engine, *, only_reads: bool = False) -> Iterator[Connection]:
    """Open a transaction; commits unless an error leaves the block. Raises: Unavailable when the database fails.

    One that only reads sees one moment, however many statements it takes.
    """
    options: dict[str, Any] = {ONLY_READS: only_reads}
    if only_reads and engine.dialect.name == "postgresql":
        options["isolation_level"] = "REPEATABLE READ"  # what SQLite's readers have anyway
    try:
        with engine.connect().execution_options(**options) as connection, connection.begin():
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
        row = {"client_id": self._client_id, "first_seen_at": at}
        self._connection.execute(self._inserting(tables.clients).values(**row).on_conflict_do_nothing())

    def _hold_client(self) -> None:
        """Hold the client's row until the end of the transaction (SQLite holds the whole database already)."""
        rows = tables.clients
        self._connection.execute(select(rows.c.client_id).where(rows.c.client_id == self._client_id).with_for_update())

    def _insert(self, table: Table, values: dict[str, Any]) -> None:
        self._connection.execute(table.insert().values(client_id=self._client_id, **values))

    def _upsert(self, table: Table, values: dict[str, Any], *, keys: tuple[str, ...]) -> None:
        """Insert the row or update it, in one statement: in PostgreSQL another transaction may be inserting it too."""
        inserting = self._inserting(table).values(client_id=self._client_id, **values)
        self._connection.execute(inserting.on_conflict_do_update(index_elements=["client_id", *keys], set_=values))

    def _wrote(self, inserting: "postgresql.Insert | sqlite.Insert", key: ColumnElement[Any]) -> bool:
        """Say whether the insertion changed a row: asked of the row itself, PostgreSQL's driver does not count them."""
        return self._connection.execute(inserting.returning(key)).first() is not None

    def _inserting(self, table: Table) -> "postgresql.Insert | sqlite.Insert":
        is_postgresql = self._connection.dialect.name == "postgresql"
        return postgresql.insert(table) if is_postgresql else sqlite.insert(table)
