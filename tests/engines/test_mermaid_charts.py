"""Charts tell the truth: bars are as long as their values, a phone gets a legend it can read."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from briefing.diagrams.charts import xychart
from briefing.engines.mermaid.bars import grounded
from briefing.engines.mermaid.charts import stacked
from briefing.engines.mermaid.config import contrast
from briefing.engines.mermaid.fonts import text_width
from briefing.engines.mermaid.svg import Box, Sketch, box_of
from briefing.model.issue import Drawing
from briefing.model.theme import Theme
from briefing.ports import DiagramEngine

THEME = Theme()
PIE = """pie showData
  title Open-model downloads by organisation in February 2026
  "Qwen (Alibaba)" : 153.6
  "Next eight combined" : 76.8
  "All others" : 20"""


def both(drawing: Drawing) -> list[str]:
    assert drawing.narrow is not None
    return [drawing.svg, drawing.narrow.svg]


def bars(svg: str) -> list[tuple[float, float]]:
    """Return each bar's foot and height."""
    plots = "".join(re.findall(r'<g class="bar-plot-\d+">.*?</g>', svg, re.DOTALL))
    found = re.findall(r'y="([-\d.]+)" width="[-\d.]+" height="([-\d.]+)"', plots)
    return [(float(y) + float(height), float(height)) for y, height in found]


def test_bars_are_as_long_as_their_values(engine: DiagramEngine) -> None:
    values = [480, 155, 45, 35, 15]
    drawing = engine.render(xychart("Stars", list("abcde"), {"Gained": values}), THEME)
    for svg in both(drawing):
        heights = [height for _, height in bars(svg)]
        for value, height in zip(values, heights, strict=True):
            assert height / heights[0] == pytest.approx(value / values[0], abs=0.002)


def test_bars_stand_on_the_axis_at_zero(engine: DiagramEngine) -> None:
    svg = engine.render(xychart("Stars", list("abc"), {"Gained": [48, 0, 15]}), THEME).svg
    zero = float(re.findall(r'translate\([-\d.]+, ([-\d.]+)\) rotate\(0\)">0</text>', svg)[-1])
    assert [foot for foot, _ in bars(svg)] == pytest.approx([zero] * 3, abs=0.01)
    assert re.search(r'class="bottom-axis" transform="translate\(0,-\d', svg)
    assert bars(svg)[1][1] == 0


@pytest.mark.parametrize(
    "script",
    [
        xychart("Change", list("ab"), {"Change": [20, -10]}),
        'xychart-beta\n x-axis [a, b]\n y-axis "n" 100 --> 200\n bar [120, 180]',
        xychart("Line", list("ab"), {"Line": [1, 2]}, kind="line"),
    ],
)
def test_names_stand_at_the_edge_where_that_is_not_zero(engine: DiagramEngine, script: str) -> None:
    assert 'bottom-axis" transform' not in engine.render(script, THEME).svg


@pytest.mark.parametrize("orientation", ["", " horizontal"])
@pytest.mark.parametrize(
    "series", [[[50, 60, 5]], [[50, -20, 5]], [[-50, -20, -5]], [[50, 60, 5], [-10, 20, 1]]]
)
def test_bars_written_by_hand_begin_at_zero_side_by_side(
    engine: DiagramEngine, series: list[list[int]], orientation: str
) -> None:
    script = f"xychart-beta{orientation}\n x-axis [0, 1, 2]\n y-axis Sold"
    svg = engine.render(script + "".join(f"\n bar {values}" for values in series), THEME).svg
    found = [bar for plot in rectangles(svg) for bar in (plot if orientation else turned(plot))]
    values = [value for row in series for value in row]
    widest = max(zip(values, found, strict=True), key=lambda pair: abs(pair[0]))
    scale = widest[1].width / abs(widest[0])
    starts = [b.x if value > 0 else b.x + b.width for value, b in zip(values, found, strict=True)]
    assert starts == pytest.approx([starts[0]] * len(found), abs=0.01)
    assert [b.width for b in found] == pytest.approx([scale * abs(v) for v in values], abs=0.01)
    rows = sorted((b.y, b.y + b.height) for b in found)
    assert all(above[1] <= below[0] + 0.01 for above, below in pairwise(rows))


def test_a_line_at_zero_parts_gains_from_losses(engine: DiagramEngine) -> None:
    plain = engine.render(xychart("Gained", list("ab"), {"x": [20, 10]}), THEME).svg
    svg = engine.render(xychart("Change", list("ab"), {"x": [20, -10]}), THEME).svg
    line = re.compile(r'<path d="M [\d.]+,([\d.]+) L [\d.]+,\1 ?"[^>]*><g class="bottom-axis"')
    assert not line.search(plain)
    (height,) = line.findall(svg)
    assert float(height) == pytest.approx(bars(svg)[0][0], abs=0.01)


