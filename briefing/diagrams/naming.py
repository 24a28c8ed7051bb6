"""Name a diagram's files, such as "1-pie-qwen-downloads"."""

from __future__ import annotations

import re
import unicodedata

from briefing.model.article import Diagram

MAX_STEM = 60


def diagram_name(diagram: Diagram, taken: set[str]) -> str:
    """Return a file stem in ASCII that says what the diagram shows and is not yet `taken`.

    >>> diagram_name(Diagram("d", "", title="Qwen: downloads (2026)", kind="pie"), set())
    '1-pie-qwen-downloads-2026'
    """
    number = len(taken) + 1
    words = slug(f"{diagram.kind or 'diagram'} {diagram.title}")
    stems = (f"{n}-{words}"[:MAX_STEM].rstrip("-") for n in range(number, number + MAX_STEM * 1000))
    return next(stem for stem in stems if stem not in taken)


def slug(text: str) -> str:
    """Return the text in lower-case ASCII letters and digits, one hyphen between words."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
