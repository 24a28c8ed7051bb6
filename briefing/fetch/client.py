"""A polite HTTP client: conditional, patient, bounded, and kept off private networks."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from http import HTTPStatus
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import TracebackType
from typing import Protocol, Self

import httpcore2
import httpx2
import stamina

from briefing.errors import NoAnswerError, SourceError
from briefing.fetch.addresses import host_of, redirect_target
from briefing.fetch.guard import GuardedBackend, NameTimeout, Resolver, is_public, resolve
from briefing.fetch.headers import headers_after, received, sendable
from briefing.fetch.status import judge, retry_after_s, visible
from briefing.ports import Clock, FetchState, Request, Response
from briefing.settings import Settings

MAX_HOPS = 5
REMEMBER_MOVES_AFTER = 3
HOST_INTERVAL_S = 0.5
RETRY_WAIT_S = 0.2
MAX_ABSENCE_S = 7 * 86_400.0
"""However long a server asks us to stay away, we look again after a week."""
TRANSIENT = frozenset({429, 502, 503, 504})
VALIDATORS = ("if-none-match", "if-modified-since")
_ZERO_LEFT = re.compile(r"\br=0\b.*?\bt=(\d+)", re.ASCII)

# Retries are no news, and the default hook tells them on standard output, where reports belong.
stamina.instrumentation.set_on_retry_hooks([])


class StateStore(Protocol):
    """Where the client remembers URLs between visits."""

    def load_fetch_state(self, url: str) -> FetchState | None:
        """Return what is remembered of `url`."""
        ...

    def save_fetch_state(self, state: FetchState) -> None:
        """Remember."""
        ...


class Transient(Exception):  # noqa: N818  (a reason to try again, not an error yet)
    """An answer that a moment later may be another."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.status)
        self.response = response


@dataclass(frozen=True, slots=True)
class Moved:
    """Where permanent redirects lead ("" where none does), and how that is known."""

    to: str
    permanent: bool
    """Whether every redirect on the way was a permanent one."""
    remembered: bool
    """Whether the visit began there, and not at the address asked for."""


