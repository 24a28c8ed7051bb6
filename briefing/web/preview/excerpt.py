"""Lines of the files that findings and errors point at: the editor's own, and the package's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from briefing.errors import BriefingError, ContentError, ErrorList, Location

SHOWN = frozenset({"content", "templates", "seeds"})
"""The folders whose files the preview shows; settings and databases lie elsewhere."""
AROUND = 6


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where files are looked for: a publication's folder, then the package's own templates."""

    root: Path
    carried: Path | None = None

    def find(self, name: str) -> Found | None:
        """Return the file that an error or a finding calls `name`, or None for any other."""
        own = _within(self.root, name, SHOWN)
        if own:
            return Found(own, own.relative_to(self.root.resolve()).as_posix(), carried=False)
        folder, _, rest = name.partition("/")
        path = _within(self.carried, rest) if self.carried and folder == "templates" else None
        return Found(path, name, carried=True) if path else None


@dataclass(frozen=True, slots=True)
class Found:
    """A file, and the name under which it is shown; `carried` says that it is the package's."""

    path: Path
    name: str
    carried: bool


def _within(root: Path, name: str, folders: frozenset[str] = frozenset()) -> Path | None:
    root = root.resolve()
    path = (root / name).resolve()
    if not path.is_relative_to(root) or not path.is_file():
        return None
    return path if not folders or path.relative_to(root).parts[0] in folders else None


def excerpt(shelf: Shelf, name: str, line: int | None, around: int = AROUND) -> dict[str, object]:
    """Return the lines around `line` of a file, or all of it where there is no line.

    Raises: ContentError where the file is neither the publication's nor the package's.
    """
    found = shelf.find(name)
    if found is None:
        raise ContentError("there is no such file in this publication", at=Location(name))
    lines = found.path.read_text(encoding="utf-8", errors="replace").splitlines()
    first = max((line or 1) - around, 1)
    last = (line + around) if line else len(lines)
    return {
        "file": found.name,
        "carried": found.carried,
        "line": line,
        "first": first,
        "lines": lines[first - 1 : last],
        "total": len(lines),
    }


def error_records(shelf: Shelf, error: BriefingError) -> list[dict[str, object]]:
    """Return an error, or each of a list of them, with the lines around its place."""
    parts = error.errors if isinstance(error, ErrorList) else (error,)
    return [_record(shelf, part) for part in parts]


def _record(shelf: Shelf, error: BriefingError) -> dict[str, object]:
    at = error.at
    seen = excerpt(shelf, at.path, at.line) if at and at.line and shelf.find(at.path) else None
    return {
        "kind": type(error).__name__,
        "message": error.message,
        "hint": error.hint,
        "file": at.path if at else "",
        "line": at.line if at else None,
        "column": at.column if at else None,
        "excerpt": seen,
    }
