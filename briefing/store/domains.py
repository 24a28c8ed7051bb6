"""How receiving domains are written to: by how many at once, how fast, or not at all.

Domains that want to be written to slowly, or refuse us, have a row for all workers, and so have
those whose rate the settings limit; every other one is written to as fast as the server takes it.
How many connections a domain has stands in the deliveries themselves: a worker is one connection,
and writes to the domains of what it has claimed.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, text

from briefing.delivery.classify import Pacing, Verdict
from briefing.delivery.pace import Limits, Pace
from briefing.model.delivery import DeliveryState, DomainState, Settlement
from briefing.store.instants import EPOCH, from_ticks, to_ticks

LIMITED = "the settings say so"
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
_TURN = text("SELECT pg_advisory_xact_lock(:number)").bindparams(number=0x62726965 + 1)
_ROWS = text("SELECT * FROM domain_state WHERE domain IN :domains").bindparams(
    bindparam("domains", expanding=True)
)
_CONNECTIONS = text(
    "SELECT domain, count(DISTINCT fence) AS n FROM delivery"
    " WHERE issue_id IN (SELECT id FROM issue WHERE state IN ('sending', 'cancelled'))"
    " AND state IN ('claimed', 'in_doubt') AND fence <> :worker"
    " AND fence IN (SELECT id FROM worker WHERE ended_at IS NULL) GROUP BY domain"
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


def take_turn(connection: Connection) -> None:
    """Let one transaction at a time decide on domains; SQLite lets no more than one write at all.

    One lock for all of them, and no lock of rows: a transaction meets domains twice, those of the
    answers and those of what it claims next, in no order that two of them would share.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(_TURN)


def crowded(connection: Connection, worker: int, limits: Limits) -> list[str]:
    """Return the domains that as many other workers write to as may at once; take the turn."""
    take_turn(connection)
    busy = connection.execute(_CONNECTIONS, {"worker": worker}).all()
    caps = ((row, limits.of(row.domain).connections) for row in busy)
    return [row.domain for row, cap in caps if cap is not None and row.n >= cap]


def allow(
    connection: Connection,
    wanted: Sequence[tuple[int, str]],
    now: datetime,
    limits: Limits,
) -> dict[int, tuple[datetime, str]]:
    """Take tokens for deliveries, given with their domains; return those to wait, until when."""
    waits: dict[int, tuple[datetime, str]] = {}
    for domain, kept in _paced(connection, {domain for _, domain in wanted}, now, limits).items():
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
            waits[number] = (
                until,
                f"waits: {domain} is written to slowly ({kept.note or LIMITED})",
            )
        _save(connection, domain, replace(kept, pace=pace, reserved_until=until))
    return waits


def note_answers(
    connection: Connection,
    settled: Sequence[Settlement],
    now: datetime,
    limits: Limits,
) -> None:
    """Take note of what answers mean for the pace of their domains."""
    telling = [one for one in settled if one.pacing != "keep" or one.state == DeliveryState.SENT]
    if not telling or (all(one.pacing == "keep" for one in telling) and _none(connection)):
        return
    ids = [one.delivery_id for one in telling]
    domains = {row.id: row.domain for row in connection.execute(_DOMAINS, {"ids": ids})}
    asking = {domains[one.delivery_id] for one in telling if one.pacing != "keep"}
    before = _paced(connection, set(domains.values()), now, limits, besides=asking)
    after = dict(before)
    for one in telling:
        domain = domains[one.delivery_id]
        if kept := after.get(domain):
            pace = kept.pace.after(Verdict(one.state, pacing=Pacing(one.pacing)), _seconds(now))
            note = kept.note if one.pacing == "keep" else one.reply
            after[domain] = replace(kept, pace=pace, note=note)
    for domain in sorted(after):
        kept = after[domain]
        content = kept.pace.factor == 1 and not kept.pace.refusals
        if not content:
            _save(connection, domain, kept)
        elif limits.of(domain).rate_per_s is None:
            forget_domain(connection, domain, now)
        else:
            _save(connection, domain, replace(kept, note=""))


def load_domains(connection: Connection, limits: Limits) -> Sequence[DomainState]:
    """Return the domains that have a row, by name."""
    rows = connection.execute(text("SELECT * FROM domain_state ORDER BY domain")).all()
    paces = ((row, _pace(row, limits)) for row in rows)
    return [
        DomainState(row.domain, pace.rate * pace.factor, pace.paused, row.note or LIMITED)
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


def _paced(
    connection: Connection,
    domains: set[str],
    now: datetime,
    limits: Limits,
    *,
    besides: Set[str] = frozenset(),
) -> dict[str, Kept]:
    """Return those of the domains that have a pace, and those named besides; take the turn."""
    always = besides | {one for one in domains if limits.of(one).rate_per_s is not None}
    known = always | _with_rows(connection, domains)
    if not known:
        return {}
    take_turn(connection)
    fresh = {one: Kept(limits.pace(one, _seconds(now)), now, "") for one in always}
    rows = connection.execute(_ROWS, {"domains": sorted(known)})
    return fresh | {
        row.domain: Kept(_pace(row, limits), from_ticks(row.reserved_until), row.note)
        for row in rows
    }


def _with_rows(connection: Connection, domains: set[str]) -> set[str]:
    if not domains or _none(connection):
        return set()
    return {row.domain for row in connection.execute(_ROWS, {"domains": sorted(domains)})}


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


def _pace(row: Row[Any], limits: Limits) -> Pace:
    return replace(
        limits.pace(row.domain, row.counted_at / 1e6),
        factor=row.factor,
        tokens=row.tokens,
        changed_at_s=row.slowed_at / 1e6,
        refusals=row.refusals,
    )


def _seconds(now: datetime) -> float:
    return (now - EPOCH).total_seconds()
