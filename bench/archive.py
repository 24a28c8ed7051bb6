"""How fast the archive page is served, against uvicorn serving a constant of the same size.

    python bench/archive.py [seconds]

Needs `wrk` (apt-get install wrk). Both are asked over 127.0.0.1, one uvicorn process each, one
after the other and again, so that a slow minute of the machine meets both.
"""

from __future__ import annotations

import multiprocessing
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path
from typing import Any

import uvicorn

sys.path.insert(0, str(Path(__file__).parents[1]))

ROUNDS = 3
HOST = "briefing.example"


def constant(body: bytes) -> Any:
    """Return the plainest application: one body, whatever is asked."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        headers = [
            (b"content-type", b"text/html; charset=utf-8"),
            (b"content-length", str(len(body)).encode()),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return app


def serve(which: str, listener: socket.socket, folder: str) -> None:
    """Serve one of the two until ended."""
    from briefing.web.public import make_app
    from tests.web.shelf import stocked

    with stocked(Path(folder)) as public:
        app: Any = make_app(public)
        if which != "archive":
            app = constant(page_of(public))
        config = uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off")
        uvicorn.Server(config).run(sockets=[listener])


def page_of(public: Any) -> bytes:
    """Return the index page, as it is served."""
    from briefing.web.public.frame import Frame
    from briefing.web.public.issues import Issues

    return Issues(Frame(public)).home().body


def rate(which: str, seconds: int) -> float:
    """Return how many requests a second one of the two answers."""
    with tempfile.TemporaryDirectory() as folder:
        listener = socket.create_server(("127.0.0.1", 0))
        # asyncio sets it on sockets of its own making alone; without it an answer waits 40 ms.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        port = listener.getsockname()[1]
        process = multiprocessing.Process(target=serve, args=(which, listener, folder))
        process.start()
        try:
            listener.close()
            wait_for(port)
            ask(port, 1)  # warms up
            said = ask(port, seconds)
        finally:
            process.terminate()
            process.join()
    assert "Non-2xx" not in said, said
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])  # type: ignore[index]


def wait_for(port: int) -> None:
    """Return when the first answer has come; connections wait in the listener until then."""
    request = urllib.request.Request(f"http://127.0.0.1:{port}/", headers={"Host": HOST})
    with urllib.request.urlopen(request, timeout=120) as answer:
        answer.read()


def ask(port: int, seconds: int) -> str:
    """Ask over and over with eight connections; return what wrk tells."""
    url = f"http://127.0.0.1:{port}/"
    command = ["wrk", "-t1", "-c8", f"-d{seconds}s", "-H", f"Host: {HOST}", url]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def main() -> None:
    """Print the ratio."""
    multiprocessing.set_start_method("fork")
    seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    ratios = []
    for _ in range(ROUNDS):
        plain, archive = rate("constant", seconds), rate("archive", seconds)
        ratios.append(archive / plain)
        print(f"constant {plain:8.0f}/s   archive {archive:8.0f}/s   ratio {ratios[-1]:.2f}")
    print(f"median ratio {statistics.median(ratios):.2f} (at least 0.50)")


if __name__ == "__main__":
    main()
