"""One template under the eye: its text, tokens, tree and prose, each with its exact place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from jinja2 import Environment, nodes

from briefing.errors import Location

PRINTED = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands in prose for whatever an expression prints there."""
TAG = "\N{INVISIBLE SEPARATOR}"
"""Stands in prose for tags and comments, which print nothing."""
_FENCE = re.compile(rf"{TAG}* {{0,3}}(`{{3,}}|~{{3,}})[ \t]*([\w-]*)")
_HIDDEN = (
    re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL),  # code within a line
    re.compile(r"(?<=\])\([^)\n]*\)"),  # where a link leads
    re.compile(r"(?m)^ {0,3}\[[^\]\n]+\]:[ \t]*\S+"),  # and where a reference does
    re.compile(r"<(?:https?|mailto):[^>\s]*>|https?://\S+"),
    re.compile(r"\[\^[^\]\n]*\]"),  # footnotes
    re.compile(r"&#?\w+;"),
)


@dataclass(frozen=True, slots=True)
class Token:
    """A token of Jinja's, and where it stands in the text."""

    kind: str
    text: str
    start: int
    line: int

    @property
    def end(self) -> int:
        """The offset after it."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block of Markdown: its language, and the offsets of what stands in it."""

    language: str
    opening: int
    start: int
    end: int


class Template:
    """A template's text, with what Jinja and Markdown see in it.

    `text` has its lines ended by line feeds alone, as Jinja reads it; lines and columns are those
    of the file. `name` is how Jinja's loader knows it.

    Raises: TemplateSyntaxError, or BriefingError, where it does not parse.
    """

    def __init__(self, text: str, *, path: str, name: str, environment: Environment) -> None:
        self.text = re.sub(r"\r\n?", "\n", text.removeprefix("\ufeff"))
        self.path = path
        self.name = name
        self.tokens = tuple(_tokens(self.text, environment, name))
        self.tree: nodes.Template = environment.parse(self.text, name, path)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def at(self, offset: int) -> Location:
        """Return the place of an offset."""
        line = bisect_right(self._starts, offset)
        return Location(self.path, line, offset - self._starts[line - 1] + 1)

    def line_of(self, offset: int) -> tuple[int, int]:
        """Return where the line around an offset begins, and where the next one does."""
        line = bisect_right(self._starts, offset)
        ends = self._starts[line] if line < len(self._starts) else len(self.text)
        return self._starts[line - 1], ends

    # --- finding nodes again ------------------------------------------------------------------

    def named(self, name: str, line: int | None, *, after: Sequence[str] = ()) -> list[Token]:
        """Return the tokens of a name on a line, or anywhere where that line has none.

        With `after`, only those that follow one of these; without, those that are no attribute,
        filter or keyword.
        """
        found = [
            token
            for before, token, behind in self._neighbours()
            if token.text == name
            and token.kind == "name"
            and (before in after if after else before not in (".", "|") and behind != "=")
        ]
        return [token for token in found if token.line == line] or found

    def quoted(self, words: str, line: int | None) -> list[Token]:
        """Return the tokens of a quoted text on a line, or anywhere where that line has none."""
        found = [t for t in self.tokens if t.kind == "string" and t.text[1:-1] == words]
        return [token for token in found if token.line == line] or found

    def keyword(self, name: str, line: int | None) -> list[Token]:
        """Return the tokens of a keyword argument near a line."""
        found = [t for _, t, behind in self._neighbours() if t.text == name and behind == "="]
        return [t for t in found if line is None or t.line >= line] or found

    def _neighbours(self) -> Iterator[tuple[str, Token, str]]:
        meant = [token for token in self.tokens if token.kind != "whitespace"]
        for number, token in enumerate(meant):
            before = meant[number - 1].text if number else ""
            behind = meant[number + 1].text if number + 1 < len(meant) else ""
            yield before, token, behind

    @cached_property
    def tags(self) -> tuple[tuple[Token, ...], ...]:
        """Each `{% … %}` tag: its tokens, delimiters included, blanks left out."""
        tags: list[list[Token]] = []
        inside = False
        for token in self.tokens:
            if token.kind == "block_begin":
                inside = True
                tags.append([])
            if inside and token.kind != "whitespace":
                tags[-1].append(token)
            inside = inside and token.kind != "block_end"
        return tuple(tuple(tag) for tag in tags)

    # --- Markdown -----------------------------------------------------------------------------

    @cached_property
    def visible(self) -> str:
        """The text with marks in place of tags, comments and expressions; every offset is kept."""
        out: list[str] = []
        end = 0
        inside = ""
        for token in self.tokens:
            out.append(_blank(self.text[end : token.start]))
            if token.kind == "variable_begin":
                inside = PRINTED
            elif token.kind == "block_begin":
                inside = TAG
            if token.kind in ("data", "raw"):
                out.append(token.text)
            else:
                out.append(_blank(token.text, inside or TAG))
            if token.kind in ("variable_end", "block_end"):
                inside = ""
            end = token.end
        out.append(_blank(self.text[end:]))
        return "".join(out)

    @cached_property
    def fences(self) -> tuple[Fence, ...]:
        """The fenced blocks."""
        found: list[Fence] = []
        open_at: tuple[str, str, int, int] | None = None
        for start in self._starts:
            line = self.visible[start : self.line_of(start)[1]]
            match = _FENCE.match(line)
            if open_at is None:
                if match:
                    open_at = (match[1], match[2], start, start + len(line))
            elif match and match[1].startswith(open_at[0]) and not line[match.end(1) :].strip():
                found.append(Fence(open_at[1], open_at[2], open_at[3], start))
                open_at = None
        if open_at:
            found.append(Fence(open_at[1], open_at[2], open_at[3], len(self.text)))
        return tuple(found)

    @cached_property
    def prose(self) -> str:
        """What readers read as sentences: no code, no addresses; every offset is kept."""
        prose = self.visible
        for fence in self.fences:
            _, end = self.line_of(fence.end) if fence.end < len(prose) else (0, fence.end)
            prose = prose[: fence.opening] + _blank(prose[fence.opening : end]) + prose[end:]
        for hidden in _HIDDEN:
            prose = hidden.sub(lambda match: _blank(match[0]), prose)
        return prose


def _blank(text: str, by: str = " ") -> str:
    return re.sub(r"[^\n]", by, text)


def _tokens(text: str, environment: Environment, name: str) -> Iterator[Token]:
    """Yield Jinja's tokens; it drops blanks around tags without a word, so each is looked for."""
    end = 0
    for line, kind, value in environment.lex(text, name):
        start = text.index(value, end)
        end = start + len(value)
        yield Token(kind, value, start, line)
