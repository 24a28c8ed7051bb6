"""The whole archive as plain files: the very pages that are served, for any web host."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from briefing.errors import ContentError, Location
from briefing.model.archive import ArchivedHead
from briefing.render.languages import Language, language_of
from briefing.render.places import issue_path
from briefing.web.public.contract import NavLink, Public
from briefing.web.public.frame import Frame
from briefing.web.public.issues import IN_SITEMAP, Issues
from briefing.web.public.page import Page

LIST = ".briefing-published.json"
"""What lists the files that an export made, so that the next one knows them from others."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export did: how many files stand there, and which of the last one are gone."""

    files: int
    removed: tuple[str, ...]


def export(public: Public, folder: Path, *, topic: str | None = None) -> Exported:
    """Write the archive, or one topic of it, into a folder, all of it at once.

    Files are built beside the folder and swapped in when they are complete. Files in it that no
    export made stay as they are. Raises: ContentError where one of them is in the way.
    """
    folder = folder.resolve()
    aside = folder.with_name(f".{folder.name}.before")
    if aside.exists() and not folder.exists():
        aside.rename(folder)  # the last export was ended between its two renamings
    made = _listed(folder)
    files = dict(site_files(public, topic))
    _make_sure(folder, files, made)
    beside = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(beside, ignore_errors=True)
    shutil.rmtree(aside, ignore_errors=True)
    for name, content in files.items():
        path = beside / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (beside / LIST).write_text(json.dumps(sorted(files), indent=0), encoding="utf-8")
    if folder.exists():
        _carry_over(folder, beside, {*made, LIST})
        folder.rename(aside)
    beside.rename(folder)
    shutil.rmtree(aside, ignore_errors=True)
    return Exported(len(files), tuple(sorted(set(made) - set(files))))


def site_files(public: Public, topic: str | None = None) -> Iterator[tuple[str, bytes]]:
    """Yield every file of the site with its name: pages are the index.html of their folder."""
    frame = Frame(public)
    frame.links = [NavLink(lambda words: words.site.archive, "/")]
    issues = Issues(frame, only=topic)
    language = frame.home_language()
    views = issues.topics(language.tag)
    names = [view.name for view in views]
    if topic is not None and not names:
        raise ContentError(f"no topic {topic!r}", hint="`briefing topics` lists them")
    yield "404.html", frame.not_found(language).encode()
    yield from _page("/feed.xml", issues.feed())
    yield from _page("/sitemap.xml", issues.sitemap())
    yield from _page("/robots.txt", issues.robots())
    yield from _page("/", issues.home(language))
    for view in views:
        name = view.name
        yield from _page(f"/{name}/feed.xml", issues.feed(name))
        yield from _lists(issues, name, language_of(view.lang))
        for head in public.archive.load_heads(name, limit=IN_SITEMAP):
            yield from _issue(issues, head)
    for asset in frame.assets.values():
        yield f"static/{asset.name}", asset.content


def _lists(issues: Issues, name: str, language: Language) -> Iterator[tuple[str, bytes]]:
    before = None
    while True:
        path = f"/{name}/before/{before.isoformat()}/" if before else f"/{name}/"
        yield from _page(path, issues.topic(name, language, before))
        before = issues.older(name, before)
        if before is None:
            return


def _issue(issues: Issues, head: ArchivedHead) -> Iterator[tuple[str, bytes]]:
    path = issue_path(head.topic, head.day, head.kind)
    key = (head.topic, head.day, head.kind)
    yield from _page(path, issues.issue(*key))
    yield from _page(f"{path}card.png", issues.card(*key))
    for file in issues.archive.load_files(head.issue_id):
        if file.name.startswith("diagrams/"):
            yield f"{path}{file.name}".strip("/"), file.content


def _page(path: str, page: Page | None) -> Iterator[tuple[str, bytes]]:
    if page is not None:
        yield f"{path}index.html".strip("/") if path.endswith("/") else path.strip("/"), page.body


def _listed(folder: Path) -> list[str]:
    """Return the files that the last export made there."""
    try:
        names = json.loads((folder / LIST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as error:
        raise ContentError(
            f"the list of what was published cannot be read: {error}",
            hint="remove it, and what was published, by hand",
            at=Location(str(folder / LIST)),
        ) from error
    return [name for name in names if _stays_within(name)]


def _stays_within(name: object) -> bool:
    if not isinstance(name, str):
        return False
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts


def _make_sure(folder: Path, files: Iterable[str], made: Iterable[str]) -> None:
    known = set(made)
    for name in files:
        if name not in known and os.path.lexists(folder / name):
            raise ContentError(
                "this file was not made by an export, and is in the way",
                hint="move it away, or publish into another folder",
                at=Location(str(folder / name)),
            )


def _carry_over(old: Path, new: Path, made: set[str]) -> None:
    """Give the new folder what stands in the old one and was not made by an export."""
    for folder, subfolders, names in os.walk(old):
        here = Path(folder)
        links = [name for name in subfolders if (here / name).is_symlink()]
        for name in [*names, *links]:
            path = here / name
            within = path.relative_to(old)
            if within.as_posix() in made:
                continue
            to = new / within
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, to, follow_symlinks=False)
