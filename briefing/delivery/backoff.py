"""When to try a deferred message again: later each time, never all at once, not for ever."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

FIRST = timedelta(minutes=5)
LONGEST = timedelta(hours=4)
GIVE_UP_AFTER = timedelta(hours=24)


def next_attempt(
    attempts: int,
    *,
    first_at: datetime,
    now: datetime,
    random: Callable[[], float],
    give_up_after: timedelta = GIVE_UP_AFTER,
) -> datetime | None:
    """Return the instant of the next attempt after `attempts` (1 or more), or None to give up.

    The wait doubles from five minutes to four hours; of each wait half is fixed, and the other half
    left to `random` (0 up to 1), so that what was deferred together does not return together. The
    last attempt is made when the time is just up.
    """
    end = first_at + give_up_after
    if now >= end:
        return None
    wait = min(FIRST * (1 << min(max(attempts, 1) - 1, 16)), LONGEST)
    return min(now + wait / 2 + wait / 2 * random(), end)
