"""Lines of the editor's own files, and of no other."""

from pathlib import Path

import pytest

from briefing.errors import ContentError, ErrorList, Location, TemplateError
from briefing.web.preview.excerpt import error_records, excerpt, find_file


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "templates").mkdir()
    (tmp_path / "var").mkdir()
    (tmp_path / "templates" / "a.j2").write_text("\n".join(f"line {n}" for n in range(1, 31)))
    (tmp_path / "var" / "briefing.db").write_text("secret")
    (tmp_path / ".env").write_text("secret")
    return tmp_path


def test_the_lines_around_a_line(root: Path) -> None:
    found = excerpt(root, "templates/a.j2", 10, around=2)
    assert found["lines"] == ["line 8", "line 9", "line 10", "line 11", "line 12"]
    assert (found["first"], found["total"]) == (8, 30)


def test_at_the_edges_there_are_fewer(root: Path) -> None:
    assert excerpt(root, "templates/a.j2", 1, around=2)["first"] == 1
    assert excerpt(root, "templates/a.j2", 30, around=2)["lines"] == [
        "line 28",
        "line 29",
        "line 30",
    ]


def test_without_a_line_the_whole_file(root: Path) -> None:
    assert len(excerpt(root, "templates/a.j2", None)["lines"]) == 30  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "name", ["var/briefing.db", ".env", "../outside", "/etc/passwd", "templates", "templates/no"]
)
def test_other_files_are_not_shown(root: Path, name: str) -> None:
    (root.parent / "outside").write_text("secret")
    assert find_file(root, name) is None
    with pytest.raises(ContentError, match="no such file"):
        excerpt(root, name, 1)


def test_a_link_out_of_the_publication_is_not_followed(root: Path) -> None:
    (root / "templates" / "link.j2").symlink_to(root / ".env")
    assert find_file(root, "templates/link.j2") is None


def test_an_absolute_path_within_is_found(root: Path) -> None:
    assert find_file(root, str(root / "templates" / "a.j2")) == root / "templates" / "a.j2"


def test_each_error_of_a_list_carries_its_lines(root: Path) -> None:
    errors = ErrorList(
        [
            TemplateError("wrong", hint="mend it", at=Location("templates/a.j2", 3, 7)),
            TemplateError("nowhere"),
        ]
    )
    first, second = error_records(root, errors)
    assert (first["file"], first["line"], first["column"]) == ("templates/a.j2", 3, 7)
    assert (first["message"], first["hint"]) == ("wrong", "mend it")
    assert first["excerpt"]["lines"][2] == "line 3"  # type: ignore[index]
    assert second["excerpt"] is None
    assert second["file"] == ""
