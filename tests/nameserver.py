"""A name server on the loopback, which answers out of a zone that a test fills."""

from __future__ import annotations

import socketserver
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Thread

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset

Zone = dict[tuple[str, str], Sequence[str]]


class NameServer(socketserver.UDPServer):
    """Answers out of its zone; of any other name it says that there is none.

    Of one that is broken it says that it cannot tell.
    """

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Names)
        self.zone: Zone = {}
        self.broken: set[str] = set()


class Names(socketserver.BaseRequestHandler):
    server: NameServer

    def handle(self) -> None:
        data, link = self.request
        asked = dns.message.from_wire(data)
        answer = dns.message.make_response(asked)
        answer.flags |= dns.flags.RA
        (question,) = asked.question
        name = question.name.to_text(omit_final_dot=True).lower()
        kind = dns.rdatatype.to_text(question.rdtype)
        if records := self.server.zone.get((name, kind)):
            answer.answer.append(dns.rrset.from_text(question.name, 60, "IN", kind, *records))
        elif name in self.server.broken:
            answer.set_rcode(dns.rcode.SERVFAIL)
        elif not any(known == name for known, _ in self.server.zone):
            answer.set_rcode(dns.rcode.NXDOMAIN)
        link.sendto(answer.to_wire(), self.client_address)


@contextmanager
def serving(server: socketserver.BaseServer) -> Iterator[None]:
    """Serve in a thread of its own."""
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
