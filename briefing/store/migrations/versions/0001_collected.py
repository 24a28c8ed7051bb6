"""What is collected: observations, entries, collections, fetch state."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables."""
    key = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "observation",
        sa.Column("id", key, primary_key=True),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("measure", sa.Text, nullable=False),
        sa.Column("entity", sa.Text, nullable=False),
        sa.Column("observed_at", sa.BigInteger, nullable=False),
        sa.Column("learned_at", sa.BigInteger, nullable=False),
        sa.Column("days", sa.Integer, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("sample", sa.Boolean, nullable=False),
    )
    op.create_index(
        "observation_key",
        "observation",
        ["topic", "measure", "entity", "observed_at", "learned_at"],
    )
    op.create_table(
        "series",
        sa.Column("topic", sa.Text, primary_key=True),
        sa.Column("measure", sa.Text, primary_key=True),
        sa.Column("entity", sa.Text, primary_key=True),
        sa.Column("first_learned_at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "entry",
        sa.Column("id", key, primary_key=True),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("feed", sa.Text, nullable=False),
        sa.Column("entry_id", sa.Text, nullable=False),
        sa.Column("published_at", sa.BigInteger, nullable=False),
        sa.Column("first_seen_at", sa.BigInteger, nullable=False),
        sa.Column("learned_at", sa.BigInteger, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("sample", sa.Boolean, nullable=False),
    )
    op.create_index("entry_key", "entry", ["topic", "feed", "entry_id", "learned_at"])
    op.create_index("entry_published", "entry", ["topic", "published_at"])
    op.create_table(
        "collection",
        sa.Column("id", key, primary_key=True),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("observations", sa.Integer, nullable=False),
        sa.Column("entries", sa.Integer, nullable=False),
        sa.Column("error", sa.Text, nullable=False),
        sa.Column("findings", sa.Text, nullable=False),
        sa.Column("sample", sa.Boolean, nullable=False),
    )
    op.create_index("collection_key", "collection", ["topic", "source", "at"])
    op.create_table(
        "fetch_state",
        sa.Column("url", sa.Text, primary_key=True),
        sa.Column("etag", sa.Text, nullable=False),
        sa.Column("last_modified", sa.Text, nullable=False),
        sa.Column("moved_to", sa.Text, nullable=False),
        sa.Column("moved_seen", sa.Integer, nullable=False),
        sa.Column("gone", sa.Boolean, nullable=False),
        sa.Column("retry_at", sa.BigInteger),
    )
