"""The table of evaluations that run in the background, beside the others in `tables`."""

from sqlalchemy import Column, DateTime, ForeignKeyConstraint, Index, Integer, String, Table, Text

from assist.storage.tables import ID, metadata

eval_runs = Table(
    "eval_runs",
    metadata,
    Column("client_id", ID, primary_key=True),
    Column("run_id", ID, primary_key=True),
    Column("candidate", ID, nullable=False),
    Column("against", ID),
    Column("by", String(200), nullable=False),
    Column("asked_at", DateTime(timezone=True), nullable=False),
    Column("state", String(20), nullable=False),
    Column("stage", String(40)),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("seen_at", DateTime(timezone=True), nullable=False),
    Column("ended_at", DateTime(timezone=True)),
    Column("report_id", ID),
    Column("why", Text),
    ForeignKeyConstraint(["client_id", "candidate"], ["versions.client_id", "versions.version_id"]),
    Index("eval_runs_by_state", "client_id", "state"),
)
