"""What stands around an app does to answers on their way out: add to them, note how they went."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


def adding_headers(send: Send, headers: Mapping[str, str]) -> Send:
    """Return a `send` that adds header fields where an answer has none of its own."""

    async def adding(message: Message) -> None:
        if message["type"] == "http.response.start":
            there = MutableHeaders(scope=message)
            for name, said in headers.items():
                there.setdefault(name, said)
        await send(message)

    return adding


async def answer_noted(
    app: ASGIApp,
    scope: Scope,
    receive: Receive,
    send: Send,
    *,
    note: Callable[[int, float], None],
) -> None:
    """Let the app answer, and note the status and the seconds it took; 500 where it fails first."""
    began, status = time.perf_counter(), 500

    async def watching(message: Message) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]
        await send(message)

    try:
        await app(scope, receive, watching)
    finally:
        note(status, time.perf_counter() - began)
