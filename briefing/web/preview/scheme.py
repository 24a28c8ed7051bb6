"""An edition as it looks in one colour scheme, whatever the editor's own machine is set to."""

from __future__ import annotations

import re
from typing import Literal

Scheme = Literal["light", "dark"]

_FEATURE = re.compile(r"\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)", re.IGNORECASE)
_META = re.compile(
    r'(<meta\b[^>]*\b(?:supported-)?color-schemes?"[^>]*\bcontent=")[^"]*'
    r'|(<meta\b[^>]*\bcontent=")[^"]*("[^>]*\bname="(?:supported-)?color-schemes?")',
    re.IGNORECASE,
)
_PROPERTY = re.compile(r"(?<![\w-])((?:supported-)?color-schemes?)\s*:\s*[^;}]*", re.IGNORECASE)
_STYLE = re.compile(r"(<style\b[^>]*>)(.*?)(</style>)", re.IGNORECASE | re.DOTALL)

# Media features that hold on every screen, and on none.
_ALWAYS, _NEVER = "(min-width: 0)", "(min-width: 99999px)"


def in_scheme(html: str, scheme: Scheme) -> str:
    """Return HTML or SVG whose `prefers-color-scheme` queries answer for `scheme`.

    >>> in_scheme("<style>@media (prefers-color-scheme: dark) { p { color: red } }</style>", "dark")
    '<style>@media (min-width: 0) { p { color: red } }</style>'
    """
    html = _FEATURE.sub(lambda m: _ALWAYS if m[1].lower() == scheme else _NEVER, html)
    html = _META.sub(lambda m: f"{m[1] or m[2]}{scheme}{m[3] or ''}", html)
    return _STYLE.sub(lambda m: m[1] + _PROPERTY.sub(rf"\1: {scheme}", m[2]) + m[3], html)
