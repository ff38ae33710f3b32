"""What a suggestion was asked with, what kind of approval it was, and evaluations that run in the background."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ID = sa.String(200)
WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("suggestions") as suggestions:
        suggestions.add_column(sa.Column("request", sa.JSON))
    with op.batch_alter_table("eval_approvals") as approvals:
        approvals.add_column(sa.Column("kind", sa.String(20)))
    op.create_table(
        "eval_runs",
        sa.Column("client_id", ID, primary_key=True),
        sa.Column("run_id", ID, primary_key=True),
        sa.Column("candidate", ID, nullable=False),
        sa.Column("against", ID),
        sa.Column("by", sa.String(200), nullable=False),
        sa.Column("asked_at", WHEN, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("stage", sa.String(40)),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("seen_at", WHEN, nullable=False),
        sa.Column("ended_at", WHEN),
        sa.Column("report_id", ID),
        sa.Column("why", sa.Text),
        sa.ForeignKeyConstraint(["client_id", "candidate"], ["versions.client_id", "versions.version_id"]),
    )
    op.create_index("eval_runs_by_state", "eval_runs", ["client_id", "state"])


def downgrade() -> None:
    op.drop_table("eval_runs")
    with op.batch_alter_table("eval_approvals") as approvals:
        approvals.drop_column("kind")
    with op.batch_alter_table("suggestions") as suggestions:
        suggestions.drop_column("request")
