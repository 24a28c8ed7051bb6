"""The day on which an article was published, where it bears one."""

from __future__ import annotations

import re
from datetime import date

_ISO = r"(20\d\d-\d\d-\d\d)(?!\d)"
_FRONT = re.compile(rf"(?:date|published|published_at|pubdate)\s*:\s*[\"']?{_ISO}", re.IGNORECASE)
_META = re.compile(r"<meta\b[^>]{0,500}>", re.IGNORECASE)
_NAMED = re.compile(r"published_time|datepublished|[\"'](?:dc\.)?date[\"']", re.IGNORECASE)
_CONTENT = re.compile(rf"content\s*=\s*[\"']?{_ISO}", re.IGNORECASE)
_ELSEWHERE = re.compile(
    rf"\"datePublished\"\s*:\s*\"{_ISO}|<time\b[^>]{{0,200}}datetime\s*=\s*[\"']?{_ISO}",
    re.IGNORECASE,
)


def published_on(text: str, form: str) -> date | None:
    """Return the day in a page's head or first <time>, or in front matter."""
    found = _in_page(text) if form == "html" else _in_front_matter(text)
    try:
        return date.fromisoformat(found)
    except ValueError:
        return None


def _in_front_matter(text: str) -> str:
    if not text.lstrip("\n").startswith("---"):
        return ""
    front = text.split("\n---", 1)[0]
    match = next(filter(None, map(_FRONT.match, front.split("\n"))), None)
    return match[1] if match else ""


def _in_page(text: str) -> str:
    for tag in _META.findall(text):
        content = _CONTENT.search(tag)
        if content and _NAMED.search(tag):
            return str(content[1])
    match = _ELSEWHERE.search(text)
    return match[1] or match[2] if match else ""
