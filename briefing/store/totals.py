"""How far an issue has come, and what is left of its deliveries when they are no longer kept.

A deleted delivery is added to its issue's totals in the same transaction: together, rows and totals
always count each of them once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, text

from briefing.model.delivery import DeliveryState, Standing
from briefing.store.instants import from_ticks, to_ticks

_COUNTS = text(
    "SELECT state, count(*) AS n, sum(doubts) AS doubts, min(first_at) AS began_at,"
    " max(changed_at) AS last_at FROM delivery WHERE issue_id = :issue GROUP BY state"
    " UNION ALL SELECT state, count, doubts, began_at, last_at FROM delivery_total"
    " WHERE issue_id = :issue"
)
_REASONS = text(
    "SELECT state, reply, n FROM (SELECT state, reply, count(*) AS n FROM delivery"
    " WHERE issue_id = :issue AND state <> 'sent' AND reply <> '' GROUP BY state, reply"
    " UNION ALL SELECT state, reply, count AS n FROM delivery_total"
    " WHERE issue_id = :issue AND reply <> '') AS reasons ORDER BY n DESC, reply LIMIT 20"
)
_OLD = text(
    "SELECT i.id FROM issue i WHERE i.state IN ('sent', 'cancelled') AND i.changed_at < :before"
    " AND EXISTS (SELECT 1 FROM delivery d WHERE d.issue_id = i.id) ORDER BY i.changed_at LIMIT 1"
)
_TAKE = (
    "DELETE FROM delivery WHERE id IN"
    " (SELECT id FROM delivery WHERE issue_id = :issue ORDER BY id LIMIT :limit{lock})"
    " RETURNING state, reply, doubts, first_at, changed_at"
)
_ADD = text(
    "INSERT INTO delivery_total (issue_id, state, reply, count, doubts, began_at, last_at)"
    " VALUES (:issue, :state, :reply, :count, :doubts, :began_at, :last_at)"
    " ON CONFLICT (issue_id, state, reply) DO UPDATE SET"
    " count = delivery_total.count + excluded.count,"
    " doubts = delivery_total.doubts + excluded.doubts,"
    " began_at = CASE WHEN delivery_total.began_at IS NULL"
    " OR excluded.began_at < delivery_total.began_at"
    " THEN excluded.began_at ELSE delivery_total.began_at END,"
    " last_at = CASE WHEN excluded.last_at > delivery_total.last_at"
    " THEN excluded.last_at ELSE delivery_total.last_at END"
)
_NAMELESS = re.compile(r"(?:given up: )?\d{3}(?: \d\.\d{1,3}\.\d{1,3})?(?= |$)|not sent: [^@]*$")


def load_standing(connection: Connection, issue_id: int) -> Standing:
    """Return how far an issue has come."""
    rows = connection.execute(_COUNTS, {"issue": issue_id}).all()
    why = connection.execute(_REASONS, {"issue": issue_id}).all()
    counts: dict[DeliveryState, int] = {}
    for row in rows:
        state = DeliveryState(row.state)
        counts[state] = counts.get(state, 0) + row.n
    began = [row.began_at for row in rows if row.began_at is not None]
    return Standing(
        counts=counts,
        doubts=sum(row.doubts for row in rows),
        reasons=[(DeliveryState(row.state), row.reply, row.n) for row in why],
        began_at=from_ticks(min(began)) if began else None,
        last_at=from_ticks(max(row.last_at for row in rows)) if rows else None,
    )


def sum_up(connection: Connection, before: datetime, limit: int) -> int:
    """Delete deliveries of an issue that ended before an instant, and count them; return how many.

    None are left of any such issue when it returns 0.
    """
    issue = connection.execute(_OLD, {"before": to_ticks(before)}).scalar()
    if issue is None:
        return 0
    lock = " FOR UPDATE SKIP LOCKED" if connection.dialect.name == "postgresql" else ""
    taken = connection.execute(
        text(_TAKE.format(lock=lock)), {"issue": issue, "limit": limit}
    ).all()
    totals = _totals(taken)
    if totals:
        connection.execute(_ADD, [{"issue": issue, **one} for one in totals])
    return len(taken)


def _totals(taken: Iterable[Row[Any]]) -> list[dict[str, Any]]:
    """Return a row for each state and reply, in their order: so that no two wait for each other."""
    totals: dict[tuple[str, str], dict[str, Any]] = {}
    for row in taken:
        key = (row.state, "" if row.state == "sent" else nameless(row.reply))
        total = totals.setdefault(
            key, {"count": 0, "doubts": 0, "began_at": None, "last_at": row.changed_at}
        )
        total["count"] += 1
        total["doubts"] += row.doubts
        began = [at for at in (total["began_at"], row.first_at) if at is not None]
        total["began_at"] = min(began) if began else None
        total["last_at"] = max(total["last_at"], row.changed_at)
    return [
        {"state": state, "reply": reply, **totals[state, reply]} for state, reply in sorted(totals)
    ]


def nameless(reply: str) -> str:
    """Return what of a reply says nothing about whom it was for: its codes, or words of ours."""
    found = _NAMELESS.match(reply)
    return found[0] if found else ""
