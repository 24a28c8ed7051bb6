"""Parse feeds in a child process that is killed when it takes too long.

feedparser needs 4 s for 120 kB of `<!--`, and 25 s for a feed of 9 MB; no thread can be stopped,
so a process must be. Starting one costs a tenth of a second, so each is kept for the next feed.
"""

import atexit
import json
import struct
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Timer
from typing import Any

_WORKER = Path(__file__).with_name("feed_worker.py")
_idle: list["_Parser"] = []  # append and pop are atomic, which is all that threads need here


class ParserError(Exception):
    """The feed could not be parsed: too slow, or the child process died over it."""


def parse_feed(body: bytes, content_type: str, *, deadline_s: float) -> dict[str, Any]:
    """Return what `feed_worker.parse` returns, within `deadline_s` seconds.

    Raises: ParserError when the time is up or the process dies.
    """
    parser = _take()
    try:
        reply = parser.ask(content_type.encode("utf-8", "replace"), body, deadline_s)
    except BaseException:
        parser.close()
        raise
    if parser.was_killed:
        parser.close()
    else:
        _idle.append(parser)
    return reply


def close_parsers() -> None:
    """End the child processes that wait for work; the next feed starts a new one."""
    while _idle:
        _idle.pop().close()


atexit.register(close_parsers)


def _take() -> "_Parser":
    while _idle:
        with suppress(IndexError):
            parser = _idle.pop()
            if parser.is_alive():
                return parser
            parser.close()
    return _Parser()


class _Parser:
    def __init__(self) -> None:
        # -P: no module in the current folder may stand in for one of the parser's.
        command = [sys.executable, "-P", "-W", "ignore", str(_WORKER)]
        pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
        self._process = subprocess.Popen(  # noqa: S603 - our own file, run by our own interpreter
            command, stdin=pipe, stdout=pipe, stderr=nothing
        )

        assert self._process.stdin
        assert self._process.stdout
        self._requests, self._replies = self._process.stdin, self._process.stdout
        self.was_killed = False

    def _kill(self) -> None:
        self.was_killed = True
        self._process.kill()

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, content_type: bytes, body: bytes, deadline_s: float) -> dict[str, Any]:
        """Put the question and wait; killing the process is what ends a wait that is too long."""
        timer = Timer(deadline_s, self._kill)
        timer.daemon = True
        timer.start()
        try:
            return self._exchange(content_type, body)
        except (OSError, ValueError, struct.error) as error:
            slow = f"took longer than {deadline_s:g} s"
            why = slow if self.was_killed else "crashed the parser"
            raise ParserError(why) from error
        finally:
            timer.cancel()

    def _exchange(self, content_type: bytes, body: bytes) -> dict[str, Any]:
        self._requests.write(struct.pack(">II", len(content_type), len(body)))
        self._requests.write(content_type + body)
        self._requests.flush()
        (length,) = struct.unpack(">I", self._replies.read(4))
        reply: dict[str, Any] = json.loads(self._replies.read(length))
        return reply

    def close(self) -> None:
        self._process.kill()
        for stream in (self._requests, self._replies):
            with suppress(OSError):
                stream.close()
        self._process.wait()
