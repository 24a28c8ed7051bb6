"""`briefing lint`, as an editor and as continuous integration run it."""

import json
import shutil
from pathlib import Path

import pytest

from briefing.cli import main
from briefing.cli.telling import annotation
from briefing.errors import Location
from briefing.model.finding import Finding, Severity
from briefing.schema import SCHEMAS

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of this publication, to be spoilt."""
    for name in ("content", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_our_own_topics_are_clean(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", "--strict", "--site", str(ROOT)]) == 0
    assert capsys.readouterr().out == "checked: nothing to report\n"


def test_it_needs_no_database(folder: Path) -> None:
    before = sorted(folder.rglob("*"))
    assert main(["lint", "--site", str(folder), "--db", "sqlite:////nowhere/at/all.db"]) == 0
    assert sorted(folder.rglob("*")) == before


def test_all_faults_of_all_files_are_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content, topics = folder / "content", folder / "templates" / "topics"
    spoil(content / "publication.toml", "url = ", "ulr = ")
    spoil(content / "theme.toml", "width = 600", "width = 60")
    spoil(content / "open-models" / "topic.toml", "limit = 500", "limit = 0")
    spoil(content / "developer-tools" / "topic.toml", 'timezone = "Europe', 'timezone = "Urope')
    spoil(topics / "open-models.md.j2", "hub.downloads'", "hub.downlods'")
    (content / "open-models" / "notes" / "tomorrow.md").write_text("x", encoding="utf-8")
    (content / "open-models" / "notes" / "2026-02-21.md").write_bytes(b"\xff\xfe")
    assert main(["lint", "--format", "json", "--site", str(folder)]) == 3
    told = [(f["file"], f["rule"]) for f in json.loads(capsys.readouterr().out)]
    assert told == [
        ("content/publication.toml", "publication"),
        ("content/publication.toml", "publication"),
        ("content/theme.toml", "publication"),
        ("content/developer-tools/topic.toml", "topic"),
        ("content/open-models/topic.toml", "topic"),
        ("content/open-models/notes/2026-02-21.md", "note"),
        ("content/open-models/notes/tomorrow.md", "note"),
        ("templates/topics/open-models.md.j2", "unknown-series"),
    ]


@pytest.mark.parametrize("spoilt", ["titel = ", "title == "])
def test_a_faulty_topic_hides_nothing_of_its_template(
    folder: Path, capsys: pytest.CaptureFixture[str], spoilt: str
) -> None:
    spoil(folder / "content" / "open-models" / "topic.toml", "title = ", spoilt)
    template = folder / "templates" / "topics" / "open-models.md.j2"
    spoil(template, "hub.downloads'", "hub.downlods'")
    spoil(template, "{% figure ", "{{ nothing_of_that_name }}{% figure ")
    assert main(["lint", "open-models", "--format", "json", "--site", str(folder)]) == 3
    found = json.loads(capsys.readouterr().out)
    rules = [(one["file"].rpartition("/")[2], one["rule"]) for one in found]
    assert ("topic.toml", "topic") in rules
    assert ("open-models.md.j2", "unknown-name") in rules
    # Which series there are, only the topic's file says.
    assert ("open-models.md.j2", "unknown-series") not in rules


def test_warnings_alone_pass_unless_strict(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    template = folder / "templates" / "topics" / "open-models.md.j2"
    with template.open("a", encoding="utf-8") as file:
        file.write("\nIt had 12 of them.\n")
    assert main(["lint", "open-models", "--site", str(folder)]) == 0
    assert main(["lint", "open-models", "--strict", "--site", str(folder)]) == 3
    assert "checked: 1 warning" in capsys.readouterr().out


def test_a_topic_that_is_not_there(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lint", "open-model", "--site", str(folder)]) == 1
    assert "did you mean 'open-models'?" in capsys.readouterr().err


def test_a_template_that_is_not_there(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    topic = folder / "content" / "open-models" / "topic.toml"
    spoil(topic, "title =", 'template = "topics/open-modles.md.j2"\ntitle =')
    assert main(["lint", "open-models", "--site", str(folder)]) == 3
    assert "did you mean 'topics/open-models.md.j2'?" in capsys.readouterr().out


def test_fix_changes_what_it_mends_and_nothing_else(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    template = folder / "templates" / "topics" / "open-models.md.j2"
    clean = b"\xef\xbb\xbf" + template.read_bytes().replace(b"\n", b"\r\n")
    clean = clean.replace(b"leads open models", "menés".encode())
    spoilt = clean.replace(b"{{ cumulative | compact(1) }}", b"{{ cumulatve|compcat(1) }}", 1)
    spoilt = spoilt.replace(
        b"{% set period", b"{% figure a = leader %}\r\n  {% figure b = a %}\r\n{% set period", 1
    )
    template.write_bytes(spoilt)
    assert main(["lint", "open-models", "--fix", "--site", str(folder)]) == 0
    assert "mended: 4" in capsys.readouterr().out
    wanted = clean.replace(b"{{ cumulative | compact(1) }}", b"{{ cumulative|compact(1) }}", 1)
    assert template.read_bytes() == wanted


def test_a_schema_of_another_version_is_told_and_written_anew(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "schema").mkdir()
    schema = folder / "schema" / "topic.json"
    schema.write_text('{"old": "été"}', encoding="utf-8")
    (folder / "schema" / "theme.json").write_text(SCHEMAS["schema/theme.json"](), encoding="utf-8")
    (folder / "schema" / "own.json").write_text("{}", encoding="utf-8")
    assert main(["lint", "--strict", "--site", str(folder)]) == 3
    told = capsys.readouterr().out
    assert "schema/topic.json: warning: this schema is of another version of briefing" in told
    assert "theme.json" not in told
    assert main(["lint", "--fix", "--strict", "--site", str(folder)]) == 0
    assert schema.read_text(encoding="utf-8") == SCHEMAS["schema/topic.json"]()


def test_annotations_are_escaped() -> None:
    at = Location("templates/a,b:c.md.j2", 3, 7)
    finding = Finding("numbers", Severity.WARNING, "100% is\ntyped", "mend: it", at)
    assert annotation(finding) == (
        "::warning file=templates/a%2Cb%3Ac.md.j2,line=3,col=7,title=briefing%3A numbers::"
        "100%25 is%0Atyped%0Amend: it"
    )
    assert annotation(Finding("x", Severity.ERROR, "y")) == "::error title=briefing%3A x::y"


def test_annotations_are_printed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(folder / "templates" / "topics" / "open-models.md.j2", "{{ leader |", "{{ leadr |")
    assert main(["lint", "--format", "github", "--site", str(folder)]) == 3
    told = capsys.readouterr().out
    assert told.startswith("::error file=templates/topics/open-models.md.j2,line=")
    assert "did you mean 'leader'?" in told
