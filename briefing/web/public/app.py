"""The public ASGI application: the parts' routes behind the guards."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from briefing.settings import WebSettings
from briefing.web.hosts import LOOPBACK, host_name
from briefing.web.public.assets import asset_route
from briefing.web.public.contract import Part, Public
from briefing.web.public.frame import Frame
from briefing.web.public.guards import (
    Failures,
    InSize,
    InTime,
    KnownHosts,
    RequestLog,
    SafeHeaders,
    SameSite,
)


def make_app(public: Public) -> Starlette:
    """Return the application."""
    frame = Frame(public)
    parts = [make(frame) for make in public.parts]
    links = [link for part in parts for link in part.links]
    frame.links = sorted(links, key=lambda link: link.prominent)
    routes: Sequence[BaseRoute] = [
        asset_route(frame.assets),
        *(route for part in parts for route in part.routes),
    ]
    app = Starlette(
        routes=[Mount(frame.base, routes=routes)] if frame.base else routes,
        middleware=guards(public, frame, parts),
        exception_handlers={HTTPException: frame.failed},
    )
    app.router.redirect_slashes = False  # it would lead to whatever host the request names
    return app


def guards(public: Public, frame: Frame, parts: Sequence[Part]) -> list[Middleware]:
    """Return the guards, the outermost first."""
    settings = public.settings
    exempt = [f"{frame.base}{path}" for part in parts for path in part.open_to_posts]
    larger = {f"{frame.base}{p}": n for part in parts for p, n in part.largest_posts.items()}
    return [
        Middleware(RequestLog),
        Middleware(SafeHeaders),
        Middleware(Failures, refusal=frame.refuse),
        Middleware(KnownHosts, hosts=known_hosts(public.publication.url, settings)),
        # With nobody to trust, uvicorn's guard would believe this very machine.
        *(
            [Middleware(ProxyHeadersMiddleware, trusted_hosts=list(settings.proxies))]
            if settings.proxies
            else []
        ),
        Middleware(SameSite, refusal=frame.refuse, exempt=exempt),
        Middleware(InTime, refusal=frame.refuse, timeout_s=settings.request_timeout_s),
        Middleware(InSize, refusal=frame.refuse, limit=settings.max_request_bytes, larger=larger),
    ]


def known_hosts(url: str, settings: WebSettings) -> set[str]:
    """Return the names to answer to; this machine's own where only it can reach us."""
    own = {host_name(url), *(name.lower().rstrip(".") for name in settings.hosts)}
    return own | LOOPBACK if settings.host in LOOPBACK else own
