"""What a restore must not undo: mail has left since the backup, and people have left, too.

What the database that is to be replaced knows of that is put into the copy that replaces it. Where
it knows nothing (it is new, the old one is lost), nothing leaves before an operator says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, insert, select, text, update

from briefing.model.delivery import IssueState
from briefing.model.subscriber import SubscriptionState
from briefing.store.dialect import dialect_of
from briefing.store.instants import to_ticks
from briefing.store.tables.outbox import delivery, issue, worker
from briefing.store.tables.subscribers import subscriber, subscription, suppression

KNOWN = "made before a restore: what left of it is known no more"
_FATE = ("state", "attempts", "doubts", "first_at", "next_at", "fence", "reply", "changed_at")
LONGEST = timedelta(hours=1)
"""A lease that ends later than this comes of a clock that was wrong."""
_AT_WORK = text(
    "SELECT name FROM worker WHERE ended_at IS NULL"
    " AND leased_until > :now AND leased_until <= :longest ORDER BY id"
)
_EXPIRE = text("UPDATE worker SET leased_until = :now WHERE leased_until > :now")
_PAUSE = text(
    "INSERT INTO topic_state (topic, paused_at, collected_for)"
    " SELECT DISTINCT topic, :now, '' FROM issue WHERE true"
    " ON CONFLICT (topic) DO UPDATE SET paused_at = coalesce(topic_state.paused_at, :now)"
)
_PAUSED = text("SELECT topic FROM topic_state WHERE paused_at IS NOT NULL ORDER BY topic")


def at_work(connection: Connection, now: datetime) -> Sequence[str]:
    """Return the workers that live, or died so lately that nobody knows yet."""
    values = {"now": to_ticks(now), "longest": to_ticks(now + LONGEST)}
    return connection.execute(_AT_WORK, values).scalars().all()


def pause_all(copy: Connection, now: datetime) -> None:
    """Let nothing leave of topics that have sent before."""
    copy.execute(_PAUSE, {"now": to_ticks(now)})


def paused(copy: Connection) -> Sequence[str]:
    """Return the topics of which nothing leaves."""
    return copy.execute(_PAUSED).scalars().all()


def end_leases(copy: Connection, now: datetime) -> None:
    """Let no worker of the backup's time count as alive: what it was at is for others."""
    copy.execute(_EXPIRE, {"now": to_ticks(now)})


def carry_over(present: Connection, copy: Connection, now: datetime) -> None:
    """Put into the copy who must not be written to, and which messages have left."""
    for rows in _parts(present, select(worker)):
        # Their numbers, too: deliveries carry them, and none may be given anew.
        latest = dialect_of(copy).insert(worker)
        ended = {"ended_at": latest.excluded.ended_at}
        copy.execute(
            latest.on_conflict_do_update(index_elements=["id"], set_=ended),
            [dict(row._mapping) for row in rows],
        )
    for rows in _parts(present, select(suppression)):
        new = dialect_of(copy).insert(suppression).on_conflict_do_nothing()
        copy.execute(new, [dict(row._mapping) for row in rows])
    _carry_leavings(present, copy)
    known = {(row.topic, row.day, row.kind): row for row in copy.execute(select(issue))}
    for record in present.execute(select(issue).where(issue.c.recipients.is_not(None))).all():
        same = known.get((record.topic, record.day, record.kind))
        if same and same.recipients is not None:
            _carry_deliveries(present, copy, record.id, same.id)
        else:
            _give_up(copy, record, same, now)


def _carry_leavings(present: Connection, copy: Connection) -> None:
    theirs = subscriber.c.address_hash == bindparam("who")
    statement = (
        update(subscription)
        .where(
            subscription.c.topic == bindparam("of"),
            subscription.c.subscriber_id.in_(select(subscriber.c.id).where(theirs)),
        )
        .values(state=SubscriptionState.UNSUBSCRIBED.value, changed_at=bindparam("at"))
    )
    left = (
        select(
            subscriber.c.address_hash.label("who"),
            subscription.c.topic.label("of"),
            subscription.c.changed_at.label("at"),
        )
        .join(subscription, subscription.c.subscriber_id == subscriber.c.id)
        .where(subscription.c.state == SubscriptionState.UNSUBSCRIBED.value)
    )
    for rows in _parts(present, left):
        copy.execute(statement, [dict(row._mapping) for row in rows])


def _carry_deliveries(present: Connection, copy: Connection, theirs: int, ours: int) -> None:
    t = delivery.c
    statement = (
        update(delivery)
        .where(t.issue_id == ours, t.subscriber_id == bindparam("to"))
        .values({name: bindparam(f"now_{name}") for name in _FATE})
    )
    fates = [t[name].label(f"now_{name}") for name in _FATE]
    query = select(t.subscriber_id.label("to"), *fates).where(t.issue_id == theirs)
    for rows in _parts(present, query):
        copy.execute(statement, [dict(row._mapping) for row in rows])


def _give_up(copy: Connection, record: Row[Any], same: Row[Any] | None, now: datetime) -> None:
    """Keep an issue from being made again that has left, and of which the backup knows nothing."""
    fate = {"state": IssueState.CANCELLED.value, "note": KNOWN, "changed_at": to_ticks(now)}
    if same:
        copy.execute(update(issue).where(issue.c.id == same.id).values(**fate, fence=0))
        return
    row = {**record._mapping, **fate, "fence": 0, "content_hash": "", "recipients": None}
    copy.execute(insert(issue), {name: value for name, value in row.items() if name != "id"})


def _parts(connection: Connection, query: Select[Any]) -> Iterator[Sequence[Row[Any]]]:
    return connection.execution_options(yield_per=1000).execute(query).partitions(1000)
