"""The outbox in SQL: frozen deliveries, claimed in batches, and what became of each.

Every transaction that claims or writes outcomes renews the worker's lease first: whoever lost it
changes nothing. PostgreSQL locks the rows that it hands out and skips those of others; SQLite has
one writer at a time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Connection, Engine, Row, bindparam, text

from briefing.delivery.pace import Limits
from briefing.errors import LeaseLost, StoreError
from briefing.model.delivery import (
    Delivery,
    DeliveryState,
    DomainState,
    IssueRecord,
    Recipient,
    Settlement,
    Standing,
)
from briefing.scheduling.hours import delivery_instant
from briefing.store.domains import allow, crowded, forget_domain, load_domains, note_answers
from briefing.store.instants import from_ticks, to_ticks
from briefing.store.issues import issue_record
from briefing.store.looking import CONSENT, SqlLook, looking
from briefing.store.totals import load_standing, sum_up
from briefing.store.workers import LEASE, renew
from briefing.store.writing import reading, writing
from briefing.subscribers.addresses import address_hash

_TRIES = 20
"""How often one claim looks behind deliveries that wait; others want their turn, too."""
UNSUBSCRIBED = "not sent: no longer subscribed"


def _text(sql: str, *lists: str) -> Any:
    made = text(sql)
    return made.bindparams(*(bindparam(name, expanding=True) for name in lists))


_SENDING = (
    "SELECT {what} FROM issue i WHERE i.id = {issue} AND i.state = 'sending' AND NOT EXISTS"
    " (SELECT 1 FROM topic_state t WHERE t.topic = i.topic AND t.paused_at IS NOT NULL)"
)
_STILL_SENDING = text(
    _SENDING.format(what="1", issue="(SELECT issue_id FROM delivery WHERE id = :id)")
)
_SENT_BY = text(
    _SENDING.format(
        what="(SELECT count(*) FROM worker WHERE ended_at IS NULL) AS workers", issue=":issue"
    )
)
# The texts that are put into SQL below are constants of this module.
_WITHDRAWN = _text(f"SELECT d.id FROM delivery d WHERE d.id IN :ids AND NOT {CONSENT}", "ids")  # noqa: S608
_DUE = (
    "SELECT id FROM delivery WHERE issue_id = :issue AND state = '{state}' AND next_at <= :now"
    " ORDER BY next_at LIMIT :limit{lock}"
)
# Only deliveries near the front are looked at: behind a domain that has all its connections may
# stand a million more of it.
_DUE_ELSEWHERE = _text(
    "SELECT id FROM (SELECT id, domain, next_at FROM delivery WHERE issue_id = :issue"
    " AND state = :state AND next_at <= :now ORDER BY next_at LIMIT 5000) AS front"
    " WHERE domain NOT IN :crowded ORDER BY next_at LIMIT :limit",
    "crowded",
)
_TAKE = _text(
    "UPDATE delivery SET state = 'claimed', fence = :worker, changed_at = :now,"
    " first_at = coalesce(first_at, :now) WHERE id IN :ids AND state = :state RETURNING *",
    "ids",
)
_CLAIM = (
    "UPDATE delivery SET state = 'claimed', fence = :worker, changed_at = :now,"
    " first_at = coalesce(first_at, :now) WHERE id IN ({due}) RETURNING *"
)
_PUT_OFF = text(
    "UPDATE delivery SET state = CASE attempts WHEN 0 THEN 'pending' ELSE 'deferred' END,"
    " next_at = :next_at, reply = :reply WHERE id = :id"
)
_MARK = _text(
    "UPDATE delivery SET state = 'in_doubt', attempts = attempts + 1, changed_at = :now"
    " WHERE id IN :ids AND fence = :worker AND state = 'claimed'",
    "ids",
)
_RELEASE = _text(
    "UPDATE delivery SET state = CASE attempts WHEN 0 THEN 'pending' ELSE 'deferred' END,"
    " changed_at = :now WHERE id IN :ids AND fence = :worker AND state = 'claimed'",
    "ids",
)
# Whoever was erased meanwhile has no address any more, and an answer would quote it.
# What is held in doubt is nobody's: an operator may decide on it while its worker goes on.
# A worker that was taken for dead may still tell what became of a message, as long as nobody else
# has claimed it since: that saves a second copy.
_SETTLE = text(
    "UPDATE delivery SET state = :state, doubts = doubts + :doubted,"
    " reply = CASE address WHEN '' THEN '' ELSE :reply END,"
    " next_at = coalesce(:next_at, next_at), changed_at = :now,"
    " fence = CASE CAST(:state AS text) WHEN 'in_doubt' THEN 0 ELSE fence END"
    " WHERE id = :id AND fence = :worker AND state NOT IN ('sent', 'failed', 'suppressed')"
).bindparams(bindparam("next_at", type_=BigInteger))
# The same in one statement: fifty of them, one after the other, cost PostgreSQL more than the rest.
_SETTLE_ALL = text(
    "UPDATE delivery SET state = it.state, doubts = doubts + it.doubted,"
    " reply = CASE delivery.address WHEN '' THEN '' ELSE it.reply END,"
    " next_at = coalesce(it.next_at, delivery.next_at), changed_at = :now,"
    " fence = CASE it.state WHEN 'in_doubt' THEN 0 ELSE fence END"
    " FROM unnest(CAST(:id AS bigint[]), CAST(:state AS text[]), CAST(:reply AS text[]),"
    " CAST(:doubted AS int[]), CAST(:next_at AS bigint[]))"
    " AS it(id, state, reply, doubted, next_at)"
    " WHERE delivery.id = it.id AND fence = :worker"
    " AND delivery.state NOT IN ('sent', 'failed', 'suppressed')"
)
_SUPPRESS = text(
    "INSERT INTO suppression (address_hash, address, reason, at, note)"
    " VALUES (:hash, :address, 'bounce', :now, :note) ON CONFLICT (address_hash) DO NOTHING"
)
_OPEN = "('pending', 'claimed', 'in_doubt', 'deferred')"
_FINISH = text(
    "UPDATE issue SET state = 'sent', changed_at = :now WHERE id = :issue AND state = 'sending'"  # noqa: S608
    f" AND NOT EXISTS (SELECT 1 FROM delivery WHERE issue_id = :issue AND state IN {_OPEN})"
    " AND recipients = (SELECT count(*) FROM delivery WHERE issue_id = :issue)"
)
_FREEZE = (
    "INSERT INTO delivery (issue_id, subscriber_id, address, domain, lang, text_only, state,"
    " attempts, doubts, next_at, fence, reply, changed_at)"
    " WITH hour AS MATERIALIZED ({hours})"
    " SELECT :issue, p.id, p.address, lower(substr(p.address, {at} + 1)), p.lang, p.text_only,"
    " 'pending', 0, 0, coalesce(hour.next_at, :now), 0, '', :now"
    " FROM subscription s JOIN subscriber p ON p.id = s.subscriber_id"
    " LEFT JOIN hour ON hour.zone = p.timezone AND hour.minute = p.minute"
    " WHERE s.topic = :topic AND s.state = 'confirmed' AND s.frequency = :frequency AND NOT EXISTS"
    " (SELECT 1 FROM suppression x WHERE x.address_hash = p.address_hash)"
)
_HOURS = {
    "sqlite": "SELECT json_extract(value, '$[0]') AS zone, json_extract(value, '$[1]') AS minute,"
    " json_extract(value, '$[2]') AS next_at FROM json_each(:hours)",
    "postgresql": "SELECT value->>0 AS zone, (value->>1)::int AS minute,"
    " (value->>2)::bigint AS next_at FROM json_array_elements(CAST(:hours AS json))",
}
_AT = {"sqlite": "instr(p.address, '@')", "postgresql": "strpos(p.address, '@')"}
_FROZEN = text(
    "UPDATE issue SET state = 'sending', fence = 0, content_hash = :content_hash,"
    " recipients = :recipients, changed_at = :now"
    " WHERE id = :issue AND fence = :worker AND state = 'built'"
)


@dataclass(frozen=True, slots=True)
class SqlOutbox:
    """Implements `ports.outbox.Outbox`."""

    engine: Engine
    lease: timedelta = LEASE
    limits: Limits = field(default_factory=Limits)

    # --- freezing -------------------------------------------------------------------------------

    def freeze(
        self,
        worker: int,
        issue_id: int,
        now: datetime,
        *,
        content_hash: str,
        hours: bool = True,
    ) -> int:
        """Fix who gets an issue, in one transaction; return how many. Raises: LeaseLost."""
        with writing(self.engine) as connection:
            renew(connection, worker, now + self.lease)
            issue = _locked_issue(connection, issue_id)
            chosen = _hours(connection, issue.day, now) if hours else []
            dialect = connection.dialect.name
            sql = _FREEZE.format(hours=_HOURS[dialect], at=_AT[dialect])
            values: dict[str, Any] = {"issue": issue_id, "now": to_ticks(now)}
            whom = {"topic": issue.topic, "frequency": str(issue.kind), "hours": json.dumps(chosen)}
            recipients = connection.execute(text(sql), {**values, **whom}).rowcount
            frozen = {"worker": worker, "recipients": recipients, "content_hash": content_hash}
            if connection.execute(_FROZEN, {**values, **frozen}).rowcount != 1:
                raise LeaseLost("the issue was taken over, held or cancelled before it was frozen")
        return recipients

    # --- sending --------------------------------------------------------------------------------

    def load_sending(self, now: datetime) -> Sequence[IssueRecord]:
        """Return the issues that are being sent, of topics that are not paused, oldest first."""
        query = text(
            "SELECT * FROM issue i WHERE i.state = 'sending' AND NOT EXISTS (SELECT 1 FROM"  # noqa: S608
            " topic_state t WHERE t.topic = i.topic AND t.paused_at IS NOT NULL)"
            " AND (EXISTS (SELECT 1 FROM delivery d WHERE d.issue_id = i.id"
            " AND d.state = 'pending' AND d.next_at <= :now)"
            " OR EXISTS (SELECT 1 FROM delivery d WHERE d.issue_id = i.id"
            " AND d.state = 'deferred' AND d.next_at <= :now)"
            " OR NOT EXISTS (SELECT 1 FROM delivery d WHERE d.issue_id = i.id"
            f" AND d.state IN {_OPEN})) ORDER BY i.due_at, i.id"
        )
        with reading(self.engine) as connection:
            rows = connection.execute(query, {"now": to_ticks(now)})
            return [issue_record(row) for row in rows]

    def count_due(self, issue_id: int, now: datetime) -> int:
        """Return how many deliveries of an issue may be claimed now, paused domains aside."""
        query = text(
            "SELECT count(*) FROM delivery WHERE issue_id = :issue"
            " AND state IN ('pending', 'deferred') AND next_at <= :now"
        )
        with reading(self.engine) as connection:
            values = {"issue": issue_id, "now": to_ticks(now)}
            return int(connection.execute(query, values).scalar_one())

    def claim(
        self,
        worker: int,
        issue_id: int,
        now: datetime,
        *,
        limit: int = 50,
        settled: Iterable[Settlement] = (),
    ) -> Sequence[Delivery]:
        """Take deliveries that are due; write what became of earlier ones. Raises: LeaseLost."""
        with writing(self.engine) as connection:
            renew(connection, worker, now + self.lease)
            self._settle(connection, worker, tuple(settled), now)
            sending = connection.execute(_SENT_BY, {"issue": issue_id}).first()
            if not sending:
                return []
            full: list[str] = []
            if sending.workers >= self.limits.fewest_connections:
                full = crowded(connection, worker, self.limits)
            claimed: list[Delivery] = []
            for state in (DeliveryState.PENDING, DeliveryState.DEFERRED):
                # What is put off or withdrawn does not count: there may be more behind it.
                for _ in range(_TRIES):
                    wanted = limit - len(claimed)
                    if not wanted:
                        break
                    found = _claim(connection, worker, issue_id, now, state, wanted, full)
                    claimed += _going(connection, found, now, self.limits)
                    if len(found) < wanted:
                        break
        return claimed

    def mark_in_doubt(self, worker: int, ids: Sequence[int], now: datetime) -> frozenset[int]:
        """Put on record that these may arrive; return those that may leave. Raises: LeaseLost."""
        if not ids:
            return frozenset()
        with writing(self.engine) as connection:
            renew(connection, worker, now + self.lease)
            values = {"worker": worker, "ids": list(ids), "now": to_ticks(now)}
            if not connection.execute(_STILL_SENDING, {"id": ids[0]}).first():
                connection.execute(_RELEASE, values)
                return frozenset()
            if connection.execute(_MARK, values).rowcount != len(ids):
                raise LeaseLost("deliveries of this worker were given to another")
        return frozenset(ids)

    def is_sending(self, issue_id: int) -> bool:
        """Tell whether an issue may still leave: it is being sent, and its topic is not paused."""
        with reading(self.engine) as connection:
            return connection.execute(_SENT_BY, {"issue": issue_id}).first() is not None

    def looking(self, topic: str) -> AbstractContextManager[SqlLook]:
        """Yield what tells whether consent to a topic still holds, for one thread."""
        return looking(self.engine, topic)

    def settle(self, worker: int, settled: Iterable[Settlement], now: datetime) -> int:
        """Write what became of deliveries; return how many were still the worker's."""
        with writing(self.engine) as connection:
            return self._settle(connection, worker, tuple(settled), now)

    def release(self, worker: int, ids: Sequence[int], now: datetime) -> None:
        """Give back claimed deliveries of which nothing has left."""
        if ids:
            with writing(self.engine) as connection:
                values = {"worker": worker, "ids": list(ids), "now": to_ticks(now)}
                connection.execute(_RELEASE, values)

    def finish(self, issue_id: int, now: datetime) -> bool:
        """Call an issue sent if all frozen deliveries are settled; return whether it is."""
        with writing(self.engine) as connection:
            values = {"issue": issue_id, "now": to_ticks(now)}
            return connection.execute(_FINISH, values).rowcount == 1

    # --- looking on -----------------------------------------------------------------------------

    def standing(self, issue_id: int) -> Standing:
        """Return how far an issue has come."""
        with reading(self.engine) as connection:
            return load_standing(connection, issue_id)

    def sum_up(self, before: datetime, *, limit: int = 1000) -> int:
        """Keep no more than counts of some deliveries of issues that ended long ago."""
        with writing(self.engine) as connection:
            return sum_up(connection, before, limit)

    def load_deliveries(
        self, issue_id: int, *, after: int = 0, limit: int = 1000
    ) -> Sequence[Delivery]:
        """Return an issue's deliveries in the order of their numbers."""
        query = text(
            "SELECT * FROM delivery WHERE issue_id = :issue AND id > :after"
            " ORDER BY id LIMIT :limit"
        )
        with reading(self.engine) as connection:
            values = {"issue": issue_id, "after": after, "limit": limit}
            return [_delivery(row) for row in connection.execute(query, values)]

    def settle_doubts(self, issue_id: int, now: datetime, *, resend: bool) -> int:
        """Decide on deliveries that dead workers left in doubt."""
        to = (
            "state = 'pending', next_at = :now, doubts = doubts + 1"
            if resend
            else "state = 'sent', reply = 'taken for sent: ' || reply"
        )
        statement = text(
            f"UPDATE delivery SET {to}, changed_at = :now WHERE issue_id = :issue"  # noqa: S608
            " AND state = 'in_doubt'"
            " AND fence NOT IN (SELECT id FROM worker WHERE ended_at IS NULL)"
        )
        with writing(self.engine) as connection:
            values = {"issue": issue_id, "now": to_ticks(now)}
            return connection.execute(statement, values).rowcount

    # --- receiving domains ----------------------------------------------------------------------

    def load_domains(self) -> Sequence[DomainState]:
        """Return the domains that are written to slowly, or not at all."""
        with reading(self.engine) as connection:
            return load_domains(connection, self.limits)

    def resume_domain(self, domain: str, now: datetime) -> bool:
        """Write to a domain again, as before."""
        with writing(self.engine) as connection:
            return forget_domain(connection, domain, now)

    # --- inside ---------------------------------------------------------------------------------

    def _settle(
        self, connection: Connection, worker: int, settled: Sequence[Settlement], now: datetime
    ) -> int:
        if not settled:
            return 0
        ticks = to_ticks(now)
        rows = [_settled_row(one, worker, ticks) for one in settled]
        if connection.dialect.name == "postgresql":
            columns = {name: [row[name] for row in rows] for name in rows[0]}
            together = {**columns, "worker": worker, "now": ticks}
            written = connection.execute(_SETTLE_ALL, together).rowcount
        else:
            written = connection.execute(_SETTLE, rows).rowcount
        for one in settled:
            if one.suppress:
                _suppress(connection, one, ticks)
        note_answers(connection, settled, now, self.limits)
        return written


