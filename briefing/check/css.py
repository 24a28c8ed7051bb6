"""CSS as far as checks need it: the declarations of style attributes and of style sheets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_PART = re.compile(r""" [^;"'()]+ | "[^"]*"? | '[^']*'? | \([^()]*\)? | [;)] """, re.VERBOSE)
_BRACE = re.compile(r"""[{};]|"[^"]*"?|'[^']*'?""")


class Declaration(NamedTuple):
    """One `property: value`, both in lower case, without `!important`."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Rule:
    """What stands between one pair of braces, and what stands before them."""

    selector: str
    declarations: tuple[Declaration, ...]


@lru_cache(maxsize=4096)
def declarations(text: str) -> tuple[Declaration, ...]:
    """Return the declarations of a style attribute; what cannot be read is left out."""
    found = []
    for part in _split(_COMMENT.sub("", text)):
        name, colon, value = part.partition(":")
        value = value.lower().removesuffix("!important").strip()
        if colon and name.strip() and value:
            found.append(Declaration(name.strip().lower(), value))
    return tuple(found)


def _split(text: str) -> list[str]:
    if not any(c in text for c in "\"'("):
        return text.split(";")
    parts = [""]
    for piece in _PART.findall(text):
        if piece == ";":
            parts.append("")
        else:
            parts[-1] += piece
    return parts


def rules(sheet: str) -> Iterator[Rule]:
    """Yield the rules of a style sheet, those in at-rules too; `@import …` is a rule of nothing."""
    text = _COMMENT.sub("", sheet)
    around: list[str] = []
    start = 0
    for brace in _BRACE.finditer(text):
        piece = text[start : brace.start()].strip()
        match brace[0]:
            case "{":
                around.append(" ".join(piece.split()))
            case "}":
                if around:
                    selector = around.pop()
                    if not selector.startswith("@") or piece:
                        yield Rule(selector, declarations(piece))
            case ";" if not around:
                yield Rule(piece, ())
            case _:
                continue
        start = brace.end()
