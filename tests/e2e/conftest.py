"""One build of the flagship and one of the digest, shared by the tests that look at them."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from briefing.cli import main

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this publication, so that tests may change it."""
    folder = tmp_path_factory.mktemp("site")
    for name in ("content", "templates", "seeds"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="session")
def built(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both topics, built from the sample data."""
    out = tmp_path_factory.mktemp("out")
    assert main(["build", "--replay", "--site", str(site), "--out", str(out)]) == 0
    return out


@pytest.fixture(scope="session")
def flagship(built: Path) -> Path:
    return next((built / "open-models").iterdir())


@pytest.fixture(scope="session")
def manifest(flagship: Path) -> dict[str, Any]:
    return json.loads((flagship / "issue.json").read_text(encoding="utf-8"))


@pytest.fixture
def run() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the command as its user does."""

    def call(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "briefing", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)

    return call
