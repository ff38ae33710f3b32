"""Builds, publications and the live pointer, client by client; the pointer moves with the record of its move."""

from collections.abc import Mapping

from sqlalchemy import Engine, select

from assist.domain.base import ClientId, VersionId
from assist.domain.publication import BuiltVersion, History, Move, Publication, PublicationAction
from assist.storage import tables
from assist.storage.rows import Rows, in_utc, transaction


class SqlLedger:
    """The port `Ledger` over the database; each method is one short transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def live_versions(self) -> Mapping[ClientId, VersionId]:
        """Return every client's live version: the one statement over all clients, and it reads nothing but ids."""
        rows = tables.live_versions
        with transaction(self._engine, only_reads=True) as connection:
            found = connection.execute(select(rows.c.client_id, rows.c.version_id)).all()
        return {ClientId(row.client_id): VersionId(row.version_id) for row in found}

    def history(self, client_id: ClientId) -> History:
        with transaction(self._engine, only_reads=True) as connection:
            return VersionRows(connection, client_id).history()

    def record_build(self, client_id: ClientId, built: BuiltVersion) -> None:
        with transaction(self._engine) as connection:
            VersionRows(connection, client_id).record_build(built)

    def go_live(self, client_id: ClientId, move: Move) -> Publication:
        with transaction(self._engine) as connection:
            return VersionRows(connection, client_id).go_live(move)


class VersionRows(Rows):
    """One client's versions within one transaction."""

    def history(self) -> History:
        return History(live=self._live(), built=self._built(), publications=self._publications())

    def record_build(self, built: BuiltVersion) -> None:
        """Note a build; the same content built again is the newest build again."""
        self._remember_client(built.built_at)
        self._upsert(tables.versions, built.model_dump(), keys=("version_id",))

    def go_live(self, move: Move) -> Publication:
        """Move the live pointer and record the move; a first version never replaces one that is live already."""
        self._remember_client(move.at)
        self._wait_for_others()
        past = self._publications()
        if move.action is PublicationAction.FIRST and past:
            return past[-1]
        publication = Publication(
            client_id=self._client_id,
            number=len(past) + 1,
            previous_id=self._live(),
            **move.model_dump(),
        )
        recorded = publication.model_dump(exclude={"client_id"})
        self._insert(tables.publications, {**recorded, "action": publication.action.value})
        pointer = {"version_id": publication.version_id, "number": publication.number}
        self._upsert(tables.live_versions, pointer, keys=())
        return publication

    def _wait_for_others(self) -> None:
        """Hold the client's row until the end of the transaction (SQLite holds the whole database already)."""
        rows = tables.clients
        self._connection.execute(select(rows.c.client_id).where(rows.c.client_id == self._client_id).with_for_update())

    def _live(self) -> VersionId | None:
        rows = tables.live_versions
        found = self._connection.execute(select(rows.c.version_id).where(rows.c.client_id == self._client_id)).scalar()
        return None if found is None else VersionId(found)

    def _built(self) -> tuple[BuiltVersion, ...]:
        rows = tables.versions
        statement = (
            select(rows.c.version_id, rows.c.built_at, rows.c.pages, rows.c.passages)
            .where(rows.c.client_id == self._client_id)
            .order_by(rows.c.built_at.desc(), rows.c.version_id)
        )
        found = self._connection.execute(statement).mappings()
        return tuple(BuiltVersion.model_validate({**row, "built_at": in_utc(row["built_at"])}) for row in found)

    def _publications(self) -> tuple[Publication, ...]:
        rows = tables.publications
        statement = select(rows).where(rows.c.client_id == self._client_id).order_by(rows.c.number)
        found = self._connection.execute(statement).mappings()
        return tuple(Publication.model_validate({**row, "at": in_utc(row["at"])}) for row in found)
