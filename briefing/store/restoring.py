"""What a restore must not undo: mail has left since the backup, and people have left, too.

What the database that is to be replaced knows of that is put into the copy that replaces it. Where
it knows nothing (it is new, the old one is lost), nothing leaves before an operator says so.

A service at work goes on over a restore: its workers and the issues they are at stand in the copy
under the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Row,
    Select,
    Table,
    bindparam,
    func,
    insert,
    select,
    text,
    update,
)

from briefing.model.delivery import IssueState
from briefing.model.subscriber import LetterState, SubscriptionState
from briefing.store.dialect import dialect_of
from briefing.store.instants import to_ticks
from briefing.store.people import forget_person, to_subscriber
from briefing.store.tables import metadata
from briefing.store.tables.outbox import issue, topic_state, worker
from briefing.store.tables.subscribers import (
    consent,
    letter,
    subscriber,
    subscription,
    suppression,
)

KNOWN = "made before a restore: what left of it is known no more"
LONGEST = timedelta(hours=1)
"""A lease that ends later than this comes of a clock that was wrong."""
_AT_WORK = text(
    "SELECT name FROM worker WHERE ended_at IS NULL"
    " AND leased_until > :now AND leased_until <= :longest ORDER BY id"
)
_EXPIRE = text("UPDATE worker SET leased_until = :now WHERE leased_until > :now")
_LENGTHEN = text(
    "UPDATE worker SET leased_until = leased_until + :more"
    " WHERE ended_at IS NULL AND leased_until > :now"
)
_PAUSE = text(
    "INSERT INTO topic_state (topic, paused_at, collected_for)"
    " SELECT DISTINCT topic, :now, '' FROM issue WHERE true"
    " ON CONFLICT (topic) DO UPDATE SET paused_at = coalesce(topic_state.paused_at, :now)"
)
_PAUSE_AS_NOW = text(
    "INSERT INTO topic_state (topic, paused_at, collected_for) VALUES (:topic, :at, '')"
    " ON CONFLICT (topic) DO UPDATE SET paused_at = coalesce(topic_state.paused_at, :at)"
)
_PAUSED = text("SELECT topic FROM topic_state WHERE paused_at IS NOT NULL ORDER BY topic")
_BEGIN_ANEW = text(
    "UPDATE issue SET state = 'due', fence = 0 WHERE id = :id AND state IN ('building', 'built')"
)
_FATE = ("state", "attempts", "next_at", "fence", "leased_until", "reply")
"""What becomes of a letter."""


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


def lengthen_leases(connection: Connection, now: datetime, more: timedelta) -> None:
    """Let the time for which the living had to wait not count as theirs."""
    values = {"now": to_ticks(now), "more": more // timedelta(microseconds=1)}
    connection.execute(_LENGTHEN, values)


def same_line(present: Connection, copy: Connection) -> bool:
    """Return whether numbers mean the same in both: the copy is what the present once was."""
    known = (
        select(worker.c.id, worker.c.name, worker.c.started_at),
        select(issue.c.id, issue.c.topic, issue.c.day, issue.c.kind),
    )
    return all(_agree(_numbered(present, query), _numbered(copy, query)) for query in known)


def carry_over(present: Connection, copy: Connection, now: datetime, *, alike: bool) -> None:
    """Put into the copy who must not be written to, and which messages have left.

    `alike` says that numbers mean the same in both (`same_line`).
    """
    for rows in _parts(present, select(worker)):
        # Their numbers, too: deliveries carry them, and none may be given anew.
        latest = dialect_of(copy).insert(worker)
        told = {name: latest.excluded[name] for name in ("name", "leased_until", "ended_at")}
        together = latest.on_conflict_do_update(index_elements=["id"], set_=told)
        copy.execute(together, [dict(row._mapping) for row in rows])
    for rows in _parts(present, select(suppression)):
        new = dialect_of(copy).insert(suppression)
        as_now = {name: new.excluded[name] for name in ("address", "reason", "at", "note")}
        together = new.on_conflict_do_update(index_elements=["address_hash"], set_=as_now)
        copy.execute(together, [dict(row._mapping) for row in rows])
    _carry_leavings(present, copy)
    _carry_erasures(present, copy)
    if alike:
        _carry_consents(present, copy)
    _carry_letters(present, copy)
    _carry_pauses(present, copy)
    _carry_issues(present, copy, now, alike=alike)


def _numbered(connection: Connection, query: Select[Any]) -> dict[int, tuple[Any, ...]]:
    return {row[0]: tuple(row[1:]) for row in connection.execute(query)}


def _agree(present: Mapping[int, object], copy: Mapping[int, object]) -> bool:
    numbers = {said: number for number, said in present.items()}
    return all(
        present.get(number, said) == said and numbers.get(said, number) == number
        for number, said in copy.items()
    )


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


def _carry_erasures(present: Connection, copy: Connection) -> None:
    """Forget again who has asked to be forgotten since: no more than a hash of theirs stays."""
    here = select(subscriber.c.address_hash)
    asked = select(suppression.c.address_hash).where(
        suppression.c.address == "", suppression.c.address_hash.not_in(here)
    )
    for hashes in _parts(present, asked):
        those = subscriber.c.address_hash.in_([row.address_hash for row in hashes])
        for row in copy.execute(select(subscriber).where(those)).all():
            forget_person(copy, to_subscriber(row))


def _carry_consents(present: Connection, copy: Connection) -> None:
    """Let the log of consent go on: it is proof, and only ever grows."""
    last = copy.execute(select(func.coalesce(func.max(consent.c.id), 0))).scalar_one()
    for rows in _parts(present, select(consent).where(consent.c.id > last)):
        copy.execute(insert(consent), [dict(row._mapping) for row in rows])


def _carry_letters(present: Connection, copy: Connection) -> None:
    """Keep letters from leaving again: the backup may be of the moment before they left."""
    waiting = letter.c.state.in_([LetterState.PENDING.value, LetterState.CLAIMED.value])
    open_letters = copy.execute(select(letter.c.once).where(waiting)).scalars().all()
    fates = [letter.c[name].label(f"now_{name}") for name in _FATE]
    statement = (
        update(letter)
        .where(letter.c.once == bindparam("which"))
        .values({name: bindparam(f"now_{name}") for name in _FATE})
    )
    for once in open_letters:
        found = select(letter.c.once.label("which"), *fates).where(letter.c.once == once)
        for row in present.execute(found).all():
            copy.execute(statement, dict(row._mapping))


def _carry_pauses(present: Connection, copy: Connection) -> None:
    """Keep from leaving what somebody has stopped since."""
    paused_at = topic_state.c.paused_at
    query = select(topic_state.c.topic, paused_at.label("at")).where(paused_at.is_not(None))
    for row in present.execute(query).all():
        copy.execute(_PAUSE_AS_NOW, dict(row._mapping))


# --- issues -------------------------------------------------------------------------------------


def _carry_issues(present: Connection, copy: Connection, now: datetime, *, alike: bool) -> None:
    known = {(row.topic, row.day, row.kind): row for row in copy.execute(select(issue))}
    for record in present.execute(select(issue)).all():
        same = known.get((record.topic, record.day, record.kind))
        settled = record.recipients is not None or record.state == IssueState.CANCELLED
        held = record.state == IssueState.HELD
        if alike and (settled or held):
            _carry_issue(present, copy, record.id)
        elif settled:
            _give_up(copy, record, same, now)
        elif alike and same:
            copy.execute(_BEGIN_ANEW, {"id": same.id})
        elif alike:  # so that its number is not given to another
            anew = {"state": IssueState.DUE.value, "fence": 0, "content_hash": "", "note": ""}
            copy.execute(insert(issue), {**record._mapping, **anew})


def _carry_issue(present: Connection, copy: Connection, number: int) -> None:
    """Let an issue stand in the copy as it does now, with its archive and its deliveries."""
    tables = _tables_of_issues()
    for table in reversed(tables):
        copy.execute(table.delete().where(_key(table) == number))
    for table in tables:
        for rows in _parts(present, select(table).where(_key(table) == number)):
            copy.execute(insert(table), [dict(row._mapping) for row in rows])


def _tables_of_issues() -> list[Table]:
    return [
        table
        for table in metadata.sorted_tables
        if table is issue or any(key.column is issue.c.id for key in table.foreign_keys)
    ]


def _key(table: Table) -> Column[int]:
    return issue.c.id if table is issue else table.c.issue_id


def _give_up(copy: Connection, record: Row[Any], same: Row[Any] | None, now: datetime) -> None:
    """Keep an issue from being made again that has left, where numbers mean others."""
    fate = {"state": IssueState.CANCELLED.value, "note": KNOWN, "changed_at": to_ticks(now)}
    if same:
        copy.execute(update(issue).where(issue.c.id == same.id).values(**fate, fence=0))
        return
    row = {**record._mapping, **fate, "fence": 0, "content_hash": "", "recipients": None}
    copy.execute(insert(issue), {name: value for name, value in row.items() if name != "id"})


def _parts(connection: Connection, query: Select[Any]) -> Iterator[Sequence[Row[Any]]]:
    return connection.execute(query, execution_options={"yield_per": 1000}).partitions(1000)
