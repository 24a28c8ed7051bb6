"""Rendered Markdown to typed blocks, marks resolved on the way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.footnote import footnote_plugin

from briefing.compose.draft import Draft
from briefing.compose.fence import fence_words
from briefing.compose.shield import Found, Mark, split_marks, take_lines, unshield, unshield_mermaid
from briefing.errors import Location, TemplateError
from briefing.model.article import (
    Block,
    Citation,
    Code,
    CodeBlock,
    Diagram,
    Emphasis,
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
    Table,
    Text,
    plain,
)
from briefing.model.finding import Finding, Severity

ALLOWED_URL = re.compile(r"(https?://|mailto:|#|%%[a-z_]+%%)", re.IGNORECASE)
NOWHERE = Location("<template>", 1)
_INNER_FOOTNOTE = re.compile(r"\S.*\[\^[^\]\s]+\]:")
_TASK = re.compile(r"\[([ xX])\]\s+")


def make_parser() -> MarkdownIt:
    """Return CommonMark with tables, strikethrough and footnotes; raw HTML stays text."""
    parser = MarkdownIt("commonmark", {"html": False, "typographer": False})
    parser.enable(["table", "strikethrough"]).use(footnote_plugin, inline=False)
    # URLs may be marks; they are resolved and judged by `_url`.
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    return parser


@dataclass(slots=True)
class Reader:
    """Reads one rendered text. `place` turns a block's mark into blocks.

    `around` is where a text stands that carries no marks of lines itself, such as a caption.
    """

    draft: Draft
    place: Callable[[int, Location], Sequence[Block]]
    around: Location = NOWHERE
    lines: list[int | None] = field(default_factory=list)
    footnotes: list[tuple[Inline, ...]] = field(default_factory=list)
    row: int = 0
    """The line of the rendered text that is being read: inline nodes know none."""

    def read(self, rendered: str) -> list[tuple[Block, Location]]:
        """Return the top-level blocks of a rendered text, each with its place in the template."""
        text, self.lines = take_lines(rendered)
        found: list[tuple[Block, Location]] = []
        for node in self._tree(text).children:
            if node.type == "footnote_block":
                self._footnotes(node)
                continue
            at = self.at(node)
            found.extend((block, at) for block in self.block(node))
        return found

    def _tree(self, text: str) -> SyntaxTreeNode:
        tokens = make_parser().parse(text)
        try:
            return SyntaxTreeNode(tokens)
        except ValueError as error:
            # The plugin nests its tokens wrongly for this, and in no other case.
            rows = (n for n, line in enumerate(text.split("\n")) if _INNER_FOOTNOTE.search(line))
            raise TemplateError(
                "a footnote stands within another",
                hint="begin the line of each with its `[^1]:`",
                at=self._at_row(next(rows, 0)),
            ) from error

    def read_inline(self, rendered: str) -> list[tuple[Inline, ...]]:
        """Return the paragraphs of a short text as inline content."""
        paragraphs = []
        for block, at in self.read(rendered):
            if not isinstance(block, Paragraph | Heading):
                raise TemplateError(
                    "only paragraphs can stand here",
                    hint="move lists, tables and diagrams out of this tag",
                    at=at,
                )
            paragraphs.append(block.children)
        return paragraphs

    def at(self, node: SyntaxTreeNode, offset: int = 0) -> Location:
        """Return the template's line that a node comes from."""
        return self._at_row(node.map[0] + offset if node.map else 0)

    def _at_row(self, row: int) -> Location:
        number = self.lines[min(row, len(self.lines) - 1)]
        return self.around if number is None else self.draft.places[number]

    # --- blocks -------------------------------------------------------------------------------

    def block(self, node: SyntaxTreeNode) -> list[Block]:
        """Return the blocks that a node stands for."""
        match node.type:
            case "paragraph":
                return self._paragraph(node)
            case "heading":
                return [Heading(int(node.tag[1:]), self._inline_of(node), self.at(node))]
            case "bullet_list" | "ordered_list":
                items = tuple(self._item(child) for child in node.children)
                start = int(node.attrs.get("start", 1) or 0)
                return [ListBlock(items, ordered=node.type == "ordered_list", start=start)]
            case "blockquote":
                return [Quote(self._blocks(node.children))]
            case "fence" | "code_block":
                return [self._code(node)]
            case "hr":
                return [Rule()]
            case _:  # all that is left of what the parser makes
                return [self._table(node)]

    def _blocks(self, nodes: Sequence[SyntaxTreeNode]) -> tuple[Block, ...]:
        return tuple(block for node in nodes for block in self.block(node))

    def _paragraph(self, node: SyntaxTreeNode) -> list[Block]:
        blocks: list[Block] = []
        run: list[Inline] = []
        at = self.at(node)
        for part in self._lines_of(node.children[0]):
            if isinstance(part, Found):
                _flush(run, blocks, at)
                blocks.extend(self.place(part.number, at))
            else:
                run.append(part)
        _flush(run, blocks, at)
        return blocks

    def _item(self, node: SyntaxTreeNode) -> ListItem:
        blocks = self._blocks(node.children)
        if blocks and isinstance(blocks[0], Paragraph) and blocks[0].children:
            first = blocks[0].children[0]
            task = _TASK.match(first.text) if isinstance(first, Text) else None
            if task and isinstance(first, Text):
                rest = (Text(first.text[task.end() :]), *blocks[0].children[1:])
                first_block = replace(blocks[0], children=rest)
                return ListItem((first_block, *blocks[1:]), checked=task[1] != " ")
        return ListItem(blocks)

    def _code(self, node: SyntaxTreeNode) -> Block:
        language = unshield(node.info).strip().split(" ")[0] if node.info else ""
        if language != "mermaid":
            return CodeBlock(self._code_text(node.content), language, self.at(node))
        parts = split_marks(node.content)
        script = "".join(
            unshield_mermaid(p) if isinstance(p, str) else self._mark_text(p) for p in parts
        )
        at = self.at(node, offset=1)
        words_at = self.at(node)
        words = fence_words(node.info, words_at)
        caption = Reader(self.draft, self.place, words_at).read_inline(words.get("caption", ""))
        return Diagram(
            "",
            script,
            self._code_text(words.get("title", "")),
            tuple(inline for paragraph in caption for inline in paragraph),
            alt=self._code_text(words.get("alt", "")),
            at=at,
        )

    def _code_text(self, content: str) -> str:
        parts = split_marks(content)
        return "".join(unshield(p) if isinstance(p, str) else self._mark_text(p) for p in parts)

    def _mark_text(self, found: Found) -> str:
        if found.mark is Mark.FIGURE:
            return self.draft.printed[found.number].text
        if found.mark is Mark.URL:
            return self.draft.urls[found.number]
        return ""

    def _table(self, node: SyntaxTreeNode) -> Table:
        rows = [row for part in node.children for row in part.children]
        cells = [tuple(self._inline_of(cell) for cell in row.children) for row in rows]
        style = [str(cell.attrs.get("style", "")) for cell in rows[0].children]
        align = tuple(s.removeprefix("text-align:") for s in style)
        return Table(cells[0], tuple(cells[1:]), align, self.at(node))

    def _footnotes(self, node: SyntaxTreeNode) -> None:
        for note in node.children:
            content: list[Inline] = []
            for inline in (node for node in note.walk() if node.type == "inline"):
                parts = self._lines_of(inline)
                content += [LineBreak()] if content else []
                content.extend(i for i in parts if not isinstance(i, Found))
            self.footnotes.append(tuple(content))

    # --- inline content -----------------------------------------------------------------------

    def _inline_of(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        parts = self._lines_of(node.children[0]) if node.children else []
        if any(isinstance(part, Found) for part in parts):
            raise TemplateError(
                "a diagram or directive cannot stand inside a heading or a table",
                hint="put it in a paragraph of its own",
                at=self.at(node),
            )
        return merge_text(p for p in parts if not isinstance(p, Found))

    def _lines_of(self, node: SyntaxTreeNode) -> list[Inline | Found]:
        """Return the content of an inline node, the lines counted on which its parts stand."""
        self.row = node.map[0] if node.map else self.row
        return self._inlines(node.children)

    def _inlines(self, nodes: Sequence[SyntaxTreeNode]) -> list[Inline | Found]:
        found: list[Inline | Found] = []
        for node in nodes:
            found.extend(self._inline(node))
        return found

    def _inline(self, node: SyntaxTreeNode) -> list[Inline | Found]:
        match node.type:
            case "softbreak" | "hardbreak":
                self.row += 1
                return [Text(" ") if node.type == "softbreak" else LineBreak()]
            case "em" | "strong" | "s":
                kind = {"em": "em", "strong": "strong", "s": "del"}[node.type]
                return self._wrapped(node, lambda c: Emphasis(kind, c))  # type: ignore[arg-type]
            case "code_inline":
                return [Code(self._code_text(node.content))]
            case "link":
                return self._link(node)
            case "image":
                return [self._image(node)]
            case "footnote_ref":
                return [FootnoteRef(int(node.meta["id"]) + 1)]
            case _:  # text
                return self._text(node.content)

    def _text(self, content: str) -> list[Inline | Found]:
        found: list[Inline | Found] = []
        for part in split_marks(content):
            if isinstance(part, str):
                found.append(Text(unshield(part)))
            elif part.mark is Mark.FIGURE:
                found.append(self.draft.printed[part.number])
            elif part.mark is Mark.CITATION:
                found.append(Citation(part.number))
            elif part.mark is Mark.BLOCK:
                found.append(part)
        return found

    def _wrapped(
        self, node: SyntaxTreeNode, wrap: Callable[[tuple[Inline, ...]], Inline]
    ) -> list[Inline | Found]:
        children = [c for c in self._inlines(node.children) if not isinstance(c, Found)]
        return [wrap(merge_text(children))]

    def _link(self, node: SyntaxTreeNode) -> list[Inline | Found]:
        url = self._url(str(node.attrs.get("href", "")))
        at = self._at_row(self.row)
        title = unshield(str(node.attrs.get("title", "") or ""))
        children = merge_text(c for c in self._inlines(node.children) if not isinstance(c, Found))
        if ALLOWED_URL.match(url):
            return [Link(url, children, title, at)]
        self.draft.findings.append(
            Finding(
                "link-scheme",
                Severity.ERROR,
                f"the link {plain(children)!r} leads to {url!r}, which mail cannot follow",
                hint="give an absolute https:// address",
                at=at,
            )
        )
        return list(children)

    def _image(self, node: SyntaxTreeNode) -> Inline:
        alt = "".join(unshield(child.content) for child in node.children)
        url = self._url(str(node.attrs.get("src", "")))
        title = unshield(str(node.attrs.get("title", "") or ""))
        return InlineImage(url, alt, title, self._at_row(self.row))

    def _url(self, marked: str) -> str:
        parts = split_marks(marked)
        return "".join(
            unshield(part) if isinstance(part, str) else self._mark_text(part) for part in parts
        ).strip()


def merge_text(parts: Iterable[Inline]) -> tuple[Inline, ...]:
    """Join neighbouring runs of text, and drop empty ones."""
    merged: list[Inline] = []
    for part in parts:
        if isinstance(part, Text) and merged and isinstance(merged[-1], Text):
            merged[-1] = Text(merged[-1].text + part.text)
        elif part != Text(""):
            merged.append(part)
    return tuple(merged)


def _flush(run: list[Inline], blocks: list[Block], at: Location) -> None:
    children = _trim(merge_text(run))
    if children:
        blocks.append(Paragraph(children, at))
    run.clear()


def _trim(children: tuple[Inline, ...]) -> tuple[Inline, ...]:
    parts = list(children)
    if parts and isinstance(parts[0], Text):
        parts[0] = Text(parts[0].text.lstrip())
    if parts and isinstance(parts[-1], Text):
        parts[-1] = Text(parts[-1].text.rstrip())
    return tuple(p for p in parts if p != Text(""))
