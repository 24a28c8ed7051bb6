"""The SQL dialect of a connection, imported where it is used: each costs a command its start."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from sqlalchemy import Connection


def dialect_of(connection: Connection) -> Any:
    """Return the module whose `insert` knows "on conflict" as this database writes it."""
    name = "postgresql" if connection.dialect.name == "postgresql" else "sqlite"
    return import_module(f"sqlalchemy.dialects.{name}")
