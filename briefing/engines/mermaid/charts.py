"""Mend drawn charts: a pie that fits a phone, dates that stand apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from textwrap import wrap

from briefing.engines.mermaid.fonts import text_width

PIE_WIDTH = 450
PIE_HEIGHT = 450
LEGEND_ROW = 32
TITLE_ROW = 26
TITLE_WIDTH = 38
"""How many characters of a title stand in one row above a pie."""

_LEGEND = re.compile(r'(class="legend" transform="translate)\([^)]*\)')
_PIE_TITLE = re.compile(r'<text x="0" y="-200" class="pieTitleText">([^<]*)</text>')
_VIEWBOX = re.compile(r'viewBox="[^"]*"')

_TICK = re.compile(
    r'(<g class="tick"[^>]*translate\(([-\d.]+),[-\d.]+\)"><line[^>]*/>)'
    r'<text[^>]*font-size="([\d.]+)"[^>]*>([^<]*)</text>'
)
GAP = 8.0
"""How far the words below two ticks stand apart, at least."""


def stacked(svg: str) -> str:
    """Return a pie chart's SVG with its legend below the pie instead of beside it."""
    rows = len(_LEGEND.findall(svg))
    numbers = iter(range(rows))
    below = _LEGEND.sub(
        lambda found: f"{found[1]}(-190,{218 + LEGEND_ROW * next(numbers)})scale(1.2)", svg
    )
    height = PIE_HEIGHT + LEGEND_ROW * rows
    box = f'viewBox="0 0 {PIE_WIDTH} {height}"'
    return _VIEWBOX.sub(box, _PIE_TITLE.sub(_wrapped, below), count=1)


def _wrapped(title: re.Match[str]) -> str:
    """Return a title in rows, the last of them where the whole one stood."""
    rows = wrap(title[1], TITLE_WIDTH)
    top = -200 - TITLE_ROW * (len(rows) - 1)
    return "".join(
        f'<text x="0" y="{top + TITLE_ROW * n}" class="pieTitleText">{row}</text>'
        for n, row in enumerate(rows)
    )


def thinned(svg: str) -> str:
    """Return a Gantt chart's SVG in which the dates below do not run into each other.

    Every tick keeps its line; every second, third … keeps its date.
    """
    ticks = list(_TICK.finditer(svg))
    places = [float(tick[2]) for tick in ticks]
    widths = [text_width(tick[4], float(tick[3])) for tick in ticks]
    every = next((n for n in range(1, len(ticks)) if _apart(places, widths, n)), len(ticks))
    number = iter(range(len(ticks)))
    return _TICK.sub(lambda tick: tick[1] if next(number) % every else tick[0], svg)


def _apart(places: Sequence[float], widths: Sequence[float], every: int) -> bool:
    """Tell whether there is room between every n-th of these words, each centred at its place."""
    kept = list(zip(places[::every], widths[::every], strict=True))
    return all(
        right - left >= (one + other) / 2 + GAP for (left, one), (right, other) in pairwise(kept)
    )
