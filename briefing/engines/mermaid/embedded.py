"""The embedded engine: Mermaid to SVG and PNG in this process, without a browser."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from briefing.diagrams.alt import describe, kind_of
from briefing.engines.mermaid.cache import DrawingCache
from briefing.engines.mermaid.config import FONT_PX, NARROW, site_config
from briefing.engines.mermaid.drawer import Drawer
from briefing.engines.mermaid.fonts import fingerprint
from briefing.engines.mermaid.relay import relaid
from briefing.engines.mermaid.svg import Box, extent, framed, mended, png
from briefing.engines.mermaid.webfont import with_font
from briefing.errors import DiagramError, Location
from briefing.model.issue import Drawing
from briefing.model.theme import Theme

VERSION = "3"
"""Part of every cache key: raise it when drawings would come out differently."""

MAX_SOURCE = 50_000
MARGIN = 10
PADDING = 64
"""What the email's column loses to its margins, in pixels."""
PHONE = 280
"""The width that a picture has on a phone of 320 pixels."""
LEGIBLE_PX = 11.0
LEGIBLE_ON_PHONE_PX = 9.0
MAX_HEIGHT = 640


class EmbeddedEngine:
    """Draws Mermaid; what was drawn once is taken from the cache."""

    def __init__(self, drawer: Drawer, cache: DrawingCache) -> None:
        self._drawer = drawer
        self._cache = cache

    def render(self, source: str, theme: Theme, *, at: Location | None = None) -> Drawing:
        """Return the drawing, and a narrow one where a phone would make this one illegible.

        Raises: DiagramError at the template's own line where the script does not parse.
        """
        if len(source) > MAX_SOURCE:
            hint = f"a diagram's script has up to {MAX_SOURCE:,} characters"
            raise DiagramError(f"the diagram's script has {len(source):,}", hint=hint, at=at)
        key = self._key(source, theme)
        drawing = self._cache.load(key)
        if drawing is None:
            drawing = self._draw(source, theme, key, at)
            self._cache.save(key, drawing)
        return drawing

    def _key(self, source: str, theme: Theme) -> str:
        parts = (VERSION, self._drawer.name, fingerprint(), repr(asdict(theme)), source)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def _draw(self, source: str, theme: Theme, key: str, at: Location | None) -> Drawing:
        parsed = self._drawer.parse(source, at)
        kind, alt = kind_of(parsed), describe(parsed)
        config = site_config(theme)
        pen = _Pen(self._drawer, kind, alt, theme.light.surface)
        room = theme.width - PADDING
        try:
            wide = pen.draw(source, config, f"d{key[:8]}", room)
            other = relaid(parsed, source)
            if other and wide.text_px < LEGIBLE_PX:
                turned = pen.draw(other, config, f"d{key[:8]}", room)
                wide = max(wide, turned, key=lambda sheet: sheet.text_px)
            narrow = self._narrow(pen, source, parsed, config, key, wide)
        except DiagramError as error:
            raise DiagramError(error.message, hint=error.hint, at=at) from error
        return replace(wide.drawing, narrow=narrow)

    def _narrow(
        self,
        pen: _Pen,
        source: str,
        parsed: Mapping[str, Any],
        config: Mapping[str, Any],
        key: str,
        wide: _Sheet,
    ) -> Drawing | None:
        on_phone = wide.text_px * min(PHONE / wide.drawing.width, 1)
        if on_phone >= LEGIBLE_ON_PHONE_PX:
            return None
        merged = {**config, **{k: {**config.get(k, {}), **v} for k, v in NARROW.items()}}
        scripts = [relaid(parsed, source, phone=True) or source]
        sheets = [pen.draw(script, merged, f"n{key[:8]}", PHONE) for script in scripts]
        best = max(sheets, key=lambda sheet: sheet.text_px)
        return best.drawing if best.text_px > on_phone * 1.15 else None


class _Sheet:
    """A drawing, and how many pixels high its text comes out."""

    def __init__(self, drawing: Drawing, text_px: float) -> None:
        self.drawing = drawing
        self.text_px = text_px


class _Pen:
    """Draws scripts of one diagram at a given width."""

    def __init__(self, drawer: Drawer, kind: str, alt: str, paper: str) -> None:
        self._drawer, self._kind, self._alt, self._paper = drawer, kind, alt, paper

    def draw(self, script: str, config: Mapping[str, Any], name: str, room: int) -> _Sheet:
        """Return the script drawn no wider than `room`, in pixels."""
        svg = mended(self._drawer.svg(script, config, name))
        if self._kind == "pie" and room == PHONE:
            svg = stacked(svg)
        found = extent(svg)
        box = Box(
            found.x - MARGIN,
            found.y - MARGIN,
            found.width + 2 * MARGIN,
            found.height + 2 * MARGIN,
        )
        scale = min(1.0, room / box.width)
        if box.height * scale > MAX_HEIGHT:
            scale = max(MAX_HEIGHT / box.height, min(scale, 0.8))
        width, height = round(box.width * scale), max(round(box.height * scale), 1)
        final = framed(svg, box, width=width, height=height, alt=self._alt)
        picture = png(final, width=2 * width, background=self._paper)
        drawing = Drawing(with_font(final), picture, width, height, self._kind, self._alt)
        return _Sheet(drawing, FONT_PX * scale)


def stacked(svg: str) -> str:
    """Return a pie chart's SVG with its legend below the pie instead of beside it."""
    rows = iter(range(1000))
    pattern = re.compile(r'(class="legend" transform="translate)\([^)]*\)')
    moved = pattern.sub(lambda found: f"{found[1]}(-180,{214 + 24 * next(rows)})", svg)
    return re.sub(r'<text x="0" y="-200" class="pieTitleText">[^<]*</text>', "", moved)
