"""The editor's notes: Markdown with front matter, one file a day, content/<topic>/notes/DAY.md."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import yaml

from briefing.content.table import shown_path
from briefing.errors import ContentError, Location, did_you_mean
from briefing.model.observation import Note

KEYS = ("headline", "dek")
_HEADING = re.compile(r"##\s+(.+?)\s*#*\s*")
_FENCE = re.compile(r"\s{0,3}(```|~~~)")


def load_notes(root: Path, topic: str, day: date) -> Note | None:
    """Return the editor's note for the topic's day, or None where there is none.

    Raises: ContentError at its line.
    """
    path = root / "content" / topic / "notes" / f"{day.isoformat()}.md"
    if not path.is_file():
        return None
    shown = shown_path(path, root)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        hint = "save it as UTF-8"
        raise ContentError("this note cannot be read", hint=hint, at=Location(shown)) from error
    return parse_note(text, day=day, path=shown)


def parse_note(text: str, *, day: date, path: str) -> Note:
    """Return the note that a file's text holds.

    Raises: ContentError at its line.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    front, first = _front_matter(lines, path)
    body: list[str] = []
    sections: list[tuple[str, list[str], int]] = []
    fenced = False
    for number, line in enumerate(lines[first:], first + 1):
        fenced ^= bool(_FENCE.match(line))
        heading = None if fenced else _HEADING.fullmatch(line)
        if heading:
            # The text begins on the line after its heading.
            sections.append((heading[1], [], number + 1))
        elif sections:
            sections[-1][1].append(line)
        else:
            body.append(line)
    return Note(
        day=day,
        path=path,
        headline=front.get("headline", ""),
        dek=front.get("dek", ""),
        body="\n".join(body).strip(),
        sections=tuple((title, "\n".join(words), line) for title, words, line in sections),
    )


def _front_matter(lines: list[str], path: str) -> tuple[dict[str, str], int]:
    """Return the front matter's keys, and the number of lines that it takes."""
    if not lines or lines[0].strip() != "---":
        return {}, 0
    end = next((n for n, line in enumerate(lines[1:], 1) if line.strip() in ("---", "...")), None)
    if end is None:
        hint = "close it with a line of ---"
        raise ContentError("the front matter has no end", hint=hint, at=Location(path, 1))
    try:
        values = yaml.safe_load("\n".join(lines[1:end])) or {}
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
    for key, value in values.items():
        starts = (n for n, line in enumerate(lines, 1) if line.startswith(f"{key}"))
        at = Location(path, next(starts, 1))
        if key not in KEYS:
            hint = did_you_mean(str(key), KEYS) or f"there are {', '.join(KEYS)}"
            raise ContentError(f"no key {key!r} in a note's front matter", hint=hint, at=at)
        if not isinstance(value, str):
            raise ContentError(f"{key} must be text", hint="put it in quotes", at=at)
    return {str(key): str(value).strip() for key, value in values.items()}
