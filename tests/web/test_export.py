"""`briefing publish`: the archive as files, swapped in whole, and nobody else's files touched."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from briefing.errors import ContentError
from briefing.store.archive import SqlArchive
from briefing.web.public import Public
from briefing.web.public.export import LIST, export, site_files
from tests.store.archive import keep
from tests.web.shelf import stocked


@pytest.fixture
def public(tmp_path: Path) -> Iterator[Public]:
    with stocked(tmp_path) as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "site"


def files_of(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def test_every_link_leads_to_a_file(public: Public, folder: Path) -> None:
    export(public, folder)
    there = files_of(folder)
    assert {"index.html", "404.html", "feed.xml", "sitemap.xml", "robots.txt"} <= there
    assert "open-models/2026-03-01/card.png" in there
    assert "open-models/2026-03-01/diagrams/1-shares.svg" in there
    for name in there:
        if not name.endswith(".html"):
            continue
        page = (folder / name).read_text(encoding="utf-8")
        for link in re.findall(r'(?:href|src)="(/[^"#]*)', page):
            wanted = link.strip("/") + ("/index.html" if link.endswith("/") else "")
            assert wanted.lstrip("/") in there, f"{link} in {name}"
    root = ET.fromstring((folder / "sitemap.xml").read_bytes())
    for loc in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc"):
        path = str(loc.text).removeprefix("https://briefing.example/")
        assert f"{path}index.html" in there


def test_nothing_unsent_is_written(public: Public, folder: Path) -> None:
    export(public, folder)
    assert not any("2026-03-03" in name for name in files_of(folder))
    said = b"".join((folder / name).read_bytes() for name in files_of(folder))
    assert b"Not to be seen yet" not in said


def test_a_long_list_is_written_whole(public: Public) -> None:
    assert isinstance(public.archive, SqlArchive)
    for number in range(3, 36):
        keep(public.archive, number=number)
    names = [name for name, _ in site_files(public)]
    assert any("/before/" in name for name in names)
    assert len(names) == len(set(names))


def test_publishing_again_removes_only_what_it_made(public: Public, folder: Path) -> None:
    export(public, folder)
    (folder / "CNAME").write_text("briefing.example")
    (folder / "open-models" / "mine.txt").write_text("mine")
    report = export(public, folder, topic="open-models")
    there = files_of(folder)
    assert {"CNAME", "open-models/mine.txt"} <= there
    assert "retired/2026-03-01/index.html" in report.removed
    assert not any(name.startswith("retired/") for name in there)
    assert not list(folder.parent.glob(".site*"))


def test_what_others_made_is_never_overwritten(public: Public, folder: Path) -> None:
    folder.mkdir()
    (folder / "index.html").write_text("a site of mine")
    with pytest.raises(ContentError, match="in the way"):
        export(public, folder)
    assert (folder / "index.html").read_text() == "a site of mine"
    assert files_of(folder) == {"index.html"}


def test_an_export_that_was_ended_is_mended(public: Public, folder: Path) -> None:
    export(public, folder)
    (folder / "CNAME").write_text("x")
    folder.rename(folder.with_name(".site.before"))
    export(public, folder)
    assert (folder / "CNAME").read_text() == "x"


def test_a_list_cannot_lead_outside(public: Public, folder: Path) -> None:
    export(public, folder)
    outside = folder.parent / "outside.txt"
    outside.write_text("x")
    (folder / LIST).write_text('["../outside.txt", "/etc/passwd", 3]')
    with pytest.raises(ContentError, match="in the way"):
        export(public, folder)
    assert outside.read_text() == "x"


def test_a_topic_that_is_not_there(public: Public, folder: Path) -> None:
    with pytest.raises(ContentError, match="no topic"):
        export(public, folder, topic="nobody")
    assert not folder.exists()
