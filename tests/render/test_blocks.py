"""Blocks and inline content as HTML, for the web and for mail."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from briefing.model.article import (
    Block,
    CallToAction,
    CodeBlock,
    Diagram,
    Directive,
    Directives,
    FigureRef,
    FootnoteRef,
    Heading,
    Inline,
    InlineImage,
    LineBreak,
    Link,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Stories,
    Table,
    Text,
)
from briefing.model.observation import Story
from briefing.render.blocks import BlockWriter, EmailBlockWriter, shortened
from briefing.render.evidence import evidence_of, value_of
from briefing.render.frame import frame_of
from briefing.render.inline import InlineWriter
from briefing.render.languages import LANGUAGES, language_of
from briefing.render.pictures import web_picture
from tests.render.articles import (
    ARTICLE,
    DIAGRAM,
    DIRECTIVES,
    FIGURE,
    drawn,
    entry,
    paragraph,
    text,
)


def writer(kind: type[BlockWriter] = BlockWriter, *, anchors: bool = True) -> BlockWriter:
    inline = InlineWriter(ARTICLE.sources, anchors=anchors)
    return kind(inline, LANGUAGES["en"].frame, "en", {DIAGRAM.id: drawn()}, web_picture)


LIST = ListBlock((ListItem((paragraph("a"), CodeBlock("x", ""))), ListItem((Rule(),))))


@pytest.mark.parametrize(
    ("block", "html"),
    [
        (paragraph("a < b"), "<p>a &lt; b</p>"),
        (Heading(3, text("T")), "<h3>T</h3>"),
        (LIST, "<ul><li>a<pre><code>x</code></pre></li><li><hr></li></ul>"),
        (ListBlock((ListItem(()),), ordered=True, start=1), "<ol><li></li></ol>"),
        (ListBlock((ListItem((paragraph("a"),)),), ordered=True, start=4), '<ol start="4">'),
        (Quote((paragraph("a"),)), "<blockquote><p>a</p></blockquote>"),
        (CodeBlock("<b>", "html"), "<pre><code>&lt;b&gt;</code></pre>"),
        (Rule(), "<hr>"),
        (Table((text("h"),), ((text("c"),),), ("right",)), '<td align="right">c</td>'),
        (Table((text("h"),), ((text("c"),),), ("",)), '<th scope="col">h</th>'),
        (Table((text("h"),), ((text("c"),),), ()), "<td>c</td>"),
        (DIAGRAM, "<figcaption>Who holds what.</figcaption></figure>"),
        (DIRECTIVES, '<time datetime="2026-03-31">31 March 2026</time> · within 30 days'),
        (CallToAction(text("H"), text("B"), "L", "https://x.example/?a&b"), "?a&amp;b"),
    ],
)
def test_blocks_on_the_web(block: Block, html: str) -> None:
    assert html in writer().one(block)


def test_what_has_no_caption_or_reason_shows_none() -> None:
    bare = Diagram(DIAGRAM.id, DIAGRAM.script, "Shares", (), "pie", "")
    assert "figcaption" not in writer().one(bare)
    assert "caption" not in writer(EmailBlockWriter).one(bare)
    one = Directives((Directive(text("Act."), DIRECTIVES.items[0].due, "30 days"),))
    for kind in (BlockWriter, EmailBlockWriter):
        assert "why" not in writer(kind).one(one)


def test_a_call_without_words_below_its_headline_has_no_empty_paragraph() -> None:
    bare = CallToAction(text("Keep up"), (), "Subscribe", "https://briefing.example/subscribe")
    assert "<p></p>" not in writer().one(bare)


def test_a_directive_due_on_a_date_shows_that_date_once() -> None:
    one = Directives((Directive(text("Act."), date(2026, 9, 1), "2026-09-01"),))
    assert "1 September 2026</time></p><p>Act." in writer().one(one)
    assert '<td class="action"><p>Act.' in writer(EmailBlockWriter).one(one)


def test_stories_on_the_web() -> None:
    mute = replace(entry(2), url="", summary="", score=None, comments=None, feed_title="")
    html = writer().one(Stories((Story(entry(1), (mute, mute)), Story(mute))))
    assert html.startswith('<ol class="stories"><li><p class="story"><a href=')
    assert "The Wire · 1 Mar 2026 · 101 points · 1 comment" in html
    assert "Also reported by wire</p>" in html
    assert '<p class="story"><strong>Something happened, part 2</strong></p>' in html
    assert writer().one(Stories((Story(mute),), numbered=False)).startswith("<ul")


def test_stories_in_mail_without_numbers() -> None:
    html = writer(EmailBlockWriter).one(
        Stories((Story(entry(1)),), numbered=False, summaries=False)
    )
    assert "rank" not in html
    assert "summary" not in html


@pytest.mark.parametrize(
    ("child", "html"),
    [
        (Text("<i>"), "&lt;i&gt;"),
        (LineBreak(), "<br>"),
        (Link("https://x.example/?a=1&b=2", text("t"), 'say "x"'), 'title="say &#34;x&#34;"'),
        (InlineImage("x.png", 'a "b"', ""), '<img src="x.png" alt="a &#34;b&#34;">'),
        (InlineImage("x.png", "a", "t"), 'title="t"'),
        (FigureRef("leader", "1M"), '<a class="figure" href="#figure-leader">1M</a>'),
        (FootnoteRef(1), '<a href="#note-1" id="note-ref-1">'),
    ],
)
def test_inline_content(child: Inline, html: str) -> None:
    assert html in InlineWriter(ARTICLE.sources, anchors=True).write((child,))


def test_the_first_reference_is_where_a_note_leads_back_to() -> None:
    html = InlineWriter((), anchors=True).write((FootnoteRef(1), FootnoteRef(1)))
    assert html.count('id="note-ref-1"') == 1


def test_mail_has_no_anchors() -> None:
    mail = InlineWriter(ARTICLE.sources, anchors=False)
    assert mail.write((FigureRef("leader", "1M"), FootnoteRef(2))) == "1M<sup>2</sup>"


@pytest.mark.parametrize(
    ("said", "limit", "shown"),
    [
        ("short", 10, "short"),
        ("one two, three", 9, "one two…"),
        ("unbroken" * 3, 8, "unbroken…"),
        ("one two – three", 11, "one two…"),
    ],
)
def test_long_text_is_cut_at_a_words_end(said: str, limit: int, shown: str) -> None:
    assert shortened(said, limit) == shown


def test_how_a_figure_is_accounted_for() -> None:
    figures = (
        FIGURE,
        replace(FIGURE, label=""),
        replace(FIGURE, label="", text="153,600,000"),
        replace(FIGURE, label="", text="153,600,000 downloads"),
        replace(FIGURE, observations=()),
        replace(FIGURE, observations=FIGURE.observations[:1]),
    )
    said = evidence_of(replace(ARTICLE, figures=figures), frame_of(ARTICLE))
    assert [item.account for item in said[:4]] == [
        " Downloads of the leader: 153,600,000 downloads",
        ": 153,600,000 downloads",
        " downloads",
        "",
    ]
    assert said[4].basis == "as of 1 Mar 2026, 05:00 UTC"
    assert said[5].basis == "1 observation; as of 1 Mar 2026, 05:00 UTC"
    assert value_of(FIGURE) == 153_600_000


def test_long_addresses_are_shown_short() -> None:
    long = replace(FIGURE.observations[0], url="https://www.x.example/" + "a" * 80)
    (item,) = evidence_of(
        replace(ARTICLE, figures=(replace(FIGURE, observations=(long,)),)), frame_of(ARTICLE)
    )
    ((shown, url),) = item.sources
    assert (shown[:10], shown[-1], len(shown), url) == ("x.example/", "…", 48, long.url)


def test_a_language_without_words_is_framed_in_english() -> None:
    assert language_of("xx-YY") is language_of("EN") is LANGUAGES["en"]


def test_paragraphs_are_joined() -> None:
    assert writer().write((Paragraph(text("a")), Paragraph(text("b")))) == "<p>a</p>\n<p>b</p>"
