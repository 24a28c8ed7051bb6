"""Lay a wide diagram out again from the top down, so that it stays legible on a narrow screen."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

MAX_TITLE = 44
_FLOW = re.compile(r"^(\s*(?:flowchart|graph)(?:-elk)?)\s+(?:LR|RL)\b", re.MULTILINE)
_TIMELINE = re.compile(r"^(\s*timeline)(?:\s+(?:LR|RL))?\s*$", re.MULTILINE)
_STATE = re.compile(r"^(\s*direction)\s+(?:LR|RL)\b", re.MULTILINE)


def relaid(parsed: Mapping[str, Any], source: str, *, phone: bool = False) -> str:
    """Return the script that draws the same diagram top-down, or "" where there is none."""
    kind = str(parsed.get("type", ""))
    if kind == "timeline":
        return _chain(parsed) if phone else _TIMELINE.sub(r"\1 TD", source, count=1)
    if kind.startswith(("flowchart", "graph")):
        turned = _FLOW.sub(r"\1 TD", source, count=1)
        return turned if turned != source or phone else ""
    turned = _STATE.sub(r"\1 TB", source)
    return turned if turned != source else ""


def _chain(parsed: Mapping[str, Any]) -> str:
    """Return a timeline as a chain of boxes: on a phone there is no room beside the line."""
    title = " ".join(str(parsed.get("title") or "").split())
    # A title is not broken into rows: a long one would make all the rest small.
    head = ["---", f"title: {json.dumps(title)}", "---"] if 0 < len(title) <= MAX_TITLE else []
    lines = ["flowchart TD"]
    tasks = parsed.get("tasks") or []
    for number, task in enumerate(tasks):
        words = [f"<b>{_label(task.get('task', ''))}</b>"]
        words += [_label(event) for event in task.get("events", [])]
        lines.append(f'  t{number}["{"<br>".join(words)}"]')
        if number:
            lines.append(f"  t{number - 1} --> t{number}")
    return "\n".join([*head, *lines]) if tasks else ""


def _label(text: object) -> str:
    """Return text as the content of a quoted label: all but letters and digits as entities."""
    said = " ".join(str(text).split())
    return "".join(c if c.isalnum() or c == " " else f"#{ord(c)};" for c in said)
