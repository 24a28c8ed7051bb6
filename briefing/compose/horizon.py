"""Deadlines: a horizon such as "30 days" or "6 months", counted from a day."""

import calendar
import re
from datetime import date, timedelta

from briefing.errors import DataError

_HORIZON = re.compile(r"(?P<count>\d{1,4})[ -]?(?P<unit>day|week|month|quarter|year)s?")
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def due_date(horizon: str, start: date) -> date:
    """Return the day that lies `horizon` after `start`; an ISO date stands for itself.

    Months keep the day of the month, or take the month's last where it has no such day.
    Raises: DataError when the horizon is neither.
    """
    text = horizon.strip().lower()
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    match = _HORIZON.fullmatch(text)
    if not match:
        raise DataError(
            f"{horizon!r} is no horizon",
            hint='write "30 days", "2 weeks", "6 months", "1 year" or a date like "2026-09-01"',
        )
    count, unit = int(match["count"]), match["unit"]
    if unit in _MONTHS:
        return add_months(start, count * _MONTHS[unit])
    return start + timedelta(days=count * (7 if unit == "week" else 1))


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
