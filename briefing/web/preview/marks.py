"""Marks in an edition's HTML by which the page finds figures and the places of findings.

They are put into the copy that the preview shows, never into what is sent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from itertools import chain, groupby

from markupsafe import escape

from briefing.model.article import (
    Article,
    CallToAction,
    Diagram,
    Directives,
    Emphasis,
    FigureRef,
    Heading,
    Inline,
    Link,
    ListBlock,
    Paragraph,
    Quote,
    Table,
    Text,
    walk,
)

Run = tuple[Text | FigureRef, ...]
"""Text and figures that stand side by side, and so within one text node."""

_TOKEN = re.compile(
    r"<!--.*?-->|<(style|script|title)\b.*?</\1\s*>|<[a-zA-Z/!?][^>]*>|[^<]+|<",
    re.IGNORECASE | re.DOTALL,
)
_START = re.compile(r"<[a-zA-Z][\w:-]*")
CERTAIN = 24
"""A run of so many characters is the same one wherever it is found inside a longer text."""


def mark_figures(html: str, article: Article) -> str:
    """Return HTML in which each printed figure that stands in running text is marked.

    The web edition needs none of it: there a figure is a link to its origin.
    """
    runs = {_flat(_text(run)): run for run in figure_runs(article)}
    if not runs:
        return html
    return "".join(
        token if token.startswith("<") else _mark(token, runs) for token in _tokens(html)
    )


def mark_lines(html: str, lines: Mapping[int, str]) -> str:
    """Return HTML whose first tag on each of the lines has `data-finding` with the line's value."""
    marked = html.split("\n")
    for number, value in lines.items():
        if not 1 <= number <= len(marked):
            continue
        start = _START.search(marked[number - 1])
        if start:
            line = marked[number - 1]
            attribute = f' data-finding="{escape(value)}"'
            marked[number - 1] = line[: start.end()] + attribute + line[start.end() :]
    return "\n".join(marked)


def figure_runs(article: Article) -> list[Run]:
    """Return every run of text in which a figure is printed."""
    found = chain.from_iterable(_runs(children) for children in _inlines(article))
    return [run for run in found if any(isinstance(part, FigureRef) for part in run)]


def _tokens(html: str) -> Iterator[str]:
    return (match[0] for match in _TOKEN.finditer(html))


def _mark(token: str, runs: Mapping[str, Run]) -> str:
    text = unescape(token)
    flat = _flat(text)
    run = runs.get(flat.strip()) or next(
        (run for key, run in runs.items() if len(key) >= CERTAIN and key in flat), None
    )
    if run is None:
        return token
    return _write(text, run)


def _write(text: str, run: Run) -> str:
    """Return the text escaped, the run's figures marked in the order in which they stand."""
    written: list[str] = []
    at = 0
    for part in run:
        found = text.find(part.text, at)
        if found < 0:  # the layout has changed the white space: what is before it stays certain
            continue
        if isinstance(part, FigureRef):
            written += [str(escape(text[at:found])), _figure(part)]
            at = found + len(part.text)
        else:
            written.append(str(escape(text[at : found + len(part.text)])))
            at = found + len(part.text)
    return "".join([*written, str(escape(text[at:]))])


def _figure(part: FigureRef) -> str:
    return (
        f'<span data-figure="{escape(part.figure_id)}" role="button" tabindex="0">'
        f"{escape(part.text)}</span>"
    )


def _text(run: Run) -> str:
    return "".join(part.text for part in run)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _runs(children: Sequence[Inline]) -> Iterator[Run]:
    for plain, group in groupby(children, key=lambda c: isinstance(c, Text | FigureRef)):
        parts = tuple(group)
        if plain:
            yield tuple(part for part in parts if isinstance(part, Text | FigureRef))
            continue
        for part in parts:
            if isinstance(part, Emphasis | Link):
                yield from _runs(part.children)


def _inlines(article: Article) -> Iterator[Sequence[Inline]]:
    yield from (article.title, article.dek, *article.footnotes)
    yield from (section.title for section in article.sections)
    for block in walk(article):
        match block:
            case Paragraph(children) | Heading(_, children):
                yield children
            case Table(head, rows):
                yield from chain(head, *rows)
            case Directives(items):
                yield from chain.from_iterable((d.action, d.rationale) for d in items)
            case CallToAction(headline, body):
                yield from (headline, body)
            case Diagram():
                yield block.caption
            case ListBlock() | Quote():
                continue  # their own blocks are walked
            case _:
                continue
