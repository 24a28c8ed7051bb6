"""Diagrams drawn by Mermaid itself in a local Chromium, from a mermaid.min.js on this machine."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from briefing.engines.mermaid.cache import DrawingCache
from briefing.engines.mermaid.remote import ROOM, RemoteEngine
from briefing.engines.mermaid.svg import mended, png
from briefing.errors import ContentError, DiagramError

TIMEOUT_S = 60
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = (
    "--headless",
    "--disable-gpu",
    "--no-sandbox",
    "--no-first-run",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--allow-file-access-from-files",
    "--virtual-time-budget=20000",
)
_PAGE = """<!doctype html><meta charset="utf-8"><body><pre id="said"></pre><div id="drawn"></div>
<script src="{script}"></script><script>
mermaid.initialize(Object.assign({config}, {{startOnLoad: false, htmlLabels: false}}));
mermaid.render("diagram", {source}).then(
  drawn => {{ document.getElementById("drawn").innerHTML = drawn.svg; }},
  error => {{ document.getElementById("said").textContent = "error: " + error.message; }});
</script>"""


def find_chromium() -> str:
    """Return the path of a Chromium; raise ContentError where there is none."""
    found = next((path for name in PROGRAMS if (path := shutil.which(name))), None)
    if not found:
        raise ContentError(
            "the diagram engine 'chromium' finds no Chromium on this machine",
            hint='install one, or set diagram_engine = "embedded"',
        )
    return found


class ChromiumEngine(RemoteEngine):
    """Runs `program` once for each diagram that the cache does not hold."""

    def __init__(self, program: str, script: str, cache: DrawingCache) -> None:
        super().__init__(cache)
        if not Path(script).is_file():
            raise ContentError(
                "the diagram engine 'chromium' needs Mermaid's own script",
                hint="set diagram_server to the path of a mermaid.min.js (npm pack mermaid)",
            )
        self.name = f"chromium {script} {Path(script).stat().st_size}"
        self._program, self._script = program, Path(script).resolve()

    def pictures(self, source: str, config: dict[str, Any], paper: str) -> tuple[str, bytes]:
        """Return what Chromium draws; the PNG comes from the SVG, with the bundled fonts."""
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder) / "page.html"
            page.write_text(
                _PAGE.format(script=self._script.as_uri(), config=_js(config), source=_js(source)),
                encoding="utf-8",
            )
            dom = self._dump(page, Path(folder) / "profile")
        if found := re.search(r'<pre id="said">error: (.*?)</pre>', dom, re.DOTALL):
            raise DiagramError(f"Mermaid cannot draw it: {html.unescape(found[1]).splitlines()[0]}")
        drawn = re.search(r'<div id="drawn">(<svg.*</svg>)</div>', dom, re.DOTALL)
        if not drawn:
            raise DiagramError("Chromium drew nothing", hint="try the embedded engine")
        svg = mended(drawn[1].replace("&nbsp;", "&#160;"))
        return svg, png(svg, width=2 * ROOM, background=paper)

    def _dump(self, page: Path, profile: Path) -> str:
        command = [self._program, *FLAGS, f"--user-data-dir={profile}", "--dump-dom", page.as_uri()]
        try:
            done = subprocess.run(  # noqa: S603  (a fixed program on a page of our own)
                command, capture_output=True, text=True, timeout=TIMEOUT_S, check=True
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise DiagramError(f"Chromium failed: {type(error).__name__}") from error
        return done.stdout


def _js(value: object) -> str:
    """Return a value as JavaScript that no text in it can end."""
    return json.dumps(value).replace("<", "\\u003c")
