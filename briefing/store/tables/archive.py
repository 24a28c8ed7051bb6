"""Issues as they were built: what is sent, shown in the archive, and looked for there."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
)

from briefing.store.tables.schema import KEY, metadata

archived_issue = Table(
    "archived_issue",
    metadata,
    Column("issue_id", KEY, ForeignKey("issue.id"), primary_key=True),
    Column("number", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("dek", Text, nullable=False),
    Column("topic_title", Text, nullable=False),
    Column("lang", Text, nullable=False),
    Column("direction", Text, nullable=False),
    Column("sample", Boolean, nullable=False),
    Column("as_of", BigInteger, nullable=False),
    Column("built_at", BigInteger, nullable=False),
    # When its first message left; the archive shows nothing without one.
    Column("sent_at", BigInteger),
    Column("content_hash", Text, nullable=False),
    Column("email_html", Text, nullable=False),
    Column("email_text", Text, nullable=False),
    Column("web_html", Text, nullable=False),
    Column("message", LargeBinary, nullable=False),
    Column("manifest", Text, nullable=False),
    Index("archived_sent", "sent_at"),
)

archived_file = Table(
    "archived_file",
    metadata,
    Column("issue_id", KEY, ForeignKey("issue.id"), primary_key=True),
    Column("name", Text, primary_key=True),
    Column("media_type", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

# The messages for readers who asked for another frame language than the topic's own.
archived_message = Table(
    "archived_message",
    metadata,
    Column("issue_id", KEY, ForeignKey("issue.id"), primary_key=True),
    Column("lang", Text, primary_key=True),
    Column("message", LargeBinary, nullable=False),
)
