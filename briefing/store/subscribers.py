"""Subscribers, consent and letters in SQL; every change to a person's data is one transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    Row,
    Select,
    and_,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.exc import SQLAlchemyError

from briefing.errors import StoreError
from briefing.model.subscriber import (
    Change,
    Consent,
    ConsentEvent,
    ConsentText,
    LetterKind,
    LetterRecord,
    LetterState,
    NewLetter,
    Retention,
    Subscriber,
    Subscription,
    SubscriptionState,
    Suppression,
    SuppressionReason,
    UsedToken,
)
from briefing.ports.subscribers import Subscribed
from briefing.store.dialect import dialect_of
from briefing.store.instants import from_ticks, to_ticks
from briefing.store.tables.outbox import delivery, issue
from briefing.store.tables.subscribers import (
    consent,
    consent_text,
    letter,
    rate_count,
    subscriber,
    subscription,
    suppression,
    used_token,
)
from briefing.store.text import storable
from briefing.subscribers.addresses import address_hash, address_key

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
        """Do all of a change, or nothing; return the subscriber's id, None for a used token."""
        with self._begin() as connection:
            if change.used and not _use(connection, change.used):
                return None
            known = 0
            if change.subscriber:
                known = _save_subscriber(connection, change.subscriber)
                _save_subscriptions(connection, known, change.subscriptions)
            _insert(connection, consent, map(_consent_row, change.consents))
            _save_letters(connection, change.letters)
            if change.lift:
                _lift(connection, change.lift, SuppressionReason.ERASED)
            if change.suppress:
                _suppress(connection, [change.suppress])
            if change.forget:
                _forget(connection, change.forget)
            return known

    def apply_all(self, changes: Iterable[Change]) -> int:
        """Do all changes, or none; an ended subscription stays ended. Return how many were written.

        What many changes have in common is written in batches: a list of 100,000 takes seconds.
        """
        written = 0
        with self._begin() as connection:
            rest = iter(changes)
            while batch := list(islice(rest, _BATCH)):
                written += _apply_batch(connection, batch)
        return written

    # --- reading --------------------------------------------------------------------------------

    def load(self, subscriber_id: int) -> Subscribed | None:
        """Return a subscriber by id."""
        return self._one(subscriber.c.id == subscriber_id)

    def find(self, address: str) -> Subscribed | None:
        """Return the subscriber whom an address belongs to."""
        return self._one(subscriber.c.address_key == address_key(address))

    def find_all(self, addresses: Sequence[str]) -> Mapping[str, Subscribed]:
        """Return the subscribers whom the addresses belong to, by address hash."""
        found: dict[str, Subscribed] = {}
        rest = iter(addresses)
        with self.engine.connect() as connection:
            while batch := [address_hash(one) for one in islice(rest, _BATCH)]:
                query = _subscribed().where(subscriber.c.address_hash.in_(batch))
                for one in _gathered(connection.execute(query)):
                    found[address_hash(one[0].address)] = one
        return found

    def load_all(
        self, *, topic: str | None = None, state: SubscriptionState | None = None
    ) -> Iterator[Subscribed]:
        """Yield all subscribers by id, or those with such a subscription."""
        last = 0
        while True:
            keys = select(subscriber.c.id).where(subscriber.c.id > last)
            if topic is not None or state is not None:
                like = [subscription.c.subscriber_id == subscriber.c.id]
                like += [subscription.c.topic == topic] if topic is not None else []
                like += [subscription.c.state == state.value] if state is not None else []
                keys = keys.where(select(literal(1)).where(and_(*like)).exists())
            keys = keys.order_by(subscriber.c.id).limit(_BATCH)
            with self.engine.connect() as connection:
                ids = list(connection.execute(keys).scalars())
                if not ids:
                    return
                rows = connection.execute(_subscribed().where(subscriber.c.id.in_(ids)))
                found = list(_gathered(rows))
            yield from found
            last = ids[-1]

    def count_states(self) -> Mapping[tuple[str, SubscriptionState], int]:
        """Return how many subscriptions each topic has in each state."""
        c = subscription.c
        query = select(c.topic, c.state, func.count()).group_by(c.topic, c.state)
        with self.engine.connect() as connection:
            rows = connection.execute(query).all()
        return {(topic, SubscriptionState(state)): number for topic, state, number in rows}

    def load_languages(self, topic: str) -> Sequence[str]:
        """Return the frame languages that a topic's readers asked for."""
        query = (
            select(subscriber.c.lang)
            .join(subscription, subscription.c.subscriber_id == subscriber.c.id)
            .where(
                subscription.c.topic == topic,
                subscription.c.state == SubscriptionState.CONFIRMED.value,
            )
            .distinct()
            .order_by(subscriber.c.lang)
        )
        with self.engine.connect() as connection:
            return connection.execute(query).scalars().all()

    # --- consent --------------------------------------------------------------------------------

    def save_texts(self, texts: Iterable[ConsentText], at: datetime) -> None:
        """Keep what people are shown; a text known by its version stays as it is."""
        rows = [
            {"version": t.version, "lang": t.lang, "text": t.text, "first_shown_at": to_ticks(at)}
            for t in texts
        ]
        if rows:
            with self._begin() as connection:
                new = dialect_of(connection).insert(consent_text)
                connection.execute(new.on_conflict_do_nothing(), rows)

    def load_text(self, version: str) -> ConsentText | None:
        """Return a text that was shown once."""
        row = self._row(select(consent_text).where(consent_text.c.version == storable(version)))
        return ConsentText(row.version, row.lang, row.text) if row else None

    def load_consents(self, address: str) -> Sequence[Consent]:
        """Return the consent log of an address, oldest first, erased or not."""
        c = consent.c
        query = select(consent).where(c.address_hash == address_hash(address)).order_by(c.at, c.id)
        with self.engine.connect() as connection:
            return [
                Consent(
                    row.address_hash,
                    row.topic,
                    ConsentEvent(row.event),
                    from_ticks(row.at),
                    row.form,
                    row.text_version,
                    row.network,
                    row.note,
                )
                for row in connection.execute(query)
            ]

    def load_deliveries(self, subscriber_id: int) -> Sequence[Mapping[str, str]]:
        """Return which issues went to a subscriber: topic, day, kind, state, newest first."""
        query = (
            select(issue.c.topic, issue.c.day, issue.c.kind, delivery.c.state)
            .join(issue, issue.c.id == delivery.c.issue_id)
            .where(delivery.c.subscriber_id == subscriber_id)
            .order_by(issue.c.day.desc(), issue.c.id.desc())
        )
        with self.engine.connect() as connection:
            return [dict(row._mapping) for row in connection.execute(query)]

    # --- suppression ----------------------------------------------------------------------------

    def load_suppression(self, address: str) -> Suppression | None:
        """Return why an address must not be mailed, if it must not."""
        where = suppression.c.address_hash == address_hash(address)
        row = self._row(select(suppression).where(where))
        return _suppression(row) if row else None

    def load_suppressions(self) -> Mapping[str, Suppression]:
        """Return all of them, by address hash."""
        with self.engine.connect() as connection:
            found = map(_suppression, connection.execute(select(suppression)))
            return {one.address_hash: one for one in found}

    def lift_suppression(self, address: str) -> bool:
        """Take an address off the list; tell whether it was on it."""
        with self._begin() as connection:
            return _lift(connection, address) > 0

    # --- letters --------------------------------------------------------------------------------

    def load_letter(self, letter_id: int) -> LetterRecord | None:
        """Return a letter, sent or not."""
        row = self._row(select(letter).where(letter.c.id == letter_id))
        return _letter_record(row) if row else None

    def claim_letters(
        self, *, at: datetime, lease: timedelta, limit: int
    ) -> Sequence[LetterRecord]:
        """Claim letters that are due for as long as the lease lasts; nobody else gets them."""
        c, now = letter.c, to_ticks(at)
        due = or_(
            and_(c.state == LetterState.PENDING.value, c.next_at <= now),
            and_(c.state == LetterState.CLAIMED.value, c.leased_until <= now),
        )
        ids = select(c.id).where(due).order_by(c.next_at, c.id).limit(limit)
        with self._begin() as connection:
            if connection.dialect.name == "postgresql":
                ids = ids.with_for_update(skip_locked=True)
            claim = (
                update(letter)
                .where(c.id.in_(ids.scalar_subquery()), due)
                .values(
                    state=LetterState.CLAIMED.value,
                    fence=c.fence + 1,
                    attempts=c.attempts + 1,
                    leased_until=to_ticks(at + lease),
                )
                .returning(letter)
            )
            claimed = [_letter_record(row) for row in connection.execute(claim)]
        return sorted(claimed, key=lambda one: one.id)

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
        table = _LETTER
        statement = (
            update(table)
            .where(table.c.id == letter.id, table.c.fence == letter.fence)
            .where(table.c.state == LetterState.CLAIMED.value)
            .values(
                state=state.value,
                reply=storable(reply)[:500],
                next_at=to_ticks(again_at or at),
                leased_until=None,
            )
        )
        with self._begin() as connection:
            return connection.execute(statement).rowcount == 1

    # --- retention ------------------------------------------------------------------------------

    def retain(self, retention: Retention) -> Mapping[str, int]:
        """Delete what is no longer kept; return how many rows of what."""
        with self._begin() as connection:
            return {
                "unconfirmed": _drop_unconfirmed(connection, retention.unconfirmed),
                "unsubscribed": _drop_unsubscribed(connection, retention.unsubscribed),
                "networks": _drop_networks(connection, retention.networks),
                "letters": _drop(connection, letter, letter.c.created_at, retention.letters),
                "tokens": _drop(connection, used_token, used_token.c.expires_at, retention.tokens),
                "counts": _drop(connection, rate_count, rate_count.c.window_at, retention.counts),
            }

    # --- within ---------------------------------------------------------------------------------

    def _one(self, where: Any) -> Subscribed | None:
        with self.engine.connect() as connection:
            return next(_gathered(connection.execute(_subscribed().where(where))), None)

    def _row(self, query: Select[Any]) -> Row[Any] | None:
        with self.engine.connect() as connection:
            return connection.execute(query).one_or_none()

    def _begin(self) -> _Transaction:
        return _Transaction(self.engine)


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


