"""Windows of whole days, named as people name them."""

import calendar
import re
from datetime import date, timedelta

from briefing.errors import DataError
from briefing.model.figure import Window

HINT = (
    'write "last month", "28 days", "2026-02", "2026-02-01..2026-02-14", "month to date" '
    "or the like"
)
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEAR = re.compile(r"\d{4}")
_DAYS = re.compile(r"(?:last )?(\d{1,4}) ?d(?:ays?)?")


def parse_window(text: str, today: date) -> Window:
    """Return the window that `text` names, seen from `today`.

    "last day", "last week" (Monday to Sunday), "last month", "last quarter" and "last year" are
    the last complete unit before today; "28 days" are the last complete days; "month to date"
    and "year to date" end yesterday, and hold no day on the first; "2026-02", "2026", "2026-02-14"
    and "2026-02-01..2026-02-14" (both days included) stand for themselves.
    Raises: DataError for anything else.
    """
    words = " ".join(text.lower().split())
    try:
        window = _relative(words, today) or _absolute(words)
    except OverflowError:  # a day that no calendar has
        window = None
    if window is None or (window.days < 1 and not words.endswith(" to date")):
        raise DataError(f"{text!r} is no window of days", hint=HINT)
    return window


def previous(window: Window) -> Window:
    """Return the window before: the month before a month, and so for quarters and years.

    Before any other, it is as many days as that has.
    """
    last = window.start - timedelta(days=1)
    if window == month(window.start):
        return month(last)
    if window == _quarter(window.end):
        return _quarter(window.start)
    if window.start == date(window.start.year, 1, 1) and window.end == _next_year(window.start):
        return year(last)
    start = window.start - timedelta(days=window.days)
    return Window(start, window.start, _span_label(start, window.start))


def month(day: date) -> Window:
    """Return the calendar month that `day` lies in."""
    days = calendar.monthrange(day.year, day.month)[1]
    first = day.replace(day=1)
    label = f"{calendar.month_name[day.month]} {day.year}"
    return Window(first, first + timedelta(days=days), label)


def year(day: date) -> Window:
    """Return the calendar year that `day` lies in."""
    return Window(date(day.year, 1, 1), _next_year(day), str(day.year))


def _next_year(day: date) -> date:
    return date(day.year + 1, 1, 1)


def _relative(words: str, today: date) -> Window | None:
    if match := _DAYS.fullmatch(words):
        count = int(match[1])
        return Window(today - timedelta(days=count), today, _last_days(count))
    match words:
        case "last day" | "yesterday":
            return _day(today - timedelta(days=1))
        case "last week":
            monday = today - timedelta(days=today.weekday())
            start = monday - timedelta(days=7)
            return Window(start, monday, f"the week of {_written(start)}")
        case "last month":
            return month(today.replace(day=1) - timedelta(days=1))
        case "last quarter":
            return _quarter(today)
        case "last year":
            return year(date(today.year - 1, 1, 1))
        case "month to date":
            return Window(today.replace(day=1), today, f"{month(today).label} to date")
        case "year to date":
            return Window(date(today.year, 1, 1), today, f"{today.year} to date")
        case _:
            return None


def _absolute(words: str) -> Window | None:
    try:
        if match := _MONTH.fullmatch(words):
            return month(date(int(match[1]), int(match[2]), 1))
        if _YEAR.fullmatch(words):
            return year(date(int(words), 1, 1))
        first, dots, last = words.partition("..")
        start = date.fromisoformat(first.strip())
        if not dots:
            return _day(start)
        end = date.fromisoformat(last.strip()) + timedelta(days=1)
    except ValueError:
        return None
    return Window(start, end, _span_label(start, end))


def _quarter(today: date) -> Window:
    """Return the last complete quarter before a day."""
    first = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1)
    last = first - timedelta(days=1)
    start = date(last.year, last.month - 2, 1)
    return Window(start, first, f"Q{(last.month + 2) // 3} {last.year}")


def _day(day: date) -> Window:
    return Window(day, day + timedelta(days=1), _written(day))


def _written(day: date) -> str:
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def _last_days(count: int) -> str:
    return "the last day" if count == 1 else f"the last {count} days"


def _span_label(start: date, end: date) -> str:
    last = end - timedelta(days=1)
    return _written(start) if last == start else f"{_written(start)} to {_written(last)}"
