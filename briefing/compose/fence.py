"""What may stand behind `mermaid` where a fence begins: title, caption and alternative text."""

from __future__ import annotations

import re
from collections.abc import Mapping

from briefing.errors import Location, TemplateError, did_you_mean

KEYS = ("title", "caption", "alt")
HINT = 'write {caption="…" alt="…"} behind `mermaid`'
FENCE_WORDS = re.compile(r"([\w-]+)\s*=\s*(\"[^\"]*\"|'[^']*')\s*,?\s*")


def fence_words(info: str, at: Location | None = None) -> Mapping[str, str]:
    """Return what a fence says of its diagram, by key.

    >>> fence_words('mermaid {caption="How it goes." alt="A circle"}')
    {'caption': 'How it goes.', 'alt': 'A circle'}

    Raises: TemplateError where it cannot be read.
    """
    said = info.strip().removeprefix("mermaid").strip()
    if not said:
        return {}
    if not (said.startswith("{") and said.endswith("}")):
        raise TemplateError(f"{said!r} behind `mermaid` cannot be read", hint=HINT, at=at)
    words: dict[str, str] = {}
    rest = said[1:-1].strip()
    while rest:
        match = FENCE_WORDS.match(rest)
        if not match:
            raise TemplateError(f"{rest!r} behind `mermaid` cannot be read", hint=HINT, at=at)
        if match[1] not in KEYS:
            hint = did_you_mean(match[1], KEYS) or f"a fence takes {', '.join(KEYS)}"
            raise TemplateError(f"no {match[1]!r} behind `mermaid`", hint=hint, at=at)
        words[match[1]] = match[2][1:-1]
        rest = rest[match.end() :]
    return words