_LETTER = letter


# --- a change, table by table -------------------------------------------------------------------


def _use(connection: Connection, used: UsedToken) -> bool:
    row = {"token_hash": used.token_hash, "expires_at": to_ticks(used.expires_at)}
    new = dialect_of(connection).insert(used_token).values(row).on_conflict_do_nothing()
    return connection.execute(new.returning(used_token.c.token_hash)).first() is not None


def _save_subscriber(connection: Connection, one: Subscriber) -> int:
    row = _subscriber_row(one)
    new = dialect_of(connection).insert(subscriber).values(row)
    mended = {name: row[name] for name in ("address", "lang", "timezone", "minute", "text_only")}
    statement = new.on_conflict_do_update(index_elements=["address_key"], set_=mended)
    return int(connection.execute(statement.returning(subscriber.c.id)).scalar_one())


def _save_subscriptions(
    connection: Connection, subscriber_id: int, many: Iterable[Subscription]
) -> None:
    rows = [{**_subscription_row(one), "subscriber_id": subscriber_id} for one in many]
    if not rows:
        return
    new = dialect_of(connection).insert(subscription)
    changed = {name: new.excluded[name] for name in ("state", "frequency", "changed_at")}
    connection.execute(
        new.on_conflict_do_update(index_elements=["subscriber_id", "topic"], set_=changed), rows
    )


