"""A database is opened by many at once, and migrated by one."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing.errors import StoreError
from briefing.store.open import open_database


def test_a_server_that_does_not_answer_is_told_as_one() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StoreError, match="cannot be opened") as caught:
        open_database("postgresql://127.0.0.1:1/briefing")
    assert "check that the server runs there" in caught.value.hint


def test_databases_are_opened_by_many_at_once(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    faults: list[BaseException] = []

    def opening(url: str) -> Callable[[], None]:
        def work() -> None:
            try:
                open_database(url).dispose()
            except BaseException as error:
                faults.append(error)

        return work

    urls = [f"sqlite:///{tmp_path}/n.db", request.getfixturevalue("postgres_url")]
    threads = [threading.Thread(target=opening(url)) for url in urls for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
