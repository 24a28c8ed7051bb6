"""Read an article in plain text, which has lost its marks: titles, lists and fences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.authoring.mermaid import script_at
from briefing.model.article import Block, CodeBlock, Diagram, Heading, ListBlock, ListItem, Text
from briefing.model.article import Paragraph as Words

LONGEST_TITLE = 80
WRAPPED_AT = 120
_BULLET = re.compile(r"\s*(?:[-*+•–‣]|(?P<number>\d{1,3})[.)])\s+(?=\S)")
_ENDS = re.compile(r"[.!?:;,…]['\"”’)]*$")


def read_plain(text: str) -> list[Block]:
    """Return the blocks of a plain text.

    Each line is a paragraph where lines are long; where they are wrapped, an empty line ends one.
    A short line that does not end like a sentence and has text below it is a heading.
    """
    lines = text.strip().split("\n")
    blocks: list[Block] = []
    words: list[str] = []
    wrapped = any(not line.strip() for line in lines) and _is_wrapped(lines)
    position = 0
    while position < len(lines):
        end = script_at(lines, position)
        if end > position:
            blocks.extend(_paragraphs(words, wrapped=wrapped))
            words = []
            blocks.append(Diagram("", "\n".join(lines[position:end])))
            position = end
            continue
        # The word that named the fence's language outlives the fence.
        left_over = lines[position].strip().strip("`~") == "mermaid"
        if not (left_over and _begins(lines, position + 1)):
            words.append(lines[position])
        position += 1
    blocks.extend(_paragraphs(words, wrapped=wrapped))
    return _with_headings(blocks)


def _begins(lines: list[str], position: int) -> bool:
    return position < len(lines) and script_at(lines, position) > position


def _is_wrapped(lines: list[str]) -> bool:
    return max(map(len, lines)) <= WRAPPED_AT


def _paragraphs(lines: list[str], *, wrapped: bool) -> Iterator[Block]:
    items: list[tuple[str, str]] = []
    run: list[str] = []

    def close() -> Iterator[Block]:
        if items:
            yield _list(items)
            items.clear()
        if run:
            yield Words((Text(" ".join(run)),))
            run.clear()

    for line in lines:
        bullet = _BULLET.match(line)
        if not line.strip():
            if run:
                yield from close()
        elif bullet:
            if run:
                yield from close()
            items.append((bullet["number"] or "", line[bullet.end() :].strip()))
        elif items and line[:1].isspace():
            items[-1] = (items[-1][0], f"{items[-1][1]} {line.strip()}")
        else:
            if items or (run and not wrapped):
                yield from close()
            run.append(line.strip())
    yield from close()


def _list(items: list[tuple[str, str]]) -> Block:
    ordered = bool(items[0][0])
    made = tuple(ListItem((Words((Text(text),)),)) for _, text in items)
    return ListBlock(made, ordered=ordered, start=int(items[0][0]) if ordered else 1)


def _with_headings(blocks: list[Block]) -> list[Block]:
    """Return the blocks, those that look like titles made headings."""
    found: list[Block] = []
    title = ""
    for number, block in enumerate(blocks):
        text = said(block)
        after = blocks[number + 1] if number + 1 < len(blocks) else None
        if not title and text:
            title = text
            found.append(Heading(1, (Text(text),)))
        elif isinstance(block, Words) and text != title and _is_title(text, after):
            found.append(Heading(2, (Text(text),)))
        else:
            found.append(block)
    return found


def _is_title(text: str, after: Block | None) -> bool:
    if not text or len(text) > LONGEST_TITLE or _ENDS.search(text) or not text[0].isalnum():
        return False
    if isinstance(after, ListBlock | Diagram):
        return True
    return len(said(after)) > len(text)


def said(block: Block | None) -> str:
    """Return the words of a paragraph, or nothing for another block."""
    if isinstance(block, CodeBlock) or not isinstance(block, Words):
        return ""
    return "".join(child.text for child in block.children if isinstance(child, Text)).strip()
