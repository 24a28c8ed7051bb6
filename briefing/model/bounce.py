"""What comes back: failures reported after a server took a message, and complaints."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class BounceKind(StrEnum):
    """How bad: `soft` may pass (a full mailbox), `hard` will not (no such address)."""

    SOFT = "soft"
    HARD = "hard"
    COMPLAINT = "complaint"


@dataclass(frozen=True, slots=True)
class Bounce:
    """One report about one message.

    `delivery_id` is known where the report came to, or names, an address that we made for that
    delivery and nobody else can make: only then is it proof. Anybody can write the rest. `address`
    is the recipient as the report has it, or empty; `status` is of RFC 3463 ("5.1.1"), or empty.
    """

    kind: BounceKind
    delivery_id: int | None
    address: str = ""
    status: str = ""
    diagnostic: str = ""
    message_id: str = ""

    @property
    def proven(self) -> bool:
        """Whether the report shows that it is about a message of ours."""
        return self.delivery_id is not None


@dataclass(frozen=True, slots=True)
class Arrived:
    """A message that came to us. `done` is called when what it says is on record.

    A message that is not done comes again.
    """

    content: bytes
    done: Callable[[], None]
