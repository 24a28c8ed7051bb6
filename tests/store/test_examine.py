"""A look at a database tells what it is, and whether it answers."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from briefing.errors import StoreError
from briefing.store import examine_database, open_database
from briefing.store.examine import ask_database
from briefing.store.open import NEWEST


def test_a_database_is_looked_over(tmp_path: Path) -> None:
    seen = examine_database(f"sqlite:///{tmp_path}/a.db")
    assert seen.version.startswith("SQLite 3.")
    assert (seen.schema, seen.damage) == (NEWEST, "")


def test_damage_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    examine_database(f"sqlite:///{path}")
    whole = path.read_bytes()
    path.write_bytes(whole[:-4096] + b"\xff" * 4096)  # a whole page
    assert examine_database(f"sqlite:///{path}").damage


def test_one_that_another_program_keeps_locked_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path}/a.db"
    examine_database(url)
    monkeypatch.setattr("briefing.store.open.BUSY_S", 0.1)
    with closing(sqlite3.connect(tmp_path / "a.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="cannot be written: database is locked"):
            examine_database(url)
    examine_database(url)


def test_one_that_answers_raises_nothing(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path}/a.db")
    ask_database(engine)
    engine.dispose()


def test_one_that_does_not_answer_is_told_without_its_address(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/none/a.db")
    with pytest.raises(StoreError, match=r"^the database does not answer \(OperationalError\)$"):
        ask_database(engine)
    engine.dispose()