def rectangles(svg: str) -> list[list[Box]]:
    """Return the bars of each series."""
    plots = re.findall(r'<g class="bar-plot-\d+">.*?</g>', svg, re.DOTALL)
    bar = re.compile(r'x="([-\d.]+)" y="([-\d.]+)" width="([-\d.]+)" height="([-\d.]+)"')
    return [[Box(*map(float, found)) for found in bar.findall(plot)] for plot in plots]


def turned(bars: list[Box]) -> list[Box]:
    """Return upright bars as lying ones, upwards to the right."""
    return [Box(-bar.y - bar.height, bar.x, bar.height, bar.width) for bar in bars]


def test_a_chart_without_bars_is_left_alone() -> None:
    assert grounded('<svg><g class="plot"/></svg>') == '<svg><g class="plot"/></svg>'


def test_a_phone_has_the_pies_legend_below_it(engine: DiagramEngine) -> None:
    drawing = engine.render(PIE, THEME)
    _, narrow = both(drawing)
    assert drawing.narrow is not None
    assert drawing.narrow.width == 280
    assert drawing.narrow.height > drawing.narrow.width
    places = re.findall(r'class="legend" transform="translate\(([-\d.]+),([-\d.]+)\)', narrow)
    assert len({x for x, _ in places}) == 1
    assert all(float(y) > 185 for _, y in places), "below the pie, whose radius is 185"
    shown, inked = box_of(narrow), Sketch(narrow).extent()
    assert inked.x >= shown.x
    assert inked.x + inked.width <= shown.x + shown.width


def test_on_a_phone_the_letters_of_a_pie_are_large_enough(engine: DiagramEngine) -> None:
    narrow = engine.render(PIE, THEME).narrow
    assert narrow is not None
    assert 16 * 1.2 * narrow.width / box_of(narrow.svg).width >= 11


def test_a_pies_title_is_broken_into_rows_on_a_phone(engine: DiagramEngine) -> None:
    _, narrow = both(engine.render(PIE, THEME))
    rows = re.findall(r'y="(-\d+)" class="pieTitleText">([^<]*)<', narrow)
    assert " ".join(text for _, text in rows) == PIE.split("\n")[1].strip().removeprefix("title ")
    assert [int(y) for y, _ in rows] == [-226, -200]


def test_a_pie_without_title_has_none() -> None:
    assert "pieTitleText" not in stacked('<svg viewBox="0 0 9 9"><text>x</text></svg>')


def test_a_timeline_keeps_its_title_on_a_phone(engine: DiagramEngine) -> None:
    script = 'timeline\n title Qwen "releases"\n' + "".join(
        f" {year} : Qwen {year - 2021}.0 appears : Something else\n" for year in range(2022, 2027)
    )
    narrow = engine.render(script, THEME).narrow
    assert narrow is not None
    assert "Qwen" in re.sub(r"<title>.*?</title>", "", narrow.svg)
    assert "releases" in re.sub(r"<title>.*?</title>|<style>.*?</style>", "", narrow.svg)


@pytest.mark.parametrize("days", [1, 2, 9, 40, 400])
def test_dates_below_a_gantt_stand_apart(engine: DiagramEngine, days: int) -> None:
    script = f"gantt\n dateFormat YYYY-MM-DD\n Draft :2026-03-01, {days}d\n Review :{days}d"
    drawing = engine.render(script, THEME)
    for svg in [drawing.svg, drawing.narrow.svg if drawing.narrow else ""]:
        dates = [
            (float(x), text_width(text, float(size)))
            for x, size, text in re.findall(
                r'class="tick"[^>]*translate\(([-\d.]+),[^>]*><line[^>]*/>'
                r'<text[^>]*font-size="([\d.]+)"[^>]*>([^<]+)<',
                svg,
            )
        ]
        assert bool(dates) == bool(svg)
        for (left, one), (right, other) in pairwise(dates):
            assert left + one / 2 < right - other / 2


def test_a_radars_curves_can_be_told_apart(engine: DiagramEngine) -> None:
    script = 'radar-beta\n axis a["Art"], m["Maths"], s["Sport"]\n curve x["Ann"]{1, 2, 3}'
    svg = engine.render(script + '\n curve y["Bob"]{3, 1, 2}', THEME).svg
    strokes = re.findall(r"\.radarCurve-[01]\{[^}]*stroke:(#\w+)", svg)
    assert strokes == list(THEME.series[:2])
    assert all(contrast(stroke, THEME.light.surface) >= 3 for stroke in strokes)
