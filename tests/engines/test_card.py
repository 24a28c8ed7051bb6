"""Cards: long headlines wrap and fit, hostile ones are only words."""

import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from briefing.engines.card import EDGE, WIDTH, compose_card, draw_card, fitted
from briefing.engines.mermaid.fonts import text_width
from briefing.engines.mermaid.svg import Sketch
from briefing.model.archive import CardText
from briefing.model.theme import Theme

SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30">'
    b'<rect width="40" height="30"/></svg>'
)
HEADLINES = [
    "Short",
    "A headline that says what happened, in some more words " * 6,
    "x" * 300,
    "東京" * 60,
    "",
]


@pytest.mark.parametrize("headline", HEADLINES)
@pytest.mark.parametrize("width", [528, 1072])
def test_a_headline_fits(headline: str, width: int) -> None:
    size, lines = fitted(headline, width, 390)
    assert len(lines) * size * 1.18 <= 390
    assert all(text_width(line, size, bold=True) <= width * 1.03 for line in lines)


@pytest.mark.parametrize("headline", HEADLINES)
def test_a_card_is_a_picture_of_its_size(headline: str) -> None:
    png = draw_card(CardText(headline, "Topic", "1 March", "Publication"), Theme(), SVG)
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert png[16:24] == (1200).to_bytes(4, "big") + (630).to_bytes(4, "big")


def test_hostile_words_stay_words() -> None:
    words = CardText("</text><script>x</script> & \x07", '"', "<", "&")
    root = ET.fromstring(compose_card(words, Theme()))
    assert not root.findall(".//{http://www.w3.org/2000/svg}script")


@pytest.mark.parametrize(("direction", "headline"), [("rtl", "عنوان طويل بعض الشيء"), ("ltr", "A")])
def test_words_begin_at_their_side_and_stay_within(direction: Any, headline: str) -> None:
    svg = compose_card(CardText(headline, "t", "1 مارس", "p", direction), Theme())
    inked = Sketch(re.sub("<rect[^>]*>", "", svg)).extent()
    left, right = inked.x, inked.x + inked.width
    assert left >= EDGE - 12
    assert right <= WIDTH - EDGE + 12
    begins = WIDTH - EDGE - right if direction == "rtl" else left - EDGE
    assert abs(begins) < 12


def test_a_headline_without_spaces_tears_no_number() -> None:
    _, lines = fitted("港店は一週間で2,380杯を出し、駅前店を引き離した", 528, 390)
    assert len(lines) > 1
    assert any("2,380" in line for line in lines)
    assert not [line for line in lines if line[0] in "、。"]
