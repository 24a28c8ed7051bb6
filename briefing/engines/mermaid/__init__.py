"""Mermaid engines: the embedded one, a mermaid.ink server, or a local Chromium; never silently."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from briefing.errors import ContentError
from briefing.ports import DiagramEngine

Choice = Literal["embedded", "ink", "chromium"]


def make_engine(choice: Choice, *, server: str, cache_dir: Path) -> DiagramEngine:
    """Return the engine that a publication asks for.

    `server` is an address for ink, and the path of a mermaid.min.js for chromium.

    Raises: ContentError where its setting is missing or its program is not installed.
    """
    from briefing.engines.mermaid.cache import DrawingCache

    cache = DrawingCache(cache_dir)
    if choice == "embedded":
        from briefing.engines.mermaid.drawer import make_drawer
        from briefing.engines.mermaid.embedded import EmbeddedEngine

        return EmbeddedEngine(make_drawer(), cache)
    if choice == "ink":
        from briefing.engines.mermaid.ink import InkEngine

        if not server.startswith(("https://", "http://")):
            raise ContentError(
                "the diagram engine 'ink' needs its server",
                hint='add `diagram_server = "https://…"` to content/publication.toml',
            )
        return InkEngine(server, cache)
    from briefing.engines.mermaid.chromium import ChromiumEngine, find_chromium

    return ChromiumEngine(find_chromium(), server, cache)
