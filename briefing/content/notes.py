"""The editor's notes: Markdown with front matter, one file a day, content/<topic>/notes/DAY.md."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import yaml

from briefing.content.table import raise_all, shown_path
from briefing.errors import BriefingError, ContentError, Location, did_you_mean
from briefing.model.observation import Note

KEYS = ("headline", "dek")
_HEADING = re.compile(r"##\s+(.+?)\s*#*\s*")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


def load_notes(root: Path, topic: str, day: date) -> Note | None:
    """Return the editor's note for the topic's day, or None where there is none.

    Raises: ContentError at its line.
    """
    path = root / "content" / topic / "notes" / f"{day.isoformat()}.md"
    shown = shown_path(path, root)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        hint = "save it as UTF-8"
        raise ContentError("this note is not UTF-8", hint=hint, at=Location(shown)) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise ContentError(f"this note cannot be read: {reason}", at=Location(shown)) from error
    return parse_note(text, day=day, path=shown)


def parse_note(text: str, *, day: date, path: str) -> Note:
    """Return the note that a file's text holds.

    Raises: ContentError at its line.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    front, first = _front_matter(lines, path)
    starts = {key: _line_of(key, lines[:first]) for key in KEYS}
    body: list[str] = []
    sections: list[tuple[str, list[str], int]] = []
    fence = ""
    for number, line in enumerate(lines[first:], first + 1):
        fence = _fence(fence, line)
        heading = None if fence else _HEADING.fullmatch(line)
        if heading:
            sections.append((heading[1], [], number))
        elif sections:
            sections[-1][1].append(line)
        else:
            body.append(line)
    return Note(
        day=day,
        path=path,
        headline=front.get("headline", ""),
        dek=front.get("dek", ""),
        # Empty lines stand for the front matter, so that faults are told at the file's own lines.
        body="\n" * first + "\n".join(body).rstrip() if "".join(body).strip() else "",
        sections=tuple((title, "\n".join(words), line) for title, words, line in sections),
        headline_line=starts["headline"],
        dek_line=starts["dek"],
    )


def _fence(fence: str, line: str) -> str:
    """Return the fence of the code block that goes on after the line, or ""."""
    mark = _FENCE.match(line)
    if not fence:
        return mark[1] if mark else ""
    closes = mark and mark[1].startswith(fence) and not line[mark.end() :].strip()
    return "" if closes else fence


def _front_matter(lines: list[str], path: str) -> tuple[dict[str, str], int]:
    """Return the front matter's keys, and the number of lines that it takes."""
    if not lines or lines[0].strip() != "---":
        return {}, 0
    end = next((n for n, line in enumerate(lines[1:], 1) if line.strip() in ("---", "...")), None)
    if end is None:
        hint = "close it with a line of ---"
        raise ContentError("the front matter has no end", hint=hint, at=Location(path, 1))
    try:
        # The base loader knows text, lists and tables only: a headline of `2026` stays text.
        values = yaml.load("\n".join(lines[1:end]), yaml.BaseLoader) or {}  # noqa: S506
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        at = Location(path, mark.line + 2 if mark else 1)
        hint = "put texts with a colon in quotes"
        problem = getattr(error, "problem", None) or "it cannot be read"
        raise ContentError(f"the front matter is not YAML: {problem}", hint=hint, at=at) from error
    return _known(values, lines[:end], path), end + 1


def _known(values: object, lines: list[str], path: str) -> dict[str, str]:
    if not isinstance(values, dict):
        hint = "write it as `headline: …`"
        raise ContentError("the front matter holds no keys", hint=hint, at=Location(path, 1))
    errors: list[BriefingError] = []
    for key, value in values.items():
        at = Location(path, _line_of(str(key), lines))
        if key not in KEYS:
            hint = did_you_mean(str(key), KEYS) or f"there are {', '.join(KEYS)}"
            errors.append(ContentError(f"no key {key!r} in a note", hint=hint, at=at))
        elif not isinstance(value, str):
            errors.append(ContentError(f"{key} must be text", hint="put it in quotes", at=at))
    raise_all(errors)
    return {str(key): str(value).strip() for key, value in values.items()}


def _line_of(key: str, lines: list[str]) -> int:
    start = re.compile(rf"[\"']?{re.escape(key)}[\"']?\s*:")
    return next((n for n, line in enumerate(lines, 1) if start.match(line)), 1)
