"""Open a database: connect, migrate to the newest schema, hand over a store."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, OperationalError, SQLAlchemyError
from sqlalchemy.pool import StaticPool

from briefing.errors import StoreError
from briefing.store.collected import SqlStore
from briefing.store.search import index_again

NEWEST = "0005"
"""The newest migration; the one that `migrations/versions` ends with."""
BUSY_S = 40.0
"""How long one writer of a SQLite file waits for another, in seconds: longer than the longest of
them writes, a list of 100,000, for whoever leaves meanwhile must not be turned away."""
_ALEMBIC = Lock()
"""Alembic keeps the migration at hand in a global of its module."""
_LOCK = 0x62726965
"""PostgreSQL's advisory lock on our schema: "brie"."""


def open_store(address: str) -> SqlStore:
    """Return the store of what is collected, at a SQLAlchemy URL.

    Raises: StoreError as `open_database` does.
    """
    return SqlStore(open_database(address))


def open_database(address: str) -> Engine:
    """Return the database at a SQLAlchemy URL, its schema brought up to date.

    Raises: StoreError where the database cannot be reached, read or migrated.
    """
    url = _url(address)
    shown = url.render_as_string(hide_password=True)
    try:
        return _migrated(_engine(url), shown)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        raise StoreError(
            f"no driver for the database {shown}",
            hint="install briefing[postgres] for PostgreSQL, or use sqlite:///FILE",
        ) from error
    except OperationalError as error:
        raise StoreError(
            f"the database {shown} cannot be opened: {error.orig}",
            hint="check that the folder can be written, and that no other program holds the file"
            if url.get_backend_name() == "sqlite"
            else "check that the server runs there, and its name, port, user and password",
        ) from error
    except SQLAlchemyError as error:
        raise StoreError(
            f"{shown} is no database of briefing: {getattr(error, 'orig', None) or error}",
            hint="choose another file with --db, or restore this one",
        ) from error


def shown_url(address: str) -> str:
    """Return a SQLAlchemy URL without its password. Raises: StoreError where it is none."""
    return _url(address).render_as_string(hide_password=True)


def _migrated(engine: Engine, shown: str) -> Engine:
    try:
        with engine.begin() as connection:
            _migrate(connection, shown)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _url(address: str) -> URL:
    try:
        return make_url(address)
    except ArgumentError as error:
        raise StoreError(
            "the database URL cannot be read",
            hint="write sqlite:///var/briefing.db or postgresql+psycopg://user@host/name",
        ) from error


def _engine(url: URL) -> Engine:
    if url.get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, hide_parameters=True)
    memory = url.database in (None, "", ":memory:")
    if not memory and url.database:
        try:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"the folder of {url.database} cannot be made: {error.strerror}",
                hint="choose another place with --db sqlite:///FILE",
            ) from error
    options: dict[str, Any] = {"poolclass": StaticPool} if memory else {}
    engine = create_engine(url, connect_args={"timeout": BUSY_S}, hide_parameters=True, **options)
    event.listen(engine, "connect", _tune)
    return engine


def _tune(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    _to_wal(cursor)
    for pragma in ("synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _to_wal(cursor: Any) -> None:
    """Switch to the write-ahead log; at that moment SQLite does not wait for others by itself."""
    until = time.monotonic() + BUSY_S
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() >= until:
                raise
            time.sleep(0.02)
        else:
            return


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return None if found is None else str(found)


def _migrate(connection: Connection, shown: str) -> None:
    if _version(connection) == NEWEST:
        return
    # Several processes start at once: one migrates, the others wait and find it done.
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK})
    version = _version(connection)
    if version == NEWEST:
        return
    if version is not None and version > NEWEST:
        raise StoreError(
            f"the database {shown} was written by a newer briefing (schema {version})",
            hint="update briefing, or use another database",
        )
    from alembic import command  # only a new or an old database pays for the import
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    with _ALEMBIC:
        command.upgrade(config, "head")
    if version is not None:
        # What is searched is made of what is archived: an index that is new, or changed, is filled.
        index_again(connection)
