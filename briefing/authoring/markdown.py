"""Write blocks as the Markdown of a template, in which an article's text stays text.

Whatever the article says is said again, letter by letter: what Jinja, Markdown or Mermaid would
take for their own is escaped, as sparingly as editors can bear.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, repeat

from briefing.authoring.figures import Figures
from briefing.authoring.mermaid import kind_of
from briefing.authoring.numbers import Found, Numbers
from briefing.authoring.outline import Inlines, text_of
from briefing.model.article import (
    Block,
    Code,
    CodeBlock,
    Emphasis,
    FootnoteRef,
    Heading,
    Inline,
    InlineImage,
    LineBreak,
    Link,
    ListBlock,
    Paragraph,
    Quote,
    Rule,
    Table,
    Text,
)

_MARKS = re.compile(r"[\\`*\[\]{~]|<(?=[A-Za-z/!?])|&(?=#?\w+;)|(?<![^\W_])_|_(?![^\W_])")
_LINE_START = re.compile(r"^(?:([#>+=|:-])|(\d{1,9})([.)])(?=\s|$))")
_JINJA = re.compile(r"\{+(?=[{%#])")
_BRACE = "{{ '{' }}"
_WEB = re.compile(r"(https?://|mailto:)[^\s<>]+", re.IGNORECASE)
_BREAK = "\x00"
_HIDDEN = "\ufffc"
_STYLE_LINES = re.compile(
    r"\s*((style|classDef|class|linkStyle|click|direction|x-axis|y-axis|dateFormat|axisFormat|"
    r"tickInterval|todayMarker|columns|max|min|ticks)\b|%%|@)"
)
_AXIS = re.compile(r"(?m)^\s*x-axis\b[^\[\n]*\[([^\]\n]*)\]")
_DATA = {
    "pie": r"\"[^\"]*\"\s*:\s*(?=[\d.]+\s*$)",
    "xychart": r"(?:^\s*(?:bar|line)\b[^\[]*\[|,)\s*(?=[\d.]+\s*[,\]])",
    "sankey": r",\s*(?=[\d.]+\s*$)",
    "radar": r"(?:^\s*curve\b[^{]*\{|,)\s*(?=[\d.]+\s*[,}])",
    "treemap": r"\"[^\"]*\"\s*:\s*(?=[\d.]+)",
    "quadrantChart": r"[\[,]\s*(?=[\d.]+\s*[,\]])",
    "journey": r":\s*(?=\d+\s*(?::|$))",
}
"""Where the kinds of diagrams that draw amounts hold them."""
_LABEL = re.compile(r"\"[^\"]*\"|\[[^\[\]]*\]|\([^()]*\)|\|[^|]*\||\{[^{}]*\}")
_PROSE_KINDS = {"timeline", "sequenceDiagram", "mindmap", "kanban"}


class MarkdownWriter:
    """Writes an article's blocks; each number that is a figure is printed by its name."""

    def __init__(self, numbers: Numbers, figures: Figures) -> None:
        self.numbers = numbers
        self.figures = figures

    def block(self, block: Block) -> str:
        """Return a block as lines of Markdown, without an empty line behind."""
        match block:
            case Paragraph(children):
                return self.words(children)
            case Heading(level, children):
                return f"{'#' * level} {self.line(children)}"
            case ListBlock(items, ordered, start):
                return "\n".join(
                    self._item(item.blocks, f"{start + n}." if ordered else "-", item.checked)
                    for n, item in enumerate(items)
                )
            case Quote(blocks):
                inner = "\n\n".join(self.block(b) for b in blocks)
                return "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
            case CodeBlock(text, language):
                return fenced(_JINJA.sub(_printed, text.rstrip("\n")), language)
            case Rule():
                return "* * *"
            case Table(head, rows, align):
                return self._table(head, rows, align)
            case _:
                raise AssertionError(f"{type(block).__name__} has no Markdown of its own")

    def words(self, children: Inlines) -> str:
        """Return inline content as the lines of a paragraph."""
        return _lines(self._inlines(children))

    def line(self, children: Inlines, about: Sequence[str] = ()) -> str:
        """Return inline content on one line, as headings and cells have it.

        `about` says what a number means that stands there alone.
        """
        flat = tuple(Text(" ") if child == LineBreak() else child for child in children)
        line = " ".join(self._inlines(flat, about).split())
        return re.sub(r"(#+)$", lambda m: "\\#" * len(m[1]), line)

    def script(self, script: str) -> str:
        """Return a Mermaid script as a fence, its amounts and the numbers in its labels figures."""
        lines = script.split("\n")
        first = next((line for line in lines if line.strip()), "")
        kind = kind_of(first) or first.strip().partition(" ")[0]
        axis = _AXIS.search(script) if kind == "xychart" else None
        labels = [label.strip(' "') for label in axis[1].split(",")] if axis else []
        written = [self._script_line(line, kind, labels) for line in lines]
        return fenced("\n".join(written), "mermaid")

    # --- inline content -------------------------------------------------------------------------

    def _inlines(self, children: Inlines, about: Sequence[str] = ()) -> str:
        text, breaks = _joined(children)
        found = self.numbers.find(text, breaks)
        if about and not re.search(r"[^\W\d_]{2}", text):
            found = [replace(one, words=tuple(about)) for one in found]
        named = [(one, self.figures.name(one, text_of(children))) for one in found]
        return self._written(children, 0, named)[0]

    def _written(
        self, children: Inlines, position: int, named: Sequence[tuple[Found, str]]
    ) -> tuple[str, int]:
        out: list[str] = []
        whole = text_of(children)
        start = position
        for number, child in enumerate(children):
            written, end = self._child(child, position, named)
            if isinstance(child, Emphasis):
                beside = number and isinstance(children[number - 1], Emphasis)
                around = (whole[: position - start][-1:], whole[end - start :][:1])
                written = written if beside else _emphasised(child, written, around)
            if isinstance(child, Link | FootnoteRef) and out and out[-1].endswith("!"):
                out[-1] = f"{out[-1][:-1]}\\!"  # an exclamation mark would make it a picture
            out.append(written)
            position = end
        return "".join(out), position

    def _child(
        self, child: Inline, position: int, named: Sequence[tuple[Found, str]]
    ) -> tuple[str, int]:
        match child:
            case Text(text):
                return _with_figures(text, position, named, escaped), position + len(text)
            case Code(text):
                return _code(text), position + len(text)
            case Emphasis(kind, inner):
                return self._written(_singly(kind, inner), position, named)
            case Link(url, inner):
                written, end = self._written(tuple(_unlinked(inner)), position, named)
                return (f"[{written}](<{_url(url)}>)" if _WEB.match(url) else written), end
            case InlineImage(url, alt):
                words = escaped(alt)
                picture = f"![{words}](<{_url(url)}>)" if _WEB.match(url) else words
                return picture, position + len(alt)
            case LineBreak():
                return _BREAK, position + 1
            case FootnoteRef(number):
                return f"[^{number}]", position
            case _:
                return "", position

    # --- blocks -----------------------------------------------------------------------------------

    def _item(self, blocks: Sequence[Block], marker: str, checked: bool | None) -> str:  # noqa: FBT001
        task = "" if checked is None else "[x] " if checked else "[ ] "
        inner = task + "\n\n".join(self.block(block) for block in blocks)
        indent = " " * (len(marker) + 1)
        lines = inner.split("\n")
        return "\n".join(
            [f"{marker} {lines[0]}".rstrip(), *(f"{indent}{line}".rstrip() for line in lines[1:])]
        )

    def _table(
        self, head: Sequence[Inlines], rows: Sequence[Sequence[Inlines]], align: Sequence[str]
    ) -> str:
        rules = {"left": ":---", "center": ":---:", "right": "---:"}
        lines = [
            [self.line(cell) for cell in head],
            [rules.get(a, "---") for a in align],
            *(self._row(head, row) for row in rows),
        ]
        # A pipe within an expression is Jinja's, any other would divide the cell.
        pipe = re.compile(r"(\{\{.*?\}\})|\|")
        written = [[pipe.sub(lambda m: m[1] or "\\|", c) for c in row] for row in lines]
        return "\n".join(f"| {' | '.join(row)} |" for row in written)

    def _row(self, head: Sequence[Inlines], row: Sequence[Inlines]) -> list[str]:
        """Return a row's cells; what its first cell and the column say names a bare number."""
        about = text_of(row[0]) if row else ""
        columns = chain((text_of(cell) for cell in head), repeat(""))
        return [
            self.line(cell, (about, column) if number else ())
            for number, (cell, column) in enumerate(zip(row, columns, strict=False))
        ]

    def _script_line(self, line: str, kind: str, labels: Sequence[str] = ()) -> str:
        if _STYLE_LINES.match(line) or kind == "gitGraph":
            return raw(line)
        named: list[tuple[Found, str]] = []
        label = re.match(r"\s*\"?([^\":,\[{]*)", line)
        words = tuple((label[1] if label else "").split())
        for place, match in enumerate(re.finditer(_DATA.get(kind, r"(?!)"), line)):
            told = (*words, *labels[place : place + 1])
            if found := self.numbers.plain(line, match.end(), told):
                named.append((found, self.figures.name(found, line.strip())))
        held = {found.start for found, _ in named}
        for found in self.numbers.find(line, ()):
            if found.start not in held and _is_said(line, found, kind):
                named.append((found, self.figures.name(found, line.strip())))
        named.sort(key=lambda pair: pair[0].start)
        return _with_figures(line, 0, named, raw, before=lambda text: raw(f"{text}{{")[:-1])


