"""A topic's days: which issue is which, and as of when."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model.topic import Topic


def topic(**options: object) -> Topic:
    return Topic("t", "T", "", Path(), "t.md.j2", (), **options)  # type: ignore[arg-type]


def test_issues_are_numbered_from_the_first_day() -> None:
    daily = topic(started=date(2026, 2, 1))
    assert [daily.number_of(date(2026, 2, day)) for day in (1, 2, 28)] == [1, 2, 28]
    assert daily.number_of(date(2026, 1, 1)) == 1, "a rehearsal before the first day"


def test_skipped_weekdays_have_no_number() -> None:
    weekdays = topic(started=date(2026, 2, 2), skip_weekdays=frozenset({5, 6}))
    assert weekdays.number_of(date(2026, 2, 6)) == 5
    assert weekdays.number_of(date(2026, 2, 9)) == 6


def test_skipped_days_have_no_number() -> None:
    holidays = topic(started=date(2026, 12, 24), skip_days=frozenset({date(2026, 12, 25)}))
    assert not holidays.appears_on(date(2026, 12, 25))
    assert holidays.number_of(date(2026, 12, 26)) == 2


def test_as_of_is_the_local_hour() -> None:
    berlin = topic(timezone="Europe/Berlin", hour=time(7))
    assert berlin.as_of(date(2026, 2, 1)) == datetime(2026, 2, 1, 6, tzinfo=UTC)
    assert berlin.as_of(date(2026, 7, 1)) == datetime(2026, 7, 1, 5, tzinfo=UTC)
    assert berlin.end_of(date(2026, 2, 1)) == datetime(2026, 2, 1, 23, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["Africa/Cairo", "Australia/Lord_Howe", "Asia/Kathmandu"])
@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_days_follow_each_other_without_a_gap(zone: str, day: date) -> None:
    there = topic(timezone=zone)
    length = there.end_of(day) - there.end_of(day - timedelta(days=1))
    assert timedelta(hours=22.5) <= length <= timedelta(hours=25.5)
    assert there.as_of(day) < there.end_of(day)
