"""Keeps everybody but the editor's own browser away from the preview."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from briefing.web.hosts import LOOPBACK, host_name
from briefing.web.passing import adding_headers

OUR_OWN = ("same-origin", "none")
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": PAGE_POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
}


class Guard:
    """Answers only requests that name this machine, and changes only from this very page.

    A page elsewhere can point its own host name at 127.0.0.1 (DNS rebinding), but the browser
    then sends that name: https://owasp.org/www-community/attacks/DNS_Rebinding
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse to."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refusal = refuse(scope["method"], Headers(scope=scope))
        if refusal:
            await PlainTextResponse(refusal, 403)(scope, receive, send)
            return
        await self.app(scope, receive, adding_headers(send, HEADERS))


def refuse(method: str, headers: Headers) -> str:
    """Return why a request is refused, or an empty string."""
    host = headers.get("host", "")
    if host_name(f"//{host}") not in LOOPBACK:
        return f"this preview answers on localhost only, not as {host!r}\n"
    if headers.get("sec-fetch-site", "same-origin") not in OUR_OWN and not _visit(method, headers):
        return "this preview answers no other site\n"
    origin = headers.get("origin")
    if method not in ("GET", "HEAD") and origin and urlsplit(origin).netloc != host:
        return "this preview takes orders from its own page only\n"
    return ""


def _visit(method: str, headers: Headers) -> bool:
    """Return whether somebody follows a link here; the page it came from cannot read the answer."""
    return method == "GET" and headers.get("sec-fetch-dest") == "document"
