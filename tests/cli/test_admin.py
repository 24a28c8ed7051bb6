"""Operators' accounts from the command line."""

import io
import shutil
from pathlib import Path

import pytest

from briefing.cli import main

ROOT = Path(__file__).parents[2]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    return tmp_path


def test_an_account_from_its_first_day_to_its_last(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def admin(*arguments: str, typed: str = "") -> int:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        return main(["admin", *arguments, "--site", str(site)])

    assert admin("add", "ada", typed="too short\n") == 1
    assert "12 characters" in capsys.readouterr().err
    assert admin("add", "ada", typed="correct horse battery\n") == 0
    assert admin("add", "ada", typed="correct horse battery\n") == 1
    assert admin("passwd", "ada", typed="another long password\n") == 0
    assert admin("passwd", "eve", typed="another long password\n") == 1
    assert admin("list") == 0
    said = capsys.readouterr()
    assert "ada, since" in said.out
    assert "password" not in said.out
    assert admin("remove", "ada") == 0
    assert admin("remove", "ada") == 1
