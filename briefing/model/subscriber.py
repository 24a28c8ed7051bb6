"""People who asked for issues, what they asked for, and who must not be mailed."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from typing import Literal


class SubscriptionState(StrEnum):
    """Where a subscription stands: mail leaves for `confirmed` alone."""

    UNCONFIRMED = "unconfirmed"
    CONFIRMED = "confirmed"
    UNSUBSCRIBED = "unsubscribed"


class SuppressionReason(StrEnum):
    """Why an address must not be mailed."""

    BOUNCE = "bounce"
    COMPLAINT = "complaint"
    MANUAL = "manual"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Subscriber:
    """A person's address and how they want to be written to.

    `address` is as typed but for its domain, which is in A-labels and lower case; `hour` is local
    time in `timezone` (an IANA name), None for the topic's own. Instants are UTC.
    """

    id: int
    address: str
    created_at: datetime
    lang: str = "en"
    timezone: str = "UTC"
    hour: time | None = None
    text_only: bool = False


@dataclass(frozen=True, slots=True)
class Subscription:
    """A subscriber's link to a topic."""

    subscriber_id: int
    topic: str
    state: SubscriptionState
    changed_at: datetime
    frequency: Literal["daily", "weekly"] = "daily"


@dataclass(frozen=True, slots=True)
class Suppression:
    """An address that must not be mailed, whatever any list says."""

    address: str
    reason: SuppressionReason
    at: datetime
    note: str = ""
