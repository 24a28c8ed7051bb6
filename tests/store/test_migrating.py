"""Every schema that was ever released is brought forward, with all that was in it.

And by one process alone, however many open the database at once.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, MetaData, create_engine, inspect, select, text

from briefing.store import open_database
from briefing.store.archive import SqlArchive
from briefing.store.collected import SqlStore
from briefing.store.issues import SqlIssueQueue
from briefing.store.open import NEWEST
from briefing.store.outbox import SqlOutbox
from briefing.store.subscribers import SqlSubscribers
from tests.store import releasing
from tests.store.releasing import released
from tests.store.values import day

DIALECTS = ("sqlite", "postgresql")
EVERY = [path for dialect in DIALECTS for path in released(dialect)]


def empty(dialect: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the URL of an empty database."""
    if dialect == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{tmp_path}/s.db"


@pytest.fixture(params=EVERY, ids=lambda path: f"{path.parent.name}-{path.stem}")
def old(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str]:
    """A database as a released schema left it: its URL, and the schema's number."""
    path: Path = request.param
    url = empty(path.parent.name, request, tmp_path)
    releasing.load(url, path.read_text(encoding="utf-8"))
    return url, path.stem


@pytest.fixture
def opened(old: tuple[str, str]) -> Iterator[Engine]:
    """The same database, opened with the newest code."""
    engine = open_database(old[0])
    yield engine
    engine.dispose()


def rows(engine: Engine) -> dict[str, list[dict[str, object]]]:
    """Return all that is in a database, by table."""
    found = MetaData()
    found.reflect(engine, only=releasing.tables_of(engine))
    with engine.connect() as connection:
        return {
            name: [dict(row) for row in connection.execute(select(table)).mappings()]
            for name, table in found.tables.items()
        }


@pytest.mark.parametrize("dialect", DIALECTS)
def test_there_is_a_dump_of_every_schema(dialect: str) -> None:
    numbers = [path.stem for path in released(dialect)]
    assert numbers == [f"{n:04}" for n in range(1, int(NEWEST) + 1)]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_released_schema_stays_as_it_was(
    dialect: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """Nobody's database would be brought to what a migration says after it has run there.

    While the schema is unreleased: `python -m tests.store.releasing --anew`.
    """
    url = empty(dialect, request, tmp_path)
    for path in released(dialect):
        engine = create_engine(url)
        releasing.migrate_to(engine, path.stem)
        engine.dispose()
        kept = path.read_text(encoding="utf-8").splitlines()
        missing = set(releasing.dump(url).splitlines()) - set(kept)
        assert not {line for line in missing if not line.startswith("INSERT")}, path.stem


def test_every_row_is_there_afterwards(old: tuple[str, str]) -> None:
    engine = create_engine(old[0])
    before = rows(engine)
    engine.dispose()
    opened = open_database(old[0])
    after = rows(opened)
    opened.dispose()
    assert before
    assert all(before.values()), "a row in every table"
    for name, kept in before.items():
        columns = kept[0].keys()  # a newer schema may have more of them
        assert [{key: row[key] for key in columns} for row in after[name]] == kept


def test_what_was_collected_is_read(opened: Engine) -> None:
    store = SqlStore(opened)
    assert releasing.OBSERVATION in store.load_observations("open-models", "m", as_of=day(0))
    assert store.load_entries("open-models", as_of=day(9)) == [releasing.ENTRY]
    assert store.load_collections("open-models", as_of=day(9)) == [releasing.COLLECTION]
    assert store.load_fetch_state(releasing.STATE.url) == releasing.STATE


def test_people_issues_and_deliveries_are_read(old: tuple[str, str], opened: Engine) -> None:
    person = SqlSubscribers(opened).find("ada@example.org")
    issue = SqlIssueQueue(opened).load("open-models", releasing.DAY)
    if old[1] == "0001":  # there was nothing of these yet
        assert (person, issue) == (None, None)
        return
    assert person
    assert [one.topic for one in person[1]] == ["open-models"]
    assert issue
    (delivery,) = SqlOutbox(opened).load_deliveries(issue.id)
    assert delivery.recipient.address == "ada@example.org"
    archive = SqlArchive(opened)
    archived = archive.load_issue_by_id(issue.id)
    assert archived
    assert archived.message.startswith(b"Subject: ")
    assert [one.head.title for one in archive.find("headline")] == ["Headline number 0"]


# --- several at once ----------------------------------------------------------------------------


def _open_all(urls: list[str], together: multiprocessing.synchronize.Barrier) -> None:
    try:
        for url in urls:
            together.wait()
            open_database(url).dispose()
    except BaseException:
        together.abort()  # the others would wait for this one for ever
        raise


def open_at_once(urls: list[str], processes: int = 4) -> list[int | None]:
    """Open each database in all processes at the same instant; return how those ended."""
    context = multiprocessing.get_context("spawn")
    together = context.Barrier(processes)
    opening = [context.Process(target=_open_all, args=(urls, together)) for _ in range(processes)]
    for process in opening:
        process.start()
    for process in opening:
        process.join()
    return [process.exitcode for process in opening]


def newest(url: str) -> bool:
    """Return whether a database has the newest schema, told once."""
    engine = create_engine(url)
    with engine.connect() as connection:
        told = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    whole = inspect(engine).has_table("archive_search")
    engine.dispose()
    return told == [NEWEST] and whole


def test_many_processes_open_new_and_old_sqlite_files(tmp_path: Path) -> None:
    urls = [f"sqlite:///{tmp_path}/{n}.db" for n in range(12)]
    oldest = released("sqlite")[0].read_text(encoding="utf-8")
    for url in urls[::2]:
        releasing.load(url, oldest)
    assert open_at_once(urls) == [0] * 4
    assert all(map(newest, urls))


@pytest.mark.parametrize("number", [None, "0001"])
def test_many_processes_open_one_postgres(postgres_url: str, number: str | None) -> None:
    if number:
        releasing.load(postgres_url, released("postgresql")[0].read_text(encoding="utf-8"))
    assert open_at_once([postgres_url]) == [0] * 4
    assert newest(postgres_url)