def _is_said(line: str, found: Found, kind: str) -> bool:
    """Tell whether a number in a script's line is part of words that readers see."""
    if kind in _PROSE_KINDS or re.match(r"\s*(title|section|accTitle|accDescr)\b", line):
        return True
    return any(m.start() < found.start and found.end < m.end() for m in _LABEL.finditer(line)) and (
        kind not in _DATA or bool(re.search(r"\"", line[: found.start]))
    )


def _joined(children: Inlines) -> tuple[str, set[int]]:
    """Return the text of inline content, code hidden in it, and where its pieces meet."""
    out: list[str] = []
    breaks: set[int] = set()

    def walk(parts: Inlines) -> None:
        for part in parts:
            match part:
                case Emphasis(_, inner) | Link(_, inner):
                    walk(inner)
                case Text(text):
                    out.append(text)
                case _:
                    out.append(re.sub(r".", _HIDDEN, text_of((part,))))
            breaks.add(sum(map(len, out)))

    walk(children)
    return "".join(out), breaks


def _with_figures(
    text: str,
    position: int,
    named: Sequence[tuple[Found, str]],
    escape: Callable[[str], str],
    *,
    before: Callable[[str], str] | None = None,
) -> str:
    """Return a run of text that stands at `position` of the whole, its figures printed by name.

    `before` escapes what stands directly before an expression, where that takes more.
    """
    out: list[str] = []
    done = 0
    for found, name in named:
        start, end = found.start - position, found.end - position
        if start < done or end > len(text):
            continue
        out += [(before or escape)(text[done:start]), f"{{{{ {name} | {found.printed} }}}}"]
        done = end
    return "".join([*out, escape(text[done:])])


