"""The database door: one engine, and `begin(client_id)` as the only way to a client's rows.

Transactions are short; nothing here calls a model or an encoder.
"""

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from sqlalchemy import ColumnElement, Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.exc import SQLAlchemyError

from assist.domain.base import ClientId
from assist.domain.orders import Order
from assist.domain.turns import StoredTurn
from assist.errors import Unavailable
from assist.storage import tables
from assist.storage.conversation_rows import ConversationRows
from assist.storage.evaluation_rows import EvaluationRows
from assist.storage.evaluation_run_rows import SqlEvaluationRuns
from assist.storage.follow_up_rows import FollowUpRows
from assist.storage.handled_rows import HandledRows
from assist.storage.handoff_rows import HandoffRows
from assist.storage.notice_rows import SqlNotices
from assist.storage.rows import ONLY_READS, transaction
from assist.storage.suggestion_rows import SuggestionRows
from assist.storage.version_rows import SqlLedger

BUSY_TIMEOUT_MS = 5_000
WAL_RETRY_S = 0.01
MIGRATION_LOCK = 20_261_120
"""Any number that no other program takes as an advisory lock of this database."""


class Store:
    """All stored rows, reached client by client."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    def open(cls, url: str) -> "Store":
        """Open and migrate the database.

        Raises: Unavailable when it cannot be reached, or when a newer program has changed its tables.
        """
        try:
            engine = create_engine(url)
            if engine.dialect.name == "sqlite":
                _prepare_sqlite(engine)
            migrate(engine)
        except ModuleNotFoundError as error:
            raise Unavailable(f"ASSIST_DATABASE_URL: the driver {error.name} is not installed") from error
        except SQLAlchemyError as error:
            raise Unavailable(_why_closed(url, error)) from error
        except CommandError as error:  # alembic's own family: it finds a version in the database that it does not know
            raise Unavailable(f"this program cannot migrate the database, a newer one may have: {error}") from error
        return cls(engine)

    @contextmanager
    def begin(self, client_id: ClientId, *, only_reads: bool = False) -> Iterator["ClientRows"]:
        """Open a transaction that sees this client's rows only; commits unless an error leaves the block.

        One that `only_reads` waits for no writer. Raises: Unavailable when the database fails.
        """
        with transaction(self._engine, only_reads=only_reads) as connection:
            yield ClientRows(connection, client_id)

    @property
    def ledger(self) -> SqlLedger:
        """Versions, publications, evaluations and the live pointer."""
        return SqlLedger(self._engine)

    @property
    def notices(self) -> SqlNotices:
        """The clients' notices."""
        return SqlNotices(self._engine)

    @property
    def evaluation_runs(self) -> SqlEvaluationRuns:
        """Evaluations that were asked for and take their time."""
        return SqlEvaluationRuns(self._engine)

    def close(self) -> None:
        """Release the connections."""
        self._engine.dispose()


