"""The composed content of one issue, independent of the channel it leaves by.

Every `str` in these values is plain text: each renderer escapes it once, for its own channel.
`at` is the place in the editor's template or note that something comes from, where it is known; it
makes no difference to what is equal.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from briefing.errors import Location
from briefing.model.delivery import IssueKind
from briefing.model.figure import Figure
from briefing.model.finding import Finding
from briefing.model.observation import Story

# --- inline content -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """A run of plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Emphasised text; `kind` is how: em (italic), strong (bold) or del (struck through)."""

    kind: Literal["em", "strong", "del"]
    children: tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Code within a line."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link; `url` is absolute http(s) or mailto, a "#fragment", or a placeholder."""

    url: str
    children: tuple["Inline", ...]
    title: str = ""
    at: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class InlineImage:
    """A picture by URL (an editor's own); diagrams are blocks."""

    url: str
    alt: str
    title: str = ""
    at: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class FigureRef:
    """A printed figure: its text as it reads here, and the id that leads to its origin."""

    figure_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference, such as [3], to the `number`-th of the article's sources (from 1)."""

    number: int


@dataclass(frozen=True, slots=True)
class FootnoteRef:
    """A reference to the `number`-th of the article's footnotes (from 1)."""

    number: int


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A forced line break."""


Inline = (
    Text | Emphasis | Code | Link | InlineImage | FigureRef | Citation | FootnoteRef | LineBreak
)

# --- blocks -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    children: tuple[Inline, ...]
    at: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a section: level 3 to 6."""

    level: int
    children: tuple[Inline, ...]
    at: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item of a list; `checked` is None unless it is a task."""

    blocks: tuple["Block", ...]
    checked: bool | None = None


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list; numbered from `start` where `ordered`."""

    items: tuple[ListItem, ...]
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quotation."""

    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Lines of code, whitespace kept."""

    text: str
    language: str = ""
    at: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Table:
    """A table: cells hold inline content; `align` is one of "", left, center, right a column."""

    head: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    align: tuple[str, ...]
    at: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break."""


@dataclass(frozen=True, slots=True)
class Diagram:
    """One Mermaid diagram: the script, and the words that stand for it where it is not seen.

    `kind` is Mermaid's own word (pie, timeline, flowchart, xychart …). `alt` and `kind` are empty
    until the diagram has been parsed; an `alt` that the editor wrote is kept.
    """

    id: str
    script: str
    title: str = ""
    caption: tuple[Inline, ...] = ()
    kind: str = ""
    alt: str = ""
    at: Location | None = None


@dataclass(frozen=True, slots=True)
class Directive:
    """An action with a deadline and a reason. `horizon` is the editor's span ("30 days")."""

    action: tuple[Inline, ...]
    due: date
    horizon: str
    rationale: tuple[Inline, ...] = ()
    at: Location | None = None


@dataclass(frozen=True, slots=True)
class Directives:
    """The directives that stand together in one place."""

    items: tuple[Directive, ...]


@dataclass(frozen=True, slots=True)
class Stories:
    """A ranked list of stories, each with its lead entry and who else reports it."""

    items: tuple[Story, ...]
    numbered: bool = True
    summaries: bool = True
    at: Location | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class CallToAction:
    """What the reader is asked to do next: a headline, a sentence or two, one button."""

    headline: tuple[Inline, ...]
    body: tuple[Inline, ...]
    label: str
    url: str
    at: Location | None = field(default=None, compare=False)


Block = (
    Paragraph
    | Heading
    | ListBlock
    | Quote
    | CodeBlock
    | Table
    | Rule
    | Diagram
    | Directives
    | Stories
    | CallToAction
)

# --- the whole ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Section:
    """An ordered part of an issue. The lead, before the first heading, has no title."""

    id: str
    title: tuple[Inline, ...]
    blocks: tuple[Block, ...]
    at: Location | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """Prose and the condition that makes it true.

    `margin` is how far the condition is from turning over, relative to the right-hand side
    (0.05 is five per cent; negative where it fails), or None where it compares no numbers.
    `handled` tells whether the template says something else when the claim does not hold.
    `detail` prints the numbers compared ("153.6M downloads > 153.6M downloads").
    """

    text: str
    condition: str
    holds: bool
    margin: Decimal | None
    handled: bool
    detail: str
    at: Location


@dataclass(frozen=True, slots=True)
class Reference:
    """One of the article's sources: where something that it says comes from."""

    title: str
    url: str
    publisher: str = ""
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """Everything that an issue says. Dates are in the topic's time zone, instants in UTC."""

    topic: str
    topic_title: str
    publication: str
    date: date
    number: int
    as_of: datetime
    title: tuple[Inline, ...]
    dek: tuple[Inline, ...]
    byline: str
    lang: str
    direction: Literal["ltr", "rtl"]
    sections: tuple[Section, ...]
    footnotes: tuple[tuple[Inline, ...], ...] = ()
    figures: tuple[Figure, ...] = ()
    """Each figure that the article prints, once, with its id."""
    claims: tuple[Claim, ...] = ()
    sources: tuple[Reference, ...] = ()
    findings: tuple[Finding, ...] = ()
    sample: bool = False
    kind: IssueKind = IssueKind.DAILY
    title_at: Location | None = field(default=None, compare=False)
    dek_at: Location | None = field(default=None, compare=False)

    @property
    def diagrams(self) -> tuple[Diagram, ...]:
        """Every diagram, in reading order."""
        return tuple(b for b in walk(self) if isinstance(b, Diagram))

    @property
    def directives(self) -> tuple[Directive, ...]:
        """Every directive, in reading order."""
        groups = (b for b in walk(self) if isinstance(b, Directives))
        return tuple(directive for group in groups for directive in group.items)


def walk(article: Article) -> tuple[Block, ...]:
    """Return every block of the article in reading order, nested ones after their parent."""
    found: list[Block] = []
    for section in article.sections:
        _collect(section.blocks, found)
    return tuple(found)


def _collect(blocks: tuple[Block, ...], into: list[Block]) -> None:
    for block in blocks:
        into.append(block)
        if isinstance(block, Quote):
            _collect(block.blocks, into)
        elif isinstance(block, ListBlock):
            for item in block.items:
                _collect(item.blocks, into)


def plain(children: tuple[Inline, ...]) -> str:
    """Return the text of inline content as a reader would say it, marks and links left out."""
    return "".join(_plain(child) for child in children)


def _plain(child: Inline) -> str:
    match child:
        case Text(text) | Code(text) | FigureRef(_, text):
            return text
        case Emphasis(_, children) | Link(_, children):
            return plain(children)
        case InlineImage(_, alt):
            return alt
        case LineBreak():
            return " "
        case _:
            return ""
