"""A database of each kind, on files that worker processes share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.sending import Scene, make_scene
from tests.store.conftest import postgres, postgres_url

__all__ = ["postgres", "postgres_url"]


@pytest.fixture(params=["sqlite", "postgres"])
def scene(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Scene]:
    url = f"sqlite:///{tmp_path}/faults.db"
    if request.param == "postgres":
        url = request.getfixturevalue("postgres_url")
    made = make_scene(tmp_path, url)
    yield made
    made.close()
