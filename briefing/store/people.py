"""Subscribers and their subscriptions in SQL: rows to values, and what writes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import time
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Engine, Row, Select, and_, delete, func, literal, select, update

from briefing.model.subscriber import Subscriber, Subscription, SubscriptionState
from briefing.ports.subscribers import Subscribed
from briefing.store.dialect import dialect_of
from briefing.store.instants import from_ticks, to_ticks
from briefing.store.tables.outbox import bounce, delivery, issue
from briefing.store.tables.subscribers import (
    consent,
    letter,
    rate_count,
    subscriber,
    subscription,
    suppression,
)
from briefing.store.totals import nameless
from briefing.subscribers.addresses import address_hash, address_key, mailbox_hash

_BATCH = 500


def load_person(connection: Connection, where: Any) -> Subscribed | None:
    """Return the subscriber whom a condition names, with what they subscribe to."""
    return next(_gathered(connection.execute(_subscribed().where(where))), None)


def find_people(connection: Connection, addresses: Sequence[str]) -> Mapping[str, Subscribed]:
    """Return the subscribers whom the addresses belong to, by address hash."""
    found: dict[str, Subscribed] = {}
    rest = iter(addresses)
    while batch := [address_hash(one) for one in islice(rest, _BATCH)]:
        query = _subscribed().where(subscriber.c.address_hash.in_(batch))
        for one in _gathered(connection.execute(query)):
            found[address_hash(one[0].address)] = one
    return found


def load_people(
    engine: Engine, topic: str | None, state: SubscriptionState | None
) -> Iterator[Subscribed]:
    """Yield all subscribers by id, a batch at a time, no connection held in between."""
    last = 0
    while True:
        keys = select(subscriber.c.id).where(subscriber.c.id > last)
        if topic is not None or state is not None:
            like = [subscription.c.subscriber_id == subscriber.c.id]
            like += [subscription.c.topic == topic] if topic is not None else []
            like += [subscription.c.state == state.value] if state is not None else []
            keys = keys.where(select(literal(1)).where(and_(*like)).exists())
        keys = keys.order_by(subscriber.c.id).limit(_BATCH)
        with engine.connect() as connection:
            ids = list(connection.execute(keys).scalars())
            if not ids:
                return
            rows = connection.execute(_subscribed().where(subscriber.c.id.in_(ids)))
            found = list(_gathered(rows))
        yield from found
        last = ids[-1]


def count_states(connection: Connection) -> Mapping[tuple[str, SubscriptionState], int]:
    """Return how many subscriptions each topic has in each state."""
    c = subscription.c
    query = select(c.topic, c.state, func.count()).group_by(c.topic, c.state)
    rows = connection.execute(query)
    return {(topic, SubscriptionState(state)): number for topic, state, number in rows}


def load_languages(connection: Connection, topic: str) -> Sequence[str]:
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
    return connection.execute(query).scalars().all()


def load_deliveries(connection: Connection, subscriber_id: int) -> Sequence[Mapping[str, str]]:
    """Return which issues went to a subscriber: topic, day, kind, state, newest first."""
    query = (
        select(issue.c.topic, issue.c.day, issue.c.kind, delivery.c.state)
        .join(issue, issue.c.id == delivery.c.issue_id)
        .where(delivery.c.subscriber_id == subscriber_id)
        .order_by(issue.c.day.desc(), issue.c.id.desc())
    )
    return [dict(row._mapping) for row in connection.execute(query)]


def load_reports(connection: Connection, address: str) -> Sequence[Mapping[str, str]]:
    """Return the bounces and complaints of an address, oldest first."""
    c = bounce.c
    query = select(c.kind, c.status, c.diagnostic, c.at)
    rows = connection.execute(query.where(c.address_hash == address_hash(address)).order_by(c.at))
    return [{**row._mapping, "at": from_ticks(row.at).isoformat()} for row in rows]


# --- writing ------------------------------------------------------------------------------------


def save_subscriber(connection: Connection, one: Subscriber, *, keeps: bool = False) -> int | None:
    """Insert or mend a subscriber; return the id, None where one who has an id is gone.

    Their row is locked either way, so that all changes to one person come one after the other.
    With `keeps`, nothing of it changes.
    """
    row = _subscriber_row(one)
    names = ("address_key",) if keeps else ("address", "lang", "timezone", "minute", "text_only")
    mended = {name: row[name] for name in names}
    c = subscriber.c
    if one.id:
        mine = update(subscriber).where(c.id == one.id, c.address_key == row["address_key"])
        return connection.execute(mine.values(mended).returning(c.id)).scalar()
    new = dialect_of(connection).insert(subscriber).values(row)
    statement = new.on_conflict_do_update(index_elements=["address_key"], set_=mended)
    return int(connection.execute(statement.returning(c.id)).scalar_one())


def save_subscriptions(
    connection: Connection, subscriber_id: int, many: Iterable[Subscription]
) -> None:
    """Insert a subscriber's subscriptions, or mend them; asking for one changes none there is."""
    rows = [{**_subscription_row(one), "subscriber_id": subscriber_id} for one in _ordered(many)]
    if not rows:
        return
    new = dialect_of(connection).insert(subscription)
    changed = {name: new.excluded[name] for name in ("state", "frequency", "changed_at")}
    connection.execute(
        new.on_conflict_do_update(
            index_elements=["subscriber_id", "topic"],
            set_=changed,
            where=new.excluded.state != SubscriptionState.UNCONFIRMED.value,
        ),
        rows,
    )


