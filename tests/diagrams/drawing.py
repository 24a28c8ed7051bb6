"""What the tests ask of a script: how Mermaid reads it, and which words it draws."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

from hypothesis import strategies as st

from briefing.diagrams.words import respelled
from briefing.engines.mermaid.drawer import make_drawer

NASTY = (
    'say "no"',
    "'single'",
    "semi;colon",
    "# heading",
    "#quot;",
    "#60;script#62;",
    "ﬂ°°60¶ßscript",
    "<script>alert(1)</script>",
    "<br/>",
    "&lt;b&gt;",
    "R&D",
    "`code`",
    "[square] {curly} (round)",
    "]) --> x",
    "A-->B",
    "%% comment",
    '%%{init: {"theme": "dark"}}%%',
    "---\ntitle: x\n---",
    "click n0 href 'javascript:alert(1)'",
    "end",
    "End",
    "title",
    "section one",
    "style n0 fill:#f00",
    "class n0 x",
    "subgraph x",
    "state",
    "note right of s0",
    "participant p9",
    "root((x))",
    "1. first",
    "- item",
    "**bold** _it_ ~~no~~",
    "snake_case_name",
    "$$x^2$$",
    "a: b : c",
    "a, b | c",
    "x\ny\r\nz\u2028w",
    "\\n \\",
    "C:\\path",
    "  ",
    "",
    "\u202eabc",
    "日本語 · العربية · Ελλάδα",
    "😀 emoji",
    "w" * 400,
    "many words " * 60,
    "@{ shape: circle }",
    "::icon(fa fa-book)",
    "accTitle: x",
    "dateFormat X",
    "done, crit",
    "5 < 6 > 4",
    "50 % of 100%",
)
labels = (
    st.sampled_from(NASTY)
    | st.text(max_size=40)
    | st.tuples(st.sampled_from(NASTY), st.text(max_size=8)).map("".join)
)
"""Any text that a feed or a table may hold."""


def parsed(script: str) -> dict[str, Any]:
    """Return the diagram as Mermaid reads it."""
    return dict(make_drawer().parse(script, None))


def skeleton(value: Any) -> Any:
    """Return a parsed diagram without its words: what there is, and how many."""
    match value:
        case dict():
            return {key: skeleton(item) for key, item in value.items() if key != "config"}
        case list():
            return [skeleton(item) for item in value]
        case str():
            return "text"
        case _:
            return value


def drawn_words(script: str) -> str:
    """Return all text of the drawn picture, without spaces."""
    svg = make_drawer().svg(script, {}, "d1")
    root = ElementTree.fromstring(svg)
    texts = ("".join(e.itertext()) for e in root.iter("{http://www.w3.org/2000/svg}text"))
    return squeezed("".join(texts))


def squeezed(text: str) -> str:
    """Return the text without spaces and joiners, and with respelled marks as they were."""
    return re.sub(r"[\s\u200c\u200d]+", "", text).translate(str.maketrans("∗ˋ∼∖‹›–ˍ", "*`~\\<>-_"))


def expected(label: str) -> str:
    """Return a label as it is to be drawn, without spaces."""
    return squeezed(respelled(label))
