"""When a subscriber gets an issue: at the hour they chose, where they are, never before it is."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from briefing.model.local import local_instant


def delivery_instant(day: date, minute: int, zone: str, *, earliest: datetime) -> datetime:
    """Return the subscriber's minute of an issue's day, or `earliest` where that has passed.

    A zone that this machine does not know counts as UTC: nobody is left out for it.
    """
    hour = time(minute // 60, minute % 60)
    return max(local_instant(day, hour, _zone(zone)), earliest)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")
