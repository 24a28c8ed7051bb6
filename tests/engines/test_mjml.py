"""Both MJML engines carry tokens unchanged, wherever content can stand; their faults are ours."""

from __future__ import annotations

import re

import pytest

from briefing.engines.mjml import CachingEngine, make_mjml_engine
from briefing.errors import RenderError
from briefing.ports import MjmlEngine
from briefing.render.slots import Html, Slots

HOSTILE = '"><script>alert(1)</script>&amp;é\u2028<mj-text>{{ x }}'


@pytest.fixture(params=["mjml", "mrml"])
def engine(request: pytest.FixtureRequest) -> MjmlEngine:
    if request.param == "mrml":
        pytest.importorskip("mrml")
    return make_mjml_engine(request.param)


def laid_out(engine: MjmlEngine, text: object = HOSTILE) -> str:
    slots = Slots()
    t = [slots.put(text) for _ in range(6)]
    mjml = (
        f"<mjml><mj-head><mj-title>{t[0]}</mj-title><mj-preview>{t[1]}</mj-preview>"
        '<mj-attributes><mj-all font-family="Georgia, serif" /></mj-attributes></mj-head>'
        f'<mj-body><mj-section><mj-column><mj-text><a title="{t[2]}">{t[3]}</a> <b>b</b></mj-text>'
        f'<mj-image src="x.png" alt="{t[4]}" /><mj-button href="https://x.example/{t[5]}">b'
        "</mj-button></mj-column></mj-section></mj-body></mjml>"
    )
    return slots.fill(engine.render(mjml))


def test_content_comes_out_escaped_once_and_whole(engine: MjmlEngine) -> None:
    html = laid_out(engine)
    assert "<script>" not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;é\u2028&lt;mj-text&gt;") >= 6


def test_our_own_html_is_printed_as_it_is(engine: MjmlEngine) -> None:
    assert "<p>one</p>" in laid_out(engine, Html("<p>one</p>"))


def test_the_document_is_an_email(engine: MjmlEngine) -> None:
    html = laid_out(engine, "words")
    assert html.lstrip().lower().startswith("<!doctype html>")
    assert "<!--[if mso" in html, "what Outlook needs"
    assert not re.search(r"<link|@import|fonts\.googleapis", html), "no remote fonts"


def test_a_layout_is_laid_out_once() -> None:
    asked: list[str] = []
    engine = CachingEngine(lambda source: asked.append(source) or source.upper())
    assert [engine.render("a"), engine.render("a"), engine.render("b")] == ["A", "A", "B"]
    assert asked == ["a", "b"]


def test_a_failing_engine_is_our_error(engine: MjmlEngine) -> None:
    with pytest.raises(RenderError, match="the MJML engine"):
        engine.render("<mjml><mj-body><mj-nothing></mj-body></mjml>")
