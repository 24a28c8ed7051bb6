"""A backup is one file, made while others write; a restore is all or nothing."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread

import pytest
from sqlalchemy import Connection, create_engine, insert, select, text

from briefing.errors import LeaseLost, StoreError
from briefing.store import backup, is_empty, open_database, open_store, restore
from briefing.store.archive import SqlArchive
from briefing.store.tables import metadata
from briefing.store.tables.subscribers import subscriber, subscription
from briefing.store.workers import SqlWorkers
from tests.store.archive import keep
from tests.store.values import day, observation

PERSON = {
    "address": "anna@sample.example",
    "address_key": "anna@sample.example",
    "address_hash": "a1",
    "created_at": 1,
    "lang": "en",
    "timezone": "UTC",
    "minute": None,
    "text_only": False,
}
NOW = datetime(2026, 3, 10, 6, tzinfo=UTC)
ANNA = {"id": 7, **PERSON}


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/live.db"
    return str(request.getfixturevalue("postgres_url"))


def fill(url: str) -> None:
    store = open_store(url)
    store.save_observations("t", [observation()])
    with store.engine.begin() as connection:
        connection.execute(insert(subscriber), ANNA)
    store.close()


def addresses(url: str) -> list[str]:
    engine = open_database(url)
    with engine.connect() as connection:
        found = list(
            connection.execute(select(subscriber.c.address).order_by(subscriber.c.id)).scalars()
        )
    engine.dispose()
    return found


def test_what_is_backed_up_comes_back(url: str, tmp_path: Path) -> None:
    fill(url)
    engine = open_database(url)
    assert backup(engine, tmp_path / "b.db") == (tmp_path / "b.db").stat().st_size
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM subscriber"))
    restore(tmp_path / "b.db", engine, NOW)
    assert addresses(url) == ["anna@sample.example"]
    with engine.begin() as connection:  # numbers go on where the backup ended
        new = {**PERSON, "address_key": "b", "address_hash": "b"}
        connection.execute(insert(subscriber), new)
        assert connection.execute(select(subscriber.c.id)).scalars().all() == [7, 8]
    engine.dispose()


def test_what_was_changed_added_and_lost_since_is_as_it_was(url: str, tmp_path: Path) -> None:
    fill(url)
    engine = open_database(url)
    ben = {**PERSON, "id": 8, "address_key": "b", "address_hash": "b"}
    topics = [
        {"subscriber_id": n, "topic": topic, "state": "confirmed", "frequency": "daily"}
        for n in (7, 8)
        for topic in ("a", "b")
    ]
    with engine.begin() as connection:
        connection.execute(insert(subscriber), ben)
        connection.execute(insert(subscription), [{**one, "changed_at": 1} for one in topics])
        before = _all_rows(connection)
    backup(engine, tmp_path / "b.db")
    with engine.begin() as connection:
        connection.execute(text("UPDATE subscriber SET lang = 'ar' WHERE id = 7"))
        connection.execute(text("DELETE FROM subscription WHERE subscriber_id = 7"))
        connection.execute(text("DELETE FROM subscriber WHERE id = 8"))
        connection.execute(text("DELETE FROM observation"))
        new = {**PERSON, "id": 9, "address_key": "c", "address_hash": "c"}
        connection.execute(insert(subscriber), new)
        connection.execute(insert(subscription), {**topics[0], "subscriber_id": 9, "changed_at": 1})
        assert _all_rows(connection) != before
    restore(tmp_path / "b.db", engine, NOW)
    with engine.connect() as connection:
        assert _all_rows(connection) == before
    engine.dispose()


def _all_rows(connection: Connection) -> dict[str, set[tuple[object, ...]]]:
    return {
        table.name: {tuple(row) for row in connection.execute(select(table))}
        for table in metadata.sorted_tables
    }


def test_a_backup_moves_a_publication_to_another_database(
    postgres_url: str, tmp_path: Path
) -> None:
    fill(f"sqlite:///{tmp_path}/live.db")
    laptop = open_database(f"sqlite:///{tmp_path}/live.db")
    keep(SqlArchive(laptop))
    backup(laptop, tmp_path / "b.db")
    server = open_database(postgres_url)
    restore(tmp_path / "b.db", server, NOW)
    assert [found.head.number for found in SqlArchive(server).find("headline")] == [60]
    backup(server, tmp_path / "back.db")
    server.dispose()
    restore(tmp_path / "back.db", laptop, NOW)
    assert [found.head.number for found in SqlArchive(laptop).find("headline")] == [60]
    laptop.dispose()
    store = open_store(postgres_url)
    assert store.load_measures("t", as_of=day(1)) == {"m": ["a"]}
    store.close()


def test_a_backup_is_of_one_instant_while_others_write(url: str, tmp_path: Path) -> None:
    engine = open_database(url)
    stop, wrote = Event(), Event()

    def write() -> None:
        own = open_database(url)
        number = 0
        while not stop.is_set():
            number += 1
            with own.begin() as connection:  # two at a time, or none
                for half in ("a", "b"):
                    key = f"{half}{number}"
                    row = {**PERSON, "address_key": key, "address_hash": key}
                    connection.execute(insert(subscriber), row)
            wrote.set()
        own.dispose()

    writer = Thread(target=write)
    writer.start()
    assert wrote.wait(30)
    try:
        for number in range(5):
            backup(engine, tmp_path / f"{number}.db")
    finally:
        stop.set()
        writer.join()
    for number in range(5):
        copy = create_engine(f"sqlite:///{tmp_path}/{number}.db")
        with copy.connect() as connection:
            keys = list(connection.execute(select(subscriber.c.address_key)).scalars())
        copy.dispose()
        assert {k[1:] for k in keys if k[0] == "a"} == {k[1:] for k in keys if k[0] == "b"}
    engine.dispose()


def test_what_a_restore_takes_does_not_count_for_the_leases_of_those_who_wait(
    url: str, tmp_path: Path
) -> None:
    fill(url)
    engine = open_database(url)
    workers = SqlWorkers(engine, timedelta(seconds=60))
    worker = workers.start("worker", NOW)
    backup(engine, tmp_path / "b.db")
    clock = iter([100.0, 145.0])
    restore(tmp_path / "b.db", engine, NOW, seconds=lambda: next(clock))
    assert workers.recover(NOW + timedelta(seconds=104)).workers == ()
    assert workers.recover(NOW + timedelta(seconds=106)).workers == ("worker",)
    with pytest.raises(LeaseLost):
        workers.renew(worker, NOW)
    engine.dispose()


def test_only_whole_backups_are_restored(url: str, tmp_path: Path) -> None:
    fill(url)
    engine = open_database(url)
    backup(engine, tmp_path / "b.db")
    content = (tmp_path / "b.db").read_bytes()
    (tmp_path / "half.db").write_bytes(content[: len(content) // 2])
    (tmp_path / "text.db").write_text("a backup, honestly")
    (tmp_path / "other.db").write_bytes(b"")
    for name in ("half.db", "text.db", "other.db", "none.db"):
        with pytest.raises(StoreError, match="cannot be restored"):
            restore(tmp_path / name, engine, NOW)
    engine.dispose()
    assert addresses(url) == ["anna@sample.example"]


def test_a_backup_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path}/live.db")
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "file").touch()
    with pytest.raises(StoreError, match="cannot be written"):
        backup(engine, tmp_path / "taken")
    engine.dispose()
    assert sorted(p.name for p in tmp_path.iterdir() if p.name.startswith(".")) == []


def test_a_new_database_is_empty(url: str) -> None:
    engine = open_database(url)
    assert is_empty(engine)
    engine.dispose()
    fill(url)
    engine = open_database(url)
    assert not is_empty(engine)
    engine.dispose()
