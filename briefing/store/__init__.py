"""SQLite and PostgreSQL: observations, entries, and what is remembered of sources."""

from briefing.store.open import open_store

__all__ = ["open_store"]
