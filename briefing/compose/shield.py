"""Make text inert while it travels through Jinja and Markdown, and marks that travel with it.

Outside text must not become Markdown, HTML, Jinja or Mermaid. Escaping cannot promise that, for
whatever a template does to a string afterwards (join, slice, upper) may undo it. So each ASCII
punctuation character of such text is replaced by a private-use character that no parser gives a
meaning, and put back only in the leaves of the parsed article. Marks (template lines, printed
figures, blocks) are runs of private-use characters too.
"""

import re
import string
import unicodedata
from enum import IntEnum
from typing import NamedTuple

SHIELD_BASE = 0xF0000
MARK_BASE = 0x10F000
OPEN, CLOSE = chr(MARK_BASE), chr(MARK_BASE + 1)
DIGITS = tuple(chr(MARK_BASE + 0x10 + n) for n in range(10))

_TO_SHIELD = {ord(c): SHIELD_BASE + ord(c) for c in string.punctuation}
_FROM_SHIELD = {shielded: plain for plain, shielded in _TO_SHIELD.items()}
_MERMAID = {shielded: f"#{plain};" for plain, shielded in _TO_SHIELD.items()}
_PRIVATE = re.compile("[\U000f0000-\U0010ffff]")
_PERCENT = chr(SHIELD_BASE + ord("%"))
_PERCENTS, _APART = re.compile(f"{_PERCENT}(?={_PERCENT})"), f"{_PERCENT}\u2060"
_BIDI = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F])


class Mark(IntEnum):
    """What a mark stands for."""

    LINE = 0
    FIGURE = 1
    CITATION = 2
    BLOCK = 3
    URL = 4
    SLOT = 5


class Found(NamedTuple):
    """A mark found in a text: its kind, and the number that it carries."""

    mark: Mark
    number: int


_MARK = re.compile(
    f"{OPEN}([{chr(MARK_BASE + 0x20)}-{chr(MARK_BASE + 0x2F)}])([{DIGITS[0]}-{DIGITS[9]}]+){CLOSE}"
)


def shield(text: str) -> str:
    """Return `text` on one line, with every ASCII punctuation character made inert."""
    clean = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in text)
    clean = _PRIVATE.sub("\ufffd", clean.translate(_BIDI))
    return re.sub(r"\s+", " ", clean).translate(_TO_SHIELD)


def unshield(text: str) -> str:
    """Return the plain text of `text`: inert characters put back, stray marks dropped.

    Two percent signs from outside, such as placeholders begin with, are kept apart, unseen.
    """
    return _PRIVATE.sub("", _PERCENTS.sub(_APART, text).translate(_FROM_SHIELD))


def unshield_mermaid(text: str) -> str:
    """Return `text` for a Mermaid script: inert characters as Mermaid's `#code;` entities."""
    return _PRIVATE.sub("", _PERCENTS.sub(_APART, text).translate(_MERMAID))


def has_private(text: str) -> bool:
    """Tell whether a text holds characters that are kept for shields and marks."""
    return bool(_PRIVATE.search(text))


def mark(kind: Mark, number: int) -> str:
    """Return the mark that carries `number`."""
    digits = "".join(DIGITS[int(d)] for d in str(number))
    return f"{OPEN}{chr(MARK_BASE + 0x20 + kind)}{digits}{CLOSE}"


def split_marks(text: str) -> list[str | Found]:
    """Return the runs of text and the marks of `text`, in order; empty runs are left out."""
    parts: list[str | Found] = []
    end = 0
    for match in _MARK.finditer(text):
        if match.start() > end:
            parts.append(text[end : match.start()])
        kind = Mark(ord(match[1]) - MARK_BASE - 0x20)
        parts.append(Found(kind, int("".join(str(DIGITS.index(d)) for d in match[2]))))
        end = match.end()
    if end < len(text):
        parts.append(text[end:])
    return parts


def take_lines(text: str) -> tuple[str, list[int | None]]:
    """Strip the line marks; return the text, and the number last marked for each of its lines.

    Lines before the first mark have none.
    """
    lines: list[int | None] = []
    current: int | None = None
    out: list[str] = []
    for line in text.split("\n"):
        kept: list[str] = []
        first = current
        seen = False
        for part in split_marks(line):
            if isinstance(part, Found) and part.mark is Mark.LINE:
                current = part.number
                if not seen and not "".join(kept).strip():
                    first = current
                continue
            piece = part if isinstance(part, str) else mark(part.mark, part.number)
            seen = seen or bool(piece.strip())
            kept.append(piece)
        lines.append(first)
        out.append("".join(kept))
    return "\n".join(out), lines
