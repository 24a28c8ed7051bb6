"""Draw SVG as PNG with resvg, in the bundled fonts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from xml.parsers import expat

from resvg import render, usvg

from briefing.engines.mermaid.fonts import FAMILY, FILES
from briefing.errors import DiagramError

MAX_PIXELS = 40_000_000
"""A picture of more would take more memory than a small machine has; 2,000 by 20,000 fit."""

T = TypeVar("T")


class Raster:
    """An SVG, parsed and its text laid out once, to be drawn at any scale."""

    def __init__(self, svg: str, *, system_fonts: bool = False) -> None:
        _check(svg)
        options = _options(system_fonts=system_fonts)
        self._tree = _guarded(lambda: usvg.Tree.from_str(svg, options))

    def png(
        self,
        width: int,
        height: int,
        *,
        scale: float = 1.0,
        offset: tuple[float, float] = (0.0, 0.0),
        background: str | None,
    ) -> bytes:
        """Draw it `width` by `height` pixels, its units `scale` pixels large.

        `offset` is where the picture's left upper corner lies in the SVG.

        Raises: DiagramError where it would take too much memory, or resvg cannot draw it.
        """
        if width * height > MAX_PIXELS:
            raise DiagramError(
                f"the picture would be {width:,} by {height:,} pixels large",
                hint="draw less, or several diagrams",
            )
        matrix = (scale, 0.0, -offset[0] * scale, 0.0, scale, -offset[1] * scale)
        size, colour = (width, height), _colour(background) if background else None
        return bytes(_guarded(lambda: render(self._tree, matrix, bg_size=size, bg_color=colour)))


def _options(*, system_fonts: bool) -> Any:
    """Return new options: they may not go from one thread to another, and cost a tenth of a ms."""
    options = usvg.Options.default()
    options.font_family = FAMILY
    for path in FILES:
        options.load_font_file(path)
    if system_fonts:
        options.load_system_fonts()
    return options


def _check(svg: str) -> None:
    """Raise DiagramError for what is not well-formed: resvg would panic, and say so on stderr."""
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(svg, True)  # noqa: FBT003
    except expat.ExpatError as error:
        raise DiagramError(f"the picture is not well-formed SVG: {error}") from error


def _guarded(call: Callable[[], T]) -> T:
    """Return what resvg returns; its panics are no Exceptions, and must not end the process."""
    try:
        return call()
    except BaseException as error:
        if isinstance(error, Exception) or type(error).__name__ == "PanicException":
            raise DiagramError(f"resvg cannot draw the picture: {error}") from error
        raise


def _colour(text: str) -> tuple[int, int, int, int]:
    """Return the channels of #rrggbb, opaque."""
    red, green, blue = bytes.fromhex(text[1:])
    return red, green, blue, 255
