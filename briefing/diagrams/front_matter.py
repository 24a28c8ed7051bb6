"""The YAML that may stand before a Mermaid script: its title, and where the script begins."""

from __future__ import annotations

import re

import yaml

_FRONT = re.compile(r"\A\s*---[ \t]*\n(.*?\n)?[ \t]*---[ \t]*\n", re.DOTALL)


def split(script: str) -> tuple[str, str]:
    """Return the front matter with its fences (or nothing), and the script below it."""
    found = _FRONT.match(script)
    return (found[0], script[found.end() :]) if found else ("", script)


def title_in(script: str) -> str:
    """Return the title that the front matter gives, or nothing."""
    found = _FRONT.match(script)
    try:
        values = yaml.safe_load(found[1] or "") if found else None
    except yaml.YAMLError:
        return ""
    title = values.get("title") if isinstance(values, dict) else None
    return "" if title is None else str(title)


def configured(script: str, directive: str) -> str:
    """Return the script with a directive line, which must stand below the front matter."""
    front, body = split(script)
    return f"{front}{directive}\n{body}"
