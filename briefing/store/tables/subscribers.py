"""Who asked for what, how they agreed to it, and who must not be mailed."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, Table, Text

from briefing.store.tables.schema import KEY, metadata

subscriber = Table(
    "subscriber",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("address", Text, nullable=False),
    # The address in the form in which two of them are one mailbox; unique.
    Column("address_key", Text, nullable=False, unique=True),
    # SHA-256 of address_key: what the suppression list and the consent log are joined by.
    Column("address_hash", Text, nullable=False, unique=True),
    Column("created_at", BigInteger, nullable=False),
    Column("lang", Text, nullable=False),
    Column("timezone", Text, nullable=False),
    Column("minute", Integer),
    Column("text_only", Boolean, nullable=False),
)

subscription = Table(
    "subscription",
    metadata,
    Column("subscriber_id", KEY, ForeignKey("subscriber.id", ondelete="CASCADE"), primary_key=True),
    Column("topic", Text, primary_key=True),
    Column("state", Text, nullable=False),
    Column("frequency", Text, nullable=False),
    Column("changed_at", BigInteger, nullable=False),
    Index("subscription_state", "topic", "state", "frequency"),
)

consent = Table(
    "consent",
    metadata,
    Column("id", KEY, primary_key=True),
    # Kept when the subscriber is erased: the hash proves consent to whoever names the address.
    Column("address_hash", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("form", Text, nullable=False),
    Column("text_version", Text, nullable=False),
    Column("network", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("note", Text, nullable=False),
    Index("consent_address", "address_hash", "at"),
)

consent_text = Table(
    "consent_text",
    metadata,
    Column("version", Text, primary_key=True),
    Column("lang", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("first_shown_at", BigInteger, nullable=False),
)

suppression = Table(
    "suppression",
    metadata,
    Column("address_hash", Text, primary_key=True),
    # Empty once the person has asked to be forgotten.
    Column("address", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("note", Text, nullable=False),
)

used_token = Table(
    "used_token",
    metadata,
    Column("token_hash", Text, primary_key=True),
    Column("expires_at", BigInteger, nullable=False),
)

letter = Table(
    "letter",
    metadata,
    Column("id", KEY, primary_key=True),
    # What must not be sent twice, such as "welcome:17:open-models"; unique.
    Column("once", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("address_hash", Text, nullable=False),
    Column("values", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("next_at", BigInteger, nullable=False),
    Column("fence", Integer, nullable=False),
    Column("leased_until", BigInteger),
    Column("reply", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Index("letter_due", "state", "next_at"),
    Index("letter_address", "address_hash"),
)

rate_count = Table(
    "rate_count",
    metadata,
    # Of an address its hash, so that nothing here tells who asked.
    Column("key", Text, primary_key=True),
    Column("window_at", BigInteger, primary_key=True),
    Column("count", Integer, nullable=False),
)

account = Table(
    "account",
    metadata,
    Column("id", KEY, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("password_hash", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
)

login = Table(
    "login",
    metadata,
    Column("token_hash", Text, primary_key=True),
    Column("account_id", KEY, ForeignKey("account.id", ondelete="CASCADE"), nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
)