def _save_letters(connection: Connection, letters: Iterable[NewLetter]) -> None:
    rows = [_letter_row(one) for one in letters]
    if rows:
        new = dialect_of(connection).insert(letter)
        connection.execute(new.on_conflict_do_nothing(index_elements=["once"]), rows)


def _suppress(connection: Connection, many: Iterable[Suppression]) -> None:
    rows = [
        {
            "address_hash": one.address_hash,
            "address": one.address,
            "reason": one.reason.value,
            "at": to_ticks(one.at),
            "note": one.note,
        }
        for one in many
    ]
    if not rows:
        return
    new = dialect_of(connection).insert(suppression)
    # The first reason stays; the address goes when the person asks to be forgotten.
    address = {"address": new.excluded.address}
    erased = new.excluded.reason == SuppressionReason.ERASED.value
    connection.execute(
        new.on_conflict_do_update(index_elements=["address_hash"], set_=address, where=erased), rows
    )


def _lift(connection: Connection, address: str, reason: SuppressionReason | None = None) -> int:
    statement = delete(suppression).where(suppression.c.address_hash == address_hash(address))
    if reason:
        statement = statement.where(suppression.c.reason == reason.value)
    return connection.execute(statement).rowcount


def _forget(connection: Connection, one: Subscriber) -> None:
    """Delete a person's data; what stays is known by number or by hash."""
    who = address_hash(one.address)
    connection.execute(delete(subscription).where(subscription.c.subscriber_id == one.id))
    connection.execute(delete(subscriber).where(subscriber.c.id == one.id))
    connection.execute(delete(letter).where(letter.c.address_hash == who))
    connection.execute(delete(rate_count).where(rate_count.c.key == f"address:{who}"))
    connection.execute(update(consent).where(consent.c.address_hash == who).values(network=""))
    theirs = delivery.c.subscriber_id == one.id
    waiting = delivery.c.state.in_(["pending", "deferred"])
    connection.execute(update(delivery).where(theirs, waiting).values(state="suppressed"))
    connection.execute(update(delivery).where(theirs).values(address=""))


