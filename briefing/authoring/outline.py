"""An article's outline: what it says, in the order in which it says it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from briefing.model.article import Block, Code, Emphasis, Inline, InlineImage, LineBreak, Link, Text

Inlines = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Action:
    """A directive as the article words it; `horizon` as templates write it ("30 days")."""

    words: Inlines
    horizon: str


@dataclass(frozen=True, slots=True)
class Call:
    """The closing call to action; `url` is where the article's own button led, if it had one."""

    headline: Inlines
    body: tuple[Inlines, ...]
    label: str = ""
    url: str = ""


Part = Block | Action | Call


@dataclass(frozen=True, slots=True)
class Chapter:
    """What stands under one heading; what comes before the first has no title."""

    title: Inlines
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """A whole article. `footnotes` are numbered from 1, as the text refers to them."""

    headline: Inlines
    dek: Inlines
    chapters: tuple[Chapter, ...]
    footnotes: tuple[Inlines, ...] = ()

    @property
    def parts(self) -> Iterator[Part]:
        """Every part, in reading order."""
        return (part for chapter in self.chapters for part in chapter.parts)


# --- inline content -----------------------------------------------------------------------------


def text_of(children: Inlines) -> str:
    """Return inline content as one text, a character for a line break: what `cut` counts in."""
    return "".join(_text(child) for child in children)


def _text(child: Inline) -> str:
    match child:
        case Text(text) | Code(text):
            return text
        case Emphasis(_, children) | Link(_, children):
            return text_of(children)
        case InlineImage(_, alt):
            return alt
        case LineBreak():
            return "\n"
        case _:
            return ""


def cut(children: Inlines, start: int, end: int) -> Inlines:
    """Return what stands between two places of `text_of(children)`, marks kept."""
    kept: list[Inline] = []
    position = 0
    for child in children:
        length = len(_text(child))
        first, last = max(start - position, 0), min(end - position, length)
        position += length
        if first >= last:
            continue
        match child:
            case Text(text):
                kept.append(Text(text[first:last]))
            case Code(text):
                kept.append(Code(text[first:last]))
            case Emphasis(kind, inner):
                kept.append(Emphasis(kind, cut(inner, first, last)))
            case Link(_, inner):
                kept.append(replace(child, children=cut(inner, first, last)))
            case _:
                kept.append(child)
    return trimmed(tuple(kept))


def trimmed(children: Inlines) -> Inlines:
    """Return inline content without white space at its ends."""
    parts = list(children)
    while parts and isinstance(parts[0], Text | LineBreak) and not _text(parts[0]).strip():
        parts.pop(0)
    while parts and isinstance(parts[-1], Text | LineBreak) and not _text(parts[-1]).strip():
        parts.pop()
    if parts and isinstance(parts[0], Text):
        parts[0] = Text(parts[0].text.lstrip())
    if parts and isinstance(parts[-1], Text):
        parts[-1] = Text(parts[-1].text.rstrip())
    return tuple(parts)
