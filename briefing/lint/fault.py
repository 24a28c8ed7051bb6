"""What a lint rule yields: a finding, and where it is mechanical, how to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefing.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Mend:
    """Put `text` in place of what stands between two offsets of a template's text."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A finding, and the mend that would settle it where nobody needs to be asked."""

    finding: Finding
    mend: Mend | None = None


def mended(text: str, mends: Sequence[Mend]) -> str:
    """Return a file's text with the mends made, and every other character as it was.

    Offsets count a line's end as one character, whichever way the file writes it. Of mends that
    overlap, the first is made.
    """
    places = [n for n, c in enumerate(text) if not (c == "\n" and text[n - 1 : n] == "\r")]
    places.append(len(text))
    parts: list[str] = []
    done = 0
    for mend in sorted(set(mends), key=lambda m: (m.start, m.end)):
        start, end = places[mend.start], places[mend.end]
        if start < done:
            continue
        parts += [text[done:start], mend.text]
        done = end
    return "".join([*parts, text[done:]])
