"""A mail server that does as the test's script says, at every step of the protocol."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

HANG_UP = b""
"""An answer that closes the connection instead."""
STALL = None
"""An answer that never comes."""

Script = Callable[["Talk", str, bytes], bytes | None]
"""(talk, step, line) -> answer; steps: greeting, EHLO, MAIL, RCPT, DATA, content, dot, RSET, …"""

OFFERED = b"250-fake\r\n250-PIPELINING\r\n250-SIZE 1000000\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n"


@dataclass
class Talk:
    """One connection: what was said, in order, and which messages were taken."""

    number: int
    said: list[bytes] = field(default_factory=list)
    taken: list[bytes] = field(default_factory=list)
    sender: bytes = b""
    recipients: list[bytes] = field(default_factory=list)


def obliging(talk: Talk, step: str, line: bytes) -> bytes | None:
    """Answer as a server that takes everything; scripts fall back to it."""
    match step:
        case "greeting":
            return b"220 fake\r\n"
        case "EHLO":
            return OFFERED
        case "RCPT" if not talk.sender:
            return b"503 5.5.1 MAIL first\r\n"
        case "DATA":
            ready = talk.recipients
            return b"354 go on\r\n" if ready else b"554 5.5.1 no valid recipients\r\n"
        case "content":
            return b"-"  # say nothing, read on
        case "dot":
            return b"250 2.0.0 queued as %d\r\n" % len(talk.taken)
        case "QUIT":
            return b"221 2.0.0 bye\r\n"
        case _:
            return b"250 2.1.0 ok\r\n"


@dataclass
class FakeServer:
    port: int
    talks: list[Talk]

    @property
    def taken(self) -> list[bytes]:
        return [message for talk in self.talks for message in talk.taken]


@contextmanager
def serving(script: Script = obliging, tls: ssl.SSLContext | None = None) -> Iterator[FakeServer]:
    """Serve on a free port of 127.0.0.1; every thread has ended when the block does."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = FakeServer(listener.getsockname()[1], [])
    over = threading.Event()
    threads: list[threading.Thread] = []

    def accept() -> None:
        while not over.is_set():
            try:
                connected, _ = listener.accept()
            except OSError:
                return
            talk = Talk(len(server.talks))
            server.talks.append(talk)
            thread = threading.Thread(target=_talk, args=(connected, talk, script, tls, over))
            thread.start()
            threads.append(thread)

    accepting = threading.Thread(target=accept)
    accepting.start()
    try:
        yield server
    finally:
        over.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        accepting.join()
        for thread in threads:
            thread.join()


class _Ended(Exception):  # noqa: N818
    pass


def _talk(
    connected: socket.socket,
    talk: Talk,
    script: Script,
    tls: ssl.SSLContext | None,
    over: threading.Event,
) -> None:
    with suppress(_Ended, OSError):
        _Conversation(connected, talk, script, tls, over).run()


class _Conversation:
    def __init__(
        self,
        connected: socket.socket,
        talk: Talk,
        script: Script,
        tls: ssl.SSLContext | None,
        over: threading.Event,
    ) -> None:
        self.socket, self.talk, self.script = connected, talk, script
        self.tls, self.over = tls, over
        self.file = connected.makefile("rb")

    def run(self) -> None:
        try:
            self.answer("greeting", b"")
            while line := self.file.readline():
                self.command(line)
        finally:
            self.file.close()
            self.socket.close()

    def command(self, line: bytes) -> None:
        self.talk.said.append(line)
        step = line.split()[0].upper().decode("ascii", "replace") if line.strip() else ""
        if step in ("MAIL", "RSET"):
            self.talk.recipients, self.talk.sender = [], b""
        answered = self.answer(step, line)
        if step == "RCPT" and answered.startswith(b"2"):
            self.talk.recipients.append(line)
        if step == "MAIL" and answered.startswith(b"2"):
            self.talk.sender = line
        if step == "DATA" and answered.startswith(b"354"):
            self.content()
        if step == "STARTTLS" and answered.startswith(b"220"):
            self.protect()

    def content(self) -> None:
        lines: list[bytes] = []
        while (line := self.file.readline()) != b".\r\n":
            if not line:
                raise _Ended
            lines.append(line)
            self.answer("content", line)
        if self.talk.recipients:
            self.talk.taken.append(b"".join(lines))
        answered = self.answer("dot", b"")
        if self.talk.recipients and not answered.startswith(b"2"):
            self.talk.taken.pop()

    def protect(self) -> None:
        assert self.tls
        self.file.close()
        self.socket = self.tls.wrap_socket(self.socket, server_side=True)
        self.file = self.socket.makefile("rb")

    def answer(self, step: str, line: bytes) -> bytes:
        answer = self.script(self.talk, step, line)
        if answer is STALL:
            self.over.wait()
            raise _Ended
        if answer == HANG_UP:
            self.socket.shutdown(socket.SHUT_RDWR)
            raise _Ended
        if answer != b"-":
            self.socket.sendall(answer)
        if answer.startswith(b"421"):
            self.socket.shutdown(socket.SHUT_RDWR)
            raise _Ended
        return answer
