"""`briefing test`, as an editor runs it."""

import json
import shutil
from pathlib import Path

import pytest

from briefing.cli import main
from briefing.editing.testing import difference

ROOT = Path(__file__).parents[2]
GOLDEN = "- test: A quiet day\n  day: 2026-03-02\n  expect: {golden: [email.txt, issue.json]}\n"


@pytest.fixture
def tests(tmp_path: Path) -> Path:
    """The folder of the digest's tests, in a copy of this publication without them."""
    for name in ("content", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("tests"))
    folder = tmp_path / "content" / "developer-tools" / "tests"
    folder.mkdir()
    return folder


def run(tests: Path, *options: str) -> int:
    return main(["test", "developer-tools", *options, "--site", str(tests.parents[2])])


def test_our_own_templates_pass(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["test", "--site", str(ROOT)])
    told = capsys.readouterr().out
    assert code == 0, told
    assert told.endswith("tests pass\n")


def test_no_tests_yet(tests: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tests) == 0
    assert "no tests yet" in capsys.readouterr().out


def test_a_test_that_fails_says_why_and_where(
    tests: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "- test: A quiet day\n  day: 2026-03-02\n  expect: {headline: A loud day}\n"
    (tests / "a.yaml").write_text(text, encoding="utf-8")
    assert run(tests) == 3
    assert capsys.readouterr().out == (
        "FAIL  developer-tools: A quiet day\n"
        "      content/developer-tools/tests/a.yaml:3:22: "
        "the headline reads 'A quiet day in developer tools'\n"
        "        hint: it should read 'A loud day'\n"
        "1 test: 0 pass, 1 fail\n"
    )
    assert run(tests, "--format", "json") == 3
    (told,) = json.loads(capsys.readouterr().out)
    assert (told["rule"], told["line"], told["column"]) == ("test", 3, 22)


def test_a_file_that_cannot_be_read(tests: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tests / "a.yaml").write_text("- tset: x\n", encoding="utf-8")
    (tests / "b.yaml").write_bytes(b"\xff")
    assert run(tests) == 1
    told = capsys.readouterr().err
    assert "a.yaml:1:3: no key 'tset' in a test" in told
    assert "b.yaml: this file is not UTF-8" in told
    assert main(["lint", "developer-tools", "--site", str(tests.parents[2])]) == 3
    assert "a.yaml:1:3: error: no key 'tset' in a test [test]" in capsys.readouterr().out


def test_golden_copies(tests: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tests / "a.yaml").write_text(GOLDEN, encoding="utf-8")
    copy = tests / "golden" / "a" / "a-quiet-day" / "email.txt"
    assert run(tests) == 3
    assert "there is no golden copy" in capsys.readouterr().out
    assert run(tests, "--update") == 0
    assert "wrote content/developer-tools/tests/golden/a/a-quiet-day/email.txt" in (
        capsys.readouterr().out
    )
    assert run(tests) == 0
    text = copy.read_text(encoding="utf-8")
    assert "A quiet day in developer tools" in text
    copy.write_text(text.replace("A quiet day", "A loud day", 1), encoding="utf-8")
    capsys.readouterr()
    assert run(tests) == 3
    told = capsys.readouterr().out
    assert "        -A loud day in developer tools\n" in told
    assert "        +A quiet day in developer tools\n" in told
    assert run(tests, "--update") == 0
    assert copy.read_text(encoding="utf-8") == text
    assert capsys.readouterr().out.count("wrote") == 1


def test_a_long_difference_is_cut_short() -> None:
    before = "".join(f"{n}\n" for n in range(200))
    told = difference(before, before.replace("1", "x"), "a").split("\n")
    assert len(told) == 61
    assert "more lines" in told[-1]
    assert difference("a\r\n", "a\n", "a") == "  only in how its lines end"
