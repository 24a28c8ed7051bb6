"""What the engines that draw elsewhere share: the script's words, the cache, the drawing."""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from dataclasses import asdict
from typing import Any

from briefing.diagrams.alt import describe, kind_of
from briefing.diagrams.bars import from_zero
from briefing.engines.mermaid.cache import DrawingCache
from briefing.engines.mermaid.config import site_config
from briefing.engines.mermaid.drawer import make_drawer
from briefing.engines.mermaid.svg import box_of, framed
from briefing.errors import DiagramError, Location
from briefing.model.issue import Drawing
from briefing.model.theme import Theme
from briefing.render.languages import language_of

ROOM = 536
"""The width of the email's column, in pixels."""


class RemoteEngine(ABC):
    """Draws elsewhere. Scripts are parsed here first, so that a fault has its line."""

    name: str

    def __init__(self, cache: DrawingCache) -> None:
        self._cache = cache
        self._parser = make_drawer()

    @abstractmethod
    def pictures(self, source: str, config: dict[str, Any], paper: str) -> tuple[str, bytes]:
        """Return the SVG, and a PNG twice as large; raise DiagramError where that fails."""

    def render(
        self, source: str, theme: Theme, *, at: Location | None = None, lang: str = "en"
    ) -> Drawing:
        """Return the drawing.

        Raises: DiagramError where the script does not parse, or nobody draws it.
        """
        words = language_of(lang).diagrams
        parts = (self.name, words.tag, repr(asdict(theme)), source)
        key = hashlib.sha256("\0".join(parts).encode()).hexdigest()
        if kept := self._cache.load(key):
            return kept
        parsed = self._parser.parse(source, at)
        script = from_zero(source) if kind_of(parsed) == "xychart" else source
        try:
            svg, png = self.pictures(script, site_config(theme), theme.light.surface)
        except DiagramError as error:
            raise DiagramError(error.message, hint=error.hint, at=at) from error
        alt, box = describe(parsed, words), box_of(svg)
        scale = min(1.0, ROOM / box.width)
        width, height = round(box.width * scale), max(round(box.height * scale), 1)
        shown = framed(svg, box, width=width, height=height, alt=alt)
        drawing = Drawing(shown, png, width, height, kind_of(parsed), alt)
        self._cache.save(key, drawing)
        return drawing

    outline = render
