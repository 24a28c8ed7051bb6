"""Draw one Mermaid script as SVG: merman, or mmdr (the same engine) where merman has no wheel."""

from __future__ import annotations

import atexit
import json
import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.metadata import version
from importlib.util import find_spec
from threading import Lock
from typing import Any, Protocol

from briefing.diagrams.front_matter import configured, title_in
from briefing.diagrams.kinds import kind_hint
from briefing.engines.mermaid.guard import kind_word, refuse_unsafe
from briefing.errors import DiagramError, Location

_HINT = "https://mermaid.js.org shows the syntax of every kind of diagram"


class Drawer(Protocol):
    """What the embedded engine needs of a Mermaid library."""

    name: str

    def parse(self, source: str, at: Location | None) -> Mapping[str, Any]:
        """Return the parsed diagram, its kind under "type"; raise DiagramError at its line."""
        ...

    def svg(self, source: str, config: Mapping[str, Any], diagram_id: str) -> str:
        """Return the SVG, not yet mended."""
        ...


def make_drawer() -> Drawer:
    """Return merman where this machine has it, mmdr elsewhere."""
    return _merman() if find_spec("merman") else Mmdr()


@lru_cache(maxsize=1)
def _merman() -> Merman:
    return Merman()


class Merman:
    """merman, measuring text with the bundled fonts, its resources constrained."""

    def __init__(self) -> None:
        import merman

        from briefing.engines.mermaid.measure import BundledFonts

        limits = json.loads(
            merman.ResourceOptionsBuilder()
            .profile(merman.ResourceProfile.CONSTRAINED)
            .build()
            .to_options_json()
        )
        options = {**limits, "svg": {"pipeline": "resvg-safe"}}
        self.name = f"merman {version('merman')}"
        self._error = merman.MermanError
        self._engine = merman.MermanEngine(
            json.dumps(options), merman.MermanEngineServices().with_text_measurer(BundledFonts())
        )
        # It refuses a second thread while it works for the first ("the reusable engine is busy").
        self._turn = Lock()
        # merman complains on standard error when Python lets go of an engine at its very end.
        atexit.register(self._release)

    def _release(self) -> None:
        del self._engine

    def parse(self, source: str, at: Location | None) -> Mapping[str, Any]:
        """Return the parsed diagram, its title among it wherever the script gives one."""
        refuse_unsafe(source, at)
        with self._turn:
            report = json.loads(self._engine.analyze_json(source, None))
        for fault in report["diagnostics"]:
            if fault["severity"] == "error":
                span = fault.get("span") or {}
                raise _fault(
                    fault["message"],
                    at,
                    span.get("line", 1),
                    span.get("column"),
                    hint=kind_hint(kind_word(source)),
                )
        try:
            with self._turn:
                parsed: Mapping[str, Any] = json.loads(self._engine.parse_json(source, None))
        except self._error as error:
            raise _fault(_said(error), at, 1) from error
        return {**parsed, "title": parsed.get("title") or title_in(source)}

    def svg(self, source: str, config: Mapping[str, Any], diagram_id: str) -> str:
        """Return the SVG."""
        options = {"site_config": config, "svg": {"diagram_id": diagram_id}}
        try:
            with self._turn:
                return str(self._engine.render_svg(source, json.dumps(options)))
        except self._error as error:
            said = _said(error)
            if "resource limit" in said:
                large = "the diagram is too large to be laid out"
                raise DiagramError(large, hint="draw less, or several diagrams") from error
            raise DiagramError(f"the diagram cannot be drawn: {said}", hint=_HINT) from error


class Mmdr:
    """mmdr: the same engine without its parser, so that kinds are read off the script."""

    def __init__(self) -> None:
        import mmdr

        self.name = f"mmdr {version('mmdr')}"
        self._render = mmdr.render

    def parse(self, source: str, at: Location | None) -> Mapping[str, Any]:
        """Return kind and title alone; raise DiagramError where the script cannot be drawn."""
        refuse_unsafe(source, at)
        try:
            self._render(source, backend="merman").svg()
        except Exception as error:
            raise _fault(str(error), at, 1) from error
        return {"type": kind_word(source), "title": title_in(source)}

    def svg(self, source: str, config: Mapping[str, Any], diagram_id: str) -> str:
        """Return the SVG, its ids made unique by `diagram_id`."""
        script = configured(source, f"%%{{init: {json.dumps(config)}}}%%")
        try:
            drawn = str(self._render(script, backend="merman").svg())
        except Exception as error:
            raise DiagramError(f"the diagram cannot be drawn: {error}", hint=_HINT) from error
        found = re.search(r'<svg[^>]*\bid="([^"]+)"', drawn)
        return drawn.replace(found[1], diagram_id) if found else drawn


def _fault(
    message: str, at: Location | None, line: int, column: int | None = None, *, hint: str = ""
) -> DiagramError:
    place = None
    if at:
        place = Location(at.path, at.line + line - 1 if at.line else None, column)
    said = message.strip().split("\n")[0]
    return DiagramError(f"the diagram does not parse: {said}", hint=hint or _HINT, at=place)


def _said(error: Exception) -> str:
    return str(getattr(error, "message", error)).strip().split("\n")[0]
