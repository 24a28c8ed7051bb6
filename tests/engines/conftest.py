"""An embedded engine whose cache lasts as long as the tests of one process."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.engines.mermaid import make_engine
from briefing.ports import DiagramEngine


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> DiagramEngine:
    return make_engine("embedded", server="", cache_dir=tmp_path_factory.mktemp("drawings"))


@pytest.fixture
def cache_dir(tmp_path: Path) -> Path:
    return tmp_path / "cache"
