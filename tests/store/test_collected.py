"""What is peculiar to databases: opening, migrating, hostile text, many writers, query plans."""

import multiprocessing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

import briefing.store
from briefing.errors import StoreError
from briefing.model.observation import Observation
from briefing.store import open_store
from briefing.store.open import NEWEST
from briefing.store.tables import metadata
from tests.fakes import MemoryStore
from tests.store.values import day, entry, observation

MIGRATIONS = Path(briefing.store.__file__).parent / "migrations"


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/deep/er/s.db"
    return str(request.getfixturevalue("postgres_url"))


def test_the_migrations_lead_to_the_tables(url: str) -> None:
    store = open_store(url)
    with store.engine.connect() as connection:
        # The index of full text is no table that SQLAlchemy could describe.
        context = MigrationContext.configure(
            connection,
            opts={"include_name": lambda name, kind, _: kind != "table" or not _searching(name)},
        )
        assert compare_metadata(context, metadata) == []
    store.close()


def _searching(table: str) -> bool:
    return table.startswith("archive_search")


def test_the_newest_migration_is_known() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == NEWEST


def test_opening_again_keeps_what_is_there(url: str) -> None:
    store = open_store(url)
    store.save_observations("t", [observation()])
    store.close()
    again = open_store(url)
    assert again.load_measures("t", as_of=day(1)) == {"m": ["a"]}
    again.close()


def test_hostile_text_is_kept_or_refused_but_breaks_nothing(url: str) -> None:
    store = open_store(url)
    hostile = entry(title="a\x00b'); DROP TABLE entry; --\u202e", summary="\ud83d\ude00")
    store.save_entries("t", [hostile])
    (found,) = store.load_entries("t", as_of=day(1))
    assert "DROP TABLE" in found.title
    store.close()


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("nonsense", "cannot be read"),
        ("oracle://x/y", "no driver"),
        ("sqlite:////proc/nowhere/x.db", "cannot"),
        ("postgresql+psycopg://u:secret@127.0.0.1:1/x", "cannot be opened"),
    ],
)
def test_what_cannot_be_opened_says_why(address: str, says: str) -> None:
    with pytest.raises(StoreError, match=says) as caught:
        open_store(address)
    assert caught.value.hint
    assert "secret" not in str(caught.value)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("These are notes. " * 100)
    with pytest.raises(StoreError, match="no database of briefing"):
        open_store(f"sqlite:///{path}")
    assert path.read_text().startswith("These are notes.")


def test_a_database_of_a_newer_briefing(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/s.db"
    open_store(address).close()
    engine = create_engine(address)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StoreError, match="newer briefing"):
        open_store(address)


def _write(url: str, name: str) -> None:
    store = open_store(url)
    for n in range(20):
        store.save_observations("t", [observation(n, n, entity=name)])
    store.close()


def test_two_processes_write_at_once(url: str) -> None:
    open_store(url).close()
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_write, args=(url, name)) for name in "ab"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert [writer.exitcode for writer in writers] == [0, 0]
    store = open_store(url)
    assert len(store.load_observations("t", "m", as_of=day(99))) == 40
    store.close()


@pytest.mark.parametrize("table", ["observation", "entry"])
def test_no_query_reads_a_whole_table(tmp_path: Path, table: str) -> None:
    store = open_store(f"sqlite:///{tmp_path}/s.db")
    plans: list[str] = []
    with store.engine.connect() as connection:
        for statement in (
            "SELECT * FROM observation WHERE topic='t' AND measure='m' AND entity='a'",
            "SELECT * FROM entry WHERE topic='t' AND published_at >= 5",
        ):
            rows = connection.execute(text(f"EXPLAIN QUERY PLAN {statement}"))
            plans += [row.detail for row in rows]
    assert not [plan for plan in plans if plan.startswith(f"SCAN {table}")]
    store.close()


ROWS = st.builds(
    observation,
    st.integers(0, 5),
    st.integers(0, 3),
    learned=st.integers(0, 6),
    entity=st.sampled_from("ab"),
    days=st.sampled_from([0, 1]),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(ROWS, max_size=6), max_size=4), st.integers(0, 7))
def test_sqlite_knows_what_memory_knows(saves: list[list[Observation]], when: int) -> None:
    # A collection learns at one instant, and later ones learn later.
    store, memory = open_store("sqlite://"), MemoryStore()
    learned = sorted({o.learned_at for rows in saves for o in rows})
    for at in learned:
        rows = [o for batch in saves for o in batch if o.learned_at == at]
        unique = list({(o.entity, o.observed_at): o for o in rows}.values())
        assert store.save_observations("t", unique) == memory.save_observations("t", unique)
    for ask in ("load_observations", "latest"):
        arguments = {"as_of": day(when)} if ask == "load_observations" else {"before": day(when)}
        mine, theirs = (getattr(s, ask)("t", "m", **arguments) for s in (store, memory))
        assert mine == theirs
    assert store.load_measures("t", as_of=day(when)) == memory.load_measures("t", as_of=day(when))
    store.close()
