"""Diagrams drawn by a server that speaks mermaid.ink's HTTP API, through mermaid-py."""

from __future__ import annotations

import json
from contextlib import redirect_stdout
from io import StringIO
from typing import Any

import requests

from briefing.diagrams.front_matter import configured
from briefing.engines.mermaid.cache import DrawingCache
from briefing.engines.mermaid.remote import ROOM, RemoteEngine
from briefing.errors import DiagramError

with redirect_stdout(StringIO()):  # mermaid-py prints a warning about IPython when imported
    from mermaid import Mermaid

TIMEOUT_S = 20.0
MAX_BYTES = 5_000_000


class InkEngine(RemoteEngine):
    """Asks the server at `server` for each diagram that the cache does not hold."""

    def __init__(self, server: str, cache: DrawingCache, *, timeout_s: float = TIMEOUT_S) -> None:
        super().__init__(cache)
        self.name = f"ink {server}"
        self._server = server.rstrip("/")
        self._timeout_s = timeout_s

    def pictures(self, source: str, config: dict[str, Any], paper: str) -> tuple[str, bytes]:
        """Return what the server draws."""
        script = configured(source, f"%%{{init: {json.dumps(config)}}}%%")
        answer = _answer(self._server, self._timeout_s, script)
        svg, png = answer.svg_response.text, answer.img_response.content
        if "<svg" not in svg[:500] or not png.startswith(b"\x89PNG"):
            raise self._failure("what it answered is no picture")
        return svg[svg.index("<svg") :], png

    def _failure(self, reason: str) -> DiagramError:
        hint = "check diagram_server in content/publication.toml, or use the embedded engine"
        return DiagramError(f"the diagram server {self._server}: {reason}", hint=hint)


def _answer(server: str, timeout_s: float, script: str) -> Any:
    """Return mermaid-py's diagram, its two answers fetched with a time-out, which it has not."""

    class TimedMermaid(Mermaid):  # type: ignore[misc]
        def _make_request_to_mermaid(self) -> None:
            query = self._build_query_params()
            self.svg_response = _get(f"{server}/svg/{self._diagram}?{query}", timeout_s)
            query = self._build_query_params(image_format="png")
            self.img_response = _get(f"{server}/img/{self._diagram}?type=png&{query}", timeout_s)

    return TimedMermaid(script, width=2 * ROOM)


def _get(url: str, timeout_s: float) -> requests.Response:
    host = url.split("/svg/")[0].split("/img/")[0]
    hint = "check diagram_server in content/publication.toml, or use the embedded engine"
    try:
        answer = requests.get(url, timeout=timeout_s)
    except requests.RequestException as error:
        reason = type(error).__name__
        raise DiagramError(
            f"the diagram server {host} cannot be asked: {reason}", hint=hint
        ) from error
    if not answer.ok or len(answer.content) > MAX_BYTES:
        raise DiagramError(f"the diagram server {host} answers {answer.status_code}", hint=hint)
    return answer
