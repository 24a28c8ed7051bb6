"""Which letters beyond the bundled fonts the machine's own fonts lack, too."""

from __future__ import annotations

from functools import lru_cache
from html import escape

from briefing.engines.mermaid.fonts import FALLBACK, FAMILY
from briefing.engines.mermaid.svg import opacity
from briefing.engines.raster import Raster

_CELL, _SIZE = 24, 18
_NOBODYS = "\U0010fffd"
"""A private character, which fonts show as they show what they lack."""


@lru_cache(maxsize=256)
def undrawn(characters: str) -> str:
    """Return those characters that no font of this machine can draw: they come out as boxes."""
    if not characters:
        return ""
    cells = _NOBODYS + characters
    texts = "".join(
        f'<text x="{n * _CELL + 2}" y="20" font-size="{_SIZE}">{escape(character)}</text>'
        for n, character in enumerate(cells)
    )
    width = len(cells) * _CELL
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{_CELL}" '
        f'viewBox="0 0 {width} {_CELL}" font-family="{FAMILY},{FALLBACK}">{texts}</svg>'
    )
    picture = Raster(svg, system_fonts=True).png(width, _CELL, background=None)
    _, rows = opacity(picture)
    looks = [tuple(row[n * _CELL : (n + 1) * _CELL] for row in rows) for n in range(len(cells))]
    return "".join(c for c, look in zip(characters, looks[1:], strict=True) if look == looks[0])
