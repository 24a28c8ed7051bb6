"""Inline content as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from markupsafe import escape

from briefing.model.article import (
    Citation,
    Code,
    Emphasis,
    FigureRef,
    FootnoteRef,
    Inline,
    InlineImage,
    LineBreak,
    Link,
    Reference,
    Text,
)
from briefing.render.slots import Html


@dataclass(frozen=True, slots=True)
class InlineWriter:
    """Writes inline content.

    `anchors` makes figures, citations and footnotes lead to their place in the same document;
    mail programs disagree about such links, so that in mail a citation leads to its source.
    """

    sources: Sequence[Reference]
    anchors: bool
    noted: set[int] = field(default_factory=set)
    """The footnotes that were referred to: the first reference is where a note leads back to."""

    def write(self, children: Sequence[Inline]) -> Html:
        """Return inline content as HTML, its text escaped."""
        return Html("".join(self._one(child) for child in children))

    def _one(self, child: Inline) -> str:
        match child:
            case Text(text):
                return str(escape(text))
            case Emphasis(kind, children):
                return f"<{kind}>{self.write(children)}</{kind}>"
            case Code(text):
                return f"<code>{escape(text)}</code>"
            case Link(url, children, title):
                shown = f' title="{escape(title)}"' if title else ""
                return f'<a href="{escape(url)}"{shown}>{self.write(children)}</a>'
            case InlineImage(url, alt, title):
                shown = f' title="{escape(title)}"' if title else ""
                return f'<img src="{escape(url)}" alt="{escape(alt)}"{shown}>'
            case LineBreak():
                return "<br>"
            case _:
                return self._reference(child)

    def _reference(self, child: FigureRef | Citation | FootnoteRef) -> str:
        match child:
            case FigureRef(figure_id, text):
                if not self.anchors:
                    return str(escape(text))
                return f'<a class="figure" href="#figure-{escape(figure_id)}">{escape(text)}</a>'
            case Citation(number):
                url = f"#source-{number}" if self.anchors else self.sources[number - 1].url
                return f'<sup><a href="{escape(url)}">[{number}]</a></sup>'
            case FootnoteRef(number):
                if not self.anchors:
                    return f"<sup>{number}</sup>"
                name = "" if number in self.noted else f' id="note-ref-{number}"'
                self.noted.add(number)
                return f'<sup><a href="#note-{number}"{name}>{number}</a></sup>'
