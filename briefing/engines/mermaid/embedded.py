"""The embedded engine: Mermaid to SVG and PNG in this process, without a browser."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any

from briefing.diagrams.alt import describe, kind_of
from briefing.diagrams.bars import from_zero
from briefing.engines.mermaid.bars import grounded
from briefing.engines.mermaid.cache import DrawingCache
from briefing.engines.mermaid.charts import stacked, thinned
from briefing.engines.mermaid.config import FONT_PX, NARROW, site_config
from briefing.engines.mermaid.drawer import Drawer
from briefing.engines.mermaid.fonts import borrowed, fingerprint
from briefing.engines.mermaid.letters import undrawn
from briefing.engines.mermaid.relay import relaid
from briefing.engines.mermaid.svg import Box, Sketch, box_of, framed, mended
from briefing.engines.mermaid.webfont import with_font
from briefing.errors import DiagramError, Location
from briefing.model.diagram_words import DiagramWords
from briefing.model.issue import Drawing
from briefing.model.theme import Theme
from briefing.render.languages import language_of

VERSION = "9"
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
HOPELESS = 0.55
"""Shrunk by this much, a layout is not legible whatever its margins are."""


class EmbeddedEngine:
    """Draws Mermaid; what was drawn once is taken from the cache."""

    def __init__(self, drawer: Drawer, cache: DrawingCache) -> None:
        self._drawer = drawer
        self._cache = cache
        self._laid: dict[str, _Layout] = {}

    def render(
        self, source: str, theme: Theme, *, at: Location | None = None, lang: str = "en"
    ) -> Drawing:
        """Return the drawing, and a narrow one where a phone would make this one illegible.

        Raises: DiagramError at the template's own line where the script does not parse.
        """
        words = language_of(lang).diagrams
        key = self._key(source, theme, words.tag)
        drawing = self._cache.load(key)
        if drawing is None:
            layout = self._laid.pop(key, None) or self._lay(source, theme, words, key, at)
            drawing = layout.drawing(theme.light.surface)
            self._cache.save(key, drawing)
        return drawing

    def outline(
        self, source: str, theme: Theme, *, at: Location | None = None, lang: str = "en"
    ) -> Drawing:
        """Return the drawing without its PNG, which takes as long as all the rest.

        `render` goes on from there. Raises: DiagramError, as `render` does.
        """
        words = language_of(lang).diagrams
        key = self._key(source, theme, words.tag)
        kept = self._cache.load(key)
        if kept:
            return kept
        layout = self._laid[key] = self._lay(source, theme, words, key, at)
        return layout.drawing(None)

    def _key(self, source: str, theme: Theme, lang: str) -> str:
        parts = (VERSION, self._drawer.name, fingerprint(), lang, repr(asdict(theme)), source)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def _lay(
        self, source: str, theme: Theme, words: DiagramWords, key: str, at: Location | None
    ) -> _Layout:
        if len(source) > MAX_SOURCE:
            hint = f"a diagram's script has up to {MAX_SOURCE:,} characters"
            raise DiagramError(f"the diagram's script has {len(source):,}", hint=hint, at=at)
        parsed = self._drawer.parse(source, at)
        source = from_zero(source) if kind_of(parsed) == "xychart" else source
        kind, alt = kind_of(parsed), describe(parsed, words)
        config = site_config(theme, kind)
        room = theme.width - PADDING
        pen = _Pen(self._drawer, kind)
        try:
            wide = self._wide(pen, source, parsed, config, f"d{key[:8]}", room)
            narrow = self._narrow(pen, source, parsed, config, f"n{key[:8]}", wide)
        except DiagramError as error:
            raise DiagramError(error.message, hint=error.hint, at=at) from error
        return _Layout(kind, alt, wide, narrow)

    def _wide(
        self,
        pen: _Pen,
        source: str,
        parsed: Mapping[str, Any],
        config: Mapping[str, Any],
        name: str,
        room: int,
    ) -> _Sheet:
        """Return the diagram laid out for the email's column, turned where that reads better."""
        wide = pen.lay(source, config, name, room)
        other = relaid(parsed, source) if wide.text_px < LEGIBLE_PX else ""
        if not other:
            return wide
        return max(wide, pen.lay(other, config, name, room), key=lambda sheet: sheet.text_px)

    def _narrow(
        self,
        pen: _Pen,
        source: str,
        parsed: Mapping[str, Any],
        config: Mapping[str, Any],
        name: str,
        wide: _Sheet,
    ) -> _Sheet | None:
        """Return the diagram laid out for a phone, where the wide layout would be illegible."""
        on_phone = wide.text_px * min(PHONE / wide.width, 1)
        if on_phone >= LEGIBLE_ON_PHONE_PX:
            return None
        if pen.kind == "pie":
            sheet = wide.stacked(name)
        else:
            merged = {**config, **{k: {**config.get(k, {}), **v} for k, v in NARROW.items()}}
            script = relaid(parsed, source, phone=True) or source
            sheet = pen.lay(script, merged, name, PHONE)
        return sheet if sheet.text_px > on_phone * 1.15 else None


