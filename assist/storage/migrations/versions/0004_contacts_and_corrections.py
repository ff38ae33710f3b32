"""Contacts (that a customer wrote), triages, and what people corrected in them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ID = sa.String(200)
WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "contacts",
        sa.Column("client_id", ID, sa.ForeignKey("clients.client_id"), primary_key=True),
        sa.Column("conversation_id", ID, primary_key=True),
        sa.Column("message_id", ID, primary_key=True),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("at", WHEN, nullable=False),
        sa.Column("intents", sa.JSON, nullable=False),
        sa.Column("order_numbers", sa.JSON, nullable=False),
        sa.Column("text_digest", sa.String(40), nullable=False),
        sa.Column("closed", sa.Boolean, nullable=False),
    )
    op.create_table(
        "contact_keys",
        sa.Column("client_id", ID, primary_key=True),
        sa.Column("customer_key", sa.String(40), primary_key=True),
        sa.Column("conversation_id", ID, primary_key=True),
        sa.Column("message_id", ID, primary_key=True),
        sa.ForeignKeyConstraint(
            ["client_id", "conversation_id", "message_id"],
            ["contacts.client_id", "contacts.conversation_id", "contacts.message_id"],
        ),
    )
    op.create_table(
        "triages",
        sa.Column("client_id", ID, primary_key=True),
        sa.Column("triage_id", ID, primary_key=True),
        sa.Column("conversation_id", ID, nullable=False),
        sa.Column("answers", sa.JSON, nullable=False),
        sa.Column("knowledge_version", ID, nullable=False),
        sa.Column("created_at", WHEN, nullable=False),
        sa.Column("triage", sa.JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["client_id", "conversation_id"], ["conversations.client_id", "conversations.conversation_id"]
        ),
    )
    op.create_table(
        "triage_corrections",
        sa.Column("client_id", ID, sa.ForeignKey("clients.client_id"), primary_key=True),
        sa.Column("subject_id", ID, primary_key=True),
        sa.Column("correction_id", sa.String(40), primary_key=True),
        sa.Column("conversation_id", ID, nullable=False),
        sa.Column("answers", sa.JSON, nullable=False),
        sa.Column("at", WHEN, nullable=False),
        sa.Column("first_at", WHEN, nullable=False),
        sa.Column("correction", sa.JSON, nullable=False),
    )


def downgrade() -> None:
    for name in ("triage_corrections", "triages", "contact_keys", "contacts"):
        op.drop_table(name)
