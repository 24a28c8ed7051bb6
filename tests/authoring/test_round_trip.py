"""Whatever an article says, its topic's issue says: nothing lost, nothing carried out."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.authoring.article import Form
from briefing.authoring.outline import Action, Call, Outline, Part
from briefing.errors import ContentError
from briefing.model.article import (
    Article,
    Block,
    CallToAction,
    CodeBlock,
    Diagram,
    Directives,
    Heading,
    ListBlock,
    Paragraph,
    Quote,
    Table,
    plain,
)
from tests.authoring.composing import compose_draft, draft_of, flat

HOSTILE = [
    "{{ 7 * 7 }}", "{% for x in range(9) %}", "{# gone #}", "{{ publication.root }}", "{%", "}}",
    "{{", "{{{", "{", "#}", "{% endraw %}", "{% raw %}", "{%- if true -%}",
    "<script>alert(1)</script>", "<b>", "&lt;", "&amp;copy;", "<!-- -->", "# ", "## ", "- ",
    "1. ", "> ", "***", "___", "_x_", "**x**", "~~x~~", "`x`", "``", "```", "~~~",
    "[a](javascript:alert(1))", "![i](x)", "[^1]", "[^1]: y", "|a|b|", "---", "===", "\\", "\\{{",
    "%%{init: {}}%%", "%%unsubscribe_url%%", "flowchart LR", "pie", "A --> B", '"x" : 5',
    "timeline", "2020 : a", "mindmap", "click A", "=1+1", "@", '"', "'", "153.6 million", "45%",
    "$3bn", "6-24 months", "-5%", "+3.4%", "1,536", "007", "2026", "3rd",
    "within 30 days, do it. ", "Within 6 months, x.", "First, within 9999 years, y.",
    "By Q3 2026, x. ", "- before year end: y.", "by 31 June 2027, z.", "2027: z.", "in H1 2027.",
    "Strategic Directives", "Subscribe", "free", "\u202e", "\u00a0", "\x00", "\ufdd0",
    "\U000f0021", "\U0010ffff", "é", "日本", "😀", "\t", "\n", "\n\n", "    ", "\r", "\u2028",
]  # fmt: skip
PIECE = st.one_of(
    st.sampled_from(HOSTILE),
    st.sampled_from(["The market grew.", "A heading", "word", " ", ". ", "\n", "\n\n", "Qwen 2.5"]),
    st.text(max_size=12),
    st.integers(0, 10**18).map(str),
    st.decimals(0, 10**6, places=2).map(str),
)
ARTICLE = st.lists(PIECE, min_size=1, max_size=25).map("".join)
TAGS = re.findall(
    r"<[^>]*>",
    """<h1></h1><h2><p></p><ul><li></ul><ol></ol><b></b><em></em><br><hr></a><blockquote></blockquote>
    <a href="https://x.example/{{1}}"><code></code><pre></pre><table><tr><td><th></table><script>
    </script><div></div><button><img src="https://x.example" alt="{{x}}"><del></del>""",
)
SETTINGS = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)  # fmt: skip


def say(part: Part) -> list[str]:
    """Return what a part of the outline says, in pieces."""
    match part:
        case Paragraph(children) | Heading(_, children):
            return [flat(children)]
        case Action(words, horizon):
            return [f"{horizon}: {flat(words)}"]
        case Call(headline, body):
            return [flat(headline), " ".join(flat(p) for p in body)]
        case Diagram(_, script) | CodeBlock(script):
            return [" ".join(script.split())]
        case ListBlock(items):
            return [words for item in items for block in item.blocks for words in say(block)]
        case Quote(blocks):
            return [words for block in blocks for words in say(block)]
        case Table(head, rows):
            return [flat(cell) for row in (head, *rows) for cell in row]
        case _:
            return []


def printed(block: Block) -> list[str]:
    """Return what a block of the article says, in the same pieces."""
    match block:
        case Paragraph(children) | Heading(_, children):
            return [" ".join(plain(children).split())]
        case Directives(items):
            return [f"{d.horizon}: {' '.join(plain(d.action).split())}" for d in items]
        case CallToAction(headline, body):
            return [" ".join(plain(words).split()) for words in (headline, body)]
        case Diagram(_, script) | CodeBlock(script):
            return [" ".join(script.split())]
        case ListBlock(items):
            return [words for item in items for inner in item.blocks for words in printed(inner)]
        case Quote(blocks):
            return [words for inner in blocks for words in printed(inner)]
        case Table(head, rows):
            return [" ".join(plain(cell).split()) for row in (head, *rows) for cell in row]
        case _:
            return []


def same(outline: Outline, article: Article) -> None:
    squeeze = re.compile(r"\s+")
    wanted = [flat(outline.headline), flat(outline.dek)]
    found = [plain(article.title), plain(article.dek)]
    for chapter in outline.chapters:
        wanted += [flat(chapter.title)] if chapter.title else []
        wanted += [words for part in chapter.parts for words in say(part)]
    for section in article.sections:
        found += [plain(section.title)] if section.title else []
        found += [words for block in section.blocks for words in printed(block)]
    one, other = (
        [squeeze.sub("", words) for words in pieces if words.strip()] for pieces in (wanted, found)
    )
    assert other == one


def check(text: str, form: Form) -> None:
    try:
        outline, draft = draft_of(text, form)
    except ContentError:
        return  # a clear error
    with TemporaryDirectory() as folder:
        same(outline, compose_draft(draft, Path(folder)))


@given(ARTICLE)
@SETTINGS
def test_any_plain_text_is_said_again(text: str) -> None:
    check(text, "text")


@given(ARTICLE)
@SETTINGS
def test_any_markdown_is_said_again(text: str) -> None:
    check(text, "markdown")


@given(
    st.lists(
        st.one_of(
            PIECE,
            st.sampled_from(TAGS),
        ),
        max_size=25,
    ).map("".join)
)
@SETTINGS
def test_any_html_is_said_again(text: str) -> None:
    check(text, "html")


@pytest.mark.parametrize("text", HOSTILE)
def test_each_hostile_piece_in_each_place(text: str) -> None:
    check(f"{text}\n{text} and more text.\n\n{text}", "text")
    check(
        f"A headline\n\nA dek.\n\n{text}\n\nA *{text}* {text} **{text}**.\n\n- {text}", "markdown"
    )
    check(f"<h1>{text}</h1><p>{text}<p>x {text} y<h2>T {text}</h2><ul><li>{text}</ul>", "html")
