"""Blocks as HTML: once for the web, once for mail programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import escape

from briefing.model.article import (
    Block,
    CallToAction,
    CodeBlock,
    Diagram,
    Directive,
    Directives,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Stories,
    Table,
)
from briefing.model.issue import DrawnDiagram
from briefing.model.observation import Entry, Story
from briefing.render.dates import long_date, month_and_day, short_date
from briefing.render.frame import within
from briefing.render.inline import InlineWriter
from briefing.render.languages import FrameWords, counted
from briefing.render.slots import Html

TICKED, UNTICKED = "☑", "☐"


@dataclass(frozen=True, slots=True)
class BlockWriter:
    """Writes blocks as the HTML of web pages. `picture` writes a drawn diagram's picture."""

    inline: InlineWriter
    words: FrameWords
    lang: str
    drawn: Mapping[str, DrawnDiagram]
    picture: Callable[[DrawnDiagram], str]

    def write(self, blocks: Sequence[Block]) -> Html:
        """Return blocks as HTML, their text escaped."""
        return Html("\n".join(self.one(block) for block in blocks))

    def one(self, block: Block) -> str:
        """Return one block as HTML."""
        match block:
            case Paragraph(children):
                return f"<p>{self.inline.write(children)}</p>"
            case Heading(level, children):
                return f"<h{level}>{self.inline.write(children)}</h{level}>"
            case ListBlock():
                return self.list_block(block)
            case Quote(blocks):
                return self.quote(blocks)
            case CodeBlock(text):
                return self.code(text)
            case Table():
                return self.table(block)
            case Rule():
                return "<hr>"
            case Diagram():
                return self.diagram(block)
            case Directives(items):
                return self.directives(items)
            case Stories():
                return self.stories(block)
            case CallToAction():
                return self.call_to_action(block)

    def quote(self, blocks: Sequence[Block]) -> str:
        """Return a quotation."""
        return f"<blockquote>{self.write(blocks)}</blockquote>"

    def code(self, text: str) -> str:
        """Return lines of code."""
        return f"<pre><code>{escape(text)}</code></pre>"

    def list_block(self, block: ListBlock) -> str:
        """Return a list; one of tasks shows them ticked or not."""
        tag = "ol" if block.ordered else "ul"
        start = f' start="{block.start}"' if block.ordered and block.start != 1 else ""
        tasks = any(item.checked is not None for item in block.items)
        kind = ' class="tasks"' if tasks else ""
        items = "".join(f"<li>{self._item(item)}</li>" for item in block.items)
        return f"<{tag}{start}{kind}>{items}</{tag}>"

    def _item(self, item: ListItem) -> str:
        sign = "" if item.checked is None else f"{TICKED if item.checked else UNTICKED} "
        match item.blocks:
            case (Paragraph(children), *rest):
                # A tight list reads better, and mail programs space a paragraph in an item oddly.
                return f"{sign}{self.inline.write(children)}{self.write(tuple(rest))}"
            case blocks:
                return f"{sign}{self.write(blocks)}"

    def table(self, table: Table) -> str:
        """Return a table of data."""
        head = self._row("th", table.head, table.align)
        rows = "".join(self._row("td", row, table.align) for row in table.rows)
        return f'<table class="data"><thead>{head}</thead><tbody>{rows}</tbody></table>'

    def _row(self, tag: str, cells: Sequence[object], align: Sequence[str]) -> str:
        written = []
        for number, cell in enumerate(cells):
            side = align[number] if number < len(align) else ""
            style = f' align="{side}"' if side else ""
            scope = ' scope="col"' if tag == "th" else ""
            written.append(f"<{tag}{scope}{style}>{self.inline.write(cell)}</{tag}>")  # type: ignore[arg-type]
        return f"<tr>{''.join(written)}</tr>"

    def diagram(self, diagram: Diagram) -> str:
        """Return a drawn diagram with its caption."""
        caption = self.inline.write(diagram.caption)
        below = f"<figcaption>{caption}</figcaption>" if caption else ""
        return f"<figure>{self.picture(self.drawn[diagram.id])}{below}</figure>"

    def directives(self, items: Sequence[Directive]) -> str:
        """Return directives, each with its day."""
        return f'<ol class="directives">{"".join(self._directive(d) for d in items)}</ol>'

    def _directive(self, directive: Directive) -> str:
        action, why = (self.inline.write(t) for t in (directive.action, directive.rationale))
        reason = f'<p class="why">{why}</p>' if why else ""
        said = within(directive.horizon, self.words)
        span = f" · {escape(said)}" if said else ""
        return (
            f'<li><p class="due"><time datetime="{directive.due.isoformat()}">'
            f"{long_date(directive.due, self.lang)}</time>{span}</p>"
            f"<p>{action}</p>{reason}</li>"
        )

    def call_to_action(self, block: CallToAction) -> str:
        """Return the closing call, with its one button."""
        headline, body = (self.inline.write(t) for t in (block.headline, block.body))
        below = f"<p>{body}</p>" if body else ""
        return (
            f'<aside class="cta"><h2>{headline}</h2>{below}'
            f'<p><a class="button" href="{escape(block.url)}">{escape(block.label)}</a></p></aside>'
        )

    def stories(self, block: Stories) -> str:
        """Return a ranked list of stories."""
        items = "".join(
            f"<li>{self.story(story, summary=block.summaries)}</li>" for story in block.items
        )
        tag = "ol" if block.numbered else "ul"
        return f'<{tag} class="stories">{items}</{tag}>'

    def story(self, story: Story, *, summary: bool) -> str:
        """Return one story: title, who tells it when, what it says, who else tells it."""
        lead = story.lead
        title = f"<strong>{escape(lead.title)}</strong>"
        linked = f'<a href="{escape(lead.url)}">{title}</a>' if lead.url else title
        parts = [f'<p class="story">{linked}</p>', f'<p class="meta">{self.meta(lead)}</p>']
        if summary and lead.summary:
            parts.append(f'<p class="summary">{escape(shortened(lead.summary, 220))}</p>')
        if story.also:
            parts.append(f'<p class="meta">{self._also(story.also)}</p>')
        return "".join(parts)

    def meta(self, entry: Entry) -> Html:
        """Return where an entry comes from, when, and what it scored there."""
        said = [entry.feed_title or entry.feed, short_date(entry.published_at.date(), self.lang)]
        if entry.score is not None:
            said.append(counted(self.words.points, entry.score, self.words.tag))
        if entry.comments is not None:
            said.append(counted(self.words.comments, entry.comments, self.words.tag))
        return Html(" · ".join(str(escape(text)) for text in said))

    def _also(self, entries: Sequence[Entry]) -> str:
        names: dict[str, str] = {}
        for entry in entries:
            name = str(escape(entry.feed_title or entry.feed))
            names.setdefault(
                name, f'<a href="{escape(entry.url)}">{name}</a>' if entry.url else name
            )
        return self.words.also.format(names=self.words.comma.join(names.values()))


