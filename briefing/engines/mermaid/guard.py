"""Refuse scripts that do more than draw: links, code, their own colours, or endless length."""

from __future__ import annotations

import re

from briefing.diagrams.front_matter import split
from briefing.errors import DiagramError, Location

MAX_BYTES = 50_000
_HEADER = re.compile(r"^\s*([A-Za-z][A-Za-z0-9-]*)", re.MULTILINE)
_COMMENT = re.compile(r"^\s*%%.*$", re.MULTILINE)
_CONFIGURES = re.compile(r"%%\{\s*(init|initialize|wrap|config)\b", re.IGNORECASE)
_CLICK = r"(?:^|;)[ \t]*click[ \t]"
_LINKS = {
    "flowchart": _CLICK,
    "graph": _CLICK,
    "stateDiagram": _CLICK,
    "gantt": _CLICK,
    "classDiagram": _CLICK + r"|(?:^|;)[ \t]*(?:link|callback)[ \t]+\S+[ \t]+\"",
    "sequenceDiagram": r"(?:^|;)[ \t]*(?:links?|properties|details)[ \t]+[^:;\n]+:",
}
"""How a script links or calls code, in the kinds that can; elsewhere these are just words."""


def refuse_unsafe(script: str, at: Location | None) -> None:
    """Raise DiagramError, at the script's own line, for what a picture has no use for."""
    size = len(script.encode(errors="replace"))
    if size > MAX_BYTES:
        raise DiagramError(
            f"the diagram's script has {size:,} bytes",
            hint=f"it may have up to {MAX_BYTES:,}; draw less, or several diagrams",
            at=at,
        )
    if found := _CONFIGURES.search(script):
        raise DiagramError(
            "a diagram does not configure itself",
            hint="the publication's theme sets its colours and fonts; take the %%{…}%% out",
            at=line_of(script, found.start(), at),
        )
    if found := _link_in(script):
        raise DiagramError(
            "a picture in an email cannot be clicked",
            hint="take the line out, and put the link into the text",
            at=line_of(script, found.start(), at),
        )


def kind_word(script: str) -> str:
    """Return the word that a script begins with, its front matter and comments passed over."""
    found = _HEADER.search(_COMMENT.sub("", split(script)[1]))
    return found[1] if found else ""


def _link_in(script: str) -> re.Match[str] | None:
    pattern = _LINKS.get(kind_word(script).partition("-")[0])
    return re.search(pattern, script, re.MULTILINE) if pattern else None


def line_of(script: str, position: int, at: Location | None) -> Location | None:
    """Return the place in the template of a position in its script."""
    if at is None or at.line is None:
        return at
    inside = script[position:]
    blank = len(inside) - len(inside.lstrip())
    return Location(at.path, at.line + script.count("\n", 0, position + blank))
