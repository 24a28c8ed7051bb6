"""Recorded answers: one file an instant, in the form that HTTP/1.1 has on the wire.

    GET https://example.org/feed.xml
    HTTP/1.1 200 OK
    content-type: application/rss+xml
    content-length: 123

    <123 bytes of decoded body>

An exchange follows the other; `content-length` always counts the decoded body, and a line feed
ends it. The file's name is the instant: `2026-02-01T0500Z.http`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path

from briefing.errors import ContentError, Location, SourceError, did_you_mean
from briefing.fetch.status import judge
from briefing.ports import Fetcher, Request, Response

NAME = "%Y-%m-%dT%H%MZ"
KEPT_HEADERS = frozenset(
    {
        "content-type",
        "etag",
        "last-modified",
        "link",
        "ratelimit",
        "ratelimit-policy",
        "retry-after",
    }
)
"""The headers that sources read; others may carry cookies, and are not recorded."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request's URL and its answer; header names are lower-case."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Recording:
    """The exchanges of one collection, at the instant it took place."""

    at: datetime
    exchanges: Sequence[Exchange]
    path: str = ""


def recordings_in(folder: Path) -> list[Path]:
    """Return the recordings of a folder, the oldest first."""
    return sorted(folder.glob("*.http"), key=lambda path: path.name)


def read_recording(path: Path) -> Recording:
    """Read a recording; raise ContentError at the line that is not in its form."""
    try:
        at = datetime.strptime(path.stem, NAME).replace(tzinfo=UTC)
    except ValueError:
        raise ContentError(
            "the file's name is no instant",
            hint="name it like 2026-02-01T0500Z.http",
            at=Location(str(path)),
        ) from None
    return Recording(at, _parse(path.read_bytes(), str(path)), str(path))


def write_recording(path: Path, exchanges: Iterable[Exchange]) -> None:
    """Write the exchanges to a file that `read_recording` gives back."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(_format(exchange) for exchange in exchanges))


def _format(exchange: Exchange) -> bytes:
    headers = {k: v for k, v in exchange.headers.items() if k in KEPT_HEADERS}
    lines = [
        f"GET {exchange.url}",
        f"HTTP/1.1 {exchange.status} {_phrase(exchange.status)}".rstrip(),
        *(f"{name}: {' '.join(value.split())}" for name, value in headers.items()),
        f"content-length: {len(exchange.body)}",
        "",
        "",
    ]
    return "\n".join(lines).encode() + exchange.body + b"\n"


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _parse(data: bytes, path: str) -> tuple[Exchange, ...]:
    exchanges: list[Exchange] = []
    position = 0
    while (position := _after_line_ends(data, position)) < len(data):
        line = data.count(b"\n", 0, position) + 1
        end = data.find(b"\n\n", position)
        if end < 0:
            raise ContentError(
                "the headers do not end",
                hint="an empty line goes between headers and body",
                at=Location(path, line),
            )
        head = data[position:end].decode("utf-8", "replace").split("\n")
        url, status = _start(head, path, line)
        headers = _headers(head[2:], path, line + 2)
        length = _length(headers, path, line)
        body = data[end + 2 : end + 2 + length]
        if len(body) < length:
            raise ContentError(
                f"the body of {url} has {len(body)} bytes, not the {length} it announces",
                hint="correct its content-length, which counts bytes",
                at=Location(path, line),
            )
        exchanges.append(Exchange(url, status, headers, body))
        position = end + 2 + length
    return tuple(exchanges)


def _after_line_ends(data: bytes, position: int) -> int:
    while data[position : position + 1] == b"\n":
        position += 1
    return position


def _start(head: Sequence[str], path: str, line: int) -> tuple[str, int]:
    method, _, url = head[0].partition(" ")
    version, _, rest = head[1].partition(" ") if len(head) > 1 else ("", "", "")
    status = rest.split(" ")[0]
    if method == "GET" and url and version == "HTTP/1.1" and status.isdigit():
        return url, int(status)
    raise ContentError(
        "an exchange does not begin as it should",
        hint="begin with `GET URL`, then `HTTP/1.1 200 OK`; is the content-length before it right?",
        at=Location(path, line),
    )


def _headers(lines: Sequence[str], path: str, line: int) -> dict[str, str]:
    headers: dict[str, str] = {}
    for number, text in enumerate(lines, start=line):
        name, colon, value = text.partition(":")
        if not colon or not name or name != name.strip():
            raise ContentError(
                f"{text!r} is no header", hint="write `name: value`", at=Location(path, number)
            )
        headers[name.lower()] = value.strip()
    return headers


def _length(headers: Mapping[str, str], path: str, line: int) -> int:
    value = headers.get("content-length", "")
    if not value.isdigit():
        raise ContentError(
            "a recorded answer needs its content-length",
            hint="give the number of bytes of its body",
            at=Location(path, line),
        )
    return int(value)


@dataclass(frozen=True, slots=True)
class ReplayFetcher:
    """Answers from a recording, judged as live answers are."""

    recording: Recording

    def fetch(self, request: Request) -> Response:
        """Return the recorded answer; raise SourceError where there is none, or it is a failure."""
        for exchange in self.recording.exchanges:
            if exchange.url == request.url:
                response = Response(
                    exchange.status,
                    exchange.url,
                    exchange.headers,
                    exchange.body,
                    self.recording.at,
                    recorded=True,
                )
                judge(response)
                return response
        urls = [exchange.url for exchange in self.recording.exchanges]
        raise SourceError(
            f"no recording of {request.url} in {self.recording.path}",
            hint=did_you_mean(request.url, urls) or "record it with `briefing collect --record`",
        )


@dataclass(slots=True)
class RecordingFetcher:
    """Passes requests on, and keeps what was answered."""

    fetcher: Fetcher
    exchanges: list[Exchange] = field(default_factory=list)

    def fetch(self, request: Request) -> Response:
        """Fetch unconditionally (a 304 has no body to keep), and keep the exchange."""
        plain = Request(request.url, request.headers, request.allow_private, conditional=False)
        response = self.fetcher.fetch(plain)
        self.exchanges.append(
            Exchange(request.url, response.status, response.headers, response.body)
        )
        return response
