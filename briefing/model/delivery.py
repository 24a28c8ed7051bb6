"""Issues on their way out: the day's issue of a topic, and one delivery for each subscriber."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal


class IssueKind(StrEnum):
    """Which of a topic's issues of a day: the day's own, or the digest of a week."""

    DAILY = "daily"
    WEEKLY = "weekly"


class IssueState(StrEnum):
    """Where a topic's issue of one day stands.

    due → building → built → (held → built) → sending → sent; any of them but `sent` may become
    `cancelled`. `held` waits for an editor: a check failed, or approval is asked for.
    """

    DUE = "due"
    BUILDING = "building"
    BUILT = "built"
    HELD = "held"
    SENDING = "sending"
    SENT = "sent"
    CANCELLED = "cancelled"


class DeliveryState(StrEnum):
    """Where one message to one subscriber stands; SMTP never tells us "delivered"."""

    PENDING = "pending"
    CLAIMED = "claimed"
    IN_DOUBT = "in_doubt"
    SENT = "sent"
    DEFERRED = "deferred"
    FAILED = "failed"
    SUPPRESSED = "suppressed"


FINAL = frozenset({DeliveryState.SENT, DeliveryState.FAILED, DeliveryState.SUPPRESSED})
"""The states that a delivery does not leave; an issue is sent when all of its are in them."""


@dataclass(frozen=True, slots=True)
class IssueRecord:
    """A topic's issue of one local day; (topic, day, kind) is its key.

    `fence` is the number of the worker that builds it (0: none); who holds an older one has lost
    it. `content_hash` is that of the artefact that was frozen, `recipients` how many deliveries
    were frozen with it, `note` why it is held or cancelled.
    """

    id: int
    topic: str
    day: date
    kind: IssueKind
    state: IssueState
    due_at: datetime
    changed_at: datetime
    fence: int = 0
    content_hash: str = ""
    recipients: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Recipient:
    """To whom a delivery goes, as frozen: `unsubscribe_token` and the like are made from the id."""

    subscriber_id: int
    address: str
    lang: str = "en"
    text_only: bool = False

    @property
    def domain(self) -> str:
        """The receiving domain, by which rates and pauses are counted."""
        return self.address.rpartition("@")[2].lower()


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message to one subscriber; (issue_id, subscriber_id) is unique.

    `reply` is what the receiving server last said ("250 2.0.0 Ok: queued as 4F2A"); `doubts` how
    often it was sent anew although an earlier copy may have been taken; `first_at` when it was
    first claimed.
    """

    id: int
    issue_id: int
    recipient: Recipient
    state: DeliveryState
    attempts: int = 0
    doubts: int = 0
    first_at: datetime | None = None
    next_at: datetime | None = None
    reply: str = ""


@dataclass(frozen=True, slots=True)
class Settlement:
    """What becomes of a delivery that a worker holds.

    `next_at` is when it is tried again, for the states that leave it open. `doubted` counts one
    more copy that may have been taken; `suppress` says that there is no such address. `pacing` is
    what the answer means for all mail to the address's domain.
    """

    delivery_id: int
    state: DeliveryState
    reply: str
    next_at: datetime | None = None
    doubted: bool = False
    suppress: bool = False
    pacing: Literal["keep", "slow", "pause"] = "keep"


@dataclass(frozen=True, slots=True)
class DomainState:
    """A receiving domain that wants to be written to more slowly, or refuses us; all keep to it.

    `rate_per_s` is how many messages a second are left to it. While it is `paused` nothing leaves
    for it, until an operator resumes it. `note` is what it said.
    """

    domain: str
    rate_per_s: float
    paused: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an issue's deliveries have come: how many are in each state.

    `doubts` counts the copies sent anew in doubt; `reasons` how often each of the last replies was
    given, the most frequent first, for deliveries that are not sent; `began_at` is when the first
    one was claimed, `last_at` when the latest changed.
    """

    counts: Mapping[DeliveryState, int]
    doubts: int = 0
    reasons: Sequence[tuple[DeliveryState, str, int]] = ()
    began_at: datetime | None = None
    last_at: datetime | None = None

    @property
    def total(self) -> int:
        """All deliveries."""
        return sum(self.counts.values())

    @property
    def settled(self) -> int:
        """Those that stay as they are."""
        return sum(self.counts.get(state, 0) for state in FINAL)
