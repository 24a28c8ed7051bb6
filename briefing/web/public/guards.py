"""What stands between a request and the pages: pure ASGI, each guard one refusal."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Collection, Mapping
from typing import Protocol
from urllib.parse import urlsplit

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from briefing.web.hosts import host_name
from briefing.web.passing import adding_headers, answer_noted
from briefing.web.public.policy import SECURITY_HEADERS

LONGEST_PATH = 2048
"""Characters; tokens have some hundred. A number of thousands of digits is none to Python."""
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Refusal(Protocol):
    """Makes the page that says what went wrong."""

    def __call__(self, scope: Scope, status: int, /) -> Response:
        """Return the answer of that status."""
        ...


class RequestLog:
    """Notes each request: method, route, status and duration.

    Neither an address nor a path is noted, for paths and queries hold tokens: the route does not.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.log = structlog.stdlib.get_logger("briefing.web")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, and note how it went."""
        if scope["type"] != "http" or not logging.getLogger("briefing.web").isEnabledFor(20):
            await self.app(scope, receive, send)
            return

        def note(status: int, took_s: float) -> None:
            route = getattr(scope.get("route"), "path", "")
            ms = round(took_s * 1000, 1)
            self.log.info("request", method=scope["method"], route=route, status=status, ms=ms)

        await answer_noted(self.app, scope, receive, send, note=note)


class SafeHeaders:
    """Adds the header fields that keep browsers from harm, where an answer has none of its own."""

    def __init__(self, app: ASGIApp, headers: Mapping[str, str] = SECURITY_HEADERS) -> None:
        self.app = app
        self.headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with them."""
        out = adding_headers(send, self.headers) if scope["type"] == "http" else send
        await self.app(scope, receive, out)


class Failures:
    """Turns what nobody expected into a page without a trace.

    The log has where it happened, and no message: one may quote an address.
    """

    def __init__(self, app: ASGIApp, refusal: Refusal) -> None:
        self.app, self.refusal = app, refusal
        self.log = structlog.stdlib.get_logger("briefing.web")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, whatever happens."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def noting(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, noting)
        except Exception as error:
            route = getattr(scope.get("route"), "path", "")
            self.log.error("request failed", route=route, **described(error))
            if started:
                raise
            await self.refusal(scope, 500)(scope, receive, send)


def described(error: BaseException) -> dict[str, object]:
    """Return an error's kind, its causes' kinds and its trace; none of the words in it."""
    chain: list[BaseException] = [error]
    while cause := chain[-1].__cause__ or chain[-1].__context__:
        chain.append(cause)
    frames = traceback.extract_tb(chain[-1].__traceback__)
    return {
        "error": " from ".join(type(one).__name__ for one in chain),
        "trace": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
    }


class KnownHosts:
    """Answers under the publication's own names alone.

    A page elsewhere may point its name at this machine, and links made from a false name would
    lead away: https://owasp.org/www-community/attacks/DNS_Rebinding
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self.app, self.hosts = app, frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse a name that is not ours."""
        if scope["type"] == "http" and not self._known(Headers(scope=scope).getlist("host")):
            refused = PlainTextResponse("this host name is not served here\n", 421)
            await refused(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _known(self, named: list[str]) -> bool:
        return len(named) == 1 and host_name(f"//{named[0]}") in self.hosts


class SameSite:
    """Takes what changes something from our own pages alone: Sec-Fetch-Site, or else Origin.

    A request with neither comes from no browser, and carries no cookie that its sender does not
    know: https://words.filippo.io/csrf/. Paths that begin as `exempt` says are open to all.
    """

    def __init__(self, app: ASGIApp, refusal: Refusal, exempt: Collection[str] = ()) -> None:
        self.app, self.refusal, self.exempt = app, refusal, tuple(exempt)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse what another site asks for."""
        if scope["type"] == "http" and self._foreign(scope):
            await self.refusal(scope, 403)(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _foreign(self, scope: Scope) -> bool:
        if scope["method"] in SAFE or (self.exempt and scope["path"].startswith(self.exempt)):
            return False
        return is_foreign(Headers(scope=scope))


def is_foreign(headers: Headers) -> bool:
    """Return whether a browser says that another site made it send this."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    if origin is None:
        return False
    try:
        return urlsplit(origin).netloc.lower() != headers.get("host", "").lower()
    except ValueError:
        return True


class InSize:
    """Takes no body larger than is allowed, whatever its sender says, and no path without end.

    `larger` are paths that take more than the others.
    """

    def __init__(
        self, app: ASGIApp, refusal: Refusal, limit: int, larger: Mapping[str, int] | None = None
    ) -> None:
        self.app, self.refusal, self.limit, self.larger = app, refusal, limit, larger or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer what is not too large."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if len(scope["path"]) > LONGEST_PATH:
            await self.refusal(scope, 414)(scope, receive, send)
            return
        limit = max(self.limit, self.larger.get(scope["path"], 0))
        declared = Headers(scope=scope).get("content-length", "0")
        if not declared.isdecimal() or int(declared) > limit:
            await self.refusal(scope, 413)(scope, receive, send)
            return
        size = 0

        async def counting() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > limit:
                raise HTTPException(413)
            return message

        await self.app(scope, counting, send)


class InTime:
    """Gives up on a request that takes too long, be it the sender's fault or ours."""

    def __init__(self, app: ASGIApp, refusal: Refusal, timeout_s: float) -> None:
        self.app, self.refusal, self.timeout_s = app, refusal, timeout_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer within the time."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started, reading = False, False

        async def noting(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        async def waiting() -> Message:
            nonlocal reading
            reading = True
            message = await receive()
            reading = False
            return message

        try:
            async with asyncio.timeout(self.timeout_s) as limit:
                await self.app(scope, waiting, noting)
        except TimeoutError:
            if started or not limit.expired():
                raise
            response = self.refusal(scope, 408 if reading else 503)
            MutableHeaders(raw=response.raw_headers)["connection"] = "close"
            await response(scope, receive, send)
