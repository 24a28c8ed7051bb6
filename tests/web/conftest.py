"""A publication whose pages are asked as a reader's browser asks."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.web.walking import World, world_at


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with world_at(tmp_path) as made:
        yield made


@pytest.fixture
def browser(world: World) -> Iterator[TestClient]:
    with world.browser() as made:
        yield made
