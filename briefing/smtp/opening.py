"""Open a connection to a mail server: greeting, extensions, TLS, and who we are."""

from __future__ import annotations

import base64
import ipaddress
import socket
import ssl
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.errors import DeliveryError
from briefing.model.handover import Reply
from briefing.smtp.server import Security, Server
from briefing.smtp.wire import Dropped, Wire, make_reply


@dataclass(frozen=True, slots=True)
class Extensions:
    """What the server offers that matters to us; `size` is its limit in bytes, if it has one."""

    pipelining: bool = False
    eight_bit: bool = False
    smtputf8: bool = False
    starttls: bool = False
    size: int | None = None
    sizes: bool = False
    auth: frozenset[str] = frozenset()


def open_wire(server: Server) -> tuple[Wire, Extensions]:
    """Return a connection that is ready for MAIL, and what the server offers.

    Raises: DeliveryError where the server cannot be reached, or does not take us.
    """
    try:
        wire = _connect(server)
        try:
            return wire, _introduce(wire, server)
        except BaseException:
            wire.close()
            raise
    except Dropped as error:
        raise _unusable(server, str(error), "`briefing doctor` looks at it more closely") from error


def _connect(server: Server) -> Wire:
    times = server.timeouts
    try:
        connected = socket.create_connection((server.host, server.port), times.connect_s)
    except OSError as error:
        raise Dropped(f"cannot connect: {error.strerror or error}") from error
    wire = Wire(connected)
    if server.security == Security.TLS:
        wire.start_tls(_context(server), server.host, times.connect_s)
    return wire


def _introduce(wire: Wire, server: Server) -> Extensions:
    _expect(wire.reply(server.timeouts.greeting_s), 220, server, "it does not take connections")
    offered = _ehlo(wire, server)
    if server.security == Security.STARTTLS:
        if not offered.starttls:
            raise _unusable(server, "it offers no STARTTLS", 'set security to "tls" or "none"')
        _expect(_ask(wire, server, b"STARTTLS"), 220, server, "it refuses STARTTLS")
        wire.start_tls(_context(server), server.host, server.timeouts.command_s)
        offered = _ehlo(wire, server)
    if server.user:
        _authenticate(wire, server, offered)
    return offered


def _ehlo(wire: Wire, server: Server) -> Extensions:
    times = server.timeouts
    wire.send([b"EHLO %s\r\n" % server.local_name.encode()], times.command_s)
    code, lines = wire.reply_lines(times.command_s)
    if code // 100 == 5:
        helo = _ask(wire, server, b"HELO %s" % server.local_name.encode())
        _expect(helo, 250, server, "it refuses HELO")
        return Extensions()
    _expect(make_reply(code, lines), 250, server, "it refuses EHLO")
    return parse_extensions([line.decode("ascii", "replace").strip() for line in lines[1:]])


def parse_extensions(lines: Sequence[str]) -> Extensions:
    """Return the extensions that EHLO's lines name."""
    offered: dict[str, list[str]] = {}
    for line in lines:
        keyword, _, parameters = line.replace("AUTH=", "AUTH ", 1).partition(" ")
        offered.setdefault(keyword.upper(), parameters.upper().split())
    size = offered.get("SIZE", [])
    return Extensions(
        pipelining="PIPELINING" in offered,
        eight_bit="8BITMIME" in offered,
        smtputf8="SMTPUTF8" in offered,
        starttls="STARTTLS" in offered,
        # SIZE without a number, or with 0, states no limit (RFC 1870, section 4).
        size=int(size[0]) or None if size and size[0].isdecimal() else None,
        sizes="SIZE" in offered,
        auth=frozenset(offered.get("AUTH", ())),
    )


def _authenticate(wire: Wire, server: Server, offered: Extensions) -> None:
    if not wire.encrypted and not _is_loopback(server.host):
        raise _unusable(
            server, "a password is not sent unprotected", 'set security to "starttls" or "tls"'
        )
    if "PLAIN" in offered.auth:
        secret = f"\0{server.user}\0{server.password}"
        reply = _ask(wire, server, b"AUTH PLAIN " + _base64(secret))
    elif "LOGIN" in offered.auth:
        reply = _ask(wire, server, b"AUTH LOGIN")
        for answer in (server.user, server.password):
            if reply.code == 334:
                reply = _ask(wire, server, _base64(answer))
    else:
        raise _unusable(server, "it offers neither AUTH PLAIN nor LOGIN", "remove the user name")
    _expect(reply, 235, server, f"it does not let {server.user!r} in")


def _ask(wire: Wire, server: Server, line: bytes) -> Reply:
    wire.send([line, b"\r\n"], server.timeouts.command_s)
    return wire.reply(server.timeouts.command_s)


def _base64(text: str) -> bytes:
    return base64.b64encode(text.encode())


def _expect(reply: Reply, code: int, server: Server, otherwise: str) -> None:
    if reply.code != code:
        raise _unusable(server, f"{otherwise} ({reply})")


def _unusable(server: Server, why: str, hint: str = "") -> DeliveryError:
    return DeliveryError(f"mail server {server.host}:{server.port}: {why}", hint=hint)


def _context(server: Server) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=server.ca_file or None)
    except OSError as error:
        raise DeliveryError(
            f"cannot read the certificates in {server.ca_file!r}: {error.strerror or error}"
        ) from error


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
