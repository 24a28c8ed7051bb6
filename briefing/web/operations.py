"""What those who run the service ask of it: is it alive, is it ready, how does it fare.

`/healthz` answers as long as the process does. `/readyz` says 503, and why, while it should get no
requests. `/metrics` is for Prometheus, from the networks that the settings name alone.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Histogram,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from briefing.web.passing import answer_noted

SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
FRESH = {"cache-control": "no-store"}
FORWARDED = ("forwarded", "x-forwarded-for")
"""What a proxy tells of whom it asks for: the address that asks is then its own."""


@dataclass(frozen=True, slots=True)
class Gauge:
    """A number about the service as it is now; `labels` are names and values, never addresses."""

    name: str
    about: str
    value: float
    labels: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Watch:
    """What the answers are made of.

    `faults` returns why the service is not ready, nothing where it is; `measure` returns the
    gauges, and is asked once in `kept_s` at the most, however often `/metrics` is. `networks` are
    those from which `/metrics` may be asked.
    """

    faults: Callable[[], Sequence[str]]
    measure: Callable[[], Iterable[Gauge]]
    networks: Sequence[str] = ("127.0.0.0/8", "::1/128")
    kept_s: float = 10.0


class Watched:
    """Answers those who watch, in front of the pages: they ask by number, not by our name."""

    def __init__(self, app: ASGIApp, watch: Watch) -> None:
        self._app, self._watch = app, watch
        self._registry = CollectorRegistry()
        self._registry.register(Measured(watch.measure, watch.kept_s))
        ProcessCollector(registry=self._registry)
        self._timed = RequestTimes(app, self._registry)
        self._answers = {
            "/healthz": self._health,
            "/readyz": self._readiness,
            "/metrics": self._metrics,
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let the pages answer."""
        answer = self._answers.get(scope["path"]) if scope["type"] == "http" else None
        if answer is None or scope["method"] not in ("GET", "HEAD"):
            await self._timed(scope, receive, send)
            return
        response = await answer(Request(scope))
        if response is None:
            await self._timed(scope, receive, send)
            return
        await response(scope, receive, send)

    async def _health(self, _request: Request) -> Response:
        return PlainTextResponse("alive\n", headers=FRESH)

    async def _readiness(self, _request: Request) -> Response:
        faults = await run_in_threadpool(self._watch.faults)
        said = "".join(f"{fault}\n" for fault in faults) or "ready\n"
        return PlainTextResponse(said, 503 if faults else 200, headers=FRESH)

    async def _metrics(self, request: Request) -> Response | None:
        """Return the metrics, or nothing to whom they are not for: the pages then know no such."""
        if any(name in request.headers for name in FORWARDED):
            return None
        if not within(request.client.host if request.client else "", self._watch.networks):
            return None
        text = await run_in_threadpool(generate_latest, self._registry)
        return Response(text, media_type=CONTENT_TYPE_LATEST, headers=FRESH)


class Measured(Collector):
    """Gives gauges to Prometheus' library, each name once with all of its labels."""

    def __init__(self, measure: Callable[[], Iterable[Gauge]], kept_s: float) -> None:
        self._measure, self._kept_s = measure, kept_s
        self._known: Sequence[Gauge] = ()
        self._until = 0.0

    def describe(self) -> Iterable[Metric]:
        """Return nothing: which gauges there are is known when they are asked for."""
        return ()

    def collect(self) -> Iterable[Metric]:
        """Return the gauges."""
        if time.monotonic() >= self._until:
            self._known = tuple(self._measure())
            self._until = time.monotonic() + self._kept_s
        families: dict[str, GaugeMetricFamily] = {}
        for gauge in self._known:
            names = [name for name, _ in gauge.labels]
            family = families.setdefault(
                gauge.name, GaugeMetricFamily(f"briefing_{gauge.name}", gauge.about, labels=names)
            )
            family.add_metric([value for _, value in gauge.labels], gauge.value)
        return families.values()


class RequestTimes:
    """Counts requests and how long they took, by route, method and status."""

    def __init__(self, app: ASGIApp, registry: CollectorRegistry) -> None:
        self.app = app
        self._times = Histogram(
            "briefing_request_seconds",
            "How long requests took.",
            ("route", "method", "status"),
            registry=registry,
            buckets=SECONDS,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, and take the time."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        def note(status: int, took_s: float) -> None:
            # A path that leads nowhere has no route, and so cannot make the list of them long.
            route = getattr(scope.get("route"), "path", "")
            method = scope["method"] if scope["method"] in ("GET", "HEAD", "POST") else "other"
            self._times.labels(route, method, str(status)).observe(took_s)

        await answer_noted(self.app, scope, receive, send, note=note)


def within(address: str, networks: Sequence[str]) -> bool:
    """Return whether an address belongs to one of the networks."""
    try:
        asking = ip_address(address)
    except ValueError:
        return False
    return any(asking in ip_network(network, strict=False) for network in networks)
