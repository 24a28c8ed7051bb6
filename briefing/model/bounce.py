"""What comes back: failures reported after a server took a message, and complaints."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class BounceKind(StrEnum):
    """How bad: `soft` may pass (a full mailbox), `hard` will not (no such address)."""

    SOFT = "soft"
    HARD = "hard"
    COMPLAINT = "complaint"


@dataclass(frozen=True, slots=True)
class Bounce:
    """One report about one message.

    `delivery_id` or `letter_id` is known where the report came to, or names, an address that we
    made for that delivery or letter and nobody else can make: only then is it proof. Anybody can
    write the rest. `address` is the recipient as the report has it, or empty; `status` is of
    RFC 3463 ("5.1.1"), or empty.
    """

    kind: BounceKind
    delivery_id: int | None
    address: str = ""
    status: str = ""
    diagnostic: str = ""
    message_id: str = ""
    letter_id: int | None = None

    @property
    def proven(self) -> bool:
        """Whether the report shows that it is about a message of ours."""
        return self.delivery_id is not None or self.letter_id is not None


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message that came to us. `done` is called when what it says is on record.

    A message that is not done comes again.
    """

    content: bytes
    done: Callable[[], None]


@dataclass(frozen=True, slots=True)
class SoftBounce:
    """That a delivery bounced softly, and when that was first reported."""

    delivery_id: int
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
