"""A new publication's files: all or none, and never over another's."""

from pathlib import Path

import pytest

from briefing.content import load_publication, load_topics
from briefing.content.carried import carried_templates, template_folders
from briefing.content.making import make_publication, write_new
from briefing.errors import ContentError
from briefing.model.theme import Theme


def test_what_is_made_can_be_loaded(tmp_path: Path) -> None:
    make_publication(tmp_path / "new", 'Bread, Butter & "no quotes"'.replace('"', "'"))
    publication = load_publication(tmp_path / "new")
    assert publication.name == "Bread, Butter & 'no quotes'"
    assert publication.url == "https://bread-butter-no-quotes.example"
    assert publication.theme == Theme()
    assert [topic.name for topic in load_topics(tmp_path / "new")] == ["bike-counts"]
    assert (tmp_path / "new" / ".gitignore").is_file()


@pytest.mark.parametrize("name", ["Straße 7", "日報", r"back\slash", "50 % more"])
def test_names_in_any_script(tmp_path: Path, name: str) -> None:
    make_publication(tmp_path, name)
    assert load_publication(tmp_path).name == name


@pytest.mark.parametrize("name", ["", "two\nlines", "A <b>", 'say "x"', "me@home"])
def test_names_that_no_mail_can_carry(tmp_path: Path, name: str) -> None:
    with pytest.raises(ContentError, match="cannot be called"):
        make_publication(tmp_path, name)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_in_use(tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ContentError, match=r"this folder holds diary\.txt"):
        make_publication(tmp_path, "News")
    assert [p.name for p in tmp_path.iterdir()] == ["diary.txt"]


def test_a_fresh_repository_counts_as_empty(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    make_publication(tmp_path, "News")
    assert (tmp_path / "README.md").read_text(encoding="utf-8").startswith("# News\n")


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("old", encoding="utf-8")
    with pytest.raises(ContentError, match=r"b\.txt: this is there already"):
        write_new(tmp_path, {"a.txt": b"new", "b.txt": b"new"})
    assert [p.name for p in tmp_path.iterdir()] == ["b.txt"]
    assert (tmp_path / "b.txt").read_text(encoding="utf-8") == "old"


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="cannot be written"):
        write_new(tmp_path, {"a.txt": b"new", "a.txt/b.txt": b"within a file"})
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["../out.txt", "/tmp/out.txt", "a/../../out.txt"])
def test_nothing_is_written_outside(tmp_path: Path, name: str) -> None:
    with pytest.raises(ContentError, match="outside"):
        write_new(tmp_path, {name: b""})


def test_templates_are_looked_for_at_home_first(tmp_path: Path) -> None:
    assert template_folders(tmp_path) == (tmp_path / "templates", carried_templates())
    assert template_folders(carried_templates().parent) == (carried_templates(),)
