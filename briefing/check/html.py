"""HTML as a tree of elements with their lines, whatever the input looks like.

Conditional comments are understood: what stands in `<!--[if mso]>` is read by Outlook for Windows
alone, what stands between `<!--[if !mso]><!-->` and `<!--<![endif]-->` by everybody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from html.parser import HTMLParser

from briefing.errors import Location

VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()  # noqa: SIM905
)
_CONDITION = re.compile(r"\[if\s+([^\]]*)\]>")


class Audience(Enum):
    """Who gets to see an element."""

    ALL = "all"
    OUTLOOK = "only Outlook for Windows"
    OTHERS = "all but Outlook for Windows"


@dataclass(slots=True, eq=False)
class Element:
    """An element: attributes by lower-case name (the first of each counts), and its line.

    `origin` is the place in the editor's own files that it was made from, where it is known.
    """

    tag: str
    attributes: Mapping[str, str]
    line: int
    parent: Element | None = None
    audience: Audience = Audience.ALL
    children: list[Element | str] = field(default_factory=list)
    origin: Location | None = None

    def get(self, name: str) -> str:
        """Return an attribute's value, stripped; empty where there is none."""
        return self.attributes.get(name, "").strip()

    def walk(self) -> Iterator[Element]:
        """Yield the element and all below it, in document order."""
        waiting: list[Element] = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(c for c in reversed(element.children) if isinstance(c, Element))

    @property
    def text(self) -> str:
        """All text below the element, white space collapsed."""
        found: list[str] = []
        waiting: list[Element | str] = [self]
        while waiting:
            node = waiting.pop()
            if isinstance(node, str):
                found.append(node)
            else:
                waiting.extend(reversed(node.children))
        return " ".join("".join(found).split())

    @property
    def own_text(self) -> str:
        """The text that stands directly in the element, white space collapsed."""
        return " ".join(" ".join(c for c in self.children if isinstance(c, str)).split())

    @property
    def above(self) -> Iterator[Element]:
        """The elements around this one, the nearest first."""
        element = self.parent
        while element:
            yield element
            element = element.parent


@dataclass(frozen=True, slots=True)
class Page:
    """One HTML edition: its file's name, its source and its elements in document order.

    `elements` is what everybody but Outlook for Windows sees, `outlook` what it alone sees.
    """

    place: str
    source: str
    elements: tuple[Element, ...]
    outlook: tuple[Element, ...]

    def all(self, *tags: str) -> tuple[Element, ...]:
        """Return the elements of these tags, in document order."""
        return tuple(e for e in self.elements if e.tag in tags)


def read_page(place: str, source: str) -> Page:
    """Return the page that `source` makes; unclosed and stray tags are tolerated."""
    reader = _Reader(first_line=1, audience=Audience.ALL)
    reader.feed(source)
    reader.close()
    elements = tuple(reader.root.walk())[1:]
    return Page(place, source, elements, tuple(reader.outlook))


class _Reader(HTMLParser):
    def __init__(self, *, first_line: int, audience: Audience) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {}, first_line)
        self.outlook: list[Element] = []
        self._open = [self.root]
        self._first_line = first_line
        self._audience = audience

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in reversed(attrs)}
        here = self._open[-1]
        line = self.getpos()[0] + self._first_line - 1
        element = Element(tag, named, line, here, self._audience)
        here.children.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self._open) - 1, 0, -1):
            if self._open[depth].tag == tag:
                del self._open[depth:]
                return

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        condition = _CONDITION.match(data)
        if data.startswith("<![endif]"):
            self._audience = Audience.ALL
        elif condition and data[condition.end() :].strip() in ("<!", "<!-->", "<!--"):
            if "!mso" in condition[1].replace(" ", ""):
                self._audience = Audience.OTHERS
        elif condition and "mso" in condition[1] and "!" not in condition[1]:
            self._read_outlook(data[condition.end() :], data[: condition.end()])

    def parse_marked_section(self, i: int, report: bool = True) -> int:  # noqa: FBT001, FBT002
        """Skip `<![if …]>` and `<![CDATA[…]]>`, on which the standard parser raises."""
        end = self.rawdata.find(">", i)
        return len(self.rawdata) if end < 0 else end + 1

    def _read_outlook(self, content: str, before: str) -> None:
        line = self.getpos()[0] + self._first_line - 1 + before.count("\n")
        inner = _Reader(first_line=line, audience=Audience.OUTLOOK)
        inner.feed(content.rsplit("<![endif]", 1)[0])
        inner.close()
        self.outlook.extend(tuple(inner.root.walk())[1:])
