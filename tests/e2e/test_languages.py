"""Issues whose articles are themselves Arabic and Japanese, from their topics to the mail."""

import json
import re
import shutil
from html import unescape
from pathlib import Path

import pytest

from briefing.cli import main

SITE = Path(__file__).parent / "languages"
TOPICS = {"maqahi": "ar", "kissaten": "ja"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("languages")
    shutil.copytree(SITE, root, dirs_exist_ok=True)
    where = ["--site", str(root), "--out", str(root / "out")]
    main(["build", *TOPICS, "--replay", "--date", "2026-03-01", *where])
    # A machine may have no Japanese fonts, which is what a build says then.
    assert errors(root / "out") <= {"picture-letters"}
    return root / "out"


def errors(out: Path) -> set[str]:
    issues = [json.loads(path.read_text(encoding="utf-8")) for path in out.rglob("issue.json")]
    assert len(issues) == len(TOPICS)
    found = [finding for issue in issues for finding in issue["findings"]]
    return {finding["rule"] for finding in found if finding["severity"] == "error"}


def edition(built: Path, topic: str, name: str) -> str:
    return (built / topic / "2026-03-01" / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("topic", TOPICS)
def test_the_plain_text(built: Path, topic: str, request: pytest.FixtureRequest) -> None:
    expected = SITE / "expected" / f"{topic}.txt"
    said = edition(built, topic, "email.txt")
    if request.config.getoption("--update-golden"):
        expected.write_text(said, encoding="utf-8")
    assert said == expected.read_text(encoding="utf-8"), "see pytest --update-golden"


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("name", ["email.html", "index.html"])
def test_pictures_are_told_in_the_articles_language(built: Path, topic: str, name: str) -> None:
    told = {unescape(alt) for alt in re.findall(r'alt="([^"]+)"', edition(built, topic, name))}
    assert len(told) == 2
    assert not [alt for alt in told if re.search("[A-Za-z]{2}", alt)]


@pytest.mark.parametrize("name", ["email.html", "index.html"])
def test_what_runs_from_left_to_right_says_so_in_arabic(built: Path, name: str) -> None:
    page = edition(built, "maqahi", name)
    assert 'dir="rtl"' in page
    assert page.count("<code") == page.count('<code dir="ltr"') == 4
    assert "؛ " in page
    assert "22 فبراير 2026" in page
    assert "22/02/2026" not in page.replace("\u200f", "")
    address = {"email.html": "<bdi>The Daily Figure, ", "index.html": "<p><bdi>1 Sample"}
    assert address[name] in page
