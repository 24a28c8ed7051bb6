"""What a template leaves behind while it renders: figures printed, claims made, blocks placed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from jinja2 import Undefined

from briefing.compose.shield import Mark, mark, shield
from briefing.errors import DataError, Location
from briefing.model.article import Claim, FigureRef, Reference
from briefing.model.figure import Figure, Missing
from briefing.model.finding import Finding
from briefing.model.observation import Entry, Story
from briefing.model.spoken import kind_of

HINTS: Mapping[str, str] = {
    "a series": 'ask it for a figure: `| latest`, `| total("7 days")`',
    "a group of series": 'ask it for a figure: `| latest`, `| total("7 days")`',
    "a place in a ranking": "print its `.entity`, its `.figure` or its `.rank`",
    "a comparison": "ask it: `{% claim A > B %}`, `{% if A > B %}`",
    "a call": "call it: write brackets behind its name",
    "a macro": "call it: write brackets behind its name",
}
"""What to print instead of something that has no printed form."""


@dataclass(frozen=True, slots=True)
class DirectiveDraft:
    """A directive as written: Markdown not parsed yet."""

    action: str
    rationale: str
    due: date
    horizon: str


@dataclass(frozen=True, slots=True)
class CallDraft:
    """A call to action as written: Markdown not parsed yet."""

    markdown: str
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class DiagramDraft:
    """A diagram call: its script, and words not parsed yet."""

    script: str
    title: str
    caption: str
    alt: str


@dataclass(frozen=True, slots=True)
class StoriesDraft:
    """A list of stories to print."""

    items: tuple[Story, ...]
    numbered: bool
    summaries: bool


BlockDraft = DirectiveDraft | CallDraft | DiagramDraft | StoriesDraft


@dataclass(slots=True)
class Draft:
    """The record of one rendering. Printing goes through it, so that nothing is printed unseen."""

    format_figure: Callable[[Figure], str]
    places: list[Location] = field(default_factory=list)
    figures: dict[str, Figure] = field(default_factory=dict)
    named: dict[str, Figure] = field(default_factory=dict)
    printed: list[FigureRef] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    blocks: list[BlockDraft] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    sample: bool = False

    def name_figure(self, figure: Figure) -> Figure:
        """Remember a figure that the template has named; return it."""
        self.named[figure.id] = figure
        return figure

    def evidence(self) -> tuple[Figure, ...]:
        """Return the figures printed, and after them those that their formulas name."""
        found = dict(self.figures)
        waiting = list(found.values())
        for figure in waiting:
            for name in re.findall(r"[^\W\d]\w*", figure.formula):
                if name in self.named and name not in found:
                    operand = self.named[name]
                    text = operand.text or self.format_figure(operand)
                    found[name] = replace(operand, text=text)
                    waiting.append(found[name])
        return tuple(found.values())

    def print_figure(self, figure: Figure) -> str:
        """Return the mark of a figure printed, and remember it under its id."""
        text = figure.text or self.format_figure(figure)
        self.printed.append(FigureRef(self.keep_figure(figure, text), text))
        return mark(Mark.FIGURE, len(self.printed) - 1)

    def keep_figure(self, figure: Figure, text: str) -> str:
        """Remember a figure that the article prints; return its id, made up where it has none."""
        figure = next((f for f in self.named.values() if _same(f, figure)), figure)
        for known in self.figures.values():
            if _same(known, figure):
                return known.id
        name = figure.id if figure.id and figure.id not in self.figures else ""
        number = len(self.figures) + 1
        while not name or name in self.figures:
            name = f"{figure.id or 'figure'}-{number}"
            number += 1
        self.sample = self.sample or figure.sample
        self.figures[name] = replace(figure, id=name, text=text)
        return name

    def place(self, block: BlockDraft) -> str:
        """Return the mark of a block, standing in a paragraph of its own."""
        self.blocks.append(block)
        return f"\n\n{mark(Mark.BLOCK, len(self.blocks) - 1)}\n\n"

    def line(self, path: str, number: int) -> str:
        """Return the mark of a template's line."""
        self.places.append(Location(path, number))
        return mark(Mark.LINE, len(self.places) - 1)

    def url(self, url: str) -> str:
        """Return the mark that stands for a URL in a Markdown link."""
        self.urls.append(url)
        return mark(Mark.URL, len(self.urls) - 1)

    def cite(self, reference: Reference) -> str:
        """Return the mark of a citation; the same URL keeps its number."""
        for number, known in enumerate(self.references, start=1):
            if known.url == reference.url:
                return mark(Mark.CITATION, number)
        self.references.append(reference)
        return mark(Mark.CITATION, len(self.references))

    def use_entry(self, entry: Entry) -> None:
        """Remember that the article uses an entry."""
        self.sample = self.sample or entry.sample

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Render something that will not be printed: what it leaves behind is dropped."""
        before = (dict(self.figures), len(self.printed), len(self.references), len(self.blocks))
        claims, sample = len(self.claims), self.sample
        try:
            yield
        finally:
            self.figures = before[0]
            del self.printed[before[1] :]
            del self.references[before[2] :]
            del self.blocks[before[3] :]
            del self.claims[claims:]
            self.sample = sample


def _same(known: Figure, figure: Figure) -> bool:
    return (
        (known.value, known.unit, known.formula) == (figure.value, figure.unit, figure.formula)
    ) and figure.id in ("", known.id)


def print_value(draft: Draft, value: object) -> str:
    """Return how a template's value is printed: figures marked, all other text made inert.

    Raises: DataError for a missing number, and for values that have no printed form.
    """
    match value:
        case Figure():
            return draft.print_figure(value)
        case Missing():
            raise value.error()
        case None:
            return ""
        case str():
            return shield(value)
        case int() | float() | date():
            return shield(str(value))
        case Entry() | Story():
            lead = value.lead if isinstance(value, Story) else value
            draft.use_entry(lead)
            return shield(lead.title)
        case list() | tuple() | Mapping():
            raise DataError(
                f"a list of {len(value)} cannot be printed as it is",
                hint="print its parts in a loop: `{% for part in parts %}{{ part }}{% endfor %}`",
            )
        case Undefined() | Decimal():
            return shield(str(value))  # an unknown name says so itself
        case _:
            raise DataError(f"{kind_of(value)} cannot be printed as it is", hint=_printable(value))


def _printable(value: object) -> str:
    """Return what can be printed instead of a value that has no printed form."""
    known = HINTS.get(kind_of(value))
    parts = [name for name in dir(value) if not name.startswith("_")]
    few = ", ".join(f"`.{name}`" for name in parts[:6])
    return known or (f"print a part of it: {few}" if few else "print something else")
