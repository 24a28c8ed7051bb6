"""Local times as instants, on the nights when clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model.local import local_instant

ZONES = [
    "Africa/Cairo",
    "America/Santiago",
    "Australia/Lord_Howe",
    "America/New_York",
    "Asia/Kathmandu",
]


def at(day: date, hour: time, zone: str) -> str:
    return local_instant(day, hour, ZoneInfo(zone)).strftime("%m-%d %H:%M:%S")


@pytest.mark.parametrize(
    ("zone", "day", "hour", "expected"),
    [
        ("America/New_York", date(2026, 3, 8), time(2, 30), "03-08 07:00:00"),  # no 02:30
        ("America/New_York", date(2026, 11, 1), time(1, 30), "11-01 05:30:00"),  # twice 01:30
        ("Africa/Cairo", date(2026, 4, 24), time(0, 0), "04-23 22:00:00"),  # no midnight
        ("Africa/Cairo", date(2026, 4, 24), time(0, 59), "04-23 22:00:00"),
        ("America/Santiago", date(2026, 9, 6), time(0, 30), "09-06 04:00:00"),
        ("Australia/Lord_Howe", date(2026, 10, 4), time(2, 15), "10-03 15:30:00"),  # half an hour
        ("Australia/Lord_Howe", date(2026, 4, 5), time(1, 45), "04-04 14:45:00"),  # twice
        ("Asia/Kathmandu", date(2026, 1, 1), time(6), "01-01 00:15:00"),
        ("Pacific/Apia", date(2011, 12, 30), time(6), "12-30 10:00:00"),  # there was no such day
    ],
)
def test_nights_of_change(zone: str, day: date, hour: time, expected: str) -> None:
    assert at(day, hour, zone) == expected


@pytest.mark.parametrize("zone", ZONES)
@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.times())
def test_a_time_that_exists_is_itself(zone: str, day: date, hour: time) -> None:
    there = ZoneInfo(zone)
    found = local_instant(day, hour, there).astimezone(there).replace(tzinfo=None)
    wanted = datetime.combine(day, hour)
    assert wanted <= found <= wanted + timedelta(hours=1)
    assert found == wanted or found.second == found.microsecond == 0


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("minute", [0, 30, 59, 60, 90, 119, 120, 150, 360, 1439])
def test_ten_years_of_days_follow_each_other(zone: str, minute: int) -> None:
    hour = time(minute // 60, minute % 60)
    first = date(2025, 1, 1)
    instants = [local_instant(first + timedelta(n), hour, ZoneInfo(zone)) for n in range(3653)]
    steps = [b - a for a, b in pairwise(instants)]
    assert min(steps) >= timedelta(hours=22)
    assert max(steps) <= timedelta(hours=26)
    assert all(one.tzinfo is UTC for one in instants)
