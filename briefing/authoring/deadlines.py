"""Deadlines that name a time of the calendar: "by Q3 2026", "before year end"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta

from briefing.compose.horizon import add_months

Period = tuple[date, date]
"""Its first day and its last."""
Reading = Callable[[Mapping[str, str | None], date], Period | None]

_MONTHS = {"week": 0, "month": 1, "quarter": 3, "half": 6, "year": 12}
_INITIALS = {"w": "week", "m": "month", "q": "quarter", "h": "half", "y": "year"}
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 0, "final": 0}
_NAMES = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    "sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_BEGINNINGS = [name[:3] for name in _NAMES.split("|")]
_NAME = rf"(?P<month>{_NAMES})\b\.?"
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\b"
_YEAR = r"(?P<year>20\d\d)"
_SHORT = r"(?P<year>(?:20|['’])?\d\d)"
_SPAN = r"(?P<span>week|month|quarter|half|year)"


def _iso(said: Mapping[str, str | None], _today: date) -> Period:
    day = date.fromisoformat(said["iso"] or "")
    return day, day


def _day(said: Mapping[str, str | None], today: date) -> Period:
    def of(year: int) -> Period:
        day = date(year, _month_number(said), int(said["day"] or 0))
        return day, day

    return _coming(of, said, today)


def _month(said: Mapping[str, str | None], today: date) -> Period:
    return _coming(lambda year: _run(date(year, _month_number(said), 1), 1), said, today)


def _part(said: Mapping[str, str | None], today: date) -> Period | None:
    """Return a quarter or half, by number or in words."""
    length = _months(said["part"])
    parts = 12 // length
    word = (said["nth"] or "").lower()
    number = _NTH.get(word) if word in _NTH else int(word)
    if number is None or number > parts:
        return None
    return _coming(
        lambda year: _run(date(year, ((number or parts) - 1) * length + 1, 1), length), said, today
    )


def _year(said: Mapping[str, str | None], _today: date) -> Period:
    return _run(date(int(said["year"] or 0), 1, 1), 12)


def _middle(said: Mapping[str, str | None], _today: date) -> Period:
    return _run(date(int(said["year"] or 0), 1, 1), 6)


def _running(said: Mapping[str, str | None], today: date) -> Period:
    """Return this week, month, quarter, half or year, or the next."""
    length = _months(said["span"])
    ahead = 1 if (said.get("which") or "").lower() == "next" else 0
    if not length:
        monday = today - timedelta(days=today.weekday() - 7 * ahead)
        return monday, monday + timedelta(days=6)
    if said.get("year"):
        return _year(said, today)
    first = date(today.year, (today.month - 1) // length * length + 1, 1)
    return _run(add_months(first, ahead * length), length)


_SHAPES: tuple[tuple[str, Reading], ...] = (
    (r"(?P<iso>20\d\d-\d\d-\d\d)", _iso),
    (rf"{_NAME} {_DAY}(?:,? {_YEAR})?", _day),
    (rf"(?:the )?{_DAY}(?: of)? {_NAME}(?:,? {_YEAR})?", _day),
    (rf"{_NAME}(?:,?(?: of)? {_YEAR})?", _month),
    (rf"(?P<part>[QH])(?P<nth>[1-4])\b(?:(?: of)?[ /-]?{_SHORT}\b)?", _part),
    (rf"(?P<nth>[1-4])(?P<part>[QH])(?:[ /-]?{_SHORT})?\b", _part),
    (rf"{_YEAR}[ /-]?(?P<part>[QH])(?P<nth>[1-4])", _part),
    (
        rf"(?:the )?(?P<nth>{'|'.join(_NTH)}) (?P<part>quarter|half)"
        rf"(?: of the year\b|(?: of)? {_YEAR})?",
        _part,
    ),
    (rf"(?:the )?{_SPAN}(?:['’]s)?[ -]end\b(?:,?(?: of)? {_YEAR})?", _running),
    (rf"the {_SPAN} (?:ends|closes|is out|is over)", _running),
    (r"EO(?P<span>[WMQY])", _running),
    (rf"(?:(?P<which>the|this|next) )?(?:calendar |current |coming )?{_SPAN}", _running),
    (rf"mid[- ]{_YEAR}", _middle),
    (_YEAR, _year),
)  # fmt: skip
_READINGS = [(re.compile(shape, re.IGNORECASE), reading) for shape, reading in _SHAPES]
_RUNNING_BARE = re.compile(rf"(?:the )?(?:calendar |current |coming )?{_SPAN}", re.IGNORECASE)
_ENDING = re.compile(r"\bend\b|EO[WMQY]\b|(?:ends|closes|is out|is over)$", re.IGNORECASE)
_END = r"(?:(?:the )?(?:very )?(?:end|close)(?: of the | of |-| )|late[- ])"
_BY = r"(?:by|before|until|till|(?:no|not) later than)"
_IN = r"(?:in|during|over|throughout)"


def _unnamed(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


_PERIOD = rf"(?:{_END})?(?:{'|'.join(_unnamed(shape) for shape, _ in _SHAPES)})"
DEADLINE = rf"(?:(?:{_BY}|{_IN}) {_PERIOD})\b"
"""A pattern of words that set a deadline; `due_by` says whether they do, and which."""
LABEL = rf"(?:(?:{_BY}|{_IN}) )?{_PERIOD}\b"
"""The same without a word before the period, as labels have it."""
_SPLIT = re.compile(rf"(?:(?P<by>{_BY}) |(?:{_IN}) )?(?P<end>{_END})?(?P<period>.+)", re.IGNORECASE)


def due_by(words: str, today: date) -> date | None:
    """Return the last day that is meant, the next such one where no year is named.

    None where the words name no period, or one that is over already and nothing "by" which.
    """
    split = _SPLIT.fullmatch(words.strip())
    if not split:
        return None
    by, end, said = (split["by"] or "").lower(), bool(split["end"]), split["period"]
    if not end and _RUNNING_BARE.fullmatch(said):
        return None  # "during the year" sets no day
    period = _period(said, today)
    if period is None or (not by and period[1] < today):
        return None
    if by == "before" and not end and not _ENDING.search(said):
        return period[0] - timedelta(days=1)
    return period[1]


def _period(said: str, today: date) -> Period | None:
    for pattern, reading in _READINGS:
        match = pattern.fullmatch(said)
        if match:
            try:
                return reading(match.groupdict(), today)
            except (ValueError, OverflowError):
                return None  # there is no such day
    return None


def _coming(of: Callable[[int], Period], said: Mapping[str, str | None], today: date) -> Period:
    if said["year"]:
        return of(2000 + int(said["year"][-2:]))
    this = of(today.year)
    return this if this[1] >= today else of(today.year + 1)


def _run(first: date, months: int) -> Period:
    return first, add_months(first, months) - timedelta(days=1)


def _months(span: str | None) -> int:
    name = (span or "").lower()
    return _MONTHS[_INITIALS.get(name, name)]


def _month_number(said: Mapping[str, str | None]) -> int:
    return _BEGINNINGS.index((said["month"] or "")[:3].lower()) + 1
