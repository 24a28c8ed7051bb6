"""An IMAP server with one mailbox, as much of it as reading takes (RFC 3501)."""

from __future__ import annotations

import re
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass
class Mailbox:
    messages: dict[int, bytes]
    password: str = "secret word"
    seen: set[int] = field(default_factory=set)
    said: list[str] = field(default_factory=list)
    port: int = 0
    tls: ssl.SSLContext | None = None

    def answer(self, line: str) -> tuple[list[bytes], str]:
        """Return what is told before the tagged answer, and that."""
        self.said.append(line)
        command, _, rest = line.partition(" ")
        match command.upper():
            case "CAPABILITY":
                return [b"* CAPABILITY IMAP4rev1" + b" STARTTLS" * bool(self.tls)], "OK done"
            case "STARTTLS" if self.tls:
                return [], "OK begin"
            case "LOGIN":
                return [], "OK in" if f'"{self.password}"' in rest else "NO wrong"
            case "SELECT" if rest == '"INBOX"':
                return [b"* %d EXISTS" % len(self.messages)], "OK [READ-WRITE] done"
            case "UID":
                return self._uid(rest), "OK done"
            case "LOGOUT":
                return [b"* BYE"], "OK done"
            case _:
                return [], "NO never"

    def _uid(self, rest: str) -> list[bytes]:
        if rest.startswith("SEARCH"):
            unseen = [str(uid) for uid in sorted(set(self.messages) - self.seen)]
            return [f"* SEARCH {' '.join(unseen)}".rstrip().encode()]
        uid = int(rest.split()[1])
        if rest.startswith("STORE"):
            self.seen.add(uid)
            return []
        limit = re.search(r"<0\.(\d+)>", rest)
        assert limit
        content = self.messages[uid][: int(limit[1])]
        return [b"* %d FETCH (UID %d BODY[]<0> {%d}\r\n%s)" % (uid, uid, len(content), content)]


@contextmanager
def serving(mailbox: Mailbox) -> Iterator[Mailbox]:
    listener = socket.create_server(("127.0.0.1", 0))
    mailbox.port = listener.getsockname()[1]
    thread = threading.Thread(target=_serve, args=(listener, mailbox))
    thread.start()
    try:
        yield mailbox
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join()


def _serve(listener: socket.socket, mailbox: Mailbox) -> None:
    while True:
        try:
            connected, _ = listener.accept()
        except OSError:
            return
        with suppress(OSError), connected:
            connected.sendall(b"* OK ready\r\n")
            if _converse(connected, mailbox) == "STARTTLS" and mailbox.tls:
                with mailbox.tls.wrap_socket(connected, server_side=True) as secured:
                    _converse(secured, mailbox)


def _converse(connected: socket.socket, mailbox: Mailbox) -> str:
    """Answer until what is said next is said in another way, or nothing is; return the last."""
    command = ""
    with connected.makefile("rb", buffering=0) as file:
        for line in file:
            tag, _, command = line.decode("utf-8", "replace").strip().partition(" ")
            untagged, verdict = mailbox.answer(command)
            told = [*untagged, f"{tag} {verdict}".encode()]
            connected.sendall(b"".join(one + b"\r\n" for one in told))
            if command == "LOGOUT" or verdict == "OK begin":
                break
    return command
