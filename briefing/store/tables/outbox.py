"""Issues on their way out: what is due, what is frozen, and where each delivery stands."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from briefing.store.tables.schema import KEY, metadata

worker = Table(
    "worker",
    metadata,
    # A row for each start of a process that claims; rows stay, so that no number comes twice: what
    # a worker claims carries its number as a fence.
    Column("id", KEY, primary_key=True),
    Column("name", Text, nullable=False),
    Column("started_at", BigInteger, nullable=False),
    Column("leased_until", BigInteger, nullable=False),
    Column("ended_at", BigInteger),
    Index("worker_live", "ended_at", "leased_until"),
)

issue = Table(
    "issue",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("topic", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("due_at", BigInteger, nullable=False),
    # The worker that builds it; 0 for none.
    Column("fence", KEY, nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("recipients", Integer),
    Column("note", Text, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
    UniqueConstraint("topic", "day", "kind", name="issue_key"),
    Index("issue_state", "state", "due_at"),
)

delivery = Table(
    "delivery",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("issue_id", KEY, ForeignKey("issue.id"), nullable=False),
    # No foreign key: a delivery outlives a subscriber who asks to be forgotten.
    Column("subscriber_id", KEY, nullable=False),
    Column("address", Text, nullable=False),
    Column("domain", Text, nullable=False),
    Column("lang", Text, nullable=False),
    Column("text_only", Boolean, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    # How often it was sent anew although an earlier copy may have been taken.
    Column("doubts", Integer, nullable=False),
    Column("first_at", BigInteger),
    Column("next_at", BigInteger, nullable=False),
    # The worker that claimed it last; 0 for none yet.
    Column("fence", KEY, nullable=False),
    Column("reply", Text, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
    UniqueConstraint("issue_id", "subscriber_id", name="delivery_key"),
    Index("delivery_due", "issue_id", "state", "next_at"),
    Index("delivery_subscriber", "subscriber_id"),
)

delivery_total = Table(
    "delivery_total",
    metadata,
    # What is left of deliveries that are no longer kept: how many of them ended how, and in whose
    # words, as far as those name nobody.
    Column("issue_id", KEY, ForeignKey("issue.id"), primary_key=True),
    Column("state", Text, primary_key=True),
    Column("reply", Text, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("doubts", Integer, nullable=False),
    Column("began_at", BigInteger),
    Column("last_at", BigInteger, nullable=False),
)

topic_state = Table(
    "topic_state",
    metadata,
    Column("topic", Text, primary_key=True),
    Column("paused_at", BigInteger),
    # The latest day for which its sources were collected ahead.
    Column("collected_for", Text, nullable=False),
)

domain_state = Table(
    "domain_state",
    metadata,
    # Only domains that asked to be written to more slowly, or refuse us, are here; the columns are
    # those of `delivery.pace.Pace`.
    Column("domain", Text, primary_key=True),
    Column("factor", Float, nullable=False),
    Column("tokens", Float, nullable=False),
    Column("counted_at", BigInteger, nullable=False),
    Column("slowed_at", BigInteger, nullable=False),
    Column("refusals", Integer, nullable=False),
    # Until when its deliveries have been put off, one after the other at its rate.
    Column("reserved_until", BigInteger, nullable=False),
    Column("note", Text, nullable=False),
)

bounce = Table(
    "bounce",
    metadata,
    # SHA-256 of the report, so that reading a mailbox twice counts it once.
    Column("report_hash", Text, primary_key=True),
    # Of old reports only: an issue and an address are a delivery, and outlive it.
    Column("delivery_id", KEY),
    Column("issue_id", KEY),
    Column("address_hash", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("diagnostic", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Index("bounce_address", "address_hash", "at"),
    Index("bounce_issue", "issue_id"),
)

click = Table(
    "click",
    metadata,
    Column("issue_id", KEY, ForeignKey("issue.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("url", Text, nullable=False),
    Column("count", BigInteger, nullable=False),
)
