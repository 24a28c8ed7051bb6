"""Connections to public addresses only, checked at the moment of connecting.

The name is resolved here and the connection made to the very address that was checked, so a name
that resolves differently a moment later (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Thread
from typing import Any

import httpcore2

from briefing.errors import SourceError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the public internet's, IPv4 within IPv6 included."""
    ip: Address = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None:
            ip = inner
        elif ip in ipaddress.ip_network("64:ff9b::/96"):
            ip = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    if isinstance(ip, ipaddress.IPv6Address) and (ip.is_reserved or ip.is_site_local):
        return False
    return ip.is_global and not ip.is_multicast


Resolver = Callable[[str, int], Iterable[str]]
"""What returns the addresses of a host and port."""


def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of a name, as the system knows them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


class NameTimeout(httpcore2.ConnectTimeout):
    """The time was over before the name had an address."""


class GuardedBackend(httpcore2.SyncBackend):
    """A network backend that connects to those addresses alone that `allowed` lets pass."""

    def __init__(self, allowed: Callable[[str], bool], resolve: Resolver) -> None:
        super().__init__()
        self._allowed = allowed
        self._resolve = resolve
        self.clocked: Deadline | None = None

    @contextmanager
    def within(self, deadline: float, monotonic: Callable[[], float]) -> Iterator[None]:
        """Bound everything that happens on any connection meanwhile by one deadline."""
        self.clocked = Deadline(deadline, monotonic)
        try:
            yield
        finally:
            self.clocked = None

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        """Resolve, check every address, and connect to one that passed.

        Raises: SourceError where none did; httpcore2.ConnectError as usual.
        """
        addresses = self._addresses(host, port, self.left(timeout))
        allowed = [a for a in addresses if self._allowed(a)]
        if not allowed:
            raise SourceError(
                f"{host} is at the private address {addresses[0]}, which is not fetched",
                hint="if that is meant, set `allow_private = true` on the source, or give"
                " `briefing new` --allow-private",
            )
        failure: Exception | None = None
        for waiting, address in zip(range(len(allowed), 0, -1), allowed, strict=True):
            left = self.left(timeout)
            # An address that does not answer leaves the others their share of the time.
            share = None if left is None else left / waiting
            try:
                stream = super().connect_tcp(address, port, share, local_address, socket_options)
                return BoundedStream(stream, self)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore2.ConnectError(f"{host} has no address")

    def _addresses(self, host: str, port: int, timeout: float | None) -> list[str]:
        """Return the addresses of a name, asked for on a thread: no look-up can be called off.

        One that hangs ends when the system's resolver gives up, and holds up nobody meanwhile.
        """
        answer: Future[list[str]] = Future()

        def ask() -> None:
            try:
                answer.set_result(list(self._resolve(host, port)))
            except BaseException as error:
                answer.set_exception(error)

        Thread(target=ask, name=f"look up {host}", daemon=True).start()
        try:
            return list(dict.fromkeys(answer.result(timeout)))
        except TimeoutError as error:
            raise NameTimeout(f"no name server told the address of {host} in time") from error
        except (OSError, UnicodeError) as error:
            raise httpcore2.ConnectError(f"{host} has no address: {error}") from error

    def left(self, timeout: float | None) -> float | None:
        """Return the seconds that an operation may take."""
        if self.clocked is None:
            return timeout
        left = self.clocked.deadline - self.clocked.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout("the deadline has passed")
        return left if timeout is None else min(left, timeout)


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment, and the clock that it is read on."""

    deadline: float
    monotonic: Callable[[], float]


class BoundedStream(httpcore2.NetworkStream):
    """A connection whose every read and write ends with the exchange's deadline.

    A time-out for each read alone would let a server hold us by sending a byte at a time.
    """

    def __init__(self, stream: httpcore2.NetworkStream, backend: GuardedBackend) -> None:
        self._stream = stream
        self._backend = backend

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read within the deadline."""
        return self._stream.read(max_bytes, self._backend.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write within the deadline."""
        self._stream.write(buffer, self._backend.left(timeout))

    def close(self) -> None:
        """Close."""
        self._stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        """Begin TLS within the deadline."""
        left = self._backend.left(timeout)
        return BoundedStream(
            self._stream.start_tls(ssl_context, server_hostname, left), self._backend
        )

    def get_extra_info(self, info: str) -> Any:
        """Pass on."""
        return self._stream.get_extra_info(info)
