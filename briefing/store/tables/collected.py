"""What is collected: observations, entries, collections, and what is remembered of sources."""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, Table, Text

from briefing.store.tables.schema import KEY, metadata

observation = Table(
    "observation",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("topic", Text, nullable=False),
    Column("measure", Text, nullable=False),
    Column("entity", Text, nullable=False),
    Column("observed_at", BigInteger, nullable=False),
    Column("learned_at", BigInteger, nullable=False),
    Column("days", Integer, nullable=False),
    Column("value", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("sample", Boolean, nullable=False),
    Index("observation_key", "topic", "measure", "entity", "observed_at", "learned_at"),
)

series = Table(
    "series",
    metadata,
    Column("topic", Text, primary_key=True),
    Column("measure", Text, primary_key=True),
    Column("entity", Text, primary_key=True),
    Column("first_learned_at", BigInteger, nullable=False),
)
"""Which series there are: told from the observations alone, a million of them take 0.1 s."""

entry = Table(
    "entry",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("topic", Text, nullable=False),
    Column("feed", Text, nullable=False),
    Column("entry_id", Text, nullable=False),
    Column("published_at", BigInteger, nullable=False),
    Column("first_seen_at", BigInteger, nullable=False),
    Column("learned_at", BigInteger, nullable=False),
    Column("content", Text, nullable=False),
    Column("sample", Boolean, nullable=False),
    Index("entry_key", "topic", "feed", "entry_id", "learned_at"),
    Index("entry_published", "topic", "published_at"),
)

collection = Table(
    "collection",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("topic", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("observations", Integer, nullable=False),
    Column("entries", Integer, nullable=False),
    Column("error", Text, nullable=False),
    Column("findings", Text, nullable=False),
    Column("sample", Boolean, nullable=False),
    Index("collection_key", "topic", "source", "at"),
)

fetch_state = Table(
    "fetch_state",
    metadata,
    Column("url", Text, primary_key=True),
    Column("etag", Text, nullable=False),
    Column("last_modified", Text, nullable=False),
    Column("moved_to", Text, nullable=False),
    Column("moved_seen", Integer, nullable=False),
    Column("gone", Boolean, nullable=False),
    Column("retry_at", BigInteger),
)
