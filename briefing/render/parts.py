"""Sections cut into the parts that an email template lays out one by one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from briefing.model.article import Block, CallToAction, Diagram, Directives, Section, Stories
from briefing.render.blocks import BlockWriter
from briefing.render.slots import Html

KINDS: tuple[tuple[type, str], ...] = (
    (Diagram, "diagram"),
    (Directives, "directives"),
    (Stories, "stories"),
    (CallToAction, "cta"),
)


NOTHING = Html()


@dataclass(frozen=True, slots=True)
class Part:
    """A run of blocks of one kind: prose, diagram, directives, stories or cta.

    `html` is all of it. A call to action is laid out by the template itself, and has its
    `headline`, `body`, `label` and `url` besides.
    """

    kind: str
    html: Html
    headline: Html = NOTHING
    body: Html = NOTHING
    label: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section as an email template sees it."""

    id: str
    title: Html
    parts: tuple[Part, ...]


def section_views(
    sections: Sequence[Section], writer: BlockWriter, style: Callable[[str], Html]
) -> list[SectionView]:
    """Return the sections cut into parts; `style` puts the styles into their HTML."""
    return [
        SectionView(
            section.id,
            writer.inline.write(section.title),
            tuple(_parts(section.blocks, writer, style)),
        )
        for section in sections
    ]


def _parts(
    blocks: Sequence[Block], writer: BlockWriter, style: Callable[[str], Html]
) -> list[Part]:
    parts: list[Part] = []
    for kind, run in groupby(blocks, key=kind_of):
        if kind == "cta":
            parts.extend(_call(block, writer, style) for block in run)
        elif kind == "directives":
            items = [d for block in run if isinstance(block, Directives) for d in block.items]
            parts.append(Part(kind, style(writer.directives(items))))
        elif kind == "prose":
            parts.append(Part(kind, style(writer.write(list(run)))))
        else:
            parts.extend(Part(kind, style(writer.one(block))) for block in run)
    return parts


def kind_of(block: Block) -> str:
    """Return the kind of part that a block belongs to."""
    return next((kind for type_, kind in KINDS if isinstance(block, type_)), "prose")


def _call(block: Block, writer: BlockWriter, style: Callable[[str], Html]) -> Part:
    assert isinstance(block, CallToAction)
    return Part(
        "cta",
        style(writer.one(block)),
        style(f'<div class="call">{writer.inline.write(block.headline)}</div>'),
        style(f'<div class="call"><p>{writer.inline.write(block.body)}</p></div>')
        if block.body
        else NOTHING,
        block.label,
        block.url,
    )
