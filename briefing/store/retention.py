"""Retention in SQL: what is no longer kept about people, table by table."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    delete,
    literal,
    or_,
    select,
    update,
)

from briefing.model.subscriber import (
    ConsentEvent,
    Retention,
    SubscriptionState,
    Suppression,
    SuppressionReason,
)
from briefing.store.consent import suppress
from briefing.store.instants import to_ticks
from briefing.store.people import forget_person, to_subscriber
from briefing.store.tables.subscribers import (
    consent,
    letter,
    rate_count,
    subscriber,
    subscription,
    used_token,
)
from briefing.subscribers.addresses import address_hash


def drop_old(connection: Connection, retention: Retention) -> Mapping[str, int]:
    """Delete what is no longer kept; return how many rows of what."""
    return {
        "unconfirmed": _drop_unconfirmed(connection, retention.unconfirmed),
        "unsubscribed": _drop_unsubscribed(connection, retention.unsubscribed),
        "networks": _drop_networks(connection, retention.networks),
        "letters": _drop(connection, letter, letter.c.created_at, retention.letters),
        "tokens": _drop(connection, used_token, used_token.c.expires_at, retention.tokens),
        "counts": _drop(connection, rate_count, rate_count.c.window_at, retention.counts),
    }


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
    lonely = select(subscriber).where(~theirs.exists(), subscriber.c.created_at < to_ticks(before))
    gone = [{"gone": row.id} for row in _locked(connection, lonely)]
    if gone:
        connection.execute(delete(subscriber).where(subscriber.c.id == bindparam("gone")), gone)


def _locked(connection: Connection, query: Select[Any]) -> list[Row[Any]]:
    """Return the subscribers of a query, locked; who came back while we waited is none of them.

    PostgreSQL looks anew at the rows that it waited for, but not at those of other tables.
    """
    if connection.dialect.name != "postgresql":
        return list(connection.execute(query))
    locked = {row.id for row in connection.execute(query.with_for_update(of=subscriber))}
    return [row for row in connection.execute(query) if row.id in locked] if locked else []


def _drop_unsubscribed(connection: Connection, before: datetime) -> int:
    """Erase those who left everything long ago; their hash keeps lists from bringing them back."""
    c = subscription.c
    other = and_(
        c.subscriber_id == subscriber.c.id,
        or_(c.state != SubscriptionState.UNSUBSCRIBED.value, c.changed_at >= to_ticks(before)),
    )
    some = select(literal(1)).where(c.subscriber_id == subscriber.c.id)
    query = select(subscriber).where(some.exists(), ~select(literal(1)).where(other).exists())
    gone = [to_subscriber(row) for row in _locked(connection, query)]
    suppress(
        connection,
        [Suppression(address_hash(g.address), SuppressionReason.ERASED, before) for g in gone],
    )
    for one in gone:
        forget_person(connection, one)
    return len(gone)


def _drop_networks(connection: Connection, before: datetime) -> int:
    old = and_(consent.c.network != "", consent.c.at < to_ticks(before))
    return connection.execute(update(consent).where(old).values(network="")).rowcount
