"""Mend a drawn SVG: our fonts, nothing clipped, its real extent, a name for screen readers."""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import dataclass
from html import escape
from itertools import accumulate

from briefing.engines.mermaid.fonts import FALLBACK, FAMILY, borrowed
from briefing.engines.raster import Raster

_STACK = f"{FAMILY},{FALLBACK},sans-serif"
_FONT_CSS = re.compile(r"font-family:[^;}<]*?(?=[;}]|\"(?=[ />]))")
_FONT_ATTRIBUTE = re.compile(r'font-family="[^"]*"')
_FILTER = re.compile(r"filter:\s*url\(#([^)]+)\)\s*;?")
_NEGATIVE = re.compile(r"stroke-width(:\s*|=\")-[\d.]+(px)?")
_TAG = re.compile(r"<[^>]*>")
_ROOT = re.compile(r"<svg\b[^>]*>")
_VIEWBOX = re.compile(r'viewBox="([-\d.e]+) ([-\d.e]+) ([-\d.e]+) ([-\d.e]+)"')
_TITLE = re.compile(r'font-size="4ex" font-weight="bold" y="(-?[\d.]+)"')
PROBE = 20_000
"""How many pixels the picture has that finds out what an SVG covers."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in an SVG's own units."""

    x: float
    y: float
    width: float
    height: float


def mended(svg: str) -> str:
    """Return the SVG with our fonts throughout and without what clips or breaks it."""
    ids = set(re.findall(r'\bid="([^"]+)"', svg))
    svg = _TAG.sub(lambda tag: tag[0].replace("&quot;", "'"), svg)
    svg = _TITLE.sub(_smaller, svg)
    svg = _FONT_CSS.sub(f"font-family:{_STACK}", svg)
    svg = _FONT_ATTRIBUTE.sub(f'font-family="{_STACK}"', svg)
    svg = svg.replace("overflow:hidden", "overflow:visible")
    svg = svg.replace('overflow="hidden"', 'overflow="visible"')
    svg = _FILTER.sub(lambda found: found[0] if found[1] in ids else "", svg)
    return _NEGATIVE.sub(lambda found: f"stroke-width{found[1]}0", svg)


def _smaller(title: re.Match[str]) -> str:
    """Return the attributes of a timeline's or journey's title, clear of what stands below it."""
    return f'font-size="18" font-weight="bold" y="{float(title[1]) - 26:g}"'


def box_of(svg: str) -> Box:
    """Return the viewBox of an SVG."""
    found = _VIEWBOX.search(svg)
    if not found:
        return Box(0, 0, 300, 150)  # the size that CSS gives what has none
    return Box(*(float(number) for number in found.groups()))


def framed(svg: str, box: Box, *, width: float, height: float, alt: str) -> str:
    """Return the SVG showing `box` at a size in pixels, its alternative text within."""
    root = _ROOT.search(svg)
    if not root:
        return svg
    attributes = {
        name: value
        for name, value in re.findall(r'\s([a-zA-Z:]+)="([^"]*)"', root[0])
        if name in ("id", "class", "xmlns", "xmlns:xlink")
    }
    attributes.update(
        viewBox=f"{box.x:.2f} {box.y:.2f} {box.width:.2f} {box.height:.2f}",
        width=f"{width:.10g}",
        height=f"{height:.10g}",
        role="img",
    )
    head = "".join(f' {name}="{value}"' for name, value in attributes.items())
    body = svg[root.end() :]
    return f"<svg{head}><title>{escape(alt)}</title>{body}".strip()


