"""Real servers on the loopback for what the doctor asks: names, time, mail."""

import socketserver
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from checkdmarc.utils import DNS_CACHE
from dns.resolver import Resolver

from briefing.content import load_publication
from briefing.doctor import Patient
from briefing.doctor.names import make_resolver
from briefing.settings import MailSettings, Settings
from tests.content.writing import PUBLICATION, write
from tests.nameserver import NameServer, serving

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


class TimeServer(socketserver.UDPServer):
    """Tells the time with an error of its own."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Time)
        self.ahead = timedelta()


class Time(socketserver.BaseRequestHandler):
    server: TimeServer

    def handle(self) -> None:
        _, link = self.request
        told = datetime.now(UTC) + self.server.ahead - datetime(1900, 1, 1, tzinfo=UTC)
        stamp = int(told.total_seconds() * 2**32).to_bytes(8, "big")
        link.sendto(b"\x24\x02" + bytes(38) + stamp, self.client_address)


@pytest.fixture
def names() -> Iterator[NameServer]:
    DNS_CACHE.clear()  # the library's; it would answer for an earlier test's zone
    server = NameServer()
    with serving(server):
        yield server


@pytest.fixture
def clock() -> Iterator[TimeServer]:
    server = TimeServer()
    with serving(server):
        yield server


def resolver_of(server: NameServer) -> Resolver:
    resolver = make_resolver("127.0.0.1")
    resolver.port = server.server_address[1]
    return resolver


def patient(
    root: Path,
    names: NameServer,
    zone: Mapping[tuple[str, str], Sequence[str]] = {},
    **mail: object,
) -> Patient:
    """A publication that sends over SMTP; `mail` changes its mail settings."""
    write(root, "content/publication.toml", PUBLICATION)
    names.zone.update(zone)
    settings = Settings(mail=MailSettings(**{"transport": "smtp", **mail}))  # type: ignore[arg-type]
    return Patient(
        root=root,
        publication=load_publication(root),
        settings=settings,
        database_url=f"sqlite:///{root}/var/briefing.db",
        resolver=resolver_of(names),
        now=NOW,
    )
