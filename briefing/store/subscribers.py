"""Subscribers, consent and letters in SQL; every change to a person's data is one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from briefing.errors import StoreError
from briefing.model.subscriber import (
    Change,
    Consent,
    ConsentText,
    LetterRecord,
    LetterState,
    Retention,
    SubscriptionState,
    Suppression,
    SuppressionReason,
    UsedToken,
)
from briefing.ports.subscribers import Subscribed
from briefing.store import consent, letters, people
from briefing.store.dialect import dialect_of
from briefing.store.instants import to_ticks
from briefing.store.retention import drop_old
from briefing.store.tables.subscribers import rate_count, subscriber, used_token
from briefing.subscribers.addresses import address_key

_BATCH = 500


@dataclass(frozen=True, slots=True)
class SqlSubscribers:
    """Implements `ports.subscribers.Subscribers`."""

    engine: Engine

    # --- counting -------------------------------------------------------------------------------

    def count(self, key: str, *, at: datetime, window: timedelta) -> int:
        """Count one more under `key` in the window that holds `at`; return how many there are."""
        ticks, length = to_ticks(at), window // timedelta(microseconds=1)
        row = {"key": key, "window_at": ticks - ticks % length, "count": 1}
        with self._begin() as connection:
            new = dialect_of(connection).insert(rate_count).values(row)
            statement = new.on_conflict_do_update(
                index_elements=["key", "window_at"], set_={"count": rate_count.c.count + 1}
            ).returning(rate_count.c.count)
            return int(connection.execute(statement).scalar_one())

    # --- changing -------------------------------------------------------------------------------

    def apply(self, change: Change) -> int | None:
        """Do all of a change, or nothing; return the subscriber's id.

        None for a used token, and where the subscriber is gone.
        """
        with self._begin() as connection:
            if change.used and not _use(connection, change.used):
                return None
            known = 0
            if change.subscriber:
                found = people.save_subscriber(connection, change.subscriber, keeps=change.keeps)
                if found is None:
                    return None
                known = found
                people.save_subscriptions(connection, known, change.subscriptions)
            consent.save_consents(connection, change.consents)
            letters.save_letters(connection, change.letters)
            if change.lift:
                consent.lift(connection, change.lift, SuppressionReason.ERASED)
            if change.suppress:
                consent.suppress(connection, [change.suppress])
            if change.forget:
                people.forget_person(connection, change.forget)
            return known

    def apply_all(self, changes: Iterable[Change]) -> int:
        """Do all changes, or none; an ended subscription stays ended. Return how many were written.

        What many changes have in common is written in batches: a list of 100,000 takes seconds.
        """
        written = 0
        with self._begin() as connection:
            rest = iter(changes)
            while batch := list(islice(rest, _BATCH)):
                added, refused = people.add_people(
                    connection, [(c.subscriber, c.subscriptions) for c in batch if c.subscriber]
                )
                written += added
                said = (one for c in batch for one in c.consents if one.address_hash not in refused)
                consent.save_consents(connection, said)
                consent.suppress(connection, [c.suppress for c in batch if c.suppress])
        return written

    # --- reading --------------------------------------------------------------------------------

    def load(self, subscriber_id: int) -> Subscribed | None:
        """Return a subscriber by id."""
        with self.engine.connect() as connection:
            return people.load_person(connection, subscriber.c.id == subscriber_id)

    def find(self, address: str) -> Subscribed | None:
        """Return the subscriber whom an address belongs to."""
        with self.engine.connect() as connection:
            return people.load_person(connection, subscriber.c.address_key == address_key(address))

    def find_all(self, addresses: Sequence[str]) -> Mapping[str, Subscribed]:
        """Return the subscribers whom the addresses belong to, by address hash."""
        with self.engine.connect() as connection:
            return people.find_people(connection, addresses)

    def load_all(
        self, *, topic: str | None = None, state: SubscriptionState | None = None
    ) -> Iterator[Subscribed]:
        """Yield all subscribers by id, or those with such a subscription."""
        return people.load_people(self.engine, topic, state)

    def count_states(self) -> Mapping[tuple[str, SubscriptionState], int]:
        """Return how many subscriptions each topic has in each state."""
        with self.engine.connect() as connection:
            return people.count_states(connection)

    def load_languages(self, topic: str) -> Sequence[str]:
        """Return the frame languages that a topic's readers asked for."""
        with self.engine.connect() as connection:
            return people.load_languages(connection, topic)

    def load_deliveries(self, subscriber_id: int) -> Sequence[Mapping[str, str]]:
        """Return which issues went to a subscriber: topic, day, kind, state, newest first."""
        with self.engine.connect() as connection:
            return people.load_deliveries(connection, subscriber_id)

    def load_reports(self, address: str) -> Sequence[Mapping[str, str]]:
        """Return the bounces and complaints of an address: kind, status, diagnostic, at."""
        with self.engine.connect() as connection:
            return people.load_reports(connection, address)

    # --- consent --------------------------------------------------------------------------------

    def save_texts(self, texts: Iterable[ConsentText], at: datetime) -> None:
        """Keep what people are shown; a text known by its version stays as it is."""
        with self._begin() as connection:
            consent.save_texts(connection, texts, at)

    def load_text(self, version: str) -> ConsentText | None:
        """Return a text that was shown once."""
        with self.engine.connect() as connection:
            return consent.load_text(connection, version)

    def load_consents(self, address: str) -> Sequence[Consent]:
        """Return the consent log of an address, oldest first, erased or not."""
        with self.engine.connect() as connection:
            return consent.load_consents(connection, address)

    def load_suppression(self, address: str) -> Suppression | None:
        """Return why an address must not be mailed, if it must not."""
        with self.engine.connect() as connection:
            return consent.load_suppression(connection, address)

    def load_suppressions(self) -> Mapping[str, Suppression]:
        """Return all of them, by address hash."""
        with self.engine.connect() as connection:
            return consent.load_suppressions(connection)

    def lift_suppression(self, address: str) -> bool:
        """Take an address off the list; tell whether it was on it."""
        with self._begin() as connection:
            return consent.lift(connection, address)

    # --- letters --------------------------------------------------------------------------------

    def load_letter(self, letter_id: int) -> LetterRecord | None:
        """Return a letter, sent or not."""
        with self.engine.connect() as connection:
            return letters.load_letter(connection, letter_id)

    def claim_letters(
        self, *, at: datetime, lease: timedelta, limit: int
    ) -> Sequence[LetterRecord]:
        """Claim letters that are due for as long as the lease lasts; nobody else gets them."""
        with self._begin() as connection:
            return letters.claim_letters(connection, at=at, lease=lease, limit=limit)

    def hold_letter(self, letter: LetterRecord, *, until: datetime) -> bool:
        """Let a claim last until an instant; False where it was lost meanwhile."""
        with self._begin() as connection:
            return letters.hold_letter(connection, letter, until=until)

    def finish_letter(
        self,
        letter: LetterRecord,
        state: LetterState,
        *,
        at: datetime,
        reply: str = "",
        again_at: datetime | None = None,
    ) -> bool:
        """Note what became of a claimed letter; False where the claim was lost meanwhile."""
        with self._begin() as connection:
            return letters.finish_letter(connection, letter, state, at=again_at or at, reply=reply)

    # --- retention ------------------------------------------------------------------------------

    def retain(self, retention: Retention) -> Mapping[str, int]:
        """Delete what is no longer kept; return how many rows of what."""
        with self._begin() as connection:
            return drop_old(connection, retention)

    def _begin(self) -> _Transaction:
        return _Transaction(self.engine)


def _use(connection: Connection, used: UsedToken) -> bool:
    row = {"token_hash": used.token_hash, "expires_at": to_ticks(used.expires_at)}
    new = dialect_of(connection).insert(used_token).values(row).on_conflict_do_nothing()
    return connection.execute(new.returning(used_token.c.token_hash)).first() is not None


class _Transaction:
    """A transaction whose failure is a StoreError."""

    def __init__(self, engine: Engine) -> None:
        self._context = engine.begin()

    def __enter__(self) -> Connection:
        try:
            return self._context.__enter__()
        except SQLAlchemyError as error:
            raise _cannot(error) from error

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        self._context.__exit__(kind, error, trace)
        if isinstance(error, SQLAlchemyError):
            raise _cannot(error) from error


def _cannot(error: SQLAlchemyError) -> StoreError:
    # The driver's own words alone: SQLAlchemy's tell the parameters, which are addresses.
    kind = type(getattr(error, "orig", None) or error).__name__
    return StoreError(
        f"the subscribers cannot be written ({kind})",
        hint="see whether the disk is full, or another program holds the database",
    )
