"""Written times into instants, and the days that a value covers."""

import re
from calendar import monthrange
from datetime import UTC, datetime, timedelta
from typing import Literal

Per = Literal["instant", "day", "month"]

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)


def parse_instant(text: str) -> datetime:
    """Return the instant (UTC) that `text` names, the first one of a day, month or year.

    Understood: `2026`, `2026-02`, `2026-02-28`, ISO 8601 dates with a time (UTC unless they say
    otherwise), and Unix times in seconds (9 or 10 digits) or milliseconds (12 or 13 digits).

    Raises: ValueError for anything else.
    """
    plain = text.strip()
    try:
        if re.fullmatch(r"[0-9]{4}(-[0-9]{2})?", plain):
            return datetime.fromisoformat(f"{plain}-01-01"[:10]).replace(tzinfo=UTC)
        if re.fullmatch(r"[0-9]{9,10}|[0-9]{12,13}", plain):
            seconds = int(plain) / (1 if len(plain) < 12 else 1000)
            return datetime.fromtimestamp(seconds, UTC)
        written = datetime.fromisoformat(plain)
        return (written if written.tzinfo else written.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise ValueError(f"{text[:40]!r} is not a date") from error


def parse_period(text: str, per: Per) -> tuple[datetime, int]:
    """Return the first instant of the period that `text` names, and its length in whole days.

    An instant has 0 days; a day begins at midnight UTC; a month at its first midnight.

    Raises: ValueError for text that is no date, or names a longer period than `per`.
    """
    instant = parse_instant(text)
    length = len(text.strip())
    if per == "instant":
        return instant, 0
    midnight = instant.replace(hour=0, minute=0, second=0, microsecond=0)
    if length == 4 or (length == 7 and per == "day"):
        raise ValueError(f"{text.strip()!r} names no {per}")
    if per == "day":
        return midnight, 1
    return midnight.replace(day=1), monthrange(midnight.year, midnight.month)[1]


def believable(instant: datetime | None, now: datetime) -> datetime:
    """Return `instant`, or `now` where it lies before 1990 or more than a day ahead of now."""
    if instant is None or not EARLIEST <= instant <= now + timedelta(days=1):
        return now
    return instant