@dataclass(slots=True)
class HttpFetcher:
    """Fetches over HTTP as `ports.Fetcher` says. One exchange at a time; close it after use.

    `sleep` and `monotonic` are the passing of time, in seconds, and `is_public` tells where one
    may connect, `resolve` which addresses a name has; tests bring their own.
    """

    settings: Settings
    state: StateStore
    clock: Clock
    sleep: Callable[[float], None] = time.sleep
    monotonic: Callable[[], float] = time.monotonic
    host_interval_s: float = HOST_INTERVAL_S
    retry_wait_s: float = RETRY_WAIT_S
    is_public: Callable[[str], bool] = is_public
    resolve: Resolver = resolve
    _clients: dict[bool, tuple[httpx2.Client, GuardedBackend]] = field(default_factory=dict)
    _visited: dict[str, float] = field(default_factory=dict)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        for client, _ in self._clients.values():
            client.close()
        self._clients.clear()

    def fetch(self, request: Request) -> Response:
        """Return the answer; raise SourceError where there is none, or it is a failure.

        It is a NoAnswerError where that says nothing about the address.
        """
        state = self.state.load_fetch_state(request.url) or FetchState(request.url)
        self._refuse_early(state)
        read = self._read_before(request, state)
        start = state.moved_to if state.moved_seen >= REMEMBER_MOVES_AFTER else request.url
        response, moved = self._follow(request, start, read)
        self._remember(state, response, moved)
        if read is not state and response.status == HTTPStatus.OK:
            self._save(read, _validated(read, response))
        judge(response)
        return response

    def _read_before(self, request: Request, state: FetchState) -> FetchState:
        """Return the state that holds the validators of what this reader was given last.

        Another's would make the server tell us that nothing is new to whoever never saw it.
        """
        if not request.reader:
            return state
        key = f"{request.reader} {request.url}"
        return self.state.load_fetch_state(key) or FetchState(key)

    def _refuse_early(self, state: FetchState) -> None:
        where = visible(state.url)
        if state.gone:
            raise SourceError(f"{where} is gone (it answered 410)", hint="remove the source")
        if state.retry_at and self.clock() < state.retry_at:
            raise NoAnswerError(
                f"{where} asked us to come back after {state.retry_at:%Y-%m-%d %H:%M} UTC",
                hint="nothing to do: it is fetched again after that",
            )

    # --- hops -----------------------------------------------------------------------------------

    def _follow(self, request: Request, start: str, state: FetchState) -> tuple[Response, Moved]:
        """Return the last hop's answer, and the address that permanent redirects lead to."""
        remembered = start != request.url
        url, moved_to, permanent = start, start if remembered else "", True
        headers = {k.lower(): v for k, v in request.headers.items()} | _validators(request, state)
        deadline = self.monotonic() + self.settings.timeout_s
        for _ in range(MAX_HOPS + 1):
            response = self._persist(request, url, headers, deadline)
            location = response.headers.get("location", "")
            if response.status not in (301, 302, 303, 307, 308) or not location:
                return response, Moved(moved_to, permanent=permanent, remembered=remembered)
            target = redirect_target(url, location)
            permanent = permanent and response.status in (301, 308)
            moved_to = target if permanent else moved_to
            headers = headers_after(url, target, headers)
            url = target
        raise SourceError(
            f"{visible(request.url)} redirects more than {MAX_HOPS} times",
            hint="open it in a browser, and use the address where it ends",
        )

    def _persist(
        self, request: Request, url: str, headers: Mapping[str, str], deadline: float
    ) -> Response:
        """Ask again where the fault may pass."""
        try:
            for attempt in stamina.retry_context(
                on=lambda fault: _may_pass(fault) and self.monotonic() < deadline,
                attempts=3,
                timeout=self.settings.timeout_s,
                wait_initial=self.retry_wait_s,
                wait_max=25 * self.retry_wait_s,
                wait_jitter=self.retry_wait_s,
            ):
                with attempt:
                    response = self._exchange(request, url, headers, deadline)
                    if response.status in TRANSIENT and self._soon(response):
                        raise Transient(response)
                    return response
        except Transient as fault:
            return fault.response
        except httpx2.TimeoutException as error:
            if isinstance(error.__cause__, NameTimeout):
                raise NoAnswerError(
                    f"{visible(url)} cannot be reached: {error}",
                    hint="are this machine's name servers well? it is tried again next time",
                ) from error
            raise self._too_slow(url) from error
        except httpx2.TransportError as error:
            raise NoAnswerError(
                f"{visible(url)} cannot be reached: {error}", hint="is the address right?"
            ) from error
        except httpx2.DecodingError as error:
            raise SourceError(
                f"{visible(url)} sends content that cannot be unpacked: {error}",
                hint="the source is at fault; it is tried again at the next collection",
            ) from error
        raise AssertionError("stamina ends with an attempt that returns or raises")

    def _soon(self, response: Response) -> bool:
        """Tell whether to try at once: the answer names no later moment."""
        return self._wait_s(response) is None

    def _wait_s(self, response: Response) -> float | None:
        """Return how long the answer asks us to stay away, by Retry-After or RateLimit."""
        if response.status in (429, 503) and "retry-after" in response.headers:
            asked = retry_after_s(response.headers["retry-after"], response.fetched_at)
        else:
            spent = _ZERO_LEFT.search(response.headers.get("ratelimit", ""))
            asked = float(spent[1]) if spent else None
        return None if asked is None else min(asked, MAX_ABSENCE_S)

    # --- one exchange ---------------------------------------------------------------------------

    def _exchange(
        self, request: Request, url: str, headers: Mapping[str, str], deadline: float
    ) -> Response:
        host = host_of(url)
        client, backend = self._client(allow_private=request.allow_private)
        sent = sendable({"user-agent": self.settings.user_agent, "accept": "*/*"} | dict(headers))
        with (
            self._turn(host),
            backend.within(deadline, self.monotonic),
            client.stream("GET", url, headers=sent) as answer,
        ):
            body = self._read(answer, url, deadline)
            return Response(answer.status_code, url, received(answer), body, self.clock())

    def _read(self, answer: httpx2.Response, url: str, deadline: float) -> bytes:
        limit, size = self.settings.max_body_bytes, 0
        chunks: list[bytes] = []
        for chunk in answer.iter_bytes(65_536):
            size += len(chunk)
            if size > limit:
                raise SourceError(
                    f"{visible(url)} sends more than {limit // 1024} kB",
                    hint="ask the source for less, or raise `max_body_bytes` in the settings",
                )
            if self.monotonic() > deadline:
                raise self._too_slow(url)
            chunks.append(chunk)
        return b"".join(chunks)

    def _too_slow(self, url: str) -> NoAnswerError:
        return NoAnswerError(
            f"{visible(url)} took longer than {self.settings.timeout_s:g} s",
            hint="it is tried again at the next collection",
        )

    @contextmanager
    def _turn(self, host: str) -> Iterator[None]:
        """Keep a pause between two requests to one host."""
        wait = self._visited.get(host, -self.host_interval_s) + self.host_interval_s
        if (pause := wait - self.monotonic()) > 0:
            self.sleep(pause)
        try:
            yield
        finally:
            self._visited[host] = self.monotonic()

    def _client(self, *, allow_private: bool) -> tuple[httpx2.Client, GuardedBackend]:
        if allow_private not in self._clients:
            backend = GuardedBackend(
                (lambda _: True) if allow_private else self.is_public, self.resolve
            )
            transport = httpx2.HTTPTransport(trust_env=False)
            pool = httpcore2.ConnectionPool(
                ssl_context=httpx2.create_ssl_context(trust_env=False),
                max_keepalive_connections=4,
                network_backend=backend,
            )
            transport._pool.close()
            transport._pool = pool
            timeout = httpx2.Timeout(self.settings.timeout_s)
            client = httpx2.Client(
                transport=transport,
                timeout=timeout,
                trust_env=False,
                # A visitor without memory: what a host set once shall not change later answers.
                cookies=CookieJar(DefaultCookiePolicy(allowed_domains=())),
            )
            self._clients[allow_private] = (client, backend)
        return self._clients[allow_private]

    # --- memory ---------------------------------------------------------------------------------

    def _remember(self, state: FetchState, response: Response, moved: Moved) -> None:
        new = replace(_after(state, response, moved), retry_at=None)
        if wait := self._wait_s(response):
            new = replace(new, retry_at=self.clock() + timedelta(seconds=wait))
        self._save(state, new)

    def _save(self, known: FetchState, new: FetchState) -> None:
        if new != known:
            self.state.save_fetch_state(new)


