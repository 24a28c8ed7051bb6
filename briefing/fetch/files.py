"""Files of a topic's own folder, fetched as `file:NAME`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from briefing.errors import SourceError, did_you_mean
from briefing.ports import Fetcher, Request, Response

_TYPES = {".csv": "text/csv", ".json": "application/json", ".xml": "application/xml"}


@dataclass(frozen=True, slots=True)
class LocalFiles:
    """Answers `file:` URLs from one folder, and leaves all others to `then`."""

    root: Path
    then: Fetcher
    now: datetime | None = None

    def fetch(self, request: Request) -> Response:
        """Return the file's content; raise SourceError where it is missing or lies outside."""
        if not request.url.startswith("file:"):
            return self.then.fetch(request)
        name = request.url.removeprefix("file:")
        path = (self.root / name.replace("\0", "")).resolve()
        if not path.is_relative_to(self.root.resolve()):
            raise SourceError(
                f"the file {name!r} lies outside the topic's folder",
                hint=f"copy it into {self.root}",
            )
        if not path.is_file():
            known = sorted(p.name for p in self.root.glob("*") if p.is_file())
            raise SourceError(
                f"no file {name!r} in {self.root}", hint=did_you_mean(name, known) or _listed(known)
            )
        headers = {"content-type": _TYPES.get(path.suffix, "application/octet-stream")}
        at = self.now or datetime.fromtimestamp(path.stat().st_mtime, UTC)
        return Response(200, request.url, headers, path.read_bytes(), at)


def _listed(names: Sequence[str]) -> str:
    return f"it holds {', '.join(names)}" if names else "it holds no files"
