"""Handoffs and what their receivers said; when a suggestion was withdrawn."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

ID = sa.String(200)
WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("suggestions") as suggestions:
        suggestions.add_column(sa.Column("superseded_at", WHEN))
    op.create_table(
        "handoffs",
        sa.Column("client_id", ID, sa.ForeignKey("clients.client_id"), primary_key=True),
        sa.Column("handoff_id", ID, primary_key=True),
        sa.Column("conversation_id", ID, nullable=False),
        sa.Column("suggestion_id", ID),
        sa.Column("created_at", WHEN, nullable=False),
        sa.Column("handoff", sa.JSON, nullable=False),
    )
    op.create_index("handoffs_by_moment", "handoffs", ["client_id", "created_at"])
    op.create_table(
        "handoff_outcomes",
        sa.Column("client_id", ID, primary_key=True),
        sa.Column("handoff_id", ID, primary_key=True),
        sa.Column("outcome_id", sa.String(40), primary_key=True),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("missing", sa.JSON, nullable=False),
        sa.Column("by", ID),
        sa.Column("at", WHEN, nullable=False),
        sa.Column("note", sa.Text),
        sa.ForeignKeyConstraint(["client_id", "handoff_id"], ["handoffs.client_id", "handoffs.handoff_id"]),
    )


def downgrade() -> None:
    for table in ("handoff_outcomes", "handoffs"):
        op.drop_table(table)
    with op.batch_alter_table("suggestions") as suggestions:
        suggestions.drop_column("superseded_at")
