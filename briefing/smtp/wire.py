"""One connection's bytes: pieces out, replies in, and one exception for every way it can end."""

from __future__ import annotations

import re
import select
import socket
import ssl
from collections.abc import Sequence
from functools import lru_cache
from time import monotonic

from briefing.model.handover import Reply

_LINE = re.compile(rb"([2-5][0-9]{2})([ -]?)(.*)")
_STATUS = re.compile(r"([245]\.[0-9]{1,3}\.[0-9]{1,3})(?: +|$)")
_MAX_LINE = 4096
_MAX_LINES = 200
_USUAL = 100
"""Longer replies are not kept for the next one."""


class Dropped(Exception):  # noqa: N818  (what happened; whether it is an error depends on when)
    """The connection is of no more use: closed, reset, timed out, or it talks nonsense."""


class Wire:
    """A connected socket, and what was read of it but not yet asked for."""

    def __init__(self, connected: socket.socket) -> None:
        self._socket = connected
        self._unread = bytearray()
        self.used_at = monotonic()
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connected.settimeout(0)  # a time-out would ask the system before each send, too

    @property
    def encrypted(self) -> bool:
        """Whether TLS protects it."""
        return isinstance(self._socket, ssl.SSLSocket)

    def send(self, pieces: Sequence[bytes], timeout_s: float) -> None:
        """Send the pieces; the time is for each part that the system takes, not for all.

        Raises: Dropped.
        """
        try:
            if isinstance(self._socket, ssl.SSLSocket):
                self._socket.settimeout(timeout_s)
                self._socket.sendall(b"".join(pieces))
            else:
                _send_gathered(self._socket, pieces, timeout_s)
        except OSError as error:
            raise Dropped(_why(error, "while we sent")) from error

    def reply(self, timeout_s: float) -> Reply:
        """Return the server's next reply.

        Raises: Dropped.
        """
        return make_reply(*self.reply_lines(timeout_s))

    def reply_lines(self, timeout_s: float) -> tuple[int, list[bytes]]:
        """Return the next reply's code, and the text of each of its lines.

        Raises: Dropped.
        """
        deadline = monotonic() + timeout_s
        texts: list[bytes] = []
        while len(texts) < _MAX_LINES:
            found = _LINE.fullmatch(self._line(deadline))
            if not found:
                break
            texts.append(found[3])
            if found[2] != b"-":
                self.used_at = monotonic()
                return int(found[1]), texts
        raise Dropped("the server answered something that is no SMTP")

    def start_tls(self, context: ssl.SSLContext, host: str, timeout_s: float) -> None:
        """Protect the connection.

        What came unprotected after the server's consent is refused: somebody may have put it there
        (CVE-2011-0411). Raises: Dropped.
        """
        if self._unread:
            raise Dropped("the server sent more before TLS than it may")
        self._socket.settimeout(timeout_s)
        try:
            self._socket = context.wrap_socket(self._socket, server_hostname=host)
        except (OSError, ValueError) as error:
            self.close()
            raise Dropped(f"no TLS with the server: {_reason(error)}") from error

    def close(self) -> None:
        """Let the connection go, without a word."""
        self._socket.close()

    def _line(self, deadline: float) -> bytes:
        while (end := self._unread.find(b"\n")) < 0:
            if len(self._unread) > _MAX_LINE:
                raise Dropped("the server answered with an endless line")
            self._receive(deadline)
        line = bytes(self._unread[:end]).rstrip(b"\r")
        del self._unread[: end + 1]
        return line

    def _receive(self, deadline: float) -> None:
        left = deadline - monotonic()
        if left <= 0:
            raise Dropped("the server did not answer in time")
        try:
            if isinstance(self._socket, ssl.SSLSocket):
                self._socket.settimeout(left)
            else:
                _wait(self._socket, select.POLLIN, left)
            received = self._socket.recv(4096)
        except OSError as error:
            raise Dropped(_why(error, "while we waited for an answer")) from error
        if not received:
            raise Dropped("the server closed the connection")
        self._unread += received


def make_reply(code: int, texts: Sequence[bytes]) -> Reply:
    """Return a reply out of its lines' texts: status apart, one line, nothing unprintable."""
    if len(texts) == 1 and len(texts[0]) <= _USUAL:
        return _usual_reply(code, texts[0])
    return _make_reply(code, texts)


@lru_cache(maxsize=64)
def _usual_reply(code: int, text: bytes) -> Reply:
    """Three of a message's four replies are those of the message before."""
    return _make_reply(code, [text])


def _make_reply(code: int, texts: Sequence[bytes]) -> Reply:
    shown = [_printable(text.decode("utf-8", "replace")) for text in texts]
    status = _STATUS.match(shown[0])
    enhanced = status[1] if status and status[1][0] == str(code)[0] else ""
    if enhanced:
        shown = [text.removeprefix(enhanced).strip() for text in shown]
    return Reply(code, enhanced, " ".join(text for text in shown if text)[:500])


def _printable(text: str) -> str:
    if text.isprintable():
        return text.strip()
    return "".join(c if c.isprintable() else " " for c in text).strip()


def _send_gathered(connected: socket.socket, pieces: Sequence[bytes], timeout_s: float) -> None:
    """Send without joining: most of a message's pieces are shared by all of its copies.

    The system mostly takes all at once; then nothing is waited for, and nothing asked before.
    """
    left: list[bytes | memoryview] = [piece for piece in pieces if piece]
    while left:
        try:
            sent = connected.sendmsg(left[:512])
        except BlockingIOError:
            _wait(connected, select.POLLOUT, timeout_s)
            continue
        done = 0
        while done < len(left) and sent >= len(left[done]):
            sent -= len(left[done])
            done += 1
        left = left[done:]
        if sent:
            left[0] = memoryview(left[0])[sent:]


def _wait(connected: socket.socket, until: int, timeout_s: float) -> None:
    ready = select.poll()
    ready.register(connected, until)
    if not ready.poll(timeout_s * 1000):
        raise TimeoutError


def _why(error: OSError, when: str) -> str:
    if isinstance(error, TimeoutError):
        return f"time ran out {when}"
    return f"the connection broke {when}: {_reason(error)}"


def _reason(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message
    return (getattr(error, "strerror", None) or str(error)) or type(error).__name__
