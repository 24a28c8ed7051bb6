"""A published article, in plain text, Markdown or HTML, becomes its outline."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from briefing.authoring.dates import published_on
from briefing.authoring.directives import directives_in_list, directives_in_words
from briefing.authoring.html_text import read_html
from briefing.authoring.marked_text import read_markdown
from briefing.authoring.outline import Call, Chapter, Inlines, Outline, Part, cut, text_of
from briefing.authoring.plain_text import read_plain
from briefing.compose.shield import has_private
from briefing.errors import ContentError
from briefing.model.article import (
    Block,
    CodeBlock,
    Diagram,
    Heading,
    LineBreak,
    Link,
    ListBlock,
    Paragraph,
    Text,
)

Form = Literal["text", "markdown", "html"]
LONGEST_HEADLINE, LONGEST_DEK, LONGEST_CALL = 160, 320, 420
_SENTENCE = re.compile(r"[.!?]['\"”’)]*\s+(?=[^\Wa-z_]|[\"“'(])")
_INVITES = re.compile(
    r"\b(subscribe|sign up|inbox|newsletter|join (us|now|the|our)|get (the|our|your)|stay ahead|"
    r"stay (up|in)|follow us|register|start (your|a) |try it|free)\b",
    re.IGNORECASE,
)
_BIDI = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0xFEFF])


def form_of(text: str, suffix: str = "") -> Form:
    """Return what a text is written in, by its file's suffix or by what stands in it."""
    named: dict[str, Form] = {
        ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html",
        ".xhtml": "html",
    }  # fmt: skip
    if suffix.lower() in named:
        return named[suffix.lower()]
    if re.match(r"\s*<(!doctype|html|head|body|article|main|div|section|h1|p)\b", text, re.I):
        return "html"
    if re.search(r"^(#{1,3} +\S|```|~~~)|\]\(https?://", text, re.MULTILINE):
        return "markdown"
    return "text"


def read_article(text: str, form: Form, today: date) -> Outline:
    """Return the outline of an article; what it calls "by March" is seen from the day it bears.

    `today` is that day where it bears none.
    Raises: ContentError where it holds nothing to read, or what no issue can hold.
    """
    clean = _clean(text)
    day = published_on(clean, form) or today
    notes: tuple[Inlines, ...] = ()
    if form == "markdown":
        blocks, notes = read_markdown(clean)
    else:
        blocks = read_html(clean) if form == "html" else read_plain(clean)
    headline, body = _headline([b for b in blocks if not _is_empty(b)])
    dek, body = _dek(body)
    chapters = _with_call([_with_directives(c, day) for c in _chapters(body)])
    return Outline(headline, dek, tuple(chapters), notes)