@dataclass(frozen=True, slots=True)
class _Layout:
    """A diagram laid out, ready to be drawn."""

    kind: str
    alt: str
    wide: _Sheet
    narrow: _Sheet | None

    def drawing(self, paper: str | None) -> Drawing:
        """Return the drawing; without paper, without PNG."""
        wide = self.wide.drawing(self.kind, self.alt, paper)
        narrow = self.narrow.drawing(self.kind, self.alt, paper) if self.narrow else None
        return replace(wide, narrow=narrow)


class _Sheet:
    """A diagram laid out: its SVG, and how far it must shrink to fit into `room` pixels."""

    def __init__(self, svg: str, name: str, room: int) -> None:
        self._svg, self._name, self._room = svg, name, room

    @cached_property
    def _sketch(self) -> Sketch:
        return Sketch(self._svg)

    @cached_property
    def box(self) -> Box:
        """What the diagram covers, and a margin around it."""
        found = self._sketch.extent()
        across, down = found.width + 2 * MARGIN, found.height + 2 * MARGIN
        return Box(found.x - MARGIN, found.y - MARGIN, across, down)

    @property
    def scale(self) -> float:
        """How much smaller than its natural size it is drawn."""
        scale = min(1.0, self._room / self.box.width)
        if self.box.height * scale > MAX_HEIGHT:
            return max(MAX_HEIGHT / self.box.height, min(scale, 0.8))
        return scale

    @property
    def text_px(self) -> float:
        """How many pixels high its text comes out.

        Where the layout says already that it will be small, its true extent makes no difference.
        """
        rough = self._room / box_of(self._svg).width
        return FONT_PX * (rough if rough < HOPELESS else self.scale)

    @property
    def width(self) -> int:
        """How wide it is drawn, in pixels."""
        return round(self.box.width * self.scale)

    def stacked(self, name: str) -> _Sheet:
        """Return a pie for a phone, of another name: the same, its legend below it."""
        return _Sheet(stacked(self._svg.replace(self._name, name)), name, PHONE)

    def drawing(self, kind: str, alt: str, paper: str | None) -> Drawing:
        """Return the drawing, its PNG on `paper` if there is any."""
        width, height = self.width, max(round(self.box.height * self.scale), 1)
        svg = framed(self._svg, self.box, width=width, height=height, alt=alt)
        picture = b""
        if paper:
            across, down = 2 * width, 2 * height
            picture = self._sketch.png(self.box, width=across, height=down, background=paper)
        lacking = undrawn(borrowed(svg))
        return Drawing(with_font(svg), picture, width, height, kind, alt, undrawn=lacking)


class _Pen:
    """Lays out scripts of one kind of diagram."""

    def __init__(self, drawer: Drawer, kind: str) -> None:
        self._drawer, self.kind = drawer, kind

    def lay(self, script: str, config: Mapping[str, Any], name: str, room: int) -> _Sheet:
        """Return the script laid out for `room` pixels."""
        svg = mended(self._drawer.svg(script, config, name))
        if self.kind == "xychart":
            svg = grounded(svg)
        if self.kind == "gantt":
            svg = thinned(svg)
        return _Sheet(svg, name, room)