class Sketch:
    """An SVG whose letters are laid out once, to be looked at as a whole or in part."""

    def __init__(self, svg: str) -> None:
        self._box = box_of(svg)
        size = {"width": self._box.width, "height": self._box.height}
        self._raster = Raster(
            framed(svg, self._box, **size, alt=""), system_fonts=bool(borrowed(svg))
        )

    def png(self, box: Box, *, width: int, height: int, background: str | None) -> bytes:
        """Draw what lies in `box`, `width` by `height` pixels large."""
        return self._raster.png(
            width,
            height,
            scale=width / box.width,
            offset=(box.x - self._box.x, box.y - self._box.y),
            background=background,
        )

    def extent(self) -> Box:
        """Return what the SVG really covers, text that overflows its viewBox among it.

        Seen, not computed: drawn small with room around it, and measured where it is not empty.
        """
        box = self._box
        room = Box(
            box.x - box.width / 4,
            box.y - box.height / 4,
            box.width * 1.5,
            box.height * 1.5,
        )
        scale = (PROBE / (room.width * room.height)) ** 0.5
        across, down = (max(round(side * scale), 1) for side in (room.width, room.height))
        inked = _inked(self.png(room, width=across, height=down, background=None))
        if inked is None:
            return box
        left, right = (edge * room.width / across for edge in (inked[0], inked[2]))
        top, bottom = (edge * room.width / across for edge in (inked[1], inked[3]))
        return Box(room.x + left, room.y + top, right - left, bottom - top)


def png(svg: str, *, width: int, background: str | None) -> bytes:
    """Draw the SVG `width` pixels wide, what the bundled fonts lack with the machine's."""
    box = box_of(svg)
    height = max(round(width * box.height / box.width), 1)
    return Sketch(svg).png(box, width=width, height=height, background=background)


def _inked(picture: bytes) -> tuple[int, int, int, int] | None:
    """Return left, top, right and bottom of what is not transparent in an RGBA PNG."""
    width, rows = opacity(picture)
    empty = bytes(width)
    inked = [n for n, row in enumerate(rows) if row != empty]
    if not inked:
        return None
    left, right = width, 0
    for n in inked:
        row = rows[n]
        left = min(left, len(row) - len(row.lstrip(b"\0")))
        right = max(right, len(row.rstrip(b"\0")))
    return left, inked[0], right, inked[-1] + 1


def opacity(picture: bytes) -> tuple[int, list[bytes]]:
    """Return the width and the rows' opacity of an 8-bit RGBA PNG (RFC 2083, section 6)."""
    width, height = struct.unpack(">II", picture[16:24])
    data, position = b"", 8
    while position < len(picture):
        (length,) = struct.unpack(">I", picture[position : position + 4])
        if picture[position + 4 : position + 8] == b"IDAT":
            data += picture[position + 8 : position + 8 + length]
        position += length + 12
    raw = zlib.decompress(data)
    stride = width * 4 + 1
    rows: list[bytes] = []
    above = bytes(width)
    for start in range(0, height * stride, stride):
        # A filter works on each channel by itself, so the opacity alone can be unfiltered.
        line = raw[start + 4 : start + stride : 4]
        above = _unfilter(raw[start], line, above)
        rows.append(above)
    return width, rows


def _unfilter(kind: int, line: bytes, above: bytes) -> bytes:
    """Undo one row's filter (RFC 2083, section 6); written for speed, since it runs per pixel."""
    if kind == 0:
        return line
    if kind == 1:
        return bytes(value & 255 for value in accumulate(line))
    if kind == 2:
        return bytes((value + up) & 255 for value, up in zip(line, above, strict=True))
    return _averaged(line, above) if kind == 3 else _predicted(line, above)


def _averaged(line: bytes, above: bytes) -> bytes:
    left = 0
    out = bytearray()
    for value, up in zip(line, above, strict=True):
        left = (value + ((left + up) >> 1)) & 255
        out.append(left)
    return bytes(out)


def _predicted(line: bytes, above: bytes) -> bytes:
    """Undo Paeth's filter: each value stands beside the nearest of its three neighbours."""
    left = corner = 0
    out = bytearray()
    for value, up in zip(line, above, strict=True):
        if left == corner:
            nearest = up
        elif up == corner:
            nearest = left
        else:
            to_left, to_up = abs(up - corner), abs(left - corner)
            to_corner = abs(left + up - 2 * corner)
            if to_left <= to_up and to_left <= to_corner:
                nearest = left
            else:
                nearest = up if to_up <= to_corner else corner
        left = (value + nearest) & 255
        corner = up
        out.append(left)
    return bytes(out)
