"""SQLite and PostgreSQL: all that is kept, a module for each port."""

from briefing.store.backup import backup, is_empty, restore
from briefing.store.examine import Seen, examine_database
from briefing.store.open import open_database, open_store, shown_url

__all__ = [
    "Seen",
    "backup",
    "examine_database",
    "is_empty",
    "open_database",
    "open_store",
    "restore",
    "shown_url",
]
