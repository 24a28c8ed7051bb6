"""The consent log and the suppression list in SQL: what was agreed to, and who is never mailed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from briefing.model.subscriber import (
    Consent,
    ConsentEvent,
    ConsentText,
    Suppression,
    SuppressionReason,
)
from briefing.store.dialect import dialect_of
from briefing.store.instants import from_ticks, to_ticks
from briefing.store.tables.subscribers import consent, consent_text, suppression
from briefing.store.text import storable
from briefing.subscribers.addresses import address_hash


def save_texts(connection: Connection, texts: Iterable[ConsentText], at: datetime) -> None:
    """Keep what people are shown; a text known by its version stays as it is."""
    rows = [
        {"version": t.version, "lang": t.lang, "text": t.text, "first_shown_at": to_ticks(at)}
        for t in texts
    ]
    if rows:
        new = dialect_of(connection).insert(consent_text)
        connection.execute(new.on_conflict_do_nothing(), rows)


def load_text(connection: Connection, version: str) -> ConsentText | None:
    """Return a text that was shown once."""
    query = select(consent_text).where(consent_text.c.version == storable(version))
    row = connection.execute(query).one_or_none()
    return ConsentText(row.version, row.lang, row.text) if row else None


def save_consents(connection: Connection, many: Iterable[Consent]) -> None:
    """Add lines to the log."""
    rows = [_consent_row(one) for one in many]
    if rows:
        connection.execute(insert(consent), rows)


def load_consents(connection: Connection, address: str) -> Sequence[Consent]:
    """Return the log of an address, oldest first, erased or not."""
    c = consent.c
    query = select(consent).where(c.address_hash == address_hash(address)).order_by(c.at, c.id)
    return [
        Consent(
            row.address_hash,
            row.topic,
            ConsentEvent(row.event),
            from_ticks(row.at),
            row.form,
            row.text_version,
            row.network,
            row.note,
        )
        for row in connection.execute(query)
    ]


def load_suppression(connection: Connection, address: str) -> Suppression | None:
    """Return why an address must not be mailed, if it must not."""
    query = select(suppression).where(suppression.c.address_hash == address_hash(address))
    row = connection.execute(query).one_or_none()
    return _suppression(row) if row else None


def load_suppressions(connection: Connection) -> Mapping[str, Suppression]:
    """Return all of them, by address hash."""
    found = map(_suppression, connection.execute(select(suppression)))
    return {one.address_hash: one for one in found}


def suppress(connection: Connection, many: Iterable[Suppression]) -> None:
    """Put addresses on the list."""
    rows = [
        {
            "address_hash": one.address_hash,
            "address": one.address,
            "reason": one.reason.value,
            "at": to_ticks(one.at),
            "note": one.note,
        }
        for one in many
    ]
    if not rows:
        return
    new = dialect_of(connection).insert(suppression)
    # The first reason stays; the address goes when the person asks to be forgotten, and with it
    # the note, for a server's answer quotes the address.
    address = {"address": new.excluded.address, "note": new.excluded.note}
    erased = new.excluded.reason == SuppressionReason.ERASED.value
    connection.execute(
        new.on_conflict_do_update(index_elements=["address_hash"], set_=address, where=erased), rows
    )


def lift(connection: Connection, address: str, reason: SuppressionReason | None = None) -> bool:
    """Take an address off the list, or only if that is the reason; tell whether it was on it."""
    statement = delete(suppression).where(suppression.c.address_hash == address_hash(address))
    if reason:
        statement = statement.where(suppression.c.reason == reason.value)
    return connection.execute(statement).rowcount > 0


def _consent_row(one: Consent) -> dict[str, Any]:
    return {
        "address_hash": one.address_hash,
        "topic": one.topic,
        "event": one.event.value,
        "form": one.form,
        "text_version": one.text_version,
        "network": one.network,
        "at": to_ticks(one.at),
        "note": storable(one.note),
    }


def _suppression(row: Row[Any]) -> Suppression:
    return Suppression(
        row.address_hash,
        SuppressionReason(row.reason),
        from_ticks(row.at),
        address=row.address,
        note=row.note,
    )
