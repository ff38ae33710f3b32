"""The tables. Every row of client data carries `client_id`, and every key begins with it."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

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
    Column("built_at", DateTime(timezone=True), nullable=False),
    Column("pages", Integer),
    Column("passages", Integer),
    Column("built_by", JSON),
    ForeignKeyConstraint(["client_id"], ["clients.client_id"]),
)

publications = Table(
    "publications",
    metadata,
    Column("client_id", ID, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("action", String(20), nullable=False),
    Column("version_id", ID, nullable=False),
    Column("previous_id", ID),
    Column("reason", Text, nullable=False),
    Column("by", String(200), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("evidence_kind", String(20)),
    Column("report_id", ID),
    Column("evaluation_key", JSON),
    ForeignKeyConstraint(["client_id"], ["clients.client_id"]),
    ForeignKeyConstraint(["client_id", "version_id"], ["versions.client_id", "versions.version_id"]),
)

live_versions = Table(
    "live_versions",
    metadata,
    Column("client_id", ID, primary_key=True),
    Column("version_id", ID, nullable=False),
    Column("number", Integer, nullable=False),
    ForeignKeyConstraint(["client_id"], ["clients.client_id"]),
    ForeignKeyConstraint(["client_id", "number"], ["publications.client_id", "publications.number"]),
)

eval_reports = Table(
    "eval_reports",
    metadata,
    Column("client_id", ID, primary_key=True),
    Column("report_id", ID, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("version_id", ID, nullable=False),
    Column("key", JSON, nullable=False),
    Column("against", ID),
    Column("verdict", String(20), nullable=False),
    Column("reasons", JSON, nullable=False),
    Column("cases", Integer, nullable=False),
    Column("case_digest", String(200), nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("by", String(200), nullable=False),
    Column("document", Text, nullable=False),
    ForeignKeyConstraint(["client_id", "version_id"], ["versions.client_id", "versions.version_id"]),
    Index("eval_reports_by_version", "client_id", "version_id", "number"),
    Index("eval_reports_by_number", "client_id", "number", unique=True),
)

eval_approvals = Table(
    "eval_approvals",
    metadata,
    Column("client_id", ID, primary_key=True),
    Column("report_id", ID, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("group", Text),
    Column("kind", String(20)),
    Column("by", String(200), nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    ForeignKeyConstraint(["client_id", "report_id"], ["eval_reports.client_id", "eval_reports.report_id"]),
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
    Column("superseded_at", DateTime(timezone=True)),
    Column("suggestion", JSON, nullable=False),
    Column("orders", JSON),
    Column("request", JSON),
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
    Column("as_of", DateTime(timezone=True)),
    Column("order", JSON, nullable=False),
    ForeignKeyConstraint(["client_id"], ["clients.client_id"]),
    Index("orders_by_email", "client_id", "email"),
)

notices = Table(
    "notices",
    metadata,
    Column("client_id", ID, primary_key=True),
    Column("id", ID, primary_key=True),
    Column("text", Text, nullable=False),
    Column("locale", String(20), nullable=False),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("intents", JSON, nullable=False),
    Column("countries", JSON, nullable=False),
    Column("words", JSON, nullable=False),
    Column("recorded_by", String(200), nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    Column("ended_at", DateTime(timezone=True)),
    Column("ended_by", String(200)),
    ForeignKeyConstraint(["client_id"], ["clients.client_id"]),
    Index("notices_by_last_day", "client_id", "last_day"),
)

feedback = Table(
    "feedback",
    metadata,
    Column("client_id", ID, primary_key=True),
    Column("feedback_id", ID, primary_key=True),
    Column("suggestion_id", ID, nullable=False),
    Column("event", String(20), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("feedback", JSON, nullable=False),
    Column("edit", JSON),
    ForeignKeyConstraint(["client_id", "suggestion_id"], ["suggestions.client_id", "suggestions.suggestion_id"]),
    Index("feedback_by_suggestion", "client_id", "suggestion_id", "at"),
)

happenings = Table(
    "happenings",
    metadata,
    Column("client_id", ID, primary_key=True),
    Column("happening_id", ID, primary_key=True),
    Column("type", String(40), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("conversation_id", ID),
    Column("order_number", ID),
    Column("happening", JSON, nullable=False),
    ForeignKeyConstraint(["client_id"], ["clients.client_id"]),
    Index("happenings_by_order", "client_id", "order_number", "at"),
    Index("happenings_by_conversation", "client_id", "conversation_id", "at"),
)

follow_ups = Table(
    "follow_ups",
    metadata,
    Column("client_id", ID, primary_key=True),
    Column("id", ID, primary_key=True),
    Column("suggestion_id", ID, nullable=False),
    Column("conversation_id", ID, nullable=False),
    Column("customer_id", ID),
    Column("order_number", ID),
    Column("item_ids", JSON, nullable=False),
    Column("tracking", String(200)),
    Column("workflow", String(100)),
    Column("rule_id", String(200)),
    Column("due_on", Date, nullable=False),
    Column("reason", Text, nullable=False),
    Column("channel", String(20), nullable=False),
    Column("reply_window_open", Boolean),
    Column("template", String(200)),
    Column("last_scan_at", DateTime(timezone=True)),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("state", String(20), nullable=False),
    Column("closed_at", DateTime(timezone=True)),
    Column("closed_by", String(20)),
    Column("closed_what", Text),
    ForeignKeyConstraint(["client_id", "suggestion_id"], ["suggestions.client_id", "suggestions.suggestion_id"]),
    Index("follow_ups_by_due_day", "client_id", "state", "due_on"),
    Index("follow_ups_by_order", "client_id", "order_number"),
    Index("follow_ups_by_conversation", "client_id", "conversation_id"),
)

handoffs = Table(
    "handoffs",
    metadata,
    Column("client_id", ID, primary_key=True),
    Column("handoff_id", ID, primary_key=True),
    Column("conversation_id", ID, nullable=False),
    Column("suggestion_id", ID),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("handoff", JSON, nullable=False),
    ForeignKeyConstraint(["client_id"], ["clients.client_id"]),
    Index("handoffs_by_moment", "client_id", "created_at"),
)

handoff_outcomes = Table(
    "handoff_outcomes",
    metadata,
    Column("client_id", ID, primary_key=True),
    Column("handoff_id", ID, primary_key=True),
    Column("outcome_id", String(40), primary_key=True),
    Column("outcome", String(20), nullable=False),
    Column("missing", JSON, nullable=False),
    Column("by", ID),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("note", Text),
    ForeignKeyConstraint(["client_id", "handoff_id"], ["handoffs.client_id", "handoffs.handoff_id"]),
)

contacts = Table(
    "contacts",
    metadata,
    Column("client_id", ID, primary_key=True),
    Column("conversation_id", ID, primary_key=True),
    Column("message_id", ID, primary_key=True),
    Column("channel", String(20), nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("intents", JSON, nullable=False),
    Column("order_numbers", JSON, nullable=False),
    Column("text_digest", String(40), nullable=False),
    Column("closed", Boolean, nullable=False),
    ForeignKeyConstraint(["client_id"], ["clients.client_id"]),
)

contact_keys = Table(
    "contact_keys",
    metadata,
    Column("client_id", ID, primary_key=True),
    Column("customer_key", String(40), primary_key=True),
    Column("conversation_id", ID, primary_key=True),
    Column("message_id", ID, primary_key=True),
    ForeignKeyConstraint(
        ["client_id", "conversation_id", "message_id"],
        ["contacts.client_id", "contacts.conversation_id", "contacts.message_id"],
    ),
)

triages = Table(
    "triages",
    metadata,
    Column("client_id", ID, primary_key=True),
    Column("triage_id", ID, primary_key=True),
    Column("conversation_id", ID, nullable=False),
    Column("answers", JSON, nullable=False),
    Column("knowledge_version", ID, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("triage", JSON, nullable=False),
    ForeignKeyConstraint(
        ["client_id", "conversation_id"], ["conversations.client_id", "conversations.conversation_id"]
    ),
)

triage_corrections = Table(
    "triage_corrections",
    metadata,
    Column("client_id", ID, primary_key=True),
    Column("subject_id", ID, primary_key=True),
    Column("correction_id", String(40), primary_key=True),
    Column("conversation_id", ID, nullable=False),
    Column("answers", JSON, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("first_at", DateTime(timezone=True), nullable=False),
    Column("correction", JSON, nullable=False),
    ForeignKeyConstraint(["client_id"], ["clients.client_id"]),
)