def escaped(text: str) -> str:
    """Return text that neither Jinja nor Markdown takes for more than that."""
    flat = re.sub(r"[ \t\n]+", " ", text)
    return _MARKS.sub(lambda m: _BRACE if m[0] == "{" else f"\\{m[0]}", flat)


def _emphasised(child: Emphasis, written: str, around: tuple[str, str]) -> str:
    """Return words in the marks of their emphasis, or bare where Markdown would not see it."""
    words = written.strip()
    said = text_of(child.children)
    # What an expression prints is no punctuation to Markdown, a link's bracket is.
    solid = (
        words[:1].isalnum() or words.startswith("{{"),
        words[-1:].isalnum() or words[-2:] == "}}",
    )
    opens = solid[0] or not around[0].strip() or said[:1].isspace()
    closes = solid[1] or not around[1].strip() or said[-1:].isspace()
    if not said.strip() or not words or not (opens and closes):
        return written
    mark = {"em": "*", "strong": "**", "del": "~~"}[child.kind]
    lead, tail = (" " if said[:1].isspace() else ""), (" " if said[-1:].isspace() else "")
    return f"{lead}{mark}{words}{mark}{tail}"


def _singly(kind: str, children: Inlines) -> Inlines:
    """Return emphasised words without emphasis of their own, but for bold that is all italic."""
    match children:
        case (Emphasis(other, inner),) if {kind, other} == {"em", "strong"} and _is_solid(inner):
            return (Emphasis(other, _bare(inner)),)
        case _:
            return _bare(children)


def _is_solid(children: Inlines) -> bool:
    """Tell whether words begin and end such that marks of emphasis are seen beside anything."""
    words = text_of(children)
    return words[:1].isalnum() and words[-1:].isalnum()


def _bare(children: Inlines) -> Inlines:
    parts = (_bare(c.children) if isinstance(c, Emphasis) else (c,) for c in children)
    return tuple(chain.from_iterable(parts))


def _unlinked(children: Inlines) -> Iterator[Inline]:
    """Yield what stands in a link without links of its own, which Markdown does not know."""
    for child in children:
        if isinstance(child, Link):
            yield from _unlinked(child.children)
        elif isinstance(child, Emphasis):
            yield Emphasis(child.kind, tuple(_unlinked(child.children)))
        else:
            yield child


def _lines(written: str) -> str:
    """Return a paragraph's lines, none of which begins like anything but a paragraph."""
    lines = [line.strip() for line in written.split(_BREAK)]
    return "\\\n".join(_LINE_START.sub(_start, line) for line in lines if line)


def _start(match: re.Match[str]) -> str:
    return f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}"


def _code(text: str) -> str:
    words = " ".join(text.split())
    if not words:
        return ""
    ticks = "`" * (max((len(run) for run in re.findall("`+", words)), default=0) + 1)
    pad = " " if words[0] == "`" or words[-1] == "`" else ""
    return f"{ticks}{pad}{words.replace('{', _BRACE)}{pad}{ticks}"


def _url(url: str) -> str:
    return re.sub(r"[\s<>{}|\\^`\"]", lambda m: f"%{ord(m[0]):02X}", url)


def fenced(text: str, language: str) -> str:
    """Return a fence that its own text cannot close."""
    ticks = "`" * max(3, max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    word = re.sub(r"[^\w+#-]", "", language)
    return f"{ticks}{word}\n{text}\n{ticks}"


def raw(text: str) -> str:
    """Return a piece of a script in which Jinja finds nothing of its own."""
    return _JINJA.sub(lambda m: f"{{%+ raw %}}{m[0]}{{% endraw %}}", text)


def _printed(match: re.Match[str]) -> str:
    return f"{{{{ '{match[0]}' }}}}"
