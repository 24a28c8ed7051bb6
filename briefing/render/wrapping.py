"""Wrap plain text to a width in columns, in scripts with spaces and in those without."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

WIDTH = 72
"""Columns; RFC 3676 asks for no more than 78."""

_HANGING = frozenset(
    "、。，．・：；？！゛゜ヽヾゝゞ々ー’”）〕］｝〉》」』】〙〗〟｠»‐–〜…‥"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ"
    "!%),.:;?]}¢°′″℃％"
)
"""What never begins a line (JIS X 4051, 'kinsoku'); a note's "[a]" does not, either."""
_LEADING = frozenset("‘“（〔［｛〈《「『【〘〖〝｟«([{£¥＄￥＃#$")
"""What never ends one."""


def columns(text: str) -> int:
    """Return how many columns a text takes on a terminal: wide characters two, accents none."""
    return len(text) if text.isascii() else sum(map(_width, text))


def wrap(text: str, first: str = "", rest: str = "") -> str:
    """Return a paragraph wrapped to WIDTH, its first and its later lines indented so.

    Lines are broken at spaces, and within words where a script sets none. What cannot be broken,
    such as a URL, stands whole on a line that is longer.
    """
    lines: list[str] = []
    line, indent = "", first
    room = WIDTH - columns(first)
    for space, piece in pieces(text):
        gap = " " if space and line else ""
        width = columns(piece) + len(gap)
        if line and width > room:
            lines.append(indent + line)
            line, indent, gap = "", rest, ""
            room = WIDTH - columns(rest)
            width = columns(piece)
        line += gap + piece
        room -= width
    return "\n".join([*lines, indent + line]) if line else first.rstrip()


def _width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def pieces(text: str) -> Iterator[tuple[bool, str]]:
    """Yield what may stand on a line of its own, and whether a space stood before it."""
    for word in re.split(r"[ \t\r\f\v\n]+", text.strip(" \t\r\f\v\n")):
        space = True
        start = 0
        # A word of two characters between spaces would look torn.
        for place in () if columns(word) <= 4 else range(1, len(word)):
            if _breaks(word[place - 1], word[place]):
                yield space, word[start:place]
                space, start = False, place
        if word[start:]:
            yield space, word[start:]


def _breaks(before: str, after: str) -> bool:
    """Tell whether a line may end between two characters of a word."""
    if after in _HANGING or before in _LEADING or _width(after) == 0:
        return False
    return _spaceless(before) or _spaceless(after)


def _spaceless(character: str) -> bool:
    """Tell whether a character is of a script that sets no spaces; Korean does set them."""
    wide = unicodedata.east_asian_width(character) in "WF"
    return wide and not "\uac00" <= character <= "\ud7a3"