def _apply_batch(connection: Connection, changes: Sequence[Change]) -> int:
    people = [c.subscriber for c in changes if c.subscriber]
    ids = _insert_subscribers(connection, people)
    rows = [
        {**_subscription_row(one), "subscriber_id": ids[address_hash(c.subscriber.address)]}
        for c in changes
        if c.subscriber
        for one in c.subscriptions
    ]
    if rows:
        new = dialect_of(connection).insert(subscription)
        changed = {name: new.excluded[name] for name in ("state", "frequency", "changed_at")}
        connection.execute(
            new.on_conflict_do_update(
                index_elements=["subscriber_id", "topic"],
                set_=changed,
                where=subscription.c.state != SubscriptionState.UNSUBSCRIBED.value,
            ),
            rows,
        )
    _insert(connection, consent, (_consent_row(one) for c in changes for one in c.consents))
    _suppress(connection, [c.suppress for c in changes if c.suppress])
    return len(rows)


def _insert_subscribers(connection: Connection, many: Sequence[Subscriber]) -> Mapping[str, int]:
    """Insert those who are new; return everyone's id by address hash."""
    rows = [_subscriber_row(one) for one in many]
    if not rows:
        return {}
    new = dialect_of(connection).insert(subscriber)
    connection.execute(new.on_conflict_do_nothing(index_elements=["address_key"]), rows)
    c = subscriber.c
    query = select(c.address_hash, c.id).where(
        c.address_hash.in_([r["address_hash"] for r in rows])
    )
    return {row.address_hash: row.id for row in connection.execute(query)}


def _insert(connection: Connection, table: Any, rows: Iterable[Mapping[str, Any]]) -> None:
    many = list(rows)
    if many:
        connection.execute(insert(table), many)


# --- retention, table by table ------------------------------------------------------------------


def _drop(connection: Connection, table: Any, column: Any, before: datetime) -> int:
    return connection.execute(delete(table).where(column < to_ticks(before))).rowcount


def _drop_unconfirmed(connection: Connection, before: datetime) -> int:
    c = subscription.c
    old = and_(c.state == SubscriptionState.UNCONFIRMED.value, c.changed_at < to_ticks(before))
    gone = connection.execute(delete(subscription).where(old)).rowcount
    _drop_lonely(connection, before)
    # Whoever never confirmed has nothing to prove to anyone.
    asked = consent.c.event.in_([ConsentEvent.REQUESTED.value, ConsentEvent.MAILED.value])
    proof = consent.alias()
    proven = select(literal(1)).where(
        proof.c.address_hash == consent.c.address_hash,
        proof.c.event.not_in([ConsentEvent.REQUESTED.value, ConsentEvent.MAILED.value]),
    )
    connection.execute(
        delete(consent).where(asked, consent.c.at < to_ticks(before), ~proven.exists())
    )
    return gone


def _drop_lonely(connection: Connection, before: datetime) -> None:
    """Delete subscribers without any subscription."""
    theirs = select(literal(1)).where(subscription.c.subscriber_id == subscriber.c.id)
    connection.execute(
        delete(subscriber).where(~theirs.exists(), subscriber.c.created_at < to_ticks(before))
    )


