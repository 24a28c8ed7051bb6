"""The article's own words, to tell what was written from what was left over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from briefing.errors import Location
from briefing.model.article import Article, Code, CodeBlock, Diagram, Reference
from briefing.model.observation import Entry

_QUOTED = (Code, CodeBlock, Diagram, Entry, Reference)


def all_words(article: Article) -> str:
    """Return every text that the article prints, white space collapsed."""
    figures = [(figure.id, figure.label, figure.formula) for figure in article.figures]
    printed = (
        article.title,
        article.dek,
        article.byline,
        article.topic_title,
        article.publication,
        article.sections,
        article.footnotes,
        article.sources,
        tuple(figures),
    )
    return " ".join(" ".join(_strings(printed)).split())


def quoted_words(article: Article) -> str:
    """Return the texts that may look like markup: code, and what others wrote."""
    parts = _parts((article.sections, article.sources, article.footnotes))
    quoted = tuple(part for part in parts if isinstance(part, _QUOTED))
    return " ".join(" ".join(_strings(quoted)).split())


def _strings(value: object) -> Iterator[str]:
    return (part for part in _parts(value) if isinstance(part, str))


def _parts(value: object) -> Iterator[object]:
    """Yield a value and all that it is made of, in order."""
    waiting = [value]
    while waiting:
        part = waiting.pop()
        yield part
        if isinstance(part, tuple):
            waiting.extend(reversed(part))
        elif is_dataclass(part) and not isinstance(part, Location):
            waiting.extend(getattr(part, f.name) for f in reversed(fields(part)))
