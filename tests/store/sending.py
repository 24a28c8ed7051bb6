"""Databases with subscribers, and issues on their way, for tests of the outbox."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Engine, insert, text

from briefing.model.delivery import Delivery, DeliveryState, IssueKind, IssueState, Settlement
from briefing.ports.outbox import InDoubt
from briefing.store.issues import SqlIssueQueue
from briefing.store.outbox import SqlOutbox
from briefing.store.tables.subscribers import subscriber, subscription, suppression
from briefing.store.workers import SqlWorkers
from briefing.subscribers.addresses import address_hash

NOW = datetime(2026, 3, 10, 6, tzinfo=UTC)
DAY = date(2026, 3, 10)
LEASE = timedelta(seconds=60)
MINUTE = timedelta(minutes=1)


def ticks(at: datetime) -> int:
    return int(at.timestamp() * 1e6)


def add_subscribers(
    engine: Engine,
    count: int,
    *,
    topic: str = "t",
    state: str = "confirmed",
    frequency: str = "daily",
    first: int = 1,
    domain: str = "example.org",
    zone: str = "UTC",
    minute: int | None = None,
) -> None:
    """Add subscribers s1@…, s2@… with ids from `first` on."""
    people = [
        {
            "id": n,
            "address": f"s{n}@{domain}",
            "address_key": f"s{n}@{domain}",
            "address_hash": address_hash(f"s{n}@{domain}"),
            "created_at": ticks(NOW),
            "lang": "en",
            "timezone": zone,
            "minute": minute,
            "text_only": n % 7 == 0,
        }
        for n in range(first, first + count)
    ]
    links = [
        {
            "subscriber_id": one["id"],
            "topic": topic,
            "state": state,
            "frequency": frequency,
            "changed_at": ticks(NOW),
        }
        for one in people
    ]
    with engine.begin() as connection:
        connection.execute(insert(subscriber), people)
        connection.execute(insert(subscription), links)


def unsubscribe(engine: Engine, ids: Iterable[int]) -> None:
    with engine.begin() as connection:
        for one in ids:
            connection.execute(
                text("UPDATE subscription SET state = 'unsubscribed' WHERE subscriber_id = :id"),
                {"id": one},
            )


def suppress(engine: Engine, address: str) -> None:
    row = {
        "address_hash": address_hash(address),
        "address": address,
        "reason": "complaint",
        "at": ticks(NOW),
        "note": "",
    }
    with engine.begin() as connection:
        connection.execute(insert(suppression), row)


@dataclass(frozen=True)
class Desk:
    """Everything at work on one database, with a worker begun."""

    engine: Engine
    workers: SqlWorkers
    queue: SqlIssueQueue
    outbox: SqlOutbox
    worker: int

    def freeze(self, *, topic: str = "t", kind: IssueKind = IssueKind.DAILY) -> int:
        """Bring an issue to where it is sent; return its number."""
        self.queue.open(topic, DAY, kind, due_at=NOW, now=NOW)
        record = self.queue.load(topic, DAY, kind)
        assert record
        assert self.queue.claim(self.worker, record.id, NOW)
        self.queue.save(self.worker, record.id, IssueState.BUILT, NOW, content_hash="h")
        assert self.queue.claim(self.worker, record.id, NOW)
        self.outbox.freeze(self.worker, record.id, NOW, content_hash="h")
        return record.id

    def claim(self, issue: int, limit: int = 50, *, at: datetime = NOW) -> list[Delivery]:
        return list(self.outbox.claim(self.worker, issue, at, limit=limit))

    def settle(self, claimed: Iterable[Delivery], state: DeliveryState, **more: object) -> int:
        outcomes = [Settlement(one.id, state, "250 ok", **more) for one in claimed]  # type: ignore[arg-type]
        return self.outbox.settle(self.worker, outcomes, NOW)

    def counts(self, issue: int) -> dict[str, int]:
        return {str(state): n for state, n in self.outbox.standing(issue).counts.items()}

    def another(self, at: datetime = NOW) -> "Desk":
        """Return the desk with a second worker at it."""
        return replace(self, worker=self.workers.start("another", at))


def make_desk(engine: Engine, in_doubt: InDoubt = "resend") -> Desk:
    workers = SqlWorkers(engine, LEASE, in_doubt)
    worker = workers.start("one", NOW)
    return Desk(engine, workers, SqlIssueQueue(engine), SqlOutbox(engine, LEASE), worker)
