"""The MJML engines: PyPI's `mjml` (the default), and `mrml` where the publication asks for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Literal

from briefing.errors import ContentError, RenderError
from briefing.later import postponed
from briefing.ports import MjmlEngine

_SPACES = re.compile(r">[ \t]+<")


class CachingEngine:
    """Lays out each MJML source once: content travels as tokens, so most days repeat a layout."""

    def __init__(self, lay_out: Callable[[str], str], *, remembered: int = 32) -> None:
        self._lay_out = lru_cache(maxsize=remembered)(lay_out)

    def render(self, mjml: str) -> str:
        """Return the whole HTML document.

        Raises: RenderError when the engine fails on a source that passed our checks.
        """
        return self._lay_out(mjml)


def make_mjml_engine(choice: Literal["mjml", "mrml"]) -> MjmlEngine:
    """Return the engine of that name.

    Raises: ContentError when its package is not installed.
    """
    if choice == "mjml":
        return _PYTHON
    try:
        import mrml  # noqa: F401  (asked here, so that its absence is told before any work)
    except ImportError as error:
        raise ContentError(
            "the publication asks for the MJML engine 'mrml', which is not installed",
            hint="pip install 'briefing[fast]', or set mjml_engine = \"mjml\"",
        ) from error
    return _RUST


def _with_mjml(source: str) -> str:
    # Late, because it takes long to import: most of that is what Beautiful Soup brings for
    # selectors and for guessing encodings, which a template without mj-html-attributes never uses.
    with postponed("soupsieve"), postponed("charset_normalizer"):
        from mjml import mjml_to_html

    try:
        result = mjml_to_html(source)
    except Exception as error:
        raise RenderError(f"the MJML engine failed: {error!r}") from error
    return str(result.html)


def _with_mrml(source: str) -> str:
    import mrml

    # It refuses two spaces between the tags of its head, and takes a line's end in their place.
    spaced = _SPACES.sub(">\n<", source)
    try:
        result = mrml.to_html(spaced)
    except Exception as error:
        raise RenderError(f"the MJML engine mrml failed: {error}") from error
    return str(result.content)


_PYTHON = CachingEngine(_with_mjml)
_RUST = CachingEngine(_with_mrml)
