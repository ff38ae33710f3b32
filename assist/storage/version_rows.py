"""Builds, publications, evaluations and the live pointer, client by client; the pointer moves with its record."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Engine, select

from assist.domain.base import ClientId, VersionId
from assist.domain.evaluation import Approval, EvalReport, EvalSummary, Evidence
from assist.domain.publication import BuiltVersion, History, Move, Publication, PublicationAction
from assist.storage import tables
from assist.storage.evaluation_rows import EvaluationRows
from assist.storage.rows import Rows, in_utc, transaction

EVIDENCE_COLUMNS = ("evidence_kind", "report_id", "evaluation_key")


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

    def record_evaluation(self, report: EvalReport) -> None:
        with transaction(self._engine) as connection:
            EvaluationRows(connection, report.client_id).record(report)

    def evaluation(self, client_id: ClientId, report_id: str) -> EvalReport | None:
        with transaction(self._engine, only_reads=True) as connection:
            return EvaluationRows(connection, client_id).one(report_id)

    def evaluations(self, client_id: ClientId, version_id: VersionId | None = None) -> tuple[EvalSummary, ...]:
        with transaction(self._engine, only_reads=True) as connection:
            return EvaluationRows(connection, client_id).newest_first(version_id)

    def record_approval(self, client_id: ClientId, approval: Approval) -> None:
        with transaction(self._engine) as connection:
            EvaluationRows(connection, client_id).approve(approval)

    def approvals(self, client_id: ClientId, report_id: str) -> tuple[Approval, ...]:
        with transaction(self._engine, only_reads=True) as connection:
            return EvaluationRows(connection, client_id).approvals(report_id)


class VersionRows(Rows):
    """One client's versions within one transaction."""

    def history(self) -> History:
        return History(live=self._live(), built=self._built(), publications=self._publications())

    def record_build(self, built: BuiltVersion) -> None:
        """Note a build; the same content built again is the newest build again, and all who built it stay on record."""
        self._remember_client(built.built_at)
        self._hold_client()
        before = next((one.built_by for one in self._built() if one.version_id == built.version_id), ())
        builders = list(dict.fromkeys((*before, *built.built_by)))
        self._upsert(tables.versions, {**built.model_dump(), "built_by": builders}, keys=("version_id",))

    def go_live(self, move: Move) -> Publication:
        """Move the live pointer and record the move; a first version never replaces one that is live already."""
        self._remember_client(move.at)
        self._hold_client()
        past = self._publications()
        if move.action is PublicationAction.FIRST and past:
            return past[-1]
        publication = Publication(
            client_id=self._client_id,
            number=len(past) + 1,
            previous_id=self._live(),
            **move.model_dump(),
        )
        recorded = publication.model_dump(exclude={"client_id", "evidence"})
        stood_on = _evidence_columns(publication.evidence)
        self._insert(tables.publications, {**recorded, **stood_on, "action": publication.action.value})
        pointer = {"version_id": publication.version_id, "number": publication.number}
        self._upsert(tables.live_versions, pointer, keys=())
        return publication

    def _live(self) -> VersionId | None:
        rows = tables.live_versions
        found = self._connection.execute(select(rows.c.version_id).where(rows.c.client_id == self._client_id)).scalar()
        return None if found is None else VersionId(found)

    def _built(self) -> tuple[BuiltVersion, ...]:
        rows = tables.versions
        statement = (
            select(rows.c.version_id, rows.c.built_at, rows.c.pages, rows.c.passages, rows.c.built_by)
            .where(rows.c.client_id == self._client_id)
            .order_by(rows.c.built_at.desc(), rows.c.version_id)
        )
        found = self._connection.execute(statement).mappings()
        return tuple(_built_version(row) for row in found)

    def _publications(self) -> tuple[Publication, ...]:
        rows = tables.publications
        statement = select(rows).where(rows.c.client_id == self._client_id).order_by(rows.c.number)
        found = self._connection.execute(statement).mappings()
        return tuple(_publication(row) for row in found)


def _built_version(row: Mapping[Any, Any]) -> BuiltVersion:
    known = {"built_at": in_utc(row["built_at"]), "built_by": row["built_by"] or ()}
    return BuiltVersion.model_validate({**row, **known})


def _publication(row: Mapping[Any, Any]) -> Publication:
    columns = {**row, "at": in_utc(row["at"])}
    kind, report_id, key = (columns.pop(name) for name in EVIDENCE_COLUMNS)
    evidence = {"kind": kind, "report_id": report_id, "key": key} if kind else None
    return Publication.model_validate({**columns, "evidence": evidence})


def _evidence_columns(evidence: Evidence | None) -> dict[str, Any]:
    if evidence is None:
        return {}
    values = (evidence.kind.value, evidence.report_id, evidence.key.model_dump(mode="json"))
    return dict(zip(EVIDENCE_COLUMNS, values, strict=True))
