"""Copies of a database that is in use: always one SQLite file, whatever the database is.

So a backup of PostgreSQL can be looked into on a laptop, and a publication moves from one kind of
database to the other by a backup and a restore.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import Any

from sqlalchemy import Connection, Engine, Table, func, insert, select, text
from sqlalchemy.exc import SQLAlchemyError

from briefing.errors import StoreError
from briefing.store.differing import write_differences
from briefing.store.open import open_database
from briefing.store.restoring import (
    at_work,
    carry_over,
    end_leases,
    lengthen_leases,
    pause_all,
    paused,
    same_line,
)
from briefing.store.search import index_again
from briefing.store.tables import metadata

ROWS = 1000
PATIENCE_S = 30
"""How long a restore waits for what others have begun."""
_CONTINUE = text(
    "SELECT setval(CAST(:sequence AS regclass), greatest(CAST(:largest AS bigint),"
    " coalesce(pg_sequence_last_value(CAST(:sequence AS regclass)), 0)))"
)


def backup(engine: Engine, path: Path) -> int:
    """Write the database as it is at one instant to `path`; return the file's size in bytes.

    Others go on reading and writing. The file appears when it is whole, in place of an older one.

    Raises: StoreError where it cannot be written.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.touch(mode=0o600)
        if engine.dialect.name == "sqlite":
            _copy_sqlite(engine, draft)
        else:
            _copy_tables(engine, draft)
        _check(draft)
        draft.replace(path)
    except (OSError, sqlite3.Error, SQLAlchemyError) as error:
        raise StoreError(
            f"the backup {path} cannot be written: {_reason(error)}",
            hint="choose a folder with room and the right to write",
        ) from error
    finally:
        draft.unlink(missing_ok=True)
    return path.stat().st_size


def restore(
    path: Path, engine: Engine, now: datetime, *, seconds: Callable[[], float] = monotonic
) -> Sequence[str]:
    """Replace all that is in the database by what a backup holds, in one transaction.

    An older backup is brought up to the newest schema first; the file itself is not touched. Who
    left since, and what was sent, stays so; a service at work waits, and goes on: what that took,
    by a clock that only goes forward, does not count for its leases. Where the database was empty,
    that is not known, and topics are paused. Return those that are, for that reason or since the
    backup's time.

    Raises: StoreError where the file is no whole backup, or is of another database than that which
        is at work; the database is then as it was.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "backup.db"
        try:
            shutil.copyfile(path, copy)
            _check(copy)
            _must_be_ours(copy)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(
                f"{path} cannot be restored: {_reason(error)}",
                hint="name a file that `briefing backup` wrote",
            ) from error
        source = open_database(f"sqlite:///{copy}")
        try:
            with _alone(engine) as present:
                waiting = _replace(source, present, now, seconds)
        except (sqlite3.Error, SQLAlchemyError) as error:
            raise StoreError(
                f"{path} cannot be restored: {_reason(error)}",
                hint="the database is as it was; end what writes into it, and try again",
            ) from error
        finally:
            source.dispose()
    return waiting


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """Begin a transaction in which all others wait; commit it at the end."""
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        else:
            connection.execute(text(f"SET LOCAL lock_timeout = '{PATIENCE_S}s'"))
            # Workers first: whatever they do begins with a look at that table.
            others = sorted(t.name for t in metadata.sorted_tables if t.name != "worker")
            names = ", ".join(["worker", *others, "archive_search"])
            connection.execute(text(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE"))
        yield connection
        connection.commit()


def _replace(
    source: Engine, present: Connection, now: datetime, seconds: Callable[[], float]
) -> Sequence[str]:
    """Replace what the database holds by what a copy of a backup does; return what is paused."""
    began_s = seconds()
    with source.begin() as copy:
        end_leases(copy, now)
        alike = same_line(present, copy)
        names = at_work(present, now)
        if names and not alike:
            raise StoreError(
                f"another database than the backup's is at work: {', '.join(names)}",
                hint="end every `briefing run` first; what was killed counts for a minute more",
            )
        if _holds_nothing(present):
            pause_all(copy, now)
        else:
            carry_over(present, copy, now, alike=alike)
        waiting = paused(copy)
    with source.connect() as read:
        _replace_rows(read, present, alike=alike)
    lengthen_leases(present, now, timedelta(seconds=seconds() - began_s))
    return waiting


def is_empty(engine: Engine) -> bool:
    """Return whether the database holds nothing that a restore would replace."""
    with engine.connect() as connection:
        return _holds_nothing(connection)


def _holds_nothing(connection: Connection) -> bool:
    return not any(
        connection.execute(select(func.count()).select_from(table)).scalar()
        for table in metadata.sorted_tables
    )


def _copy_sqlite(engine: Engine, draft: Path) -> None:
    with _driver(engine) as source, closing(sqlite3.connect(draft)) as target:
        source.backup(target, pages=1024)


def _copy_tables(engine: Engine, draft: Path) -> None:
    target = open_database(f"sqlite:///{draft}")
    try:
        with engine.connect().execution_options(isolation_level="REPEATABLE READ") as read:
            with target.begin() as written:
                _copy_rows(read, written)
                index_again(written)
            read.rollback()
    finally:
        with target.connect() as connection:
            # One file, not three: whoever copies it must not forget the log.
            connection.execute(text("PRAGMA journal_mode=DELETE"))
        target.dispose()


def _replace_rows(read: Connection, written: Connection, *, alike: bool) -> None:
    """Write what a backup holds; `alike` says that a row's key means the same in both."""
    if written.dialect.name == "sqlite" and alike:
        write_differences(read, written)
    elif written.dialect.name == "sqlite":
        for table in reversed(metadata.sorted_tables):
            written.execute(table.delete())
        write_differences(read, written)
    else:
        names = ", ".join(table.name for table in metadata.sorted_tables)
        written.execute(text(f"TRUNCATE archive_search, {names}"))
        _copy_rows(read, written)
        for table in metadata.sorted_tables:
            _continue_numbers(written, table)
    index_again(written)


def _copy_rows(read: Connection, written: Connection) -> None:
    for table in metadata.sorted_tables:
        rows = read.execution_options(yield_per=ROWS).execute(select(table))
        for part in rows.mappings().partitions(ROWS):
            written.execute(insert(table), [dict(row) for row in part])


def _continue_numbers(connection: Connection, table: Table) -> None:
    """Let a table's next number follow the largest that it ever had."""
    if "id" not in table.c:
        return
    sequence = connection.execute(select(func.pg_get_serial_sequence(table.name, "id"))).scalar()
    largest = connection.execute(select(func.max(table.c.id))).scalar()
    if sequence and largest:
        connection.execute(_CONTINUE, {"sequence": sequence, "largest": largest})


@contextmanager
def _driver(engine: Engine) -> Iterator[sqlite3.Connection]:
    """Yield the driver's own connection, which knows SQLite's backup interface."""
    with closing(engine.raw_connection()) as connection:
        driver: Any = connection.driver_connection
        yield driver


def _check(path: Path) -> None:
    """Raise sqlite3.DatabaseError unless the file is a whole database."""
    with closing(sqlite3.connect(path)) as connection:
        said = connection.execute("PRAGMA quick_check").fetchone()[0]
    if said != "ok":
        raise sqlite3.DatabaseError(f"the file is damaged: {said}")


def _must_be_ours(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        known = connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'observation'")
        if not known.fetchone()[0]:
            raise sqlite3.DatabaseError("it is no backup of briefing")


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(getattr(error, "orig", None) or error)
