"""Every kind of diagram is drawn whole: its words are there, inside, and large enough."""

from __future__ import annotations

import re
import struct
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.engines.mermaid.config import contrast, site_config
from briefing.engines.mermaid.fonts import borrowed, text_width, uncovered
from briefing.engines.mermaid.letters import undrawn
from briefing.engines.mermaid.svg import Box, Sketch, box_of, png
from briefing.model.issue import Drawing
from briefing.model.theme import Theme
from briefing.ports import DiagramEngine
from tests.engines.scripts import SCRIPTS

THEME = Theme()
SVG = "{http://www.w3.org/2000/svg}"
every_kind = pytest.mark.parametrize("kind", SCRIPTS)


def draw(engine: DiagramEngine, kind: str) -> Drawing:
    return engine.render(SCRIPTS[kind][0], THEME)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def words_of(svg: str) -> str:
    root = ElementTree.fromstring(svg)
    return squeezed("".join("".join(e.itertext()) for e in root.iter(f"{SVG}text")))


def within(inner: Box, outer: Box) -> bool:
    return (
        inner.x >= outer.x
        and inner.y >= outer.y
        and inner.x + inner.width <= outer.x + outer.width
        and inner.y + inner.height <= outer.y + outer.height
    )


@every_kind
def test_every_label_is_drawn(engine: DiagramEngine, kind: str) -> None:
    drawn = words_of(draw(engine, kind).svg)
    for words in SCRIPTS[kind][1]:
        assert squeezed(words) in drawn
        assert not uncovered(words)


@every_kind
def test_nothing_leaves_the_picture(engine: DiagramEngine, kind: str) -> None:
    drawing = draw(engine, kind)
    for one in filter(None, (drawing, drawing.narrow)):
        assert within(Sketch(one.svg).extent(), box_of(one.svg))


@every_kind
def test_nothing_is_clipped_within_the_picture(engine: DiagramEngine, kind: str) -> None:
    svg = draw(engine, kind).svg
    free = re.sub(r"clip-path(=\"[^\"]*\"|:\s*url\([^)]*\))", "", svg)
    assert "overflow:hidden" not in svg
    assert 'overflow="hidden"' not in svg
    assert png(svg, width=600, background=None) == png(free, width=600, background=None)


@every_kind
def test_letters_are_drawn_without_the_machines_fonts(engine: DiagramEngine, kind: str) -> None:
    svg = draw(engine, kind).svg
    silent = re.sub(r"<text\b.*?</text>", "", svg, flags=re.DOTALL)
    with_letters, without = (png(s, width=300, background="#ffffff") for s in (svg, silent))
    assert with_letters != without


@every_kind
def test_pictures_fit_the_mail_and_the_phone(engine: DiagramEngine, kind: str) -> None:
    drawing = draw(engine, kind)
    assert drawing.kind == kind
    assert 0 < drawing.width <= 536
    assert drawing.narrow is None or drawing.narrow.width <= 288
    for one in filter(None, (drawing, drawing.narrow)):
        width, height = struct.unpack(">II", one.png[16:24])
        assert width == 2 * one.width
        assert abs(height - 2 * one.height) <= 2


@every_kind
def test_pictures_stand_alone_and_speak(engine: DiagramEngine, kind: str) -> None:
    svg = draw(engine, kind).svg
    root = ElementTree.fromstring(svg)
    assert svg.startswith("<svg")
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title").text == draw(engine, kind).alt  # type: ignore[union-attr]
    assert not re.search(r"(?:href|src)=\"(?!#|data:)|url\(['\"]?(?!#|data:)|<script|@import", svg)
    for used in re.findall(r"filter:\s*url\(#([^)]+)\)", svg):
        assert f'id="{used}"' in svg
    assert not re.search(r"stroke-width(:\s*|=\")-", svg)


def test_two_pictures_share_no_ids(engine: DiagramEngine) -> None:
    ids = [set(re.findall(r'\sid="([^"]+)"', draw(engine, kind).svg)) for kind in SCRIPTS]
    assert sum(map(len, ids)) == len(set().union(*ids))


def test_a_wide_flowchart_is_laid_out_top_down(engine: DiagramEngine) -> None:
    drawing = draw(engine, "flowchart")
    assert drawing.height > drawing.width
    assert drawing.width > 300


def test_a_short_flowchart_stays_as_it_was_written(engine: DiagramEngine) -> None:
    drawing = engine.render("flowchart LR\n a[One] --> b[Two]", THEME)
    assert drawing.width > drawing.height
    assert drawing.narrow is None


def test_a_pie_is_neither_huge_nor_pale(engine: DiagramEngine) -> None:
    drawing = draw(engine, "pie")
    assert drawing.height <= 360
    slices = site_config(THEME)["themeVariables"]
    assert all(contrast(slices[f"pie{n}"], "#ffffff") >= 4.5 for n in range(1, 9))


@given(st.permutations("Next eight combined, 76.8 million"))
def test_a_text_is_as_wide_in_any_order_of_its_letters(letters: list[str]) -> None:
    width = text_width("Next eight combined, 76.8 million", 16)
    assert text_width("".join(letters), 16) == width


def test_what_no_font_can_draw_is_told(engine: DiagramEngine) -> None:
    # No font draws a character that is nobody's; what is left out of a picture cannot be guessed.
    private = "\U000ffffd"
    assert undrawn(f"A{private}é") == private
    assert undrawn("") == ""
    assert borrowed("<text>Ä &#28207;</text><style>店</style>") == "港"
    drawn = engine.render('pie\n "Ä 1": 1\n "b": 2', Theme())
    assert drawn.undrawn == ""