def add_people(
    connection: Connection, many: Sequence[tuple[Subscriber, Sequence[Subscription]]]
) -> tuple[int, frozenset[str]]:
    """Insert those who are new, and subscriptions but for ended ones.

    Return how many were written, and the hashes of the addresses that are suppressed. Nobody whom
    we know is changed, and nobody comes back who left, nor who was erased or suppressed meanwhile.
    """
    ids = _insert_subscribers(connection, [person for person, _ in many])
    refused = _take_back(connection, ids)
    rows = [
        {**_subscription_row(one), "subscriber_id": ids[who]}
        for person, theirs in many
        if (who := address_hash(person.address)) not in refused
        for one in _ordered(theirs)
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
    return len(rows), refused


def _take_back(connection: Connection, ids: Mapping[str, int]) -> frozenset[str]:
    """Return the hashes that are suppressed; who was just inserted under one is deleted.

    It is looked at now, for the insertion has waited for whoever erases such a person.
    """
    held = suppression.c.address_hash
    hashes = connection.execute(select(held).where(held.in_(list(ids)))).scalars().all()
    theirs = select(literal(1)).where(subscription.c.subscriber_id == subscriber.c.id)
    connection.execute(
        delete(subscriber).where(subscriber.c.address_hash.in_(hashes), ~theirs.exists())
    )
    return frozenset(hashes)


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


def forget_person(connection: Connection, one: Subscriber) -> None:
    """Delete a person's data; what stays is known by number or by hash."""
    who = address_hash(one.address)
    # First the row that every change to a person locks first; subscriptions go with it.
    connection.execute(delete(subscriber).where(subscriber.c.id == one.id))
    connection.execute(delete(letter).where(letter.c.address_hash == who))
    connection.execute(
        delete(rate_count).where(rate_count.c.key == f"address:{mailbox_hash(one.address)}")
    )
    connection.execute(update(consent).where(consent.c.address_hash == who).values(network=""))
    theirs = delivery.c.subscriber_id == one.id
    waiting = delivery.c.state.in_(["pending", "deferred"])
    connection.execute(update(delivery).where(theirs, waiting).values(state="suppressed"))
    _forget_replies(connection, one.id)


def _forget_replies(connection: Connection, subscriber_id: int) -> None:
    """Keep of the servers' answers, which quote the address, what the totals will keep."""
    theirs = delivery.c.subscriber_id == subscriber_id
    query = select(delivery.c.id, delivery.c.reply).where(theirs, delivery.c.reply != "")
    said = [(row.id, row.reply, nameless(row.reply)) for row in connection.execute(query)]
    connection.execute(update(delivery).where(theirs).values(address=""))
    for number, reply, kept in said:
        if kept != reply:
            mine = delivery.c.id == number
            connection.execute(update(delivery).where(mine).values(reply=kept))


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
            one, theirs = to_subscriber(row), []
        if row.topic is not None:
            theirs.append(_subscription(row))
    if one:
        yield one, tuple(theirs)


def to_subscriber(row: Row[Any]) -> Subscriber:
    """Return the subscriber of a row."""
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


def _ordered(many: Iterable[Subscription]) -> list[Subscription]:
    """Return subscriptions in the order in which everybody locks them."""
    return sorted(many, key=lambda one: one.topic)


def _subscription_row(one: Subscription) -> dict[str, Any]:
    return {
        "topic": one.topic,
        "state": one.state.value,
        "frequency": one.frequency,
        "changed_at": to_ticks(one.changed_at),
    }
