"""Windows, named as people name them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import DataError
from briefing.figures.windows import month, parse_window, previous

TODAY = date(2026, 3, 1)  # a Sunday


@pytest.mark.parametrize(
    ("text", "start", "end", "label"),
    [
        ("last month", "2026-02-01", "2026-03-01", "February 2026"),
        ("Last  Month", "2026-02-01", "2026-03-01", "February 2026"),
        ("last day", "2026-02-28", "2026-03-01", "28 February 2026"),
        ("yesterday", "2026-02-28", "2026-03-01", "28 February 2026"),
        ("last week", "2026-02-16", "2026-02-23", "the week of 16 February 2026"),
        ("last quarter", "2025-10-01", "2026-01-01", "Q4 2025"),
        ("last year", "2025-01-01", "2026-01-01", "2025"),
        ("28 days", "2026-02-01", "2026-03-01", "the last 28 days"),
        ("last 1 day", "2026-02-28", "2026-03-01", "the last day"),
        ("7d", "2026-02-22", "2026-03-01", "the last 7 days"),
        ("year to date", "2026-01-01", "2026-03-01", "2026 to date"),
        ("2024-02", "2024-02-01", "2024-03-01", "February 2024"),
        ("2024", "2024-01-01", "2025-01-01", "2024"),
        ("2026-02-14", "2026-02-14", "2026-02-15", "14 February 2026"),
        (
            "2026-02-01..2026-02-14",
            "2026-02-01",
            "2026-02-15",
            "1 February 2026 to 14 February 2026",
        ),
        ("2026-02-14..2026-02-14", "2026-02-14", "2026-02-15", "14 February 2026"),
    ],
)
def test_windows(text: str, start: str, end: str, label: str) -> None:
    window = parse_window(text, TODAY)
    assert (window.start.isoformat(), window.end.isoformat(), window.label) == (start, end, label)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0 days",
        "fortnight",
        "2026-13",
        "2026-02-30",
        "2026-02-14..2026-02-01",
        "x..y",
        "9999-12",
        "2026-01-01..9999-12-31",
    ],
)
def test_what_is_no_window(text: str) -> None:
    with pytest.raises(DataError, match="is no window of days") as caught:
        parse_window(text, TODAY)
    assert "last month" in caught.value.hint


def test_the_first_of_a_month_has_nothing_to_date() -> None:
    assert parse_window("month to date", TODAY).days == 0
    assert parse_window("year to date", date(2026, 1, 1)).days == 0
    assert parse_window("month to date", date(2026, 3, 3)).days == 2


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("2026-03", "February 2026"),
        ("2026-01", "December 2025"),
        ("2026", "2025"),
        ("last quarter", "Q3 2025"),
        ("2026-02-14", "13 February 2026"),
        ("7 days", "15 February 2026 to 21 February 2026"),
    ],
)
def test_the_window_before(text: str, before: str) -> None:
    assert previous(parse_window(text, TODAY)).label == before


DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))
UNITS = ["last day", "last week", "last month", "last quarter", "last year"]


@given(DAYS, st.sampled_from(UNITS))
def test_units_are_complete_and_over(today: date, text: str) -> None:
    window = parse_window(text, today)
    assert window.start < window.end <= today
    assert today - window.end < timedelta(days=366)
    assert previous(window).end == window.start


@given(DAYS)
def test_a_month_holds_its_days_and_no_other(day: date) -> None:
    window = month(day)
    assert day in window
    assert window.start - timedelta(days=1) not in window
    assert window.end not in window
    assert 28 <= window.days <= 31
