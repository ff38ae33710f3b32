"""The live pointer, the record of its moves, and what a build holds; a version's state follows from these."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.String(200)
WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("versions") as versions:
        versions.alter_column("recorded_at", new_column_name="built_at")
        versions.add_column(sa.Column("pages", sa.Integer))
        versions.add_column(sa.Column("passages", sa.Integer))
        versions.drop_column("state")
    op.create_table(
        "publications",
        sa.Column("client_id", ID, sa.ForeignKey("clients.client_id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("action", sa.String(20), nullable=False),
        sa.Column("version_id", ID, nullable=False),
        sa.Column("previous_id", ID),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("by", sa.String(200), nullable=False),
        sa.Column("at", WHEN, nullable=False),
        sa.ForeignKeyConstraint(["client_id", "version_id"], ["versions.client_id", "versions.version_id"]),
    )
    op.create_table(
        "live_versions",
        sa.Column("client_id", ID, sa.ForeignKey("clients.client_id"), primary_key=True),
        sa.Column("version_id", ID, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["client_id", "number"], ["publications.client_id", "publications.number"]),
    )


def downgrade() -> None:
    op.drop_table("live_versions")
    op.drop_table("publications")
    with op.batch_alter_table("versions") as versions:
        versions.add_column(sa.Column("state", sa.String(20), nullable=False, server_default="live"))
        versions.drop_column("passages")
        versions.drop_column("pages")
        versions.alter_column("built_at", new_column_name="recorded_at")
