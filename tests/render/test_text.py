"""The plain-text edition: readable as it is, wrapped, with every address and no markup."""

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
    Heading,
    InlineImage,
    LineBreak,
    Link,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Section,
    Stories,
    Table,
    Text,
)
from briefing.model.observation import Story
from briefing.render.frame import frame_of
from briefing.render.languages import LANGUAGES
from briefing.render.text import TextWriter, render_text
from briefing.render.wrapping import WIDTH, columns
from tests.render.articles import (
    ARTICLE,
    DIAGRAM,
    PUBLICATION,
    drawn,
    entry,
    paragraph,
    text,
)

DRAWN = {DIAGRAM.id: drawn()}


def written(*blocks: Block) -> str:
    return TextWriter(ARTICLE, DRAWN, LANGUAGES["en"].frame).blocks(blocks)


def edition(**changes: object) -> str:
    return render_text(replace(ARTICLE, **changes), DRAWN, PUBLICATION, frame_of(ARTICLE))  # type: ignore[arg-type]


def test_it_opens_with_who_what_and_when() -> None:
    said = edition()
    assert said.startswith("The Daily Figure: Open models\nIssue 60, Sunday, 1 March 2026\n")
    assert "*** SAMPLE DATA: This issue was built from recorded sample data" in said
    assert "A headline that says what happened\n==================================" in said
    assert "Read it in the browser: https://briefing.example/open-models/2026-03-01/" in said


def test_a_live_issue_has_no_mark() -> None:
    assert "SAMPLE" not in edition(sample=False)


def test_without_dek_and_byline() -> None:
    said = edition(dek=(), byline="")
    assert "====\n\n1 March 2026\n" in said


def test_it_closes_with_a_signature_that_replies_leave_out() -> None:
    footer = edition().split("\n-- \n")[1]
    assert "%%unsubscribe_url%%" in footer
    assert "%%preferences_url%%" in footer
    assert footer.endswith("The Daily Figure, %%postal_address%%\n")


def test_how_we_know() -> None:
    told = edition().split("How we know\n-----------\n")[1]
    assert "* 153.6M: Downloads of the leader\n" in told
    assert "  153,600,000 downloads = total(hub.downloads[Qwen], February 2026)\n" in told
    assert "  2 observations, 1 Feb 2026 – 2 Feb 2026; as of 1 Mar 2026, 05:00 UTC\n" in told
    assert "  https://huggingface.co/Qwen\n" in told


def test_how_we_know_names_the_last_day_that_a_value_covers() -> None:
    month = replace(ARTICLE.figures[0].observations[0], days=28)
    figure = replace(ARTICLE.figures[0], observations=(month,))
    assert "  1 observation, 1 Feb 2026 – 28 Feb 2026; as of" in edition(figures=(figure,))


def test_a_figure_without_label_is_told_once() -> None:
    figure = replace(ARTICLE.figures[0], label="")
    assert "* 153.6M: 153,600,000 downloads = total(" in edition(figures=(figure,))
    whole = replace(figure, text="153,600,000")
    assert "* 153,600,000 downloads = total(" in edition(figures=(whole,))


def test_without_figures_and_sources_their_headings_are_left_out() -> None:
    said = edition(figures=(), sources=(), footnotes=())
    for name in ("How we know", "Sources", "Notes"):
        assert name not in said


def test_lines_are_short() -> None:
    long = paragraph("words and " * 60)
    lines = written(long, Quote((long,)), ListBlock((ListItem((long,)),))).split("\n")
    assert max(map(columns, lines)) <= WIDTH + 2


def test_wide_characters_count_twice() -> None:
    assert columns("日本") == 4
    assert TextWriter(ARTICLE, DRAWN, LANGUAGES["en"].frame).block(
        Table(
            text("日本") and (text("日本"), text("n")), ((text("a"), text("1")),), ("left", "right")
        )
    ).split("\n") == ["日本  n", "----  -", "a     1"]


