"""A mermaid.ink-compatible server draws where the publication says so; its failures are told."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest

from briefing.engines.mermaid.cache import DrawingCache
from briefing.engines.mermaid.ink import InkEngine
from briefing.errors import DiagramError, Location
from briefing.model.theme import Theme

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 400"><text>drawn</text></svg>'
PNG = b"\x89PNG\r\n\x1a\n and so on"
SCRIPT = "---\ntitle: T\n---\nflowchart LR\n a --> b"


class FakeServer(ThreadingHTTPServer):
    """Answers as mermaid.ink does, and remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), FakeHandler)
        self.asked: list[str] = []
        self.status = 200
        self.svg = SVG
        self.answer = Event()
        self.answer.set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class FakeHandler(BaseHTTPRequestHandler):
    """Gives the one picture for every script."""

    server: FakeServer

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.server.answer.wait(5)
        body = self.server.svg.encode() if self.path.startswith("/svg/") else PNG
        self.send_response(self.server.status)
        with suppress(BrokenPipeError):  # a client that timed out has gone
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[FakeServer]:
    with FakeServer() as fake:
        Thread(target=fake.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield fake
        fake.answer.set()
        fake.shutdown()


def ink(server: FakeServer, folder: Path, timeout_s: float = 5) -> InkEngine:
    return InkEngine(server.url, DrawingCache(folder), timeout_s=timeout_s)


def test_the_server_is_asked_once_for_each_picture(server: FakeServer, tmp_path: Path) -> None:
    engine = ink(server, tmp_path)
    drawing = engine.render(SCRIPT, Theme())
    assert engine.render(SCRIPT, Theme()) == drawing
    assert [path.split("/")[1] for path in server.asked] == ["svg", "img"]
    assert (drawing.kind, drawing.width, drawing.height) == ("flowchart", 536, 268)
    assert drawing.alt == "Flowchart “T”: a leads to b."
    assert drawing.png == PNG


def test_the_theme_goes_below_the_front_matter(server: FakeServer, tmp_path: Path) -> None:
    ink(server, tmp_path).render(SCRIPT, Theme())
    code = server.asked[0].removeprefix("/svg/").partition("?")[0]
    script = base64.urlsafe_b64decode(code).decode()
    assert script.startswith("---\ntitle: T\n---\n%%{init: {")
    assert script.endswith("}%%\nflowchart LR\n a --> b")


def test_a_fault_is_found_before_the_server_is_asked(server: FakeServer, tmp_path: Path) -> None:
    with pytest.raises(DiagramError, match="does not parse"):
        ink(server, tmp_path).render("flowchart LR\n a --> --> b", Theme())
    assert not server.asked


@pytest.mark.parametrize(
    ("status", "svg", "says"), [(503, SVG, "answers 503"), (200, "oops", "is no picture")]
)
def test_a_failing_server_is_named(
    server: FakeServer, tmp_path: Path, status: int, svg: str, says: str
) -> None:
    server.status, server.svg = status, svg
    with pytest.raises(DiagramError, match=says) as failed:
        ink(server, tmp_path).render(SCRIPT, Theme(), at=Location("x.md.j2", 3))
    assert server.url in failed.value.message
    assert failed.value.at == Location("x.md.j2", 3)


def test_a_silent_server_is_not_waited_for(server: FakeServer, tmp_path: Path) -> None:
    server.answer.clear()
    with pytest.raises(DiagramError, match="cannot be asked: ReadTimeout"):
        ink(server, tmp_path, timeout_s=0.2).render(SCRIPT, Theme())


def test_an_absent_server_is_named(tmp_path: Path) -> None:
    engine = InkEngine("http://127.0.0.1:9", DrawingCache(tmp_path), timeout_s=2)
    with pytest.raises(DiagramError, match="cannot be asked: ConnectionError"):
        engine.render(SCRIPT, Theme())
