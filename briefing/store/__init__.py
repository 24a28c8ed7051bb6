"""SQLite and PostgreSQL: all that is kept, a module for each port."""

from briefing.store.open import open_database, open_store

__all__ = ["open_database", "open_store"]
