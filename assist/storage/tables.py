"""The tables. Every row of client data carries `client_id`, and every key begins with it."""

from sqlalchemy import JSON, Column, DateTime, ForeignKeyConstraint, Index, MetaData, String, Table, Text

metadata = MetaData()

ID = String(200)

clients = Table(
    "clients",
    metadata,
    Column("client_id", ID, primary_key=True),
    Column("first_seen_at", DateTime(timezone=True), nullable=False),
)

versions = Table(
    "versions",
    metadata,
    Column("client_id", ID, primary_key=True),
    Column("version_id", ID, primary_key=True),
    Column("state", String(20), nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    ForeignKeyConstraint(["client_id"], ["clients.client_id"]),
)

conversations = Table(
    "conversations",
    metadata,
    Column("client_id", ID, primary_key=True),
    Column("conversation_id", ID, primary_key=True),
    Column("channel", String(20), nullable=False),
    Column("customer_id", ID),
    Column("updated_at", DateTime(timezone=True), nullable=False),
    ForeignKeyConstraint(["client_id"], ["clients.client_id"]),
)

messages = Table(
    "messages",
    metadata,
    Column("client_id", ID, primary_key=True),
    Column("conversation_id", ID, primary_key=True),
    Column("message_id", ID, primary_key=True),
    Column("role", String(20), nullable=False),
    Column("visibility", String(20), nullable=False),
    Column("sent_at", DateTime(timezone=True)),
    Column("text", Text, nullable=False),
    Column("attachments", JSON, nullable=False),
    ForeignKeyConstraint(
        ["client_id", "conversation_id"], ["conversations.client_id", "conversations.conversation_id"]
    ),
)

suggestions = Table(
    "suggestions",
    metadata,
    Column("client_id", ID, primary_key=True),
    Column("suggestion_id", ID, primary_key=True),
    Column("conversation_id", ID, nullable=False),
    Column("knowledge_version", ID, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("superseded_by", ID),
    Column("suggestion", JSON, nullable=False),
    ForeignKeyConstraint(
        ["client_id", "conversation_id"], ["conversations.client_id", "conversations.conversation_id"]
    ),
    Index("suggestions_by_conversation", "client_id", "conversation_id", "created_at"),
)

orders = Table(
    "orders",
    metadata,
    Column("client_id", ID, primary_key=True),
    Column("number", ID, primary_key=True),
    Column("email", String(320)),
    Column("stored_at", DateTime(timezone=True), nullable=False),
    Column("order", JSON, nullable=False),
    ForeignKeyConstraint(["client_id"], ["clients.client_id"]),
    Index("orders_by_email", "client_id", "email"),
)