def _drop_unsubscribed(connection: Connection, before: datetime) -> int:
    """Erase those who left everything long ago; their hash keeps lists from bringing them back."""
    c = subscription.c
    other = and_(
        c.subscriber_id == subscriber.c.id,
        or_(c.state != SubscriptionState.UNSUBSCRIBED.value, c.changed_at >= to_ticks(before)),
    )
    some = select(literal(1)).where(c.subscriber_id == subscriber.c.id)
    query = select(subscriber).where(some.exists(), ~select(literal(1)).where(other).exists())
    gone = [_subscriber(row) for row in connection.execute(query).all()]
    _suppress(
        connection,
        [Suppression(address_hash(g.address), SuppressionReason.ERASED, before) for g in gone],
    )
    for one in gone:
        _forget(connection, one)
    return len(gone)


def _drop_networks(connection: Connection, before: datetime) -> int:
    old = and_(consent.c.network != "", consent.c.at < to_ticks(before))
    return connection.execute(update(consent).where(old).values(network="")).rowcount


# --- rows ---------------------------------------------------------------------------------------


def _subscribed() -> Select[Any]:
    """Select subscribers with their subscriptions, those of one in a row."""
    c = subscription.c
    theirs = [c.topic, c.state, c.frequency, c.changed_at]
    joined = select(subscriber, *theirs).outerjoin(subscription, c.subscriber_id == subscriber.c.id)
    return joined.order_by(subscriber.c.id, c.topic)


def _gathered(rows: Iterable[Row[Any]]) -> Iterator[Subscribed]:
    one: Subscriber | None = None
    theirs: list[Subscription] = []
    for row in rows:
        if one is None or row.id != one.id:
            if one:
                yield one, tuple(theirs)
            one, theirs = _subscriber(row), []
        if row.topic is not None:
            theirs.append(_subscription(row))
    if one:
        yield one, tuple(theirs)


def _subscriber(row: Row[Any]) -> Subscriber:
    return Subscriber(
        id=row.id,
        address=row.address,
        created_at=from_ticks(row.created_at),
        lang=row.lang,
        timezone=row.timezone,
        hour=None if row.minute is None else time(*divmod(row.minute, 60)),
        text_only=row.text_only,
    )


def _subscriber_row(one: Subscriber) -> dict[str, Any]:
    return {
        "address": one.address,
        "address_key": address_key(one.address),
        "address_hash": address_hash(one.address),
        "created_at": to_ticks(one.created_at),
        "lang": one.lang,
        "timezone": one.timezone,
        "minute": None if one.hour is None else one.hour.hour * 60 + one.hour.minute,
        "text_only": one.text_only,
    }


def _subscription(row: Row[Any]) -> Subscription:
    return Subscription(
        subscriber_id=row.id,
        topic=row.topic,
        state=SubscriptionState(row.state),
        changed_at=from_ticks(row.changed_at),
        frequency="weekly" if row.frequency == "weekly" else "daily",
    )


def _subscription_row(one: Subscription) -> dict[str, Any]:
    return {
        "topic": one.topic,
        "state": one.state.value,
        "frequency": one.frequency,
        "changed_at": to_ticks(one.changed_at),
    }


def _consent_row(one: Consent) -> dict[str, Any]:
    return {
        "address_hash": one.address_hash,
        "topic": one.topic,
        "event": one.event.value,
        "form": one.form,
        "text_version": one.text_version,
        "network": one.network,
        "at": to_ticks(one.at),
        "note": storable(one.note),
    }


def _suppression(row: Row[Any]) -> Suppression:
    return Suppression(
        row.address_hash,
        SuppressionReason(row.reason),
        from_ticks(row.at),
        address=row.address,
        note=row.note,
    )


def _letter_row(one: NewLetter) -> dict[str, Any]:
    return {
        "once": one.once,
        "kind": one.kind.value,
        "address": one.address,
        "address_hash": address_hash(one.address),
        "values": json.dumps(dict(one.values), ensure_ascii=False),
        "state": LetterState.PENDING.value,
        "attempts": 0,
        "next_at": to_ticks(one.created_at),
        "fence": 0,
        "leased_until": None,
        "reply": "",
        "created_at": to_ticks(one.created_at),
    }


def _letter_record(row: Row[Any]) -> LetterRecord:
    return LetterRecord(
        id=row.id,
        kind=LetterKind(row.kind),
        address=row.address,
        created_at=from_ticks(row.created_at),
        values=json.loads(row._mapping["values"]),
        state=LetterState(row.state),
        attempts=row.attempts,
        fence=row.fence,
    )
