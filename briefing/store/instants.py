"""Instants as integers: microseconds since 1970, exact and ordered in every database."""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
TICK = timedelta(microseconds=1)


def to_ticks(instant: datetime) -> int:
    """Return the microseconds since 1970."""
    return (instant - EPOCH) // TICK


def from_ticks(ticks: int) -> datetime:
    """Return the instant, in UTC."""
    return EPOCH + ticks * TICK
