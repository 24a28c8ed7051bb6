"""Lines of the editor's own files, and of no other."""

from pathlib import Path

import pytest

from briefing.errors import ContentError, ErrorList, Location, TemplateError
from briefing.web.preview.excerpt import Found, Shelf, error_records, excerpt


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "templates").mkdir()
    (tmp_path / "var").mkdir()
    (tmp_path / "templates" / "a.j2").write_text("\n".join(f"line {n}" for n in range(1, 31)))
    (tmp_path / "var" / "briefing.db").write_text("secret")
    (tmp_path / ".env").write_text("secret")
    return tmp_path


def test_the_lines_around_a_line(root: Path) -> None:
    found = excerpt(Shelf(root), "templates/a.j2", 10, around=2)
    assert found["lines"] == ["line 8", "line 9", "line 10", "line 11", "line 12"]
    assert (found["first"], found["total"]) == (8, 30)


def test_at_the_edges_there_are_fewer(root: Path) -> None:
    assert excerpt(Shelf(root), "templates/a.j2", 1, around=2)["first"] == 1
    assert excerpt(Shelf(root), "templates/a.j2", 30, around=2)["lines"] == [
        "line 28",
        "line 29",
        "line 30",
    ]


def test_without_a_line_the_whole_file(root: Path) -> None:
    assert len(excerpt(Shelf(root), "templates/a.j2", None)["lines"]) == 30  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "name", ["var/briefing.db", ".env", "../outside", "/etc/passwd", "templates", "templates/no"]
)
def test_other_files_are_not_shown(root: Path, name: str) -> None:
    (root.parent / "outside").write_text("secret")
    assert Shelf(root).find(name) is None
    with pytest.raises(ContentError, match="no such file"):
        excerpt(Shelf(root), name, 1)


def test_a_link_out_of_the_publication_is_not_followed(root: Path) -> None:
    (root / "templates" / "link.j2").symlink_to(root / ".env")
    assert Shelf(root).find("templates/link.j2") is None


def test_an_absolute_path_within_is_found(root: Path) -> None:
    path = root / "templates" / "a.j2"
    assert Shelf(root).find(str(path)) == Found(path, "templates/a.j2", carried=False)


def test_the_package_s_own_template_is_shown_where_it_is_not_overridden(root: Path) -> None:
    carried = root / "package" / "templates"
    for name in ("a.j2", "email/b.j2"):
        (carried / name).parent.mkdir(parents=True, exist_ok=True)
        (carried / name).write_text(f"the package's {name}\n")
    (carried.parent / "secret.py").write_text("secret")
    shelf = Shelf(root, carried)
    assert excerpt(shelf, "templates/a.j2", 1)["carried"] is False
    found = excerpt(shelf, "templates/email/b.j2", 1)
    assert (found["file"], found["carried"]) == ("templates/email/b.j2", True)
    assert found["lines"] == ["the package's email/b.j2"]
    for name in ("templates/../secret.py", "email/b.j2", "package/templates/a.j2"):
        assert shelf.find(name) is None


def test_each_error_of_a_list_carries_its_lines(root: Path) -> None:
    errors = ErrorList(
        [
            TemplateError("wrong", hint="mend it", at=Location("templates/a.j2", 3, 7)),
            TemplateError("nowhere"),
        ]
    )
    first, second = error_records(Shelf(root), errors)
    assert (first["file"], first["line"], first["column"]) == ("templates/a.j2", 3, 7)
    assert (first["message"], first["hint"]) == ("wrong", "mend it")
    assert first["excerpt"]["lines"][2] == "line 3"  # type: ignore[index]
    assert second["excerpt"] is None
    assert second["file"] == ""
