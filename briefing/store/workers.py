"""Workers and their leases in SQL: who lives, and what becomes of what the dead held."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, bindparam, text

from briefing.errors import LeaseLost
from briefing.ports.outbox import InDoubt, Recovered
from briefing.store.instants import to_ticks
from briefing.store.writing import reading, writing

LEASE = timedelta(seconds=60)
TOO_FAR = timedelta(minutes=10)
"""A lease that ends later than this comes of a clock that was wrong; nobody waits for it."""

_RENEW = text("UPDATE worker SET leased_until = :until WHERE id = :worker AND ended_at IS NULL")
_DEAD = text(
    "SELECT id, name FROM worker WHERE ended_at IS NULL"
    " AND (leased_until <= :now OR leased_until > :too_far)"
)
_END = text("UPDATE worker SET ended_at = :now WHERE id = :id AND ended_at IS NULL")
_FREE_ISSUES = text(
    "UPDATE issue SET fence = 0, changed_at = :now,"
    " state = CASE state WHEN 'building' THEN 'due' ELSE state END"
    " WHERE state IN ('building', 'built') AND fence IN :dead"
).bindparams(bindparam("dead", expanding=True))
_OPEN = "issue_id IN (SELECT id FROM issue WHERE state IN ('sending', 'cancelled'))"
_FREE_CLAIMED = text(
    "UPDATE delivery SET state = 'pending', changed_at = :now"  # noqa: S608  (constants)
    f" WHERE state = 'claimed' AND fence IN :dead AND {_OPEN}"
).bindparams(bindparam("dead", expanding=True))
_RESEND = text(
    "UPDATE delivery SET state = 'pending', doubts = doubts + 1, reply = :reply,"  # noqa: S608
    f" changed_at = :now WHERE state = 'in_doubt' AND fence IN :dead AND {_OPEN}"
).bindparams(bindparam("dead", expanding=True))
_HOLD = text(
    "UPDATE delivery SET reply = :reply, changed_at = :now"  # noqa: S608
    f" WHERE state = 'in_doubt' AND fence IN :dead AND {_OPEN}"
).bindparams(bindparam("dead", expanding=True))
IN_DOUBT = "in doubt: we ended before the server answered"


@dataclass(frozen=True, slots=True)
class SqlWorkers:
    """Implements `ports.outbox.Workers`."""

    engine: Engine
    lease: timedelta = LEASE
    in_doubt: InDoubt = "resend"

    def start(self, name: str, now: datetime) -> int:
        """Begin a worker's lease."""
        row = {"name": name, "now": to_ticks(now), "until": to_ticks(now + self.lease)}
        with writing(self.engine) as connection:
            started = connection.execute(
                text(
                    "INSERT INTO worker (name, started_at, leased_until)"
                    " VALUES (:name, :now, :until) RETURNING id"
                ),
                row,
            )
            return int(started.scalar_one())

    def renew(self, worker: int, now: datetime) -> None:
        """Go on. Raises: LeaseLost."""
        with writing(self.engine) as connection:
            renew(connection, worker, now + self.lease)

    def end(self, worker: int, now: datetime) -> None:
        """Let go of everything."""
        with writing(self.engine) as connection:
            self._free(connection, [worker], now)

    def recover(self, now: datetime) -> Recovered:
        """Free what dead workers held."""
        values = {"now": to_ticks(now), "too_far": to_ticks(now + self.lease + TOO_FAR)}
        with reading(self.engine) as connection:
            dead = connection.execute(_DEAD, values).all()
        if not dead:
            return Recovered()
        with writing(self.engine) as connection:
            # Again, now that we have our turn: one that was only late may have renewed.
            dead = connection.execute(_DEAD, values).all()
            names = tuple(row.name for row in dead)
            return self._free(connection, [row.id for row in dead], now, names)

    def _free(
        self, connection: Connection, dead: list[int], now: datetime, names: tuple[str, ...] = ()
    ) -> Recovered:
        ticks = to_ticks(now)
        if not dead or not self._ended(connection, dead, ticks):
            return Recovered()  # another process was first
        values = {"dead": dead, "now": ticks}
        doubtful = _RESEND if self.in_doubt == "resend" else _HOLD
        return Recovered(
            workers=names,
            issues=connection.execute(_FREE_ISSUES, values).rowcount,
            claimed=connection.execute(_FREE_CLAIMED, values).rowcount,
            in_doubt=connection.execute(doubtful, {**values, "reply": IN_DOUBT}).rowcount,
        )

    def _ended(self, connection: Connection, dead: list[int], ticks: int) -> bool:
        ended = connection.execute(_END, [{"id": one, "now": ticks} for one in dead])
        return ended.rowcount > 0


def renew(connection: Connection, worker: int, until: datetime) -> None:
    """Go on with a worker's lease, within a transaction. Raises: LeaseLost."""
    values = {"worker": worker, "until": to_ticks(until)}
    if connection.execute(_RENEW, values).rowcount != 1:
        raise LeaseLost(
            "this worker was taken for dead, and others do its work",
            hint="look for what held it up: a stopped machine, a clock that jumped, a full disk",
        )
