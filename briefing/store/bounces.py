"""Reports in SQL: each once, by its hash; of addresses their hashes alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import BigInteger, Engine, bindparam, text

from briefing.model.bounce import (
    Addressee,
    Bounce,
    BounceKind,
    BounceRecord,
    Origin,
    SentDelivery,
    SentIssue,
    SoftBounce,
)
from briefing.model.subscriber import Suppression
from briefing.store.instants import from_ticks, to_ticks
from briefing.store.text import storable
from briefing.store.writing import reading, writing
from briefing.subscribers.addresses import address_hash, address_tag

_ADDRESS = re.compile(r"[^\s<>;,:\"'()\[\]]+@[^\s<>;,:\"'()\[\]]+")
_INSERT = text(
    "INSERT INTO bounce"
    " (report_hash, issue_id, address_hash, kind, status, diagnostic, at)"
    " VALUES (:report, :issue, :address, :kind, :status, :diagnostic, :at)"
    " ON CONFLICT (report_hash) DO NOTHING"
).bindparams(bindparam("issue", type_=BigInteger))
_SUPPRESS = text(
    "INSERT INTO suppression (address_hash, address, reason, at, note)"
    " VALUES (:hash, :address, :reason, :at, :note) ON CONFLICT (address_hash) DO NOTHING"
)
_SOFT = text(
    "SELECT issue_id, min(at) AS at FROM bounce WHERE address_hash = :address"
    " AND kind = 'soft' AND issue_id IS NOT NULL AND at >= :since"
    " GROUP BY issue_id ORDER BY min(at)"
)
_RECENT = text(
    "SELECT b.*, i.topic, i.day, x.address_hash AS gone FROM bounce b"
    " LEFT JOIN issue i ON i.id = b.issue_id"
    " LEFT JOIN suppression x ON x.address_hash = b.address_hash"
    " ORDER BY b.at DESC, b.report_hash LIMIT :limit"
)
_COUNT = text(
    "SELECT worst, count(*) AS n FROM (SELECT max(CASE b.kind WHEN 'complaint' THEN 3"
    " WHEN 'hard' THEN 2 ELSE 1 END) AS worst FROM bounce b"
    " WHERE b.issue_id = :issue GROUP BY b.address_hash) AS each_one"
    " GROUP BY worst"
)
_TO_SUBSCRIBER = text(
    "SELECT address, :issue AS issue_id FROM subscriber WHERE id = :id"
).bindparams(bindparam("issue", type_=BigInteger))
_OF_DELIVERY = text("SELECT address, issue_id FROM delivery WHERE id = :id")
_OF_LETTER = text("SELECT address, NULL AS issue_id FROM letter WHERE id = :id")
_WORST = {1: BounceKind.SOFT, 2: BounceKind.HARD, 3: BounceKind.COMPLAINT}


@dataclass(frozen=True, slots=True)
class SqlBounces:
    """Implements `ports.bounces.Bounces`."""

    engine: Engine

    def load_addressee(self, origin: Origin) -> Addressee | None:
        """Return to whom what came back had gone; None where we do not know them any more."""
        with reading(self.engine) as connection:
            if isinstance(origin, SentIssue):
                values = {"id": origin.subscriber_id, "issue": origin.issue_id}
                row = connection.execute(_TO_SUBSCRIBER, values).one_or_none()
            elif isinstance(origin, SentDelivery):
                row = connection.execute(_OF_DELIVERY, {"id": origin.delivery_id}).one_or_none()
            else:
                row = connection.execute(_OF_LETTER, {"id": origin.letter_id}).one_or_none()
        if row is None or not row.address:
            return None
        tag = "" if isinstance(origin, SentDelivery) else origin.address_tag
        # Numbers may have been given anew: what came back is of another's then.
        same = address_tag(row.address) == tag
        return Addressee(row.address, row.issue_id) if same or not tag else None

    def load_soft(self, address: str, since: datetime) -> Sequence[SoftBounce]:
        """Return the issues to an address that bounced softly, each once, oldest first."""
        values = {"address": address_hash(address), "since": to_ticks(since)}
        with reading(self.engine) as connection:
            rows = connection.execute(_SOFT, values)
            return [SoftBounce(row.issue_id, from_ticks(row.at)) for row in rows]

    def save(
        self,
        report_hash: str,
        bounce: Bounce,
        *,
        to: Addressee | None,
        at: datetime,
        suppress: Suppression | None,
    ) -> bool:
        """Keep a report and suppress its address, both or neither; False where it is known."""
        row = {
            "report": report_hash,
            "issue": to.issue_id if to else None,
            "address": address_hash(to.address) if to else "",
            "kind": bounce.kind.value,
            "status": storable(bounce.status),
            # Servers like to quote addresses, and what is kept here outlives those who are erased.
            "diagnostic": storable(_ADDRESS.sub("…", bounce.diagnostic)),
            "at": to_ticks(at),
        }
        with writing(self.engine) as connection:
            new = connection.execute(_INSERT, row).rowcount == 1
            if new and suppress:
                values = {
                    "hash": suppress.address_hash,
                    "address": suppress.address,
                    "reason": suppress.reason.value,
                    "at": to_ticks(suppress.at),
                    "note": storable(suppress.note),
                }
                connection.execute(_SUPPRESS, values)
        return new

    def load_recent(self, limit: int = 100) -> Sequence[BounceRecord]:
        """Return the latest reports, newest first."""
        with reading(self.engine) as connection:
            return [
                BounceRecord(
                    kind=BounceKind(row.kind),
                    at=from_ticks(row.at),
                    address_hash=row.address_hash,
                    status=row.status,
                    diagnostic=row.diagnostic,
                    topic=row.topic or "",
                    day=date.fromisoformat(row.day) if row.day else None,
                    suppressed=row.gone is not None,
                )
                for row in connection.execute(_RECENT, {"limit": limit})
            ]

    def count(self, issue_id: int) -> Mapping[BounceKind, int]:
        """Return how many copies of an issue came back, by the worst that was reported."""
        with reading(self.engine) as connection:
            rows = connection.execute(_COUNT, {"issue": issue_id})
            return {_WORST[row.worst]: row.n for row in rows}
