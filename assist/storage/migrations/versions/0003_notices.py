"""Notices: dated sentences to customers, outside the knowledge versions."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ID = sa.String(200)
WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "notices",
        sa.Column("client_id", ID, sa.ForeignKey("clients.client_id"), primary_key=True),
        sa.Column("id", ID, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("locale", sa.String(20), nullable=False),
        sa.Column("first_day", sa.Date, nullable=False),
        sa.Column("last_day", sa.Date, nullable=False),
        sa.Column("intents", sa.JSON, nullable=False),
        sa.Column("countries", sa.JSON, nullable=False),
        sa.Column("words", sa.JSON, nullable=False),
        sa.Column("recorded_by", sa.String(200), nullable=False),
        sa.Column("recorded_at", WHEN, nullable=False),
        sa.Column("ended_at", WHEN),
        sa.Column("ended_by", sa.String(200)),
    )
    op.create_index("notices_by_last_day", "notices", ["client_id", "last_day"])


def downgrade() -> None:
    op.drop_table("notices")
