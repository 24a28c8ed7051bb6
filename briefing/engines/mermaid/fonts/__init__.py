"""The fonts that diagrams are measured and drawn with.

The machine's own draw only what these lack (`letters`), Chinese and Japanese above all: such a
picture is the same on machines with the same fonts.
"""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from pathlib import Path

FAMILY = "Inter"
FALLBACK = "DejaVu Sans"
FOLDER = Path(__file__).parent
FILES = tuple(
    str(FOLDER / name) for name in ("Inter-Regular.otf", "Inter-Bold.otf", "DejaVuSans.ttf")
)


_TAGS = re.compile(r"<style\b.*?</style>|<[^>]*>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Metrics:
    """A font's advance widths by code point, its ascent and descent; in ems."""

    advances: Mapping[int, float]
    ascent: float
    descent: float


def measures_of(font: str) -> str:
    """Return the name of the file with a font's widths (made by fonts/measuring.py)."""
    return f"{Path(font).stem}.json"


@lru_cache(maxsize=4)
def metrics(name: str) -> Metrics:
    """Return the metrics of one of the bundled files."""
    facts = json.loads((FOLDER / measures_of(name)).read_text(encoding="utf-8"))
    em = facts["em"]
    advances = {
        code: width / em
        for first, *widths in facts["runs"]
        for code, width in enumerate(widths, first)
    }
    return Metrics(advances, facts["ascent"] / em, facts["descent"] / em)


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of one line of text, in pixels, kerning left out (it only narrows)."""
    first = metrics("Inter-Bold.otf" if bold else "Inter-Regular.otf").advances
    # A weight that the fallback lacks is drawn as it is, a little narrower than it would be.
    # Exact, because `sum` rounds in one way before Python 3.12 and in another since.
    return math.fsum(first.get(ord(c)) or _fallback(ord(c)) for c in text) * size


def _fallback(code: int) -> float:
    return metrics("DejaVuSans.ttf").advances.get(code, 1.0)


def uncovered(text: str) -> str:
    """Return the characters of `text` that no bundled font can draw, each once."""
    known = (metrics("Inter-Regular.otf").advances, metrics("DejaVuSans.ttf").advances)
    return "".join(
        dict.fromkeys(c for c in text if c.isprintable() and not any(ord(c) in k for k in known))
    )


def borrowed(svg: str) -> str:
    """Return the characters of an SVG's text that no bundled font can draw, each once."""
    if svg.isascii() and "&#" not in svg:
        return ""
    return uncovered(unescape(_TAGS.sub(" ", svg)))


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """Return a hash of the bundled files: pictures drawn with other fonts are other pictures."""
    digest = hashlib.sha256()
    for path in FILES:
        digest.update(Path(path).read_bytes())
    return digest.hexdigest()[:16]
