"""Letters in SQL: kept with the change that writes them, claimed by one worker, and finished."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, or_, select, update

from briefing.model.subscriber import LetterKind, LetterRecord, LetterState, NewLetter
from briefing.store.dialect import dialect_of
from briefing.store.instants import from_ticks, to_ticks
from briefing.store.tables.subscribers import letter
from briefing.store.text import storable
from briefing.subscribers.addresses import address_hash


def save_letters(connection: Connection, letters: Iterable[NewLetter]) -> None:
    """Keep letters that are to leave; one whose `once` is known is not kept again."""
    rows = [_letter_row(one) for one in letters]
    if rows:
        new = dialect_of(connection).insert(letter)
        connection.execute(new.on_conflict_do_nothing(index_elements=["once"]), rows)


def load_letter(connection: Connection, letter_id: int) -> LetterRecord | None:
    """Return a letter, sent or not."""
    row = connection.execute(select(letter).where(letter.c.id == letter_id)).one_or_none()
    return _letter_record(row) if row else None


def claim_letters(
    connection: Connection, *, at: datetime, lease: timedelta, limit: int
) -> Sequence[LetterRecord]:
    """Claim letters that are due for as long as the lease lasts; nobody else gets them."""
    c, now = letter.c, to_ticks(at)
    due = or_(
        and_(c.state == LetterState.PENDING.value, c.next_at <= now),
        and_(c.state == LetterState.CLAIMED.value, c.leased_until <= now),
    )
    ids = select(c.id).where(due).order_by(c.next_at, c.id).limit(limit)
    if connection.dialect.name == "postgresql":
        ids = ids.with_for_update(skip_locked=True)
    claim = (
        update(letter)
        .where(c.id.in_(ids.scalar_subquery()), due)
        .values(
            state=LetterState.CLAIMED.value,
            fence=c.fence + 1,
            attempts=c.attempts + 1,
            leased_until=to_ticks(at + lease),
        )
        .returning(letter)
    )
    claimed = [_letter_record(row) for row in connection.execute(claim)]
    return sorted(claimed, key=lambda one: one.id)


def hold_letter(connection: Connection, claimed: LetterRecord, *, until: datetime) -> bool:
    """Let a claim last until an instant; False where it was lost meanwhile."""
    statement = update(letter).where(*_still(claimed)).values(leased_until=to_ticks(until))
    return connection.execute(statement).rowcount == 1


def finish_letter(
    connection: Connection,
    claimed: LetterRecord,
    state: LetterState,
    *,
    at: datetime,
    reply: str,
) -> bool:
    """Note what became of a claimed letter; False where the claim was lost meanwhile.

    `at` is when it may be tried next, where it is pending again.
    """
    statement = (
        update(letter)
        .where(*_still(claimed))
        .values(
            state=state.value,
            reply=storable(reply)[:500],
            next_at=to_ticks(at),
            leased_until=None,
        )
    )
    return connection.execute(statement).rowcount == 1


def _still(claimed: LetterRecord) -> Sequence[ColumnElement[bool]]:
    """Return what holds of a letter that is still claimed as it was."""
    c = letter.c
    return [
        c.id == claimed.id,
        c.fence == claimed.fence,
        c.state == LetterState.CLAIMED.value,
    ]


def _letter_row(one: NewLetter) -> dict[str, Any]:
    return {
        "once": one.once,
        "kind": one.kind.value,
        "address": one.address,
        "address_hash": address_hash(one.address),
        "values": json.dumps(dict(one.values), ensure_ascii=False),
        "state": LetterState.PENDING.value,
        "attempts": 0,
        "next_at": to_ticks(one.created_at),
        "fence": 0,
        "leased_until": None,
        "reply": "",
        "created_at": to_ticks(one.created_at),
    }


def _letter_record(row: Row[Any]) -> LetterRecord:
    return LetterRecord(
        id=row.id,
        kind=LetterKind(row.kind),
        address=row.address,
        created_at=from_ticks(row.created_at),
        values=json.loads(row._mapping["values"]),
        state=LetterState(row.state),
        attempts=row.attempts,
        fence=row.fence,
    )