@pytest.mark.parametrize(
    ("block", "said"),
    [
        (paragraph("words"), "words"),
        (Paragraph((Text("one"), LineBreak(), Text("two"))), "one\ntwo"),
        (Heading(3, text("Smaller")), "SMALLER"),
        (ListBlock((ListItem((paragraph("a"),)), ListItem((paragraph("b"),)))), "* a\n* b"),
        (ListBlock((ListItem((paragraph("c"),)),), ordered=True, start=3), "3. c"),
        (ListBlock((ListItem((paragraph("done"),), checked=True),)), "☑ done"),
        (ListBlock((ListItem((paragraph("open"),), checked=False),)), "☐ open"),
        (
            ListBlock((ListItem((paragraph("a"), ListBlock((ListItem((paragraph("b"),)),)))),)),
            "* a\n  * b",
        ),
        (ListBlock((ListItem((paragraph("a"), CodeBlock("x", ""))),)), "* a\n\n      x"),
        (ListBlock((ListItem(()),)), "*"),
        (Quote((paragraph("a"), paragraph("b"))), "> a\n>\n> b"),
        (CodeBlock("if x:\n    y\n", "python"), "    if x:\n        y"),
        (Rule(), "* * *"),
        (Paragraph((InlineImage("x.png", "a picture"),)), "[a picture]"),
        (Paragraph((InlineImage("x.png", ""),)), ""),
        (Paragraph((Link("mailto:a@b.example", text("a@b.example")),)), "a@b.example"),
        (Paragraph((Link("https://x.example", text("https://x.example")),)), "https://x.example"),
    ],
)
def test_each_kind_of_block(block: Block, said: str) -> None:
    assert written(block) == said


def test_a_diagram_is_what_it_says_and_its_caption() -> None:
    assert written(DIAGRAM) == "[Pie chart: A 100 %]\nWho holds what."
    bare = Diagram(DIAGRAM.id, DIAGRAM.script, "Shares", (), "pie", "")
    assert written(bare) == "[Pie chart: A 100 %]"


def test_a_table_too_wide_becomes_records() -> None:
    head = tuple(text(f"Column {n}" * 3) for n in range(4))
    row = tuple(text(f"value {n}") for n in range(4))
    said = written(Table(head, (row, row), ("left",) * 4))
    assert said.count("Column 0Column 0Column 0: value 0") == 2
    assert "\n\n" in said


def test_links_are_lettered_and_listed() -> None:
    link = Link("https://x.example/1", text("one"))
    other = Link("https://x.example/2", text("two"))
    section = Section("s", (), (Paragraph((link, Text(" "), other, Text(" "), link)),))
    said = edition(sections=(section,), footnotes=())
    assert "one [a] two [b] one [a]" in said
    assert "[a] https://x.example/1\n[b] https://x.example/2\n" in said


def test_a_link_to_a_source_takes_its_number() -> None:
    link = Link("https://huggingface.co/Qwen", text("the counter"))
    section = Section("s", (), (Paragraph((link,)),))
    said = edition(sections=(section,))
    assert "the counter [1]" in said
    assert "[a]" not in said


def test_after_26_letters_addresses_stand_in_the_text() -> None:
    links = tuple(Link(f"https://x.example/{n}", text(f"n{n}")) for n in range(28))
    said = edition(sections=(Section("s", (), (Paragraph(links),)),), footnotes=())
    assert "n25 [z]" in said.replace("\n", " ")
    assert "n26 [https://x.example/26]" in said.replace("\n", " ")
    assert "[z] https://x.example/25" in said


def test_a_directive_due_on_a_date() -> None:
    one = Directives((Directive(text("Act."), date(2026, 9, 1), "2026-09-01"),))
    assert written(one) == "* Due 1 September 2026\n  Act."


def test_stories() -> None:
    plain = replace(entry(2), url="", summary="", score=None, feed_title="")
    said = written(Stories((Story(entry(1), (entry(3), plain)), Story(plain)), numbered=True))
    assert said.startswith("1. Something happened, part 1\n   The Wire, 1 Mar 2026, 101 points\n")
    assert "   Also reported by The Wire, wire\n   https://news.example/1\n" in said
    assert said.endswith("2. Something happened, part 2\n   wire, 1 Mar 2026")
    bare = written(Stories((Story(entry(1)),), numbered=False, summaries=False))
    assert bare.startswith("* Something")
    assert "What happened, in a sentence" not in bare


def test_a_call_without_body() -> None:
    said = written(CallToAction(text("Keep up"), (), "Subscribe", "https://x.example/s"))
    assert said == "Keep up\n-------\n\nSubscribe: https://x.example/s"
