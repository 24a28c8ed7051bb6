"""Files of a topic's folder, and nothing beside it."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefing.errors import SourceError
from briefing.fetch import LocalFiles
from briefing.ports import Request
from tests.fakes import FakeFetcher

AT = datetime(2026, 3, 1, 5, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "topic" / "data").mkdir(parents=True)
    (tmp_path / "topic" / "sales.csv").write_bytes(b"a,b\n")
    (tmp_path / "topic" / "data" / "x.json").write_bytes(b"[]")
    (tmp_path / "secret.csv").write_bytes(b"s3cret")
    return tmp_path / "topic"


@pytest.mark.parametrize(
    ("name", "body", "kind"),
    [("sales.csv", b"a,b\n", "text/csv"), ("data/x.json", b"[]", "application/json")],
)
def test_a_file(folder: Path, name: str, body: bytes, kind: str) -> None:
    response = LocalFiles(folder, FakeFetcher(), AT).fetch(Request(f"file:{name}"))
    assert (response.status, response.body, response.fetched_at) == (200, body, AT)
    assert response.headers["content-type"] == kind


def test_without_an_instant_it_is_as_old_as_the_file(folder: Path) -> None:
    response = LocalFiles(folder, FakeFetcher()).fetch(Request("file:sales.csv"))
    written = (folder / "sales.csv").stat().st_mtime
    assert response.fetched_at == datetime.fromtimestamp(written, UTC)


@pytest.mark.parametrize("name", ["../secret.csv", "/etc/passwd", "data/../../secret.csv"])
def test_what_lies_outside(folder: Path, name: str) -> None:
    with pytest.raises(SourceError, match="outside"):
        LocalFiles(folder, FakeFetcher()).fetch(Request(f"file:{name}"))


def test_a_link_that_leads_outside(folder: Path) -> None:
    (folder / "link.csv").symlink_to(folder.parent / "secret.csv")
    with pytest.raises(SourceError, match="outside"):
        LocalFiles(folder, FakeFetcher()).fetch(Request("file:link.csv"))


def test_a_name_mistyped(folder: Path) -> None:
    with pytest.raises(SourceError, match=r"did you mean 'sales.csv'"):
        LocalFiles(folder, FakeFetcher()).fetch(Request("file:sale.csv"))


def test_a_file_that_is_not_there(folder: Path) -> None:
    with pytest.raises(SourceError, match=r"no file 'zzz'") as caught:
        LocalFiles(folder, FakeFetcher()).fetch(Request("file:zzz"))
    assert "it holds sales.csv" in caught.value.hint


@pytest.mark.parametrize("name", ["", "."])
def test_a_folder_is_no_file(folder: Path, name: str) -> None:
    with pytest.raises(SourceError, match="no file"):
        LocalFiles(folder, FakeFetcher()).fetch(Request(f"file:{name}"))


def test_a_name_that_no_file_can_have(folder: Path) -> None:
    with pytest.raises(SourceError, match="no file"):
        LocalFiles(folder, FakeFetcher()).fetch(Request("file:a\x00b"))


def test_all_else_is_passed_on(folder: Path) -> None:
    live = FakeFetcher({"https://x.example/": b"x"})
    assert LocalFiles(folder, live).fetch(Request("https://x.example/")).body == b"x"


def test_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="it holds no files"):
        LocalFiles(tmp_path, FakeFetcher()).fetch(Request("file:x.csv"))
