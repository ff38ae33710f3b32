"""Follow-ups, what closes them (feedback, happenings, newer order facts), and the facts behind a suggestion."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ID = sa.String(200)
WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("suggestions") as suggestions:
        suggestions.add_column(sa.Column("orders", sa.JSON))
    with op.batch_alter_table("orders") as orders:
        orders.add_column(sa.Column("as_of", WHEN))
    op.create_table(
        "feedback",
        sa.Column("client_id", ID, primary_key=True),
        sa.Column("feedback_id", ID, primary_key=True),
        sa.Column("suggestion_id", ID, nullable=False),
        sa.Column("event", sa.String(20), nullable=False),
        sa.Column("at", WHEN, nullable=False),
        sa.Column("feedback", sa.JSON, nullable=False),
        sa.ForeignKeyConstraint(["client_id", "suggestion_id"], ["suggestions.client_id", "suggestions.suggestion_id"]),
    )
    op.create_index("feedback_by_suggestion", "feedback", ["client_id", "suggestion_id", "at"])
    op.create_table(
        "happenings",
        sa.Column("client_id", ID, sa.ForeignKey("clients.client_id"), primary_key=True),
        sa.Column("happening_id", ID, primary_key=True),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("at", WHEN, nullable=False),
        sa.Column("conversation_id", ID),
        sa.Column("order_number", ID),
        sa.Column("happening", sa.JSON, nullable=False),
    )
    op.create_index("happenings_by_order", "happenings", ["client_id", "order_number", "at"])
    op.create_index("happenings_by_conversation", "happenings", ["client_id", "conversation_id", "at"])
    _create_follow_ups()


def _create_follow_ups() -> None:
    op.create_table(
        "follow_ups",
        sa.Column("client_id", ID, primary_key=True),
        sa.Column("id", ID, primary_key=True),
        sa.Column("suggestion_id", ID, nullable=False),
        sa.Column("conversation_id", ID, nullable=False),
        sa.Column("customer_id", ID),
        sa.Column("order_number", ID),
        sa.Column("item_ids", sa.JSON, nullable=False),
        sa.Column("tracking", sa.String(200)),
        sa.Column("workflow", sa.String(100)),
        sa.Column("rule_id", sa.String(200)),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("reply_window_open", sa.Boolean),
        sa.Column("template", sa.String(200)),
        sa.Column("last_scan_at", WHEN),
        sa.Column("created_at", WHEN, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("closed_at", WHEN),
        sa.Column("closed_by", sa.String(20)),
        sa.Column("closed_what", sa.Text),
        sa.ForeignKeyConstraint(["client_id", "suggestion_id"], ["suggestions.client_id", "suggestions.suggestion_id"]),
    )
    op.create_index("follow_ups_by_due_day", "follow_ups", ["client_id", "state", "due_on"])
    op.create_index("follow_ups_by_order", "follow_ups", ["client_id", "order_number"])
    op.create_index("follow_ups_by_conversation", "follow_ups", ["client_id", "conversation_id"])


def downgrade() -> None:
    for table in ("follow_ups", "happenings", "feedback"):
        op.drop_table(table)
    with op.batch_alter_table("orders") as orders:
        orders.drop_column("as_of")
    with op.batch_alter_table("suggestions") as suggestions:
        suggestions.drop_column("orders")
