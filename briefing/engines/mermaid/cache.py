"""Drawings kept on disk by the hash of everything that they depend on."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import tempfile
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from briefing.model.issue import Drawing


class DrawingCache:
    """A folder of drawings, one JSON file each; what cannot be read is drawn again."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, key: str) -> Drawing | None:
        """Return the drawing kept under `key`, or None."""
        path = self._path(key)
        try:
            drawing = _drawing(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        with contextlib.suppress(OSError):
            os.utime(path)
        return drawing

    def save(self, key: str, drawing: Drawing) -> None:
        """Keep a drawing; a folder that cannot be written keeps nothing, and says nothing."""
        path = self._path(key)
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, suffix=".new")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(_record(drawing), file)
            os.replace(name, path)

    def forget(self, before: datetime) -> int:
        """Delete the drawings that were last loaded or saved before an instant; return how many."""
        gone = 0
        for path in self._folder.glob("??/*"):
            # Another process may have deleted it, or drawn it anew, meanwhile: it is drawn again.
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < before.timestamp():
                    path.unlink()
                    gone += 1
        return gone

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.json"


def _record(drawing: Drawing) -> dict[str, Any]:
    record = asdict(drawing)
    record["png"] = base64.b64encode(drawing.png).decode()
    record["narrow"] = _record(drawing.narrow) if drawing.narrow else None
    return record


def _drawing(record: dict[str, Any]) -> Drawing:
    narrow = record.pop("narrow")
    picture = base64.b64decode(record.pop("png"), validate=True)
    return Drawing(**record, png=picture, narrow=_drawing(narrow) if narrow else None)
