"""A message on its way to a server or a mailbox, and what became of it there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Copy:
    """One subscriber's complete message (RFC 5322), in pieces that other copies share.

    Lines end in CRLF, the last one too. `dotted` says that a line begins with a dot, which SMTP
    has to double; compiled issues hold no such line. `ascii` is false where bytes above 127 occur.
    """

    pieces: tuple[bytes, ...]
    dotted: bool = False
    ascii: bool = True

    @property
    def size(self) -> int:
        """How many bytes the message has."""
        return sum(map(len, self.pieces))

    def __bytes__(self) -> bytes:
        return b"".join(self.pieces)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message that is to leave: its envelope, and how to write it.

    `key` is the delivery's id (any number, for mail that belongs to none). `sender` is the
    envelope's, to which bounces go. `write` is called once, shortly before the message leaves; a
    DeliveryError out of it refuses this message alone.
    """

    key: int
    sender: str
    recipient: str
    write: Callable[[], Copy]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a mail server answered: "550 5.1.1 No such user" is (550, "5.1.1", "No such user").

    `enhanced` is the status of RFC 3463, or empty. `text` is the server's, on one line.
    """

    code: int
    enhanced: str = ""
    text: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (str(self.code), self.enhanced, self.text) if part)


@dataclass(frozen=True, slots=True)
class Accepted:
    """The server took responsibility for the message."""

    reply: Reply


@dataclass(frozen=True, slots=True)
class Deferred:
    """The server refused for now (4yz): it does not have the message."""

    reply: Reply


@dataclass(frozen=True, slots=True)
class Refused:
    """The server refused for good (5yz), or we did before it could: it lacks the message."""

    reply: Reply


@dataclass(frozen=True, slots=True)
class Lost:
    """The connection ended first. `in_doubt` where the server may have taken the message.

    Not in doubt means certainty: the server does not have the message, and it may be sent anew.
    """

    in_doubt: bool
    why: str


Outcome: TypeAlias = Accepted | Deferred | Refused | Lost
