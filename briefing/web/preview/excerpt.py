"""Lines of an editor's own files, as findings and errors point at them."""

from __future__ import annotations

from pathlib import Path

from briefing.errors import BriefingError, ContentError, ErrorList, Location

SHOWN = frozenset({"content", "templates", "seeds"})
"""The folders whose files the preview shows; settings and databases lie elsewhere."""
AROUND = 6


def find_file(root: Path, name: str) -> Path | None:
    """Return the publication's file of that name (relative or not), or None for any other."""
    root = root.resolve()
    path = (root / name).resolve()
    if not path.is_relative_to(root) or not path.is_file():
        return None
    return path if path.relative_to(root).parts[0] in SHOWN else None


def excerpt(root: Path, name: str, line: int | None, around: int = AROUND) -> dict[str, object]:
    """Return the lines around `line` of a file, or all of it where there is no line.

    Raises: ContentError where the file is not one of the publication's.
    """
    path = find_file(root, name)
    if path is None:
        raise ContentError("there is no such file in this publication", at=Location(name))
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    first = max((line or 1) - around, 1)
    last = (line + around) if line else len(lines)
    return {
        "file": path.relative_to(root.resolve()).as_posix(),
        "line": line,
        "first": first,
        "lines": lines[first - 1 : last],
        "total": len(lines),
    }


def error_records(root: Path, error: BriefingError) -> list[dict[str, object]]:
    """Return an error, or each of a list of them, with the lines around its place."""
    parts = error.errors if isinstance(error, ErrorList) else (error,)
    return [_record(root, part) for part in parts]


def _record(root: Path, error: BriefingError) -> dict[str, object]:
    at = error.at
    return {
        "kind": type(error).__name__,
        "message": error.message,
        "hint": error.hint,
        "file": at.path if at else "",
        "line": at.line if at else None,
        "column": at.column if at else None,
        "excerpt": excerpt(root, at.path, at.line) if at and _lies_in(root, at) else None,
    }


def _lies_in(root: Path, at: Location) -> bool:
    return at.line is not None and find_file(root, at.path) is not None
