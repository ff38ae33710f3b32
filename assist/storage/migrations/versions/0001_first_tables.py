"""Clients, versions, conversations, messages, suggestions and orders."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ID = sa.String(200)
WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "clients",
        sa.Column("client_id", ID, primary_key=True),
        sa.Column("first_seen_at", WHEN, nullable=False),
    )
    op.create_table(
        "versions",
        sa.Column("client_id", ID, sa.ForeignKey("clients.client_id"), primary_key=True),
        sa.Column("version_id", ID, primary_key=True),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("recorded_at", WHEN, nullable=False),
    )
    op.create_table(
        "conversations",
        sa.Column("client_id", ID, sa.ForeignKey("clients.client_id"), primary_key=True),
        sa.Column("conversation_id", ID, primary_key=True),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("customer_id", ID),
        sa.Column("updated_at", WHEN, nullable=False),
    )
    op.create_table(
        "messages",
        sa.Column("client_id", ID, primary_key=True),
        sa.Column("conversation_id", ID, primary_key=True),
        sa.Column("message_id", ID, primary_key=True),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("visibility", sa.String(20), nullable=False),
        sa.Column("sent_at", WHEN),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("attachments", sa.JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id", "conversation_id"], ["conversations.client_id", "conversations.conversation_id"]
        ),
    )
    op.create_table(
        "suggestions",
        sa.Column("client_id", ID, primary_key=True),
        sa.Column("suggestion_id", ID, primary_key=True),
        sa.Column("conversation_id", ID, nullable=False),
        sa.Column("knowledge_version", ID, nullable=False),
        sa.Column("created_at", WHEN, nullable=False),
        sa.Column("superseded_by", ID),
        sa.Column("suggestion", sa.JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id", "conversation_id"], ["conversations.client_id", "conversations.conversation_id"]
        ),
    )
    op.create_index("suggestions_by_conversation", "suggestions", ["client_id", "conversation_id", "created_at"])
    op.create_table(
        "orders",
        sa.Column("client_id", ID, sa.ForeignKey("clients.client_id"), primary_key=True),
        sa.Column("number", ID, primary_key=True),
        sa.Column("email", sa.String(320)),
        sa.Column("stored_at", WHEN, nullable=False),
        sa.Column("order", sa.JSON, nullable=False),
    )
    op.create_index("orders_by_email", "orders", ["client_id", "email"])


def downgrade() -> None:
    for table in ("orders", "suggestions", "messages", "conversations", "versions", "clients"):
        op.drop_table(table)
