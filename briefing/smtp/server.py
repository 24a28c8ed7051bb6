"""A mail server as the settings describe it, and how long we wait for it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Security(StrEnum):
    """How the connection is protected; a server that does not offer it is not used."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Patience in seconds, by RFC 5321, section 4.5.3.2.

    A client that gives up on the final dot's reply too early sends a second copy of a message that
    the server did take: hence the ten minutes.
    """

    connect_s: float = 60
    greeting_s: float = 300
    command_s: float = 300
    data_s: float = 120
    block_s: float = 180
    dot_s: float = 600
    quit_s: float = 5


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail is handed over. `local_name` is how we call ourselves in EHLO.

    `max_messages` is how many go over one connection; then it is made anew, as receivers like.
    The certificate is checked against `ca_file`, or against the system's authorities.
    """

    host: str
    port: int = 25
    security: Security = Security.NONE
    user: str = ""
    password: str = field(default="", repr=False)
    local_name: str = "localhost"
    ca_file: str = ""
    max_messages: int = 1000
    timeouts: Timeouts = Timeouts()
