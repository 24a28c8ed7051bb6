"""A real HTTP/1.1 server on the loopback, whose answers are bytes that a test writes itself."""

from __future__ import annotations

import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from socket import AF_INET, AF_INET6, socket

Reply = bytes | Callable[[socket, threading.Event], None]
"""Bytes to send; or a function that sends them as it likes, until the event says to end."""


@dataclass(frozen=True)
class Asked:
    """A request as it came: the target, and the headers with their names in lower case."""

    target: str
    headers: Mapping[str, str]


@dataclass
class Server:
    """What a test sees of the server: where it is, what it shall say, what it was asked."""

    url: str
    port: int
    replies: dict[str, list[Reply]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def says(self, path: str, *replies: Reply) -> str:
        """Answer requests of `path` with each reply in turn, the last one ever after."""
        self.replies[path] = list(replies)
        return self.url + path

    def last(self, name: str) -> str | None:
        """Return a header of the last request."""
        return self.asked[-1].headers.get(name)

    def next(self, target: str) -> Reply:
        queue = self.replies.get(target, [answer(404)])
        return queue.pop(0) if len(queue) > 1 else queue[0]


def answer(status: int, body: bytes = b"", **headers: str) -> bytes:
    """Return an answer's bytes; `content_type="text/plain"` is written `content-type`."""
    lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    lines.append(f"content-length: {len(body)}")
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def moved(status: int, location: str) -> bytes:
    return answer(status, location=location)


@contextmanager
def serving(host: str = "127.0.0.1", tls: tuple[str, str] | None = None) -> Iterator[Server]:
    """Serve until the test is over; with `tls`, behind that certificate and key."""
    closing = threading.Event()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            while (asked := self._read()) is not None:
                seen.asked.append(asked)
                reply = seen.next(asked.target)
                if callable(reply):
                    reply(self.request, closing)
                    return
                self.wfile.write(reply)

        def _read(self) -> Asked | None:
            line = self.rfile.readline().decode("latin-1")
            if not line:
                return None
            headers = {}
            while text := self.rfile.readline().decode("latin-1").strip("\r\n"):
                name, _, value = text.partition(":")
                headers[name.lower()] = value.strip()
            return Asked(line.split(" ")[1], headers)

        def finish(self) -> None:
            try:
                super().finish()
            except OSError:
                self.rfile.close()

    class Listener(socketserver.ThreadingTCPServer):
        address_family = AF_INET6 if ":" in host else AF_INET
        allow_reuse_address = True
        daemon_threads = True

        def get_request(self):
            connection, address = super().get_request()
            if context is not None:
                connection = context.wrap_socket(connection, server_side=True)
            return connection, address

        def handle_error(self, request, client_address) -> None:
            """A client that hangs up is what some tests are about."""

    context = None
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*tls)
    with Listener((host, 0), Handler) as listener:
        port = listener.server_address[1]
        shown = f"[{host}]" if ":" in host else host
        seen = Server(f"{'https' if tls else 'http'}://{shown}:{port}", port)
        thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield seen
        finally:
            closing.set()
            listener.shutdown()
            thread.join()
