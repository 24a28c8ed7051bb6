"""The tables. Instants are microseconds since 1970 UTC; values are decimals in text, exact.

Days are ISO 8601 text (`2026-02-28`), times of day are minutes after midnight.
"""

from briefing.store.tables import archive, collected, outbox, subscribers
from briefing.store.tables.schema import metadata

__all__ = ["archive", "collected", "metadata", "outbox", "subscribers"]