def _clean(text: str) -> str:
    """Return the text without characters that no reader sees, and with plain line ends."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").translate(_BIDI)
    kept = (
        c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs", "Zl", "Zp") else " "
        for c in lines
    )
    return "".join("\ufffd" if has_private(c) else c for c in kept)


def _is_empty(block: Block) -> bool:
    match block:
        case Paragraph(children) | Heading(_, children):
            return not text_of(children).strip()
        case CodeBlock(words) | Diagram(_, words):
            return not words.strip()
        case ListBlock(items):
            return not items
        case _:
            return False


def _headline(blocks: list[Block]) -> tuple[Inlines, list[Block]]:
    """Take the headline off: the first heading of the first level, or the first words there are.

    The headline often stands there again, as the page's title and as the article's: once is enough.
    """
    first = next((n for n, b in enumerate(blocks) if isinstance(b, Heading)), None)
    if first is not None and (first == 0 or getattr(blocks[first], "level", 2) == 1):
        heading = blocks[first]
        title = heading.children if isinstance(heading, Heading) else ()
        rest = [*blocks[:first], *blocks[first + 1 :]]
    elif blocks and isinstance(blocks[0], Paragraph):
        title, rest = _split_title(blocks[0].children), blocks[1:]
        if title != blocks[0].children:
            rest = blocks
    else:
        raise ContentError(
            "no headline can be found",
            hint="let the article begin with its headline: the first line, `# …`, or <h1>",
        )
    said = _norm(title)
    kept = [
        block
        for number, block in enumerate(rest)
        if number > 2
        or not (isinstance(block, Heading | Paragraph) and _norm(block.children) == said)
    ]
    return tuple(Text(" ") if c == LineBreak() else c for c in title), kept


def _split_title(children: Inlines) -> Inlines:
    """Return what can be a headline of a long first paragraph: its first sentence, or words."""
    whole = text_of(children)
    if len(whole) <= LONGEST_HEADLINE:
        return children
    end = _SENTENCE.search(whole)
    if end and end.start() < LONGEST_HEADLINE:
        return cut(children, 0, end.start())
    return (Text(f"{' '.join(whole[:80].split()[:-1]) or whole[:60]} …"),)


def _norm(children: Inlines) -> str:
    return " ".join(text_of(children).split()).casefold()


def _dek(blocks: list[Block]) -> tuple[Inlines, list[Block]]:
    """Take the dek off: the paragraph behind the headline, or the first sentence of a long one."""
    if not blocks or not isinstance(blocks[0], Paragraph):
        return (), blocks
    children = blocks[0].children
    whole = text_of(children)
    end = _SENTENCE.search(whole)
    if len(whole) <= LONGEST_DEK or not end:
        return children, blocks[1:]
    rest = Paragraph(cut(children, end.end(), len(whole)))
    return cut(children, 0, end.end()), [rest, *blocks[1:]]


def _chapters(blocks: Sequence[Block]) -> list[Chapter]:
    """Return the blocks under their headings; the highest level that is used makes chapters."""
    levels = [b.level for b in blocks if isinstance(b, Heading)]
    top = min(levels, default=2)
    chapters: list[Chapter] = []
    title: Inlines = ()
    parts: list[Part] = []
    for block in blocks:
        if isinstance(block, Heading) and block.level == top:
            if title or parts:
                chapters.append(Chapter(title, tuple(parts)))
            title, parts = block.children, []
        elif isinstance(block, Heading):
            parts.append(Heading(min(block.level - top + 2, 6), block.children))
        else:
            parts.append(block)
    if title or parts:
        chapters.append(Chapter(title, tuple(parts)))
    return chapters


def _with_directives(chapter: Chapter, day: date) -> Chapter:
    parts: list[Part] = []
    for part in chapter.parts:
        if isinstance(part, Paragraph):
            parts.extend(directives_in_words(part.children, _norm(chapter.title), day))
        elif isinstance(part, ListBlock):
            parts.extend(directives_in_list(part, _norm(chapter.title), day))
        else:
            parts.append(part)
    return replace(chapter, parts=tuple(parts))


# --- the call to action ---------------------------------------------------------------------------


def _with_call(chapters: list[Chapter]) -> list[Chapter]:
    """Return the chapters, their end made a call to action where it invites the reader."""
    if not chapters:
        return chapters
    last = chapters[-1]
    if last.title and 0 < len(last.parts) <= 3:
        paragraphs = [part for part in last.parts if isinstance(part, Paragraph)]
        call = _call(last.title, paragraphs) if _begins_to_invite(last.title, paragraphs) else None
        if call and len(paragraphs) == len(last.parts):
            before = chapters[-2] if len(chapters) > 1 else Chapter((), ())
            return [*chapters[:-2], replace(before, parts=(*before.parts, call))]
    if last.parts and isinstance(last.parts[-1], Paragraph):
        paragraph = last.parts[-1]
        whole = text_of(paragraph.children)
        end = _SENTENCE.search(whole)
        stop = end.end() if end else len(whole)
        rest = cut(paragraph.children, stop, len(whole))
        head = cut(paragraph.children, 0, stop)
        call = _call(head, [Paragraph(rest)] if rest else [])
        if call and (len(chapters) > 1 or len(last.parts) > 1):
            return [*chapters[:-1], replace(last, parts=(*last.parts[:-1], call))]
    return chapters


def _begins_to_invite(title: Inlines, paragraphs: Sequence[Paragraph]) -> bool:
    """Return whether a chapter invites from its start, or only in what comes last."""
    first = paragraphs[0].children if paragraphs else ()
    return bool(_INVITES.search(f"{text_of(title)} {text_of(first)}"))


def _call(headline: Inlines, paragraphs: Sequence[Paragraph]) -> Call | None:
    """Return the call to action that the words make, or None where they invite to nothing."""
    words = " ".join([text_of(headline), *(text_of(p.children) for p in paragraphs)])
    if len(words) > LONGEST_CALL or not _INVITES.search(words):
        return None
    body: list[Inlines] = []
    label = url = ""
    for paragraph in paragraphs:
        button = _button(paragraph.children)
        if button and not label:
            label, url = text_of(button.children).strip(), button.url
        else:
            body.append(paragraph.children)
    if not paragraphs and (button := _button(headline)):
        return Call(button.children, (), text_of(button.children).strip(), button.url)
    return Call(headline, tuple(body), label, url)


def _button(children: Inlines) -> Link | None:
    links = [child for child in children if isinstance(child, Link)]
    others = [c for c in children if not isinstance(c, Link) and text_of((c,)).strip()]
    return links[0] if len(links) == 1 and not others else None