def _after(state: FetchState, response: Response, moved: Moved) -> FetchState:
    """Return what an answer teaches about an address."""
    if response.status >= HTTPStatus.BAD_REQUEST:
        if response.status not in (404, 410):
            return state
        if moved.remembered:
            # The place that we remembered is no more; ask the first address again next time.
            return replace(state, moved_to="", moved_seen=0)
        return replace(state, gone=response.status == 410 and moved.permanent)
    seen = state.moved_seen + 1 if moved.to == state.moved_to else 1
    new = replace(state, moved_to=moved.to, moved_seen=seen if moved.to else 0, gone=False)
    return _validated(new, response) if response.status == HTTPStatus.OK else new


def _validated(state: FetchState, response: Response) -> FetchState:
    """Return the state with the validators of an answer, none where it has none."""
    return replace(
        state,
        etag=response.headers.get("etag", ""),
        last_modified=response.headers.get("last-modified", ""),
    )


def _may_pass(fault: Exception) -> bool:
    """Tell whether trying again may help."""
    if isinstance(fault, httpx2.LocalProtocolError | httpx2.UnsupportedProtocol):
        return False
    if isinstance(fault.__cause__, NameTimeout):
        return False  # all the time is spent
    return isinstance(fault, Transient | httpx2.TransportError)


def _validators(request: Request, state: FetchState) -> dict[str, str]:
    """Return both validators as they were given, byte for byte (RFC 9110, section 13.1)."""
    if not request.conditional:
        return {}
    pairs = zip(VALIDATORS, (state.etag, state.last_modified), strict=True)
    return {name: value for name, value in pairs if value}
