"""Subscribers, their consent and the letters to them: what is kept, and what it promises."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from briefing.model.subscriber import (
    Change,
    Consent,
    ConsentText,
    LetterRecord,
    LetterState,
    Retention,
    Subscriber,
    Subscription,
    SubscriptionState,
    Suppression,
)

Subscribed = tuple[Subscriber, tuple[Subscription, ...]]
"""A subscriber with what they subscribe to, ended subscriptions too."""


class Subscribers(Protocol):
    """Keeps who asked for what. Addresses are told apart by `address_key`, kept as typed."""

    def count(self, key: str, *, at: datetime, window: timedelta) -> int:
        """Count one more under `key`, and return how many there are in the window that holds `at`.

        Windows begin at multiples of their length since 1970. Every process counts the same.
        """
        ...

    def apply(self, change: Change) -> int | None:
        """Do all of a change, or nothing; return the subscriber's id (0 where it has none).

        None means that the change's token had been used already, or that its subscriber is gone,
        and nothing was done. A letter whose `once` is known is not kept again.
        """
        ...

    def apply_all(self, changes: Iterable[Change]) -> int:
        """Do all changes, or none; return how many subscriptions were written.

        Made for lists: a subscription that was ended stays ended, whatever a change says, and
        nobody is added whose address is suppressed.
        """
        ...

    def load(self, subscriber_id: int) -> Subscribed | None:
        """Return a subscriber by id."""
        ...

    def find(self, address: str) -> Subscribed | None:
        """Return the subscriber whom an address belongs to."""
        ...

    def find_all(self, addresses: Sequence[str]) -> Mapping[str, Subscribed]:
        """Return the subscribers whom the addresses belong to, by address hash."""
        ...

    def load_all(
        self, *, topic: str | None = None, state: SubscriptionState | None = None
    ) -> Iterator[Subscribed]:
        """Yield all subscribers by id; those with such a subscription, where one is asked for."""
        ...

    def load_languages(self, topic: str) -> Sequence[str]:
        """Return the frame languages that a topic's confirmed readers asked for, each once."""
        ...

    def count_states(self) -> Mapping[tuple[str, SubscriptionState], int]:
        """Return how many subscriptions each topic has in each state."""
        ...

    def save_texts(self, texts: Iterable[ConsentText], at: datetime) -> None:
        """Keep what people are shown; a text known by its version stays as it is."""
        ...

    def load_text(self, version: str) -> ConsentText | None:
        """Return a text that was shown once."""
        ...

    def load_consents(self, address: str) -> Sequence[Consent]:
        """Return the consent log of an address, oldest first, erased or not."""
        ...

    def load_reports(self, address: str) -> Sequence[Mapping[str, str]]:
        """Return the bounces and complaints of an address: kind, status, diagnostic, at."""
        ...

    def load_deliveries(self, subscriber_id: int) -> Sequence[Mapping[str, str]]:
        """Return which issues went to a subscriber: topic, day, kind, state, newest first."""
        ...

    def load_suppression(self, address: str) -> Suppression | None:
        """Return why an address must not be mailed, if it must not."""
        ...

    def load_suppressions(self) -> Mapping[str, Suppression]:
        """Return all of them, by address hash."""
        ...

    def lift_suppression(self, address: str) -> bool:
        """Take an address off the list; tell whether it was on it."""
        ...

    def load_letter(self, letter_id: int) -> LetterRecord | None:
        """Return a letter, sent or not."""
        ...

    def claim_letters(
        self, *, at: datetime, lease: timedelta, limit: int
    ) -> Sequence[LetterRecord]:
        """Claim letters that are due for as long as the lease lasts; nobody else gets them."""
        ...

    def hold_letter(self, letter: LetterRecord, *, until: datetime) -> bool:
        """Let a claim last until an instant; False where it was lost meanwhile."""
        ...

    def finish_letter(
        self,
        letter: LetterRecord,
        state: LetterState,
        *,
        at: datetime,
        reply: str = "",
        again_at: datetime | None = None,
    ) -> bool:
        """Note what became of a claimed letter; False where the claim was lost meanwhile.

        `again_at` is when a letter that is `pending` again may be tried next.
        """
        ...

    def retain(self, retention: Retention) -> Mapping[str, int]:
        """Delete what is no longer kept; return how many rows of what."""
        ...