def _locked_issue(connection: Connection, issue_id: int) -> IssueRecord:
    lock = " FOR UPDATE" if connection.dialect.name == "postgresql" else ""
    query = text(f"SELECT * FROM issue WHERE id = :issue{lock}")  # noqa: S608
    row = connection.execute(query, {"issue": issue_id}).first()
    if row is None:
        raise StoreError(f"no issue {issue_id}")
    return issue_record(row)


def _hours(connection: Connection, day: date, now: datetime) -> list[tuple[str, int, int]]:
    """Return the hours that subscribers chose, each with its instant on the day."""
    pairs = text("SELECT DISTINCT timezone, minute FROM subscriber WHERE minute IS NOT NULL")
    return [
        (zone, minute, to_ticks(delivery_instant(day, minute, zone, earliest=now)))
        for zone, minute in connection.execute(pairs)
    ]


def _claim(
    connection: Connection,
    worker: int,
    issue_id: int,
    now: datetime,
    state: DeliveryState,
    limit: int,
    full: Sequence[str],
) -> list[Delivery]:
    values = {"worker": worker, "issue": issue_id, "now": to_ticks(now), "limit": limit}
    if full:
        elsewhere = {**values, "state": str(state), "crowded": full}
        ids = connection.execute(_DUE_ELSEWHERE, elsewhere).scalars().all()
        taken = {**values, "state": str(state), "ids": ids}
        return [_delivery(row) for row in connection.execute(_TAKE, taken)] if ids else []
    lock = " FOR UPDATE SKIP LOCKED" if connection.dialect.name == "postgresql" else ""
    due = _DUE.format(state=state, lock=lock)
    if lock:
        # As an array: a semi-join would be free to run the limited query more than once.
        due = f"SELECT unnest(ARRAY({due}))"
    return [_delivery(row) for row in connection.execute(text(_CLAIM.format(due=due)), values)]


