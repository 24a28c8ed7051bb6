"""Compile a template once for whatever it says: its text, and the quoted words in its tags.

Most edits change words, and most builds nothing at all, while compiling takes longer than all the
rest of composing. So words are compiled as numbered slots, and put into the code afterwards: the
same tags on the same lines need no compiling again.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from threading import Lock
from types import CodeType

from jinja2.lexer import Token

from briefing.compose.shield import Mark, mark, split_marks

KEPT = 64
"""How many templates' codes stay in memory; a large one has a hundred kilobytes."""


class CodeCache:
    """Codes with slots, by all that they were compiled from; the one used last is kept longest."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._codes: dict[Hashable, CodeType] = {}
        self._lock = Lock()

    def code(self, key: Hashable, compile_anew: Callable[[], CodeType]) -> CodeType:
        """Return the code of `key`, compiled where it is not known."""
        with self._lock:
            known = self._codes.pop(key, None)
        code = known or compile_anew()
        with self._lock:
            self._codes[key] = code
            while len(self._codes) > self._kept:
                del self._codes[next(iter(self._codes))]
        return code


def slotted(tokens: Sequence[Token]) -> tuple[list[Token], list[str]]:
    """Return the tokens with a slot in place of each text or quoted string, and what they say.

    An empty string stays: Python decides while compiling what it is false for.
    """
    texts: list[str] = []
    slots: list[Token] = []
    for token in tokens:
        if token.type not in ("data", "string") or not token.value:
            slots.append(token)
            continue
        slots.append(Token(token.lineno, token.type, mark(Mark.SLOT, len(texts))))
        texts.append(token.value)
    return slots, texts


def filled(code: CodeType, texts: Sequence[str]) -> CodeType:
    """Return the code with the texts in its slots."""
    return code.replace(co_consts=tuple(_filled(constant, texts) for constant in code.co_consts))


def _filled(constant: object, texts: Sequence[str]) -> object:
    match constant:
        case str():
            parts = split_marks(constant)
            return "".join(p if isinstance(p, str) else texts[p.number] for p in parts)
        case CodeType():
            return filled(constant, texts)
        case tuple():
            return tuple(_filled(one, texts) for one in constant)
    return constant
