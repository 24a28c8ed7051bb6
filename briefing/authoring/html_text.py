"""Read an article in HTML: what its <article>, <main> or <body> says; nothing of what it does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Literal

from briefing.authoring.outline import Inlines, trimmed
from briefing.model.article import (
    Block,
    Code,
    CodeBlock,
    Diagram,
    Emphasis,
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
    Table,
    Text,
)

DEEPEST = 60
VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    ]
)
SILENT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "nav",
        "aside",
        "form",
        "iframe",
        "object",
        "canvas",
        "audio",
        "video",
        "head",
        "select",
        "textarea",
        "dialog",
        "footer",
    ]
)
BLOCKS = frozenset(
    [
        "address",
        "article",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "blockquote",
    ]
)
CLOSES = {
    "li": ("li",), "dt": ("dt", "dd"), "dd": ("dt", "dd"), "tr": ("tr", "td", "th"),
    "td": ("td", "th"), "th": ("td", "th"),
}  # fmt: skip
EMPHASIS: dict[str, Literal["em", "strong", "del"]] = {
    "em": "em", "i": "em", "cite": "em", "dfn": "em", "strong": "strong", "b": "strong",
    "del": "del", "s": "del", "strike": "del",
}  # fmt: skip
MERMAID = re.compile(r"\b(language-|lang-)?mermaid\b")


@dataclass(slots=True)
class Node:
    """An element, its attributes, and what stands in it."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("html")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS and self.open[-1].tag == "p":
            self.open.pop()
        if self.open[-1].tag in CLOSES.get(tag, ()):
            self.open.pop()
        node = Node(tag, {key: value or "" for key, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID and len(self.open) < DEEPEST:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if self.open[-1].tag == tag and tag not in VOID and tag in ("svg", "script"):
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        tags = [node.tag for node in self.open[1:]]
        if tag in tags:
            del self.open[len(tags) - tags[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def read_html(text: str) -> list[Block]:
    """Return the blocks of a page's article; its <title> is the headline where no <h1> is."""
    builder = _Builder()
    builder.feed(text)
    builder.close()
    page = builder.root
    place = next((n for tag in ("article", "main", "body") for n in _all(page, tag)), page)
    blocks = list(_blocks(place.children))
    if any(isinstance(b, Heading) and b.level == 1 for b in blocks):
        return blocks
    title = next((_words(n) for n in _all(page, "title")), "")
    return [Heading(1, (Text(title),)), *blocks] if title else blocks


def _all(node: Node, tag: str) -> Iterator[Node]:
    for child in node.children:
        if isinstance(child, Node):
            if child.tag == tag:
                yield child
            if child.tag not in SILENT or child.tag == "head":
                yield from _all(child, tag)


def _words(node: Node) -> str:
    return " ".join(_raw(node).split())


def _raw(node: Node) -> str:
    parts = []
    for child in node.children:
        if isinstance(child, str):
            parts.append(child)
        elif child.tag == "br":
            parts.append("\n")
        elif child.tag not in SILENT:
            parts.append(_raw(child))
    return "".join(parts)


def _blocks(children: Sequence[Node | str]) -> Iterator[Block]:
    run: list[Node | str] = []
    for child in children:
        if isinstance(child, str) or (child.tag not in BLOCKS and not _holds_blocks(child)):
            run.append(child)
            continue
        yield from _paragraph(run)
        run = []
        yield from _block(child)
    yield from _paragraph(run)


def _holds_blocks(node: Node) -> bool:
    if node.tag in SILENT:
        return False
    inner = (c for c in node.children if isinstance(c, Node))
    return any(c.tag in BLOCKS or _holds_blocks(c) for c in inner)


def _paragraph(run: Sequence[Node | str]) -> Iterator[Block]:
    children = trimmed(_merged(_inlines(run)))
    if children:
        yield Paragraph(children)


def _block(node: Node) -> Iterator[Block]:
    if node.tag in SILENT:
        return
    if _is_mermaid(node):
        yield Diagram("", _raw(node).strip("\n"))
    elif re.fullmatch("h[1-6]", node.tag):
        children = trimmed(tuple(c for c in _merged(_inlines(node.children)) if c != LineBreak()))
        if children:
            yield Heading(int(node.tag[1]), children)
    elif node.tag in ("ul", "ol"):
        items = tuple(ListItem(tuple(_blocks(li.children))) for li in _nodes(node) if li.children)
        items = tuple(item for item in items if item.blocks)
        if items:
            yield ListBlock(items, ordered=node.tag == "ol")
    elif node.tag == "blockquote":
        inner = tuple(_blocks(node.children))
        yield from [Quote(inner)] if inner else []
    elif node.tag == "pre":
        if text := _raw(node).strip("\n"):
            yield CodeBlock(text)
    elif node.tag == "hr":
        yield Rule()
    elif node.tag == "table":
        yield from _table(node)
    else:
        yield from _blocks(node.children)


def _is_mermaid(node: Node) -> bool:
    if node.tag not in ("pre", "div"):
        return False
    inner = [n for n in _nodes(node) if n.tag == "code"]
    return any(MERMAID.search(n.attrs.get("class", "")) for n in (node, *inner))


def _nodes(node: Node) -> Iterator[Node]:
    return (child for child in node.children if isinstance(child, Node))


def _table(node: Node) -> Iterator[Block]:
    rows = [
        tuple(trimmed(_merged(_inlines(cell.children))) for cell in _nodes(row))
        for row in _all(node, "tr")
    ]
    rows = [row for row in rows if row]
    if not rows:
        return
    width = max(map(len, rows))
    full = [(*row, *[()] * (width - len(row))) for row in rows]
    yield Table(full[0], tuple(full[1:]), ("",) * width)


def _inlines(children: Sequence[Node | str]) -> Iterator[Inline]:
    for child in children:
        if isinstance(child, str):
            yield Text(re.sub(r"\s+", " ", child))
        elif child.tag == "br":
            yield LineBreak()
        elif child.tag == "img":
            if alt := child.attrs.get("alt", "").strip():
                yield InlineImage(child.attrs.get("src", ""), alt)
        elif child.tag not in SILENT:
            yield from _inline(child)


def _inline(node: Node) -> Iterator[Inline]:
    inner = _merged(_inlines(node.children))
    if not inner:
        return
    if node.tag in EMPHASIS:
        yield Emphasis(EMPHASIS[node.tag], inner)
    elif node.tag in ("code", "kbd", "samp"):
        yield Code(_words(node))
    elif node.tag == "a" and node.attrs.get("href"):
        yield Link(node.attrs["href"].strip(), inner)
    elif node.tag == "button":
        yield Link("#", inner)
    else:
        yield from inner


def _merged(parts: Iterator[Inline]) -> Inlines:
    merged: list[Inline] = []
    for part in parts:
        if isinstance(part, Text) and merged and isinstance(merged[-1], Text):
            merged[-1] = Text(re.sub(r" +", " ", merged[-1].text + part.text))
        elif part != Text(""):
            merged.append(part)
    return tuple(merged)
