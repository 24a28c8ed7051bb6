"""Origins: which of an edition's elements come from which line of the editor's own files."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence

from briefing.check.html import Element, Page
from briefing.errors import Location
from briefing.model.article import (
    Article,
    Block,
    CallToAction,
    Citation,
    Code,
    CodeBlock,
    Diagram,
    Directive,
    Directives,
    Emphasis,
    FigureRef,
    FootnoteRef,
    Heading,
    Inline,
    InlineImage,
    Link,
    Paragraph,
    Stories,
    Table,
    Text,
    walk,
)

Key = tuple[str, ...]
Known = tuple[Key, Location | None]

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
TEXTS = frozenset(("p", "li", "pre", "figcaption"))
CONTAINERS = ("data", "stories", "directives")
"""Classes that blocks of several elements have in both editions."""
TICKS = "☑☐"
NOTHING = ("text", "")
_APART = frozenset(("p", "ul", "ol", "table", "blockquote", "pre", "figure"))


def trace(page: Page, article: Article) -> None:
    """Set the origin of every element that the article's own content has become.

    What reads alike is told apart by its order, which editions keep.
    """
    places: dict[Key, deque[Location]] = defaultdict(deque)
    for key, at in _of_article(article):
        if at and key != NOTHING:
            places[key].append(at)
    for element in page.elements:
        waiting = places.get(_key(element))
        around = element.parent.origin if element.parent else None
        element.origin = waiting.popleft() if waiting else around


def place_of(words: str, article: Article) -> Location | None:
    """Return where the article says `words` first, white space aside."""
    said = _bare(words)
    return next((at for key, at in _of_article(article) if said in key[-1]), None)


def _key(element: Element) -> Key:
    tag = element.tag
    if tag == "a":
        return ("link", element.get("href"), _bare(element.text))
    if tag == "img":
        return ("image", element.get("src"))
    if tag in HEADINGS:
        return ("heading", _bare(element.text))
    if tag in TEXTS:
        return ("text", _bare(_directly(element)).lstrip(TICKS))
    return ("block", next((c for c in CONTAINERS if c in element.get("class").split()), ""))


def _directly(element: Element) -> str:
    """Return an element's text without that of the blocks inside it."""
    parts = (
        child if isinstance(child, str) else _directly(child)
        for child in element.children
        if isinstance(child, str) or child.tag not in _APART
    )
    return "".join(parts)


# --- the article --------------------------------------------------------------------------------


def _of_article(article: Article) -> Iterator[Known]:
    yield from _of_heading(article.title, article.title_at)
    yield from _of_text(article.dek, article.dek_at)
    for section in article.sections:
        if section.title:
            yield from _of_heading(section.title, section.at)
    for block in walk(article):
        yield from _of_block(block)
    for note in article.footnotes:
        yield from _of_inlines(note)


def _of_block(block: Block) -> Iterator[Known]:
    match block:
        case Paragraph(children, at):
            yield from _of_text(children, at)
        case Heading(_, children, at):
            yield from _of_heading(children, at)
        case CodeBlock(text, _, at):
            yield ("text", _bare(text)), at
        case Table(head, rows, _, at):
            yield ("block", "data"), at
            for row in (head, *rows):
                for cell in row:
                    yield ("cell", _shown(cell)), at
                    yield from _of_inlines(cell)
        case Diagram():
            yield from _of_text(block.caption, block.at)
        case Directives(items):
            yield ("block", "directives"), items[0].at
            for directive in items:
                yield from _of_directive(directive)
        case Stories():
            yield ("block", "stories"), block.at
        case CallToAction(headline, body, label, url, at):
            yield from _of_heading(headline, at)
            yield ("link", url, _bare(label)), at
            yield from _of_text(body, at)
        case _:
            return  # made of blocks that are walked themselves, or of nothing


def _of_directive(directive: Directive) -> Iterator[Known]:
    for text in (directive.action, directive.rationale):
        yield from _of_text(text, directive.at)


def _of_heading(children: Sequence[Inline], at: Location | None) -> Iterator[Known]:
    yield ("heading", _shown(children)), at
    yield from _of_inlines(children)


def _of_text(children: Sequence[Inline], at: Location | None) -> Iterator[Known]:
    yield ("text", _shown(children)), at
    yield from _of_inlines(children)


def _of_inlines(children: Sequence[Inline]) -> Iterator[Known]:
    for child in children:
        match child:
            case Link(url, inner, _, at):
                yield ("link", url, _shown(inner)), at
                yield from _of_inlines(inner)
            case InlineImage(url, _, _, at):
                yield ("image", url), at
            case Emphasis(_, inner):
                yield from _of_inlines(inner)
            case _:
                continue


def _shown(children: Sequence[Inline]) -> str:
    """Return the text that editions show of inline content, without white space."""
    return _bare("".join(_word(child) for child in children))


def _word(child: Inline) -> str:
    match child:
        case Text(text) | Code(text) | FigureRef(_, text):
            return text
        case Emphasis(_, inner) | Link(_, inner):
            return _shown(inner)
        case Citation(number):
            return f"[{number}]"
        case FootnoteRef(number):
            return str(number)
        case _:
            return ""


def _bare(text: str) -> str:
    return "".join(text.split())
