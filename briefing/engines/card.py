"""The picture that stands for an issue where its link is shared: composed as SVG, drawn as PNG."""

from __future__ import annotations

import base64
from html import escape

from briefing.engines.mermaid.fonts import FALLBACK, FAMILY, borrowed, text_width
from briefing.engines.mermaid.svg import box_of
from briefing.engines.raster import Raster
from briefing.model.archive import CardText
from briefing.model.theme import Theme
from briefing.render.wrapping import pieces

WIDTH, HEIGHT, EDGE = 1200, 630, 64
SIZES = (64, 56, 50, 44, 40, 36)
"""The sizes of a headline, in pixels; the largest is taken in which it has room."""
LEADING = 1.18
DIAGRAM_WIDTH, GAP = 500, 44
TOP, BOTTOM = 150, 540


def draw_card(words: CardText, theme: Theme, diagram: bytes | None = None) -> bytes:
    """Return the card as PNG, 1200 by 630 pixels, in the theme's light colours."""
    # What our own fonts cannot write is left to those of the machine.
    svg = compose_card(words, theme, diagram)
    foreign = borrowed(svg) or (diagram and borrowed(diagram.decode("utf-8", "replace")))
    card = Raster(svg, system_fonts=bool(foreign))
    return card.png(WIDTH, HEIGHT, background=theme.light.surface)


def compose_card(words: CardText, theme: Theme, diagram: bytes | None = None) -> str:
    """Return the card as SVG."""
    room = WIDTH - 2 * EDGE - (DIAGRAM_WIDTH + GAP if diagram else 0)
    size, lines = fitted(words.headline, room, BOTTOM - TOP)
    rtl = words.direction == "rtl"
    # resvg begins at the left whatever `direction` says: what runs to the left ends at the right.
    start, anchor = (WIDTH - EDGE, "end") if rtl else (EDGE, "start")
    colours = theme.light
    first = TOP + size
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}">'
        f'<g font-family="{FAMILY},{FALLBACK},sans-serif" text-anchor="{anchor}">'
    )
    parts = [
        head,
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{colours.surface}"/>',
        f'<rect width="{WIDTH}" height="12" fill="{colours.accent}"/>',
        _text(words.publication, start, 84, 30, colours.text, bold=True),
        _text(words.topic, start, 122, 24, colours.accent, bold=True),
        *(
            _text(line, start, first + n * size * LEADING, size, colours.text, bold=True, rtl=rtl)
            for n, line in enumerate(lines)
        ),
        _text(words.footing, start, HEIGHT - 40, 24, colours.muted, rtl=rtl),
        _picture(diagram, EDGE if rtl else WIDTH - EDGE - DIAGRAM_WIDTH) if diagram else "",
        "</g></svg>",
    ]
    return "".join(parts)


def fitted(headline: str, width: float, height: float) -> tuple[int, list[str]]:
    """Return the size and the lines of a headline that fill the room best; the rest is cut."""
    words = [
        (space and not n, part)
        for space, piece in pieces(headline)
        for n, part in enumerate(_parts(piece, width))
    ]
    for size in SIZES:
        lines = _lines(words, size, width)
        if len(lines) * size * LEADING <= height:
            return size, lines
    most = int(height / (SIZES[-1] * LEADING))
    lines = _lines(words, SIZES[-1], width)[:most]
    return SIZES[-1], [*lines[:-1], f"{lines[-1].rstrip(' .,;:')}…"]


def _lines(words: list[tuple[bool, str]], size: int, width: float) -> list[str]:
    lines = [""]
    for space, word in words:
        longer = f"{lines[-1]}{' ' if space else ''}{word}".strip()
        if lines[-1] and text_width(longer, size, bold=True) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _parts(word: str, width: float) -> list[str]:
    """Return a word, in parts where no line could hold it: a long URL, say."""
    parts = [""]
    for letter in word:
        if text_width(parts[-1] + letter, SIZES[0], bold=True) > width:
            parts.append("")
        parts[-1] += letter
    return parts


def _text(
    words: str,
    x: float,
    y: float,
    size: float,
    colour: str,
    *,
    bold: bool = False,
    rtl: bool = False,
) -> str:
    weight = ' font-weight="700"' if bold else ""
    shown = "".join(c if c.isprintable() else " " for c in words)
    # Embedded from right to left (UAX #9): a line may begin with a number, or hold a host's name.
    shown = f"\u202b{shown}\u202c" if rtl else shown
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size:g}"{weight} fill="{colour}">'
        f"{escape(shown)}</text>"
    )


def _picture(diagram: bytes, x: float) -> str:
    box = box_of(diagram.decode("utf-8", "replace"))
    height = min(DIAGRAM_WIDTH * box.height / max(box.width, 1), BOTTOM - 40 - EDGE)
    y = (HEIGHT - height) / 2
    data = base64.b64encode(diagram).decode()
    return (
        f'<image x="{x:g}" y="{y:g}" width="{DIAGRAM_WIDTH}" height="{height:g}" '
        f'preserveAspectRatio="xMidYMid meet" href="data:image/svg+xml;base64,{data}"/>'
    )