class EmailBlockWriter(BlockWriter):
    """Writes blocks for mail programs: quotations, code and lists of rows as tables."""

    __slots__ = ()

    def quote(self, blocks: Sequence[Block]) -> str:
        """Return a quotation as a table of one cell, whose border every program draws."""
        return _cell("quote", self.write(blocks))

    def code(self, text: str) -> str:
        """Return lines of code as a table of one cell."""
        return _cell("code", f"<pre>{escape(text)}</pre>")

    def diagram(self, diagram: Diagram) -> str:
        """Return a drawn diagram with its caption."""
        caption = self.inline.write(diagram.caption)
        below = f'<p class="caption">{caption}</p>' if caption else ""
        return f'<p class="picture">{self.picture(self.drawn[diagram.id])}</p>{below}'

    def directives(self, items: Sequence[Directive]) -> str:
        """Return directives as rows: the day at the side, the action beside it."""
        rows = "".join(self._directive_row(directive) for directive in items)
        return f'<table class="directives" role="presentation">{rows}</table>'

    def _directive_row(self, directive: Directive) -> str:
        action, why = (self.inline.write(t) for t in (directive.action, directive.rationale))
        reason = f'<p class="why">{why}</p>' if why else ""
        day = escape(month_and_day(directive.due, self.lang))
        said = within(directive.horizon, self.words)
        span = f'<p class="horizon">{escape(said)}</p>' if said else ""
        return (
            f'<tr><td class="day"><strong>{day}</strong><br>{directive.due.year}</td>'
            f'<td class="action">{span}<p>{action}</p>{reason}</td></tr>'
        )

    def stories(self, block: Stories) -> str:
        """Return stories as rows, their rank at the side."""
        rows = []
        for rank, story in enumerate(block.items, 1):
            side = f'<td class="rank">{rank}</td>' if block.numbered else ""
            told = self.story(story, summary=block.summaries)
            rows.append(f'<tr>{side}<td class="told">{told}</td></tr>')
        return f'<table class="stories" role="presentation">{"".join(rows)}</table>'


def _cell(kind: str, content: str) -> str:
    return f'<table class="{kind}" role="presentation"><tr><td>{content}</td></tr></table>'


def shortened(text: str, limit: int) -> str:
    """Return `text` cut at a word's end to about `limit` characters, an ellipsis after it."""
    if len(text) <= limit:
        return text
    cut = text[:limit].rsplit(" ", 1)[0] if " " in text[:limit] else text[:limit]
    return cut.rstrip(",;:–— ") + "…"
