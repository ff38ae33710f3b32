"""A client's evaluations, and what people accepted of them. Nothing is changed or deleted: the newest report counts."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, func, select

from assist.domain.base import VersionId
from assist.domain.evaluation import Approval, EvalReport, EvalSummary
from assist.storage import tables
from assist.storage.rows import Rows, in_utc

ORDER = {"number", "version_id"}
"""Columns that put reports in order and find them; the report says the rest."""


class EvaluationRows(Rows):
    """One client's evaluations within one transaction."""

    def record(self, report: EvalReport) -> None:
        """Store a report; the order of recording decides which is the newest, no clock."""
        self._hold_client()
        values = report.model_dump(mode="json", exclude={"client_id", "created_at"})
        placed = {"version_id": report.key.version_id, "number": self._next(tables.eval_reports.c.number)}
        self._insert(tables.eval_reports, {**values, **placed, "created_at": report.created_at})

    def one(self, report_id: str) -> EvalReport | None:
        """Return a report with its document, None when this client has none of that id."""
        rows = tables.eval_reports
        found = self._connection.execute(
            select(rows).where(rows.c.client_id == self._client_id, rows.c.report_id == report_id)
        ).mappings()
        return next((EvalReport.model_validate(_fields(row)) for row in found), None)

    def newest_first(self, version_id: VersionId | None = None) -> tuple[EvalSummary, ...]:
        """Return the client's reports, or those of a version, without their documents."""
        rows = tables.eval_reports
        listed = [column for column in rows.c if column.name != "document"]
        statement = select(*listed).where(rows.c.client_id == self._client_id).order_by(rows.c.number.desc())
        if version_id is not None:
            statement = statement.where(rows.c.version_id == version_id)
        return tuple(EvalSummary.model_validate(_fields(row)) for row in self._connection.execute(statement).mappings())

    def approve(self, approval: Approval) -> None:
        """Store what a person accepted of a report."""
        self._hold_client()
        rows = tables.eval_approvals
        number = self._next(rows.c.number, rows.c.report_id == approval.report_id)
        self._insert(rows, {**approval.model_dump(), "number": number})

    def approvals(self, report_id: str) -> tuple[Approval, ...]:
        """Return what people accepted of a report, oldest first."""
        rows = tables.eval_approvals
        found = self._connection.execute(
            select(rows)
            .where(rows.c.client_id == self._client_id, rows.c.report_id == report_id)
            .order_by(rows.c.number)
        ).mappings()
        return tuple(
            Approval.model_validate({name: row[name] for name in Approval.model_fields} | {"at": in_utc(row["at"])})
            for row in found
        )

    def _next(self, number: ColumnElement[int], *where: ColumnElement[bool]) -> int:
        rows = number.table
        last = self._connection.execute(
            select(func.max(number)).where(rows.c.client_id == self._client_id, *where)
        ).scalar()
        return (last or 0) + 1


def _fields(row: Mapping[Any, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in row.items() if name not in ORDER}
    return {**kept, "created_at": in_utc(row["created_at"])}
