"""Where in an issue a line of its template shows: what a finding in the template leads to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

from briefing.errors import Location
from briefing.model.article import (
    Article,
    Code,
    Emphasis,
    FigureRef,
    Heading,
    Inline,
    Link,
    Paragraph,
    Text,
    plain,
    walk,
)
from briefing.model.issue import Issue

CERTAIN = 60
"""So many characters of a text find it again."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Something to look for in an edition: running text, or a picture by its alternative text."""

    kind: Literal["text", "alt"]
    text: str


def quote_at(issue: Issue, at: Location | None) -> Quote | None:
    """Return what the issue shows of a template's line, or of what stands above it nearest."""
    if at is None or at.line is None:
        return None
    above = [
        (place.line, quote)
        for place, quote in located(issue)
        if place.path == at.path and place.line is not None and place.line <= at.line
    ]
    return max(above, key=lambda pair: pair[0])[1] if above else None


def located(issue: Issue) -> Iterator[tuple[Location, Quote]]:
    """Yield what the issue shows and knows the template's line of."""
    yield from _texts(issue.article)
    for one in issue.diagrams:
        if one.diagram.at:
            yield one.diagram.at, Quote("alt", one.diagram.alt)


def _texts(article: Article) -> Iterator[tuple[Location, Quote]]:
    for section in article.sections:
        if section.at and section.title:
            yield section.at, _text(plain(section.title))
    for directive in article.directives:
        if directive.at:
            yield directive.at, _text(plain(directive.action))
    for claim in article.claims:
        if claim.holds and claim.text.strip():
            yield claim.at, _text(claim.text)
    for block in walk(article):
        if isinstance(block, Paragraph | Heading) and block.at and _opening(block.children):
            yield block.at, _text(_opening(block.children))


def _opening(children: Sequence[Inline]) -> str:
    """Return the text up to what editions show otherwise than as its own words."""
    words = takewhile(lambda c: isinstance(c, Text | FigureRef | Emphasis | Code | Link), children)
    return plain(tuple(words)).strip()


def _text(text: str) -> Quote:
    return Quote("text", " ".join(text.split())[:CERTAIN])
