"""The plain-text edition, made from the article and not from its HTML."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from briefing.model.article import (
    Article,
    Block,
    CallToAction,
    Citation,
    CodeBlock,
    Diagram,
    Directive,
    Directives,
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
    Stories,
    Table,
    plain,
)
from briefing.model.issue import DrawnDiagram
from briefing.model.observation import Story
from briefing.model.placeholder import POSTAL_ADDRESS, PREFERENCES_URL, UNSUBSCRIBE_URL
from briefing.model.topic import Publication
from briefing.render.blocks import TICKED, UNTICKED, shortened
from briefing.render.dates import long_date, short_date, weekday_date
from briefing.render.evidence import evidence_of
from briefing.render.frame import IssueFrame, within
from briefing.render.languages import FrameWords, counted
from briefing.render.places import issue_url
from briefing.render.wrapping import WIDTH, columns, wrap


def render_text(
    article: Article,
    drawn: Mapping[str, DrawnDiagram],
    publication: Publication,
    frame: IssueFrame,
) -> str:
    """Return the issue as plain text, wrapped; per-subscriber placeholders stand in the footer."""
    writer = TextWriter(article, drawn, frame.article_words)
    parts = [_opening(article, publication, frame)]
    for section in article.sections:
        if section.title:
            parts.append(heading(plain(section.title), "-"))
        parts.append(writer.blocks(section.blocks))
    parts.append(writer.footnotes(frame.words.footnotes))
    parts.append(writer.links())
    parts.append(_sources(article, frame.words))
    parts.append(_evidence(article, frame))
    parts.append(_footer(article, publication, frame.words))
    return "\n\n".join(part for part in parts if part) + "\n"


def heading(text: str, line: str) -> str:
    """Return a heading, underlined."""
    wrapped = wrap(text)
    widest = max(columns(part) for part in wrapped.split("\n"))
    return f"{wrapped}\n{line * widest}"


def indent(text: str, first: str, rest: str) -> str:
    """Return a text with its first line indented by `first`, its other lines by `rest`."""
    lines = text.split("\n")
    return "\n".join(
        [f"{first}{lines[0]}".rstrip(), *(f"{rest}{line}".rstrip() for line in lines[1:])]
    )


@dataclass(slots=True)
class TextWriter:
    """Writes blocks as text; addresses of links are gathered and listed at the end."""

    article: Article
    drawn: Mapping[str, DrawnDiagram]
    words: FrameWords
    urls: list[str] = field(default_factory=list)

    def blocks(self, blocks: Sequence[Block]) -> str:
        """Return blocks, an empty line between any two."""
        return "\n\n".join(part for block in blocks if (part := self.block(block)))

    def block(self, block: Block) -> str:
        """Return one block."""
        match block:
            case Paragraph(children):
                return "\n".join(wrap(line) for line in self.inline(children).split("\n"))
            case Heading(_, children):
                return wrap(self.inline(children)).upper()
            case ListBlock():
                return self._list(block)
            case Quote(blocks):
                return indent(self.blocks(blocks), "> ", "> ")
            case CodeBlock(text):
                return indent(text.rstrip("\n"), "    ", "    ")
            case Table():
                return self._table(block)
            case Rule():
                return "* * *"
            case Diagram():
                return self._diagram(block)
            case Directives(items):
                return "\n\n".join(self._directive(d) for d in items)
            case Stories(items, numbered, summaries):
                return "\n\n".join(
                    self._story(story, f"{rank}. " if numbered else "* ", summary=summaries)
                    for rank, story in enumerate(items, 1)
                )
            case CallToAction():
                return self._call(block)

    def inline(self, children: Sequence[Inline]) -> str:
        """Return inline content as text."""
        return "".join(self._one(child) for child in children)

    def _one(self, child: Inline) -> str:
        match child:
            case Emphasis(kind, children):
                sign = {"em": "_", "strong": "*", "del": "~"}[kind]
                return f"{sign}{self.inline(children)}{sign}"
            case Link(url, children):
                text = self.inline(children)
                return text if url.removeprefix("mailto:") == text else f"{text} [{self._url(url)}]"
            case InlineImage(_, alt):
                return f"[{alt}]" if alt else ""
            case Citation(number):
                return f" [{number}]"
            case FootnoteRef(number):
                return f" ({number})"
            case LineBreak():
                return "\n"
            case _:
                return plain((child,))

    def _url(self, url: str) -> str:
        for number, source in enumerate(self.article.sources, 1):
            if source.url == url:
                return str(number)
        if url not in self.urls:
            self.urls.append(url)
        return chr(ord("a") + self.urls.index(url)) if len(self.urls) <= 26 else url

    def _list(self, block: ListBlock) -> str:
        items = []
        for number, item in enumerate(block.items, block.start):
            sign = f"{number}. " if block.ordered else "* "
            items.append(self._item(item, sign))
        return "\n".join(items)

    def _item(self, item: ListItem, sign: str) -> str:
        if item.checked is not None:
            sign = f"{TICKED if item.checked else UNTICKED} "
        parts = [part for block in item.blocks if (part := self.block(block))]
        tight = all(isinstance(b, Paragraph | ListBlock) for b in item.blocks[:2])
        return indent(("\n" if tight else "\n\n").join(parts), sign, " " * len(sign))

    def _table(self, table: Table) -> str:
        rows = [[self.inline(cell) for cell in row] for row in (table.head, *table.rows)]
        widths = [max(columns(row[n]) for row in rows) for n in range(len(table.head))]
        if sum(widths) + 2 * len(widths) > WIDTH:
            return "\n\n".join(_record(rows[0], row) for row in rows[1:])
        aligned = [_row(row, widths, table.align) for row in rows]
        rule = "  ".join("-" * width for width in widths)
        return "\n".join([aligned[0], rule, *aligned[1:]])

    def _diagram(self, diagram: Diagram) -> str:
        alt = self.drawn[diagram.id].diagram.alt
        said = [wrap(f"[{alt}]")]
        if diagram.caption:
            said.append(wrap(self.inline(diagram.caption)))
        return "\n".join(said)

    def _directive(self, directive: Directive) -> str:
        day = long_date(directive.due, self.article.lang)
        span = within(directive.horizon, self.words)
        words = self.words.due if span else self.words.due_on
        due = words.format(day=day, within=span)
        said = [f"* {due}", wrap(self.inline(directive.action), "  ", "  ")]
        if directive.rationale:
            why = f"{self.words.why}: {self.inline(directive.rationale)}"
            said.append(wrap(why, "  ", "  "))
        return "\n".join(said)

    def _story(self, story: Story, sign: str, *, summary: bool) -> str:
        lead, space, comma = story.lead, " " * len(sign), self.words.comma
        day = short_date(lead.published_at.date(), self.article.lang)
        said = [
            wrap(lead.title, sign, space),
            space + comma.join([lead.feed_title or lead.feed, day]),
        ]
        if lead.score is not None:
            said[-1] += comma + counted(self.words.points, lead.score, self.words.tag)
        if summary and lead.summary:
            said.append(wrap(shortened(lead.summary, 220), space, space))
        if story.also:
            names = dict.fromkeys(entry.feed_title or entry.feed for entry in story.also)
            said.append(wrap(self.words.also.format(names=comma.join(names)), space, space))
        if lead.url:
            said.append(f"{space}{lead.url}")
        return "\n".join(said)

    def _call(self, block: CallToAction) -> str:
        said = [heading(self.inline(block.headline), "-"), wrap(self.inline(block.body))]
        return "\n\n".join([*(s for s in said if s), f"{block.label}: {block.url}"])

    def footnotes(self, title: str) -> str:
        """Return the footnotes, numbered, below their title."""
        if not self.article.footnotes:
            return ""
        notes = [
            wrap(self.inline(note), f"({number}) ", "    ")
            for number, note in enumerate(self.article.footnotes, 1)
        ]
        return "\n".join([heading(title, "-"), "", *notes])

    def links(self) -> str:
        """Return the addresses of the links so far, lettered as the text refers to them."""
        return "\n".join(f"[{chr(ord('a') + n)}] {url}" for n, url in enumerate(self.urls[:26]))


def _record(head: Sequence[str], row: Sequence[str]) -> str:
    return "\n".join(
        wrap(f"{name}: {cell}", "", "  ") for name, cell in zip(head, row, strict=True)
    )


def _row(cells: Sequence[str], widths: Sequence[int], align: Sequence[str]) -> str:
    padded = []
    for cell, width, side in zip(cells, widths, align, strict=True):
        space = " " * (width - columns(cell))
        padded.append(space + cell if side == "right" else cell + space)
    return "  ".join(padded).rstrip()


def _opening(article: Article, publication: Publication, frame: IssueFrame) -> str:
    name, words, lang = publication.name, frame.words, frame.tongue.lang
    by = [article.byline] if article.byline else []
    number = words.numbered.format(number=article.number)
    said = [f"{name}: {article.topic_title}"]
    said.append(words.comma.join([number, weekday_date(article.date, lang)]))
    if article.sample:
        said += ["", wrap(f"*** {words.sample.upper()}: {words.sample_note} ***")]
    said += ["", "", heading(plain(article.title), "="), ""]
    if article.dek:
        said += [wrap(plain(article.dek)), ""]
    as_of = words.comma.join([*by, long_date(article.date, lang)])
    said += [as_of, f"{words.view_online}: {issue_url(article, publication)}"]
    return "\n".join(said)


def _sources(article: Article, words: FrameWords) -> str:
    if not article.sources:
        return ""
    listed = []
    for number, source in enumerate(article.sources, 1):
        publisher = f" ({source.publisher})" if source.publisher else ""
        listed.append(wrap(f"{source.title}{publisher}", f"[{number}] ", "    "))
        listed.append(f"    {source.url}")
    return "\n".join([heading(words.sources, "-"), "", *listed])


def _evidence(article: Article, frame: IssueFrame) -> str:
    if not article.figures:
        return ""
    listed = []
    for item in evidence_of(article, frame):
        if item.label:
            listed.append(wrap(f"{item.text}: {item.label}", "* ", "  "))
            listed.append(wrap(f"{item.value} = {item.formula}", "  ", "    "))
        else:
            listed.append(wrap(f"{item.text}{item.account} = {item.formula}", "* ", "    "))
        listed.append(wrap(item.basis, "  ", "  "))
        listed += [f"  {url}" for _, url in item.sources[:1]]
        if len(item.sources) > 1:
            listed[-1] += f" (+{len(item.sources) - 1})"
    return "\n".join([heading(frame.words.how_we_know, "-"), "", *listed])


def _footer(article: Article, publication: Publication, words: FrameWords) -> str:
    return "\n".join(
        [
            # "-- " begins a signature (RFC 3676 section 4.3): replies leave it out.
            "-- ",
            words.why_you.format(topic=article.topic_title),
            f"{words.unsubscribe}: {UNSUBSCRIBE_URL}",
            f"{words.preferences}: {PREFERENCES_URL}",
            f"{publication.name}, {POSTAL_ADDRESS}",
        ]
    )
