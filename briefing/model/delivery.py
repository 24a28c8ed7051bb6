"""Issues on their way out: the day's issue of a topic, and one delivery for each subscriber."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


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

    `fence` grows with each claim: who holds an older one has lost the issue. `content_hash` is
    that of the artefact that was frozen, `recipients` how many deliveries were frozen with it.
    """

    id: int
    topic: str
    day: date
    kind: IssueKind
    state: IssueState
    due_at: datetime
    fence: int = 0
    leased_until: datetime | None = None
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


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message to one subscriber; (issue_id, subscriber_id) is unique.

    `reply` is what the receiving server last said ("250 2.0.0 Ok: queued as 4F2A").
    """

    id: int
    issue_id: int
    recipient: Recipient
    state: DeliveryState
    attempts: int = 0
    next_at: datetime | None = None
    reply: str = ""
