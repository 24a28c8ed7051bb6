"""The editor's guide is followed, block by block, as a reader would."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.cli import main

GUIDE = Path(__file__).parents[1] / "docs" / "guide.md"
_BLOCK = re.compile(r"(?ms)^(?P<fence>`{3,})(?P<info>[^\n`]*)\n(?P<body>.*?)^(?P=fence)[ ]*$")


def blocks() -> Iterator[tuple[str, str, str]]:
    """Yield the language of each block, what is done with it, and its text."""
    for match in _BLOCK.finditer(GUIDE.read_text(encoding="utf-8")):
        language, _, use = match["info"].partition(" ")
        yield language, use, match["body"]


def test_the_guide(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for language, use, body in blocks():
        how, _, name = use.partition("=")
        if language == "console":
            follow(body, monkeypatch, capsys)
            continue
        assert how in ("file", "append"), f"nothing is done with this block:\n{body}"
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a" if how == "append" else "w", encoding="utf-8") as file:
            file.write(body)


def follow(body: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for command, shown in re.findall(r"(?m)^\$ (.*)\n((?:(?!\$ ).*\n)*)", body):
        words = shlex.split(command)
        if words[0] == "cd":
            monkeypatch.chdir(words[1])
            continue
        assert words[0] == "briefing"
        capsys.readouterr()
        code = main(words[1:])
        told = capsys.readouterr()
        assert code == 0, f"{command}\n{told.out}{told.err}"
        for line in shown.splitlines():
            assert line in told.out.splitlines(), f"{command}\n{told.out}"


def test_every_block_has_a_use() -> None:
    found = list(blocks())
    assert len(found) >= 12
    assert {language for language, _, _ in found} >= {"console", "jinja", "yaml", "toml"}
