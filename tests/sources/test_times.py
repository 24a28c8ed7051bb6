from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.sources.times import EARLIEST, Per, believable, parse_instant, parse_period


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026", datetime(2026, 1, 1, tzinfo=UTC)),
        ("2026-02", datetime(2026, 2, 1, tzinfo=UTC)),
        ("2026-02-28", datetime(2026, 2, 28, tzinfo=UTC)),
        ("2026-02-28T06:30:00+02:00", datetime(2026, 2, 28, 4, 30, tzinfo=UTC)),
        ("2026-02-28 06:30", datetime(2026, 2, 28, 6, 30, tzinfo=UTC)),
        ("2025-04-27T03:42:21.000Z", datetime(2025, 4, 27, 3, 42, 21, tzinfo=UTC)),
        ("1772236800", datetime(2026, 2, 28, tzinfo=UTC)),
        ("1772236800000", datetime(2026, 2, 28, tzinfo=UTC)),
    ],
)
def test_instants_are_read_as_utc(text: str, instant: datetime) -> None:
    assert parse_instant(text) == instant


@pytest.mark.parametrize(
    "text", ["", "yesterday", "2026-13", "2026-02-30", "0001-01-01T00:00:00+14:00", "0000"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        parse_instant(text)


@pytest.mark.parametrize(
    ("text", "per", "start", "days"),
    [
        ("2026-02-28T23:59:00Z", "day", datetime(2026, 2, 28, tzinfo=UTC), 1),
        ("2026-02", "month", datetime(2026, 2, 1, tzinfo=UTC), 28),
        ("2024-02-29", "month", datetime(2024, 2, 1, tzinfo=UTC), 29),
        ("2026-02-28T12:00:00Z", "instant", datetime(2026, 2, 28, 12, tzinfo=UTC), 0),
    ],
)
def test_a_period_begins_at_its_midnight(text: str, per: Per, start: datetime, days: int) -> None:
    assert parse_period(text, per) == (start, days)


@pytest.mark.parametrize(("text", "per"), [("2026", "month"), ("2026-02", "day"), ("2026", "day")])
def test_a_longer_period_is_not_taken_for_a_shorter(text: str, per: Per) -> None:
    with pytest.raises(ValueError, match="names no"):
        parse_period(text, per)


@given(st.datetimes(timezones=st.just(UTC)))
def test_dates_are_clamped_to_what_can_be_believed(instant: datetime) -> None:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    shown = believable(instant, now)
    assert EARLIEST <= shown <= now + timedelta(days=1)
    assert shown in (instant, now)


def test_a_missing_date_is_first_seen() -> None:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    assert believable(None, now) == now
