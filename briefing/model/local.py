"""Local times as instants: every day has each hour once, whatever clocks do that night."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_SECOND = timedelta(seconds=1)


def local_instant(day: date, hour: time, zone: ZoneInfo) -> datetime:
    """Return the instant (UTC) of a local time.

    One that occurs twice, when clocks go back, is the first of the two. One that does not occur,
    when they go forward, is the first instant after the gap.
    """
    local = datetime.combine(day, hour)
    instant = local.replace(tzinfo=zone).astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == local:
        return instant
    # In a gap, fold=1 counts from the far side: the two readings enclose the change of clocks.
    before = local.replace(tzinfo=zone, fold=1).astimezone(UTC)
    return _change_between(before, instant, zone)


def _change_between(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """Return the first instant that has the offset that `after` has."""
    offset = after.astimezone(zone).utcoffset()
    while after - before > _SECOND:
        middle = (before + (after - before) / 2).replace(microsecond=0)
        if middle <= before:
            break
        if middle.astimezone(zone).utcoffset() == offset:
            after = middle
        else:
            before = middle
    return after
