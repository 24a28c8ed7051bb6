"""What comes back: failures reported after a server took a message, and complaints."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias


class BounceKind(StrEnum):
    """How bad: `soft` may pass (a full mailbox), `hard` will not (no such address)."""

    SOFT = "soft"
    HARD = "hard"
    COMPLAINT = "complaint"


@dataclass(frozen=True, slots=True)
class SentIssue:
    """An issue as it went to a subscriber; `address_tag` is how their address's hash begins."""

    issue_id: int
    subscriber_id: int
    address_tag: str


@dataclass(frozen=True, slots=True)
class SentDelivery:
    """The same, by the delivery's number alone."""

    delivery_id: int


@dataclass(frozen=True, slots=True)
class SentLetter:
    """A letter that left; without a tag, it left before letters' addresses had one."""

    letter_id: int
    address_tag: str = ""


Origin: TypeAlias = SentIssue | SentDelivery | SentLetter
"""What a report can be about."""


@dataclass(frozen=True, slots=True)
class Bounce:
    """One report about one message.

    `origin` is known where the report came to, or names, an address that we made for that message
    and nobody else can make: only then is it proof. Anybody can write the rest. `address` is the
    recipient as the report has it, or empty; `status` is of RFC 3463 ("5.1.1"), or empty.
    """

    kind: BounceKind
    origin: Origin | None
    address: str = ""
    status: str = ""
    diagnostic: str = ""
    message_id: str = ""


@dataclass(frozen=True, slots=True)
class Addressee:
    """To whom what came back had gone; `issue_id` is None for a letter."""

    address: str
    issue_id: int | None = None


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message that came to us. `done` is called when what it says is on record.

    A message that is not done comes again.
    """

    content: bytes
    done: Callable[[], None]


@dataclass(frozen=True, slots=True)
class SoftBounce:
    """That an issue bounced softly, and when that was first reported."""

    issue_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class BounceRecord:
    """A report as it is kept: what it said, and of which issue if it proved that.

    `address_hash` is that of the address which the message went to, empty where nothing is proven;
    a proven report without a topic is about a letter.
    """

    kind: BounceKind
    at: datetime
    address_hash: str
    status: str
    diagnostic: str
    topic: str = ""
    day: date | None = None
    suppressed: bool = False

    @property
    def proven(self) -> bool:
        """Whether the report showed that it is about a message of ours."""
        return self.address_hash != ""