def _going(
    connection: Connection, found: list[Delivery], now: datetime, limits: Limits
) -> list[Delivery]:
    """Return the deliveries that may go now; the others are settled or put off."""
    withdrawn = _withdraw(connection, [one.id for one in found], now)
    left = [one for one in found if one.id not in withdrawn]
    waits = allow(connection, [(one.id, one.recipient.domain) for one in left], now, limits)
    put_off = [
        {"id": number, "next_at": to_ticks(until), "reply": why}
        for number, (until, why) in waits.items()
    ]
    if put_off:
        connection.execute(_PUT_OFF, put_off)
    return [one for one in left if one.id not in waits]


def _withdraw(connection: Connection, ids: Sequence[int], now: datetime) -> set[int]:
    """Settle the deliveries of those who left since the freeze; return their numbers."""
    gone = {row.id for row in connection.execute(_WITHDRAWN, {"ids": list(ids)})}
    if gone:
        statement = _text(
            "UPDATE delivery SET state = 'suppressed', reply = :reply, changed_at = :now"
            " WHERE id IN :ids",
            "ids",
        )
        values = {"ids": sorted(gone), "reply": UNSUBSCRIBED, "now": to_ticks(now)}
        connection.execute(statement, values)
    return gone


def _settled_row(one: Settlement, worker: int, ticks: int) -> dict[str, Any]:
    return {
        "id": one.delivery_id,
        "worker": worker,
        "state": str(one.state),
        "reply": one.reply,
        "doubted": int(one.doubted),
        "next_at": to_ticks(one.next_at) if one.next_at else None,
        "now": ticks,
    }


def _suppress(connection: Connection, one: Settlement, ticks: int) -> None:
    query = text("SELECT address FROM delivery WHERE id = :id")
    address = connection.execute(query, {"id": one.delivery_id}).scalar_one()
    if not address:
        return  # erased meanwhile
    values = {"hash": address_hash(address), "address": address, "now": ticks, "note": one.reply}
    connection.execute(_SUPPRESS, values)


def _delivery(row: Row[Any]) -> Delivery:
    return Delivery(
        id=row.id,
        issue_id=row.issue_id,
        recipient=Recipient(row.subscriber_id, row.address, row.lang, bool(row.text_only)),
        state=DeliveryState(row.state),
        attempts=row.attempts,
        doubts=row.doubts,
        first_at=None if row.first_at is None else from_ticks(row.first_at),
        next_at=from_ticks(row.next_at),
        reply=row.reply,
    )
