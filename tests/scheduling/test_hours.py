"""When a subscriber gets an issue."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model.local import local_instant
from briefing.scheduling.hours import delivery_instant

DAY = date(2026, 3, 10)
BUILT = datetime(2026, 3, 10, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "minute", "expected"),
    [
        ("UTC", 6 * 60, BUILT),
        ("UTC", 5 * 60, BUILT),
        ("UTC", 7 * 60 + 30, datetime(2026, 3, 10, 7, 30, tzinfo=UTC)),
        ("America/New_York", 7 * 60, datetime(2026, 3, 10, 11, tzinfo=UTC)),
        ("Pacific/Auckland", 7 * 60, BUILT),  # the morning is over there
        ("Not/AZone", 7 * 60, datetime(2026, 3, 10, 7, tzinfo=UTC)),
    ],
)
def test_hours(zone: str, minute: int, expected: datetime) -> None:
    assert delivery_instant(DAY, minute, zone, earliest=BUILT) == expected


@given(
    st.dates(date(2025, 1, 1), date(2035, 1, 1)),
    st.integers(0, 24 * 60 - 1),
    st.sampled_from(sorted(available_timezones() - {"localtime"})),
    st.integers(0, 10 * 365 * 24 * 60).map(lambda minutes: BUILT + timedelta(minutes=minutes)),
)
def test_never_before_it_is_built_and_never_before_the_hour(
    day: date, minute: int, zone: str, earliest: datetime
) -> None:
    found = delivery_instant(day, minute, zone, earliest=earliest)
    hour = local_instant(day, time(minute // 60, minute % 60), ZoneInfo(zone))
    assert found >= earliest
    assert found in (earliest, hour)
    assert found >= hour
