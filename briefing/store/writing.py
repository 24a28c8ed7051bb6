"""Transactions that write: they wait for their turn at once, and fail in our words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from briefing.errors import StoreError


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Begin a transaction that may read before it writes; commit it at the end.

    Raises: StoreError where the database does not let us; nothing is written then.
    """
    try:
        with engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                # Taking the lock with the first write would fail whoever has read before it.
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            yield connection
            connection.commit()
    except SQLAlchemyError as error:
        raise StoreError(
            f"the database cannot be written: {getattr(error, 'orig', None) or error}",
            hint="check the disk's space, and that the database is up",
        ) from error


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Read; nothing is written.

    Raises: StoreError where the database does not answer.
    """
    try:
        with engine.connect() as connection:
            yield connection
    except SQLAlchemyError as error:
        raise StoreError(
            f"the database cannot be read: {getattr(error, 'orig', None) or error}",
            hint="check the disk and the file, and restore a backup if it is damaged",
        ) from error
