"""Make a publication's files: new ones only, all or none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from briefing.content.carried import STARTER
from briefing.errors import ContentError, Location

RENAMED = {"gitignore": ".gitignore"}
"""A `.gitignore` within the package would keep its neighbours out of the wheel."""


def starter_files(name: str) -> Mapping[str, bytes]:
    """Return the files of a new publication called `name`, by their paths in its folder."""
    values = {
        "%%sender%%": _toml(_display(name)),
        "%%name%%": _toml(name),
        "%%slug%%": _slug(name),
    }
    files: dict[str, bytes] = {}
    for path in sorted(path for path in STARTER.rglob("*") if path.is_file()):
        content = path.read_bytes()
        if path.suffix in (".md", ".toml"):
            text = content.decode()
            for mark, value in values.items():
                text = text.replace(mark, value)
            content = text.encode()
        relative = path.relative_to(STARTER).as_posix()
        files[RENAMED.get(relative, relative)] = content
    return files


def make_publication(
    folder: Path, name: str, more: Mapping[str, bytes] = MappingProxyType({})
) -> Mapping[str, bytes]:
    """Write a new publication into `folder`, which is made, or is empty; return its files.

    `more` are files besides those that the package carries.
    Raises: ContentError where something is there already, or the folder cannot be written.
    """
    if not name.strip() or len(name.splitlines()) != 1 or re.search(r"[<>\"@]", name):
        hint = 'give one with --name "The Daily Figure"'
        raise ContentError(f"a publication cannot be called {name!r}", hint=hint)
    if folder.exists() and not folder.is_dir():
        raise ContentError("this is a file, not a folder", at=Location(str(folder)))
    if folder.is_dir() and (found := sorted(p.name for p in folder.iterdir() if p.name != ".git")):
        shown = ", ".join(found[:3]) + (" …" if len(found) > 3 else "")
        hint = "name a folder that is new or empty; to add a topic here, run `briefing new NAME`"
        raise ContentError(f"this folder holds {shown}", hint=hint, at=Location(str(folder)))
    files = {**starter_files(name), **more}
    write_new(folder, files)
    return files


def write_new(root: Path, files: Mapping[str, bytes]) -> None:
    """Write files that are not there yet, by their paths within `root`.

    Raises: ContentError, before anything is written, where one is there; or where the system
    refuses, and then nothing is left behind.
    """
    for name in files:
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            raise ContentError(f"{name!r} lies outside the publication", at=Location(str(root)))
        if (root / name).exists():
            hint = "nothing was written; choose another name, or remove it first"
            raise ContentError("this is there already", hint=hint, at=Location(name))
    written: list[Path] = []
    try:
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as file:
                written.append(path)
                file.write(content)
    except OSError as error:
        for path in written:
            path.unlink(missing_ok=True)
        reason = error.strerror or str(error)
        where = Location(str(error.filename or root))
        raise ContentError(f"this cannot be written: {reason}", at=where) from error


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "publication"


def _display(name: str) -> str:
    """Return a name as a mailbox shows it: in quotes where it holds what separates addresses."""
    if not re.search(r"[(),.:;<>@\[\]\\]", name):
        return name
    quoted = name.replace("\\", r"\\")
    return f'"{quoted}"'


def _toml(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"")
