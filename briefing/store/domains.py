"""Receiving domains that want to be written to slowly, or refuse us: kept for all workers.

Only they have a row; every other domain is written to as fast as the server takes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, text

from briefing.delivery.classify import Pacing, Verdict
from briefing.delivery.pace import Pace
from briefing.model.delivery import DeliveryState, DomainState, Settlement
from briefing.store.instants import EPOCH, from_ticks, to_ticks

LOOK_AGAIN = timedelta(minutes=15)
"""How long deliveries to a paused domain are put off at a time; an operator's word brings them
forward."""

_UPSERT = text(
    "INSERT INTO domain_state"
    " (domain, factor, tokens, counted_at, slowed_at, refusals, reserved_until, note) VALUES"
    " (:domain, :factor, :tokens, :counted_at, :slowed_at, :refusals, :reserved_until, :note)"
    " ON CONFLICT (domain) DO UPDATE SET factor = :factor, tokens = :tokens,"
    " counted_at = :counted_at, slowed_at = :slowed_at, refusals = :refusals,"
    " reserved_until = :reserved_until, note = :note"
)
_DELETE = text("DELETE FROM domain_state WHERE domain = :domain")
_DOMAINS = text("SELECT id, domain FROM delivery WHERE id IN :ids").bindparams(
    bindparam("ids", expanding=True)
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A domain's pace, until when its deliveries have been put off, and what it said."""

    pace: Pace
    reserved_until: datetime
    note: str


def allow(
    connection: Connection, wanted: Sequence[tuple[int, str]], now: datetime
) -> dict[int, tuple[datetime, str]]:
    """Take tokens for deliveries, given with their domains; return those to wait, until when."""
    waits: dict[int, tuple[datetime, str]] = {}
    for domain, kept in _load(connection, {domain for _, domain in wanted}).items():
        ids = [number for number, whose in wanted if whose == domain]
        if kept.pace.paused:
            why = f"waits: {domain} refuses us ({kept.note})"
            waits |= dict.fromkeys(ids, (now + LOOK_AGAIN, why))
            continue
        pace, granted = kept.pace.take(len(ids), _seconds(now))
        step = timedelta(seconds=1 / (pace.rate * pace.factor))
        until = max(kept.reserved_until, now)
        for number in ids[granted:]:
            until += step
            waits[number] = (until, f"waits: {domain} is written to slowly ({kept.note})")
        _save(connection, domain, replace(kept, pace=pace, reserved_until=until))
    return waits


def note_answers(connection: Connection, settled: Sequence[Settlement], now: datetime) -> None:
    """Take note of what answers mean for the pace of their domains."""
    telling = [one for one in settled if one.pacing != "keep" or one.state == DeliveryState.SENT]
    if not telling or (all(one.pacing == "keep" for one in telling) and _none(connection)):
        return
    ids = [one.delivery_id for one in telling]
    domains = {row.id: row.domain for row in connection.execute(_DOMAINS, {"ids": ids})}
    before = _load(connection, set(domains.values()))
    after = dict(before)
    for one in telling:
        domain = domains[one.delivery_id]
        if domain in after or one.pacing != "keep":
            kept = after.get(domain, Kept(_fresh(now), now, ""))
            pace = kept.pace.after(Verdict(one.state, pacing=Pacing(one.pacing)), _seconds(now))
            note = kept.note if one.pacing == "keep" else one.reply
            after[domain] = replace(kept, pace=pace, note=note)
    for domain in sorted(after):
        pace = after[domain].pace
        if pace.factor == 1 and not pace.refusals:
            forget_domain(connection, domain, now)
        elif after[domain] != before.get(domain):
            _save(connection, domain, after[domain])


def load_domains(connection: Connection) -> Sequence[DomainState]:
    """Return the domains that have a row, by name."""
    rows = connection.execute(text("SELECT * FROM domain_state ORDER BY domain")).all()
    paces = ((row, _pace(row)) for row in rows)
    return [
        DomainState(row.domain, pace.rate * pace.factor, pace.paused, row.note)
        for row, pace in paces
    ]


def forget_domain(connection: Connection, domain: str, now: datetime) -> bool:
    """Write to a domain as to any other, from now on; what was put off for it comes at once."""
    if connection.execute(_DELETE, {"domain": domain}).rowcount == 0:
        return False
    # Rows that another worker is just claiming see for themselves that the domain is free.
    skip = " FOR UPDATE SKIP LOCKED" if connection.dialect.name == "postgresql" else ""
    forward = text(
        "UPDATE delivery SET next_at = :now WHERE id IN (SELECT id FROM delivery"  # noqa: S608
        " WHERE issue_id IN (SELECT id FROM issue WHERE state = 'sending')"
        " AND state IN ('pending', 'deferred') AND next_at > :now"
        f" AND domain = :domain AND reply LIKE 'waits: %'{skip})"
    )
    connection.execute(forward, {"domain": domain, "now": to_ticks(now)})
    return True


def _none(connection: Connection) -> bool:
    return connection.execute(text("SELECT 1 FROM domain_state LIMIT 1")).first() is None


def _load(connection: Connection, domains: set[str]) -> dict[str, Kept]:
    if not domains or _none(connection):
        return {}
    # In order, so that two workers never wait for each other.
    lock = " FOR UPDATE" if connection.dialect.name == "postgresql" else ""
    query = text(
        f"SELECT * FROM domain_state WHERE domain IN :domains ORDER BY domain{lock}"  # noqa: S608
    ).bindparams(bindparam("domains", expanding=True))
    rows = connection.execute(query, {"domains": sorted(domains)})
    return {row.domain: Kept(_pace(row), from_ticks(row.reserved_until), row.note) for row in rows}


def _save(connection: Connection, domain: str, kept: Kept) -> None:
    connection.execute(
        _UPSERT,
        {
            "domain": domain,
            "factor": kept.pace.factor,
            "tokens": kept.pace.tokens,
            "counted_at": round(kept.pace.at_s * 1e6),
            "slowed_at": round(kept.pace.changed_at_s * 1e6),
            "refusals": kept.pace.refusals,
            "reserved_until": to_ticks(kept.reserved_until),
            "note": kept.note,
        },
    )


def _pace(row: Row[Any]) -> Pace:
    return Pace(
        factor=row.factor,
        tokens=row.tokens,
        at_s=row.counted_at / 1e6,
        changed_at_s=row.slowed_at / 1e6,
        refusals=row.refusals,
    )


def _fresh(now: datetime) -> Pace:
    return Pace(at_s=_seconds(now), changed_at_s=_seconds(now))


def _seconds(now: datetime) -> float:
    return (now - EPOCH).total_seconds()