class ClientRows(SuggestionRows):
    """One client's conversations, suggestions, triages, contacts and orders within one transaction."""

    @property
    def follow_ups(self) -> FollowUpRows:
        """Follow-ups, feedback and happenings, in this transaction."""
        return FollowUpRows(self._connection, self._client_id)

    @property
    def evaluations(self) -> EvaluationRows:
        """Evaluations and what people accepted of them, in this transaction."""
        return EvaluationRows(self._connection, self._client_id)

    @property
    def conversations(self) -> ConversationRows:
        """What was said, in this transaction."""
        return ConversationRows(self._connection, self._client_id)

    @property
    def handled(self) -> HandledRows:
        """Requests that a person had a word on, in this transaction."""
        return HandledRows(self._connection, self._client_id)

    @property
    def handoffs(self) -> HandoffRows:
        """Handoffs and what their receivers said, in this transaction."""
        return HandoffRows(self._connection, self._client_id)

    def save_order(self, order: Order, at: datetime) -> bool:
        """Store or replace the facts of an order; False when newer ones are stored: deliveries may overtake each other."""
        self._remember_client(at)
        rows = tables.orders
        facts = {
            "number": order.number.upper(),
            "email": (order.email or "").strip().lower() or None,
            "stored_at": at,
            "as_of": order.as_of,
            "order": order.model_dump(mode="json"),
        }
        inserting = self._inserting(rows).values(client_id=self._client_id, **facts)
        is_newer = None if order.as_of is None else rows.c.as_of.is_(None) | (rows.c.as_of <= inserting.excluded.as_of)
        replacing = inserting.on_conflict_do_update(index_elements=["client_id", "number"], set_=facts, where=is_newer)
        return self._wrote(replacing, rows.c.client_id)

    def orders(self, numbers: Sequence[str], email: str | None) -> list[Order]:
        """Return stored orders by number or by the customer's e-mail; whom they may be told to is not decided here."""
        rows = tables.orders
        wanted: ColumnElement[bool] = rows.c.number.in_([number.upper() for number in numbers])
        if email:
            wanted = wanted | (rows.c.email == email.strip().lower())
        found = self._connection.execute(
            select(rows.c.order).where(rows.c.client_id == self._client_id, wanted).order_by(rows.c.number)
        )
        return [Order.model_validate(row.order) for row in found]

    def recent_customer_turns(self, limit: int) -> list[StoredTurn]:
        """Return the customers' newest public messages, newest conversation first."""
        rows, talks = tables.messages, tables.conversations
        same = (rows.c.client_id == talks.c.client_id) & (rows.c.conversation_id == talks.c.conversation_id)
        found = self._connection.execute(
            select(rows.c.conversation_id, rows.c.message_id, talks.c.channel, rows.c.text)
            .join(talks, same)
            .where(rows.c.client_id == self._client_id, rows.c.role == "customer", rows.c.visibility == "public")
            .order_by(talks.c.updated_at.desc(), rows.c.conversation_id, rows.c.message_id.desc())
            .limit(limit)
        )
        return [StoredTurn.model_validate(row._asdict()) for row in found]


def migrate(engine: Engine) -> None:
    """Bring the schema to the newest version; of processes that start at once, the others wait for the first."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":  # SQLite holds the whole database already
            connection.execute(select(func.pg_advisory_xact_lock(MIGRATION_LOCK)))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _why_closed(url: str, error: SQLAlchemyError) -> str:
    """Say why a database does not open; one that is a file is named: nobody may have set its URL."""
    cause = getattr(error, "orig", None)
    if not isinstance(cause, sqlite3.Error):
        return f"ASSIST_DATABASE_URL: the database does not open: {type(error).__name__}"
    file, kind = make_url(url).database, getattr(cause, "sqlite_errorname", "")
    if kind == "SQLITE_NOTADB":
        return f"the database {file} is no SQLite file; move it away, or name another in ASSIST_DATABASE_URL"
    if kind.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")):
        return f"the database {file} is not writable; the file and its folder must be"
    return f"the database {file} does not open: {kind or type(error).__name__}"


def _prepare_sqlite(engine: Engine) -> None:
    """WAL, foreign keys, patience for the lock, and writers that take it at once (a deferred one fails as BUSY)."""

    @event.listens_for(engine, "connect")
    def _connected(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (f"busy_timeout={BUSY_TIMEOUT_MS}", "foreign_keys=ON", "synchronous=FULL"):
            cursor.execute(f"PRAGMA {pragma}")
        _write_ahead(cursor)
        cursor.close()

    @event.listens_for(engine, "begin")
    def _began(connection: Connection) -> None:
        only_reads = connection.get_execution_options().get(ONLY_READS)
        connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")


def _write_ahead(cursor: sqlite3.Cursor) -> None:
    """Switch to WAL. Of processes that switch an empty database at once SQLite turns all but one away, patience or not."""
    give_up_at = time.monotonic() + BUSY_TIMEOUT_MS / 1_000
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > give_up_at:
                raise
        time.sleep(WAL_RETRY_S)
