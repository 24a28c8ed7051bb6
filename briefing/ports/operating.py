"""What the operator's page asks of the world: how many read, and who may log in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

# --- readers ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TopicAudience:
    """How many subscriptions a topic has in each state; `weekly` of the confirmed want digests."""

    topic: str
    confirmed: int
    unconfirmed: int
    unsubscribed: int
    weekly: int


@dataclass(frozen=True, slots=True)
class DayOfGrowth:
    """How many subscriptions of a topic were confirmed and ended on a day (UTC)."""

    topic: str
    day: date
    joined: int
    left: int


class Audience(Protocol):
    """Counts subscribers; knows no address."""

    def count_subscribers(self) -> int:
        """Return how many people have at least one confirmed subscription."""
        ...

    def load_audiences(self) -> Sequence[TopicAudience]:
        """Return each topic's subscriptions, by topic."""
        ...

    def load_growth(self, since: date) -> Sequence[DayOfGrowth]:
        """Return the days from `since` on, of each topic, on which anybody came or went."""
        ...


# --- operators ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Account:
    """An operator: `password_hash` is argon2's, with its parameters in it."""

    id: int
    name: str
    password_hash: str
    created_at: datetime


class Accounts(Protocol):
    """Keeps operators and their logins; a login is known by the hash of its token alone."""

    def save_account(self, name: str, password_hash: str, *, at: datetime) -> None:
        """Add an operator, or give one a new password, which ends all their logins."""
        ...

    def load_account(self, name: str) -> Account | None:
        """Return the operator of that name."""
        ...

    def load_accounts(self) -> Sequence[Account]:
        """Return all operators, by name."""
        ...

    def remove_account(self, name: str) -> bool:
        """Remove an operator with their logins; return whether there was one."""
        ...

    def save_login(
        self, account_id: int, token_hash: str, *, at: datetime, expires_at: datetime
    ) -> None:
        """Keep a login; those that have expired go."""
        ...

    def load_login(self, token_hash: str, *, at: datetime) -> Account | None:
        """Return whose login it is, unless it has expired."""
        ...

    def remove_login(self, token_hash: str) -> None:
        """End a login."""
        ...
