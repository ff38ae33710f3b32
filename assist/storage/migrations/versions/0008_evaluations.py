"""Evaluations and what people accepted of them; what a version went live on, and who built it."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

ID = sa.String(200)
WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("versions", sa.Column("built_by", sa.JSON))
    op.add_column("publications", sa.Column("evidence_kind", sa.String(20)))
    op.add_column("publications", sa.Column("report_id", ID))
    op.add_column("publications", sa.Column("evaluation_key", sa.JSON))
    op.create_table(
        "eval_reports",
        sa.Column("client_id", ID, primary_key=True),
        sa.Column("report_id", ID, primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("version_id", ID, nullable=False),
        sa.Column("key", sa.JSON, nullable=False),
        sa.Column("against", ID),
        sa.Column("verdict", sa.String(20), nullable=False),
        sa.Column("reasons", sa.JSON, nullable=False),
        sa.Column("cases", sa.Integer, nullable=False),
        sa.Column("case_digest", sa.String(200), nullable=False),
        sa.Column("seed", sa.BigInteger, nullable=False),
        sa.Column("created_at", WHEN, nullable=False),
        sa.Column("by", sa.String(200), nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["client_id", "version_id"], ["versions.client_id", "versions.version_id"]),
    )
    op.create_index("eval_reports_by_version", "eval_reports", ["client_id", "version_id", "number"])
    op.create_index("eval_reports_by_number", "eval_reports", ["client_id", "number"], unique=True)
    op.create_table(
        "eval_approvals",
        sa.Column("client_id", ID, primary_key=True),
        sa.Column("report_id", ID, primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("group", sa.Text),
        sa.Column("by", sa.String(200), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("at", WHEN, nullable=False),
        sa.ForeignKeyConstraint(["client_id", "report_id"], ["eval_reports.client_id", "eval_reports.report_id"]),
    )


def downgrade() -> None:
    op.drop_table("eval_approvals")
    op.drop_table("eval_reports")
    for name in ("evaluation_key", "report_id", "evidence_kind"):
        op.drop_column("publications", name)
    op.drop_column("versions", "built_by")
