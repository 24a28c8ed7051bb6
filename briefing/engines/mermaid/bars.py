"""Mend bar charts: every bar begins at zero, and those of several series stand side by side.

Mermaid draws bars from the plot's edge, which lies half a label below the lowest tick, so that a
small value looks larger than it is and a loss looks like a gain; and it draws the bars of a
second series over those of the first, which hides them or makes them look stacked.
"""

from __future__ import annotations

import re
from itertools import count

LABEL = 20.0
"""Half a label's height, at most: what Mermaid leaves between an axis's end and its last tick."""

_N = r"([-+.\deE]+)"
_PLOT = re.compile(r'<g class="bar-plot-\d+">.*?</g>', re.DOTALL)
_BAR = re.compile(rf'x="{_N}" y="{_N}" width="{_N}" height="{_N}"')
_ZERO = re.compile(rf'translate\({_N}, {_N}\) rotate\(0\)">0</text>')
_LINE = rf'<g class="axisl?-line">(<path d="M ){_N},{_N}( L ){_N},{_N}([^>]*>)'


def grounded(svg: str) -> str:
    """Return a bar chart's SVG, mended; where its axis has no tick at zero, bars begin as before.

    Bars run across where the values stand on top.
    """
    plots = _PLOT.findall(svg)
    bars = [_numbers(bar) for plot in plots for bar in _BAR.finditer(plot)]
    across = '<g class="top-axis">' in svg
    feet = {round(x if across else y + height, 3) for x, y, _, height in bars}
    zero = _zero(svg, across=across)
    if zero is not None and len(feet) == 1:
        svg = _ended(svg, zero, across=across)
        lift = zero - feet.pop()
        if abs(lift) <= LABEL:
            svg = _raised(svg, lift, across=across)
        else:
            svg = _ruled(svg, zero, across=across)
    return _beside(svg, len(plots), across=across)


def _numbers(bar: re.Match[str]) -> tuple[float, float, float, float]:
    return float(bar[1]), float(bar[2]), float(bar[3]), float(bar[4])


def _zero(svg: str, *, across: bool) -> float | None:
    """Return where the axis of values has zero, along that axis."""
    name = "top-axis" if across else "left-axis"
    axis = re.search(rf'<g class="{name}">.*?<g class="ticks">', svg, re.DOTALL)
    tick = _ZERO.search(axis[0]) if axis else None
    return float(tick[1 if across else 2]) if tick else None


def _ended(svg: str, zero: float, *, across: bool) -> str:
    """Return the SVG with each bar between zero and its value."""

    def ended(bar: re.Match[str]) -> str:
        x, y, width, height = _numbers(bar)
        if across:
            return _bar(min(x + width, zero), y, abs(x + width - zero), height)
        return _bar(x, min(y, zero), width, abs(y - zero))

    return _PLOT.sub(lambda plot: _BAR.sub(ended, plot[0]), svg)


def _beside(svg: str, plots: int, *, across: bool) -> str:
    """Return the SVG with the bars of several series beside each other, in the room of one."""
    number = count()

    def moved(plot: re.Match[str]) -> str:
        place = next(number)

        def beside(bar: re.Match[str]) -> str:
            x, y, width, height = _numbers(bar)
            if across:
                return _bar(x, y + place * height / plots, width, height / plots)
            return _bar(x + place * width / plots, y, width / plots, height)

        return _BAR.sub(beside, plot[0])

    return _PLOT.sub(moved, svg) if plots > 1 else svg


def _bar(x: float, y: float, width: float, height: float) -> str:
    return f'x="{x:.9g}" y="{y:.9g}" width="{width:.9g}" height="{height:.9g}"'


def _raised(svg: str, lift: float, *, across: bool) -> str:
    """Return the SVG with the bars' names, and their line, moved to zero."""
    values, names = ("top-axis", "left-axis") if across else ("left-axis", "bottom-axis")
    shift = f"{lift:.9g},0" if across else f"0,{lift:.9g}"

    def shortened(line: re.Match[str]) -> str:
        before, x1, y1, to, x2, y2, after = line.groups()
        if across:
            x1 = f"{float(x1) + lift:.9g}"
        else:
            y2 = f"{float(y2) + lift:.9g}"
        return f'<g class="{values}"><g class="axis-line">{before}{x1},{y1}{to}{x2},{y2}{after}'

    svg = re.sub(rf'<g class="{values}">{_LINE}', shortened, svg, count=1)
    moved = f'<g class="{names}" transform="translate({shift})">'
    return svg.replace(f'<g class="{names}">', moved, 1)


def _ruled(svg: str, zero: float, *, across: bool) -> str:
    """Return the SVG with a line at zero, like that of the bars' names, which stay where they are.

    Bars run to both sides of it.
    """
    names = "left-axis" if across else "bottom-axis"

    def ruled(line: re.Match[str]) -> str:
        before, x1, y1, to, x2, y2, after = line.groups()
        ends = (zero, y1, zero, y2) if across else (x1, zero, x2, zero)
        return f"{before}{ends[0]},{ends[1]}{to}{ends[2]},{ends[3]}{after}{line[0]}"

    return re.sub(rf'<g class="{names}">{_LINE}', ruled, svg, count=1)
