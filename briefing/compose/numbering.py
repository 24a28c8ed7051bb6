"""Number what an article holds, in reading order, however deep it lies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count

from briefing.model.article import Block, Diagram, ListBlock, Quote, Section


def number_diagrams(sections: Sequence[Section]) -> tuple[Section, ...]:
    """Return the sections with an id for each diagram, which no other has."""
    numbers = count(1)
    return tuple(replace(s, blocks=_numbered(s.blocks, numbers)) for s in sections)


def _numbered(blocks: Sequence[Block], numbers: Iterator[int]) -> tuple[Block, ...]:
    return tuple(_numbered_block(block, numbers) for block in blocks)


def _numbered_block(block: Block, numbers: Iterator[int]) -> Block:
    match block:
        case Diagram():
            return replace(block, id=f"diagram-{next(numbers)}")
        case Quote(inner):
            return Quote(_numbered(inner, numbers))
        case ListBlock(items):
            numbered = (replace(item, blocks=_numbered(item.blocks, numbers)) for item in items)
            return replace(block, items=tuple(numbered))
        case _:
            return block
