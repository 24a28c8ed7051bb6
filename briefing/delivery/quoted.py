"""Quoted-printable (RFC 2045, 6.7) with slots in it, in a form that nothing on the way changes.

What we write is its own relaxed canonical body (RFC 6376, 3.4.4): no two blanks in a row, none at a
line's end. No line begins with a dot, so that SMTP doubles none, nor with "From ", which mailbox
files change. A slot stands on lines of its own between soft line breaks: whatever value it gets,
lines stay within 76 columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

WIDTH = 75
"""Columns of a line, the soft line break's own "=" not counted."""

_BYTES = tuple(bytes([n]) if 33 <= n <= 126 and n != ord("=") else b"=%02X" % n for n in range(256))

_FROM = [b"F", b"r", b"o", b"m"]
_CHANGED = re.compile(r"(?:\A|\n)(?:\.|From)")
_PLAIN = re.compile(r"[!-<>-~]*")


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a subscriber's own value; in HTML it is written escaped."""

    name: str
    html: bool


def encode(text: str, names: frozenset[str], *, html: bool) -> Iterator[bytes | Slot]:
    """Yield the encoded text, ending in CRLF, cut where one of `names` stands in it."""
    cut = re.compile("|".join(map(re.escape, sorted(names)))) if names else None
    lines = _lines(text)
    if lines == [""]:  # the canonical form of an empty line alone is no line at all
        yield b"=20\r\n"
        return
    for line in lines:
        yield from _encode_line(line, cut, html=html)


def encode_value(value: str) -> bytes:
    """Return a value for a slot: encoded, in as many lines as it needs."""
    if _PLAIN.fullmatch(value):  # as nearly every URL of ours
        lines = [value[at : at + WIDTH] for at in range(0, len(value), WIDTH)]
        broken = "=\r\n".join(lines)
        if not _CHANGED.search(broken):
            return broken.encode()
    return b"=\r\n".join(_wrapped([*_units(value, quote_spaces=True)]))


def _lines(text: str) -> list[str]:
    """Return the text's lines, whatever ends them, without the empty ones at its end."""
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")


def _encode_line(line: str, cut: re.Pattern[str] | None, *, html: bool) -> Iterator[bytes | Slot]:
    at = 0
    for found in cut.finditer(line) if cut else ():
        if found.start() > at:
            yield _encode_run(line[at : found.start()], soft=True)
        yield Slot(found[0], html)
        if found.end() < len(line):
            yield b"=\r\n"
        at = found.end()
    yield _encode_run(line[at:], soft=False) + b"\r\n"


def _encode_run(text: str, *, soft: bool) -> bytes:
    """Return a run that begins a line of its own; `soft` ends it by a soft line break."""
    lines = _wrapped([*_units(text)])
    if not soft and lines and lines[-1].endswith(b" "):
        lines[-1] = lines[-1][:-1] + b"=20"
        if len(lines[-1]) > WIDTH:
            lines[-1:] = [lines[-1][:-3], b"=20"]
    return b"=\r\n".join(lines) + (b"=\r\n" if soft else b"")


def _units(text: str, *, quote_spaces: bool = False) -> Iterator[bytes]:
    before = b""
    for number in text.encode():
        unit = _BYTES[number]
        if number == 32 and not quote_spaces and before != b" ":
            unit = b" "
        yield unit
        before = unit


def _wrapped(units: list[bytes]) -> list[bytes]:
    lines: list[bytes] = []
    line = b""
    for at, unit in enumerate(units):
        if line and len(line) + len(unit) > WIDTH:
            lines.append(line)
            line = b""
        if not line and (unit == b"." or units[at : at + 4] == _FROM):
            unit = b"=%02X" % unit[0]
        line += unit
    return [*lines, line] if line else lines
