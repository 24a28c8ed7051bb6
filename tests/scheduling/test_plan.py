"""What is due: one issue a local day, whatever the ticks, the zone and the night."""

import random
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from zlib import crc32

import pytest

from briefing.model.delivery import IssueKind, IssueRecord, IssueState
from briefing.model.topic import Topic
from briefing.scheduling.plan import Rules, due_issues, is_missed, next_issues
from tests.model.test_local import ZONES

START = datetime(2025, 1, 1, tzinfo=UTC)
TEN_YEARS = timedelta(days=3653)
HOUR = timedelta(hours=1)
RULES = Rules(ahead=timedelta(minutes=20), catch_up=6 * HOUR)


def topic(**options: object) -> Topic:
    values = {"started": date(2024, 1, 1), **options}
    return Topic("t", "T", "", Path(), "t.md.j2", (), **values)  # type: ignore[arg-type]


def opened(subject: Topic, rules: Rules, ticks: list[datetime]) -> dict[date, datetime]:
    """Return the days opened by the ticks, each with the instant at which its hour is."""
    found: dict[date, datetime] = {}
    for now in ticks:
        for due in due_issues(subject, now, rules):
            assert now <= due.due_at + rules.catch_up
            assert due.due_at <= now + rules.ahead
            assert found.setdefault(due.day, due.due_at) == due.due_at
    return found


def ticks(seed: int, most: timedelta) -> list[datetime]:
    """Return instants over ten years, at most `most` apart, some of them close together."""
    chance = random.Random(seed)
    at, instants = START, []
    while at < START + TEN_YEARS:
        instants.append(at)
        at += most * chance.random() if chance.random() < 0.8 else timedelta(minutes=1)
    return instants


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("hour", [time(0), time(2, 30), time(6), time(23, 59)])
def test_ten_years_have_one_issue_for_each_day(zone: str, hour: time) -> None:
    subject = topic(timezone=zone, hour=hour, skip_weekdays=frozenset({6}))
    found = opened(subject, RULES, ticks(crc32(f"{zone} {hour}".encode()), 6 * HOUR))
    days = sorted(found)
    whole = (days[0] + timedelta(n) for n in range((days[-1] - days[0]).days + 1))
    assert days == [day for day in whole if day.weekday() != 6]
    assert len(days) > 3100
    assert all(a < b for a, b in pairwise(found[day] for day in days))


def test_ticks_of_two_schedulers_in_any_order_open_the_same() -> None:
    subject = topic(timezone="America/Santiago", hour=time(0))
    year = [START + n * HOUR for n in range(24 * 365)]
    shuffled = random.Random(7).sample(year, len(year))
    assert opened(subject, RULES, year) == opened(subject, RULES, shuffled)


def test_after_a_downtime_the_latest_day_alone_is_made() -> None:
    rules = Rules(catch_up=timedelta(days=5))
    subject = topic(hour=time(6))
    (due,) = due_issues(subject, datetime(2026, 3, 10, 12, tzinfo=UTC), rules)
    assert due.day == date(2026, 3, 10)


def test_a_day_that_is_past_its_window_is_not_made() -> None:
    subject = topic(hour=time(6))
    assert due_issues(subject, datetime(2026, 3, 10, 12, 1, tzinfo=UTC), RULES) == ()
    assert len(due_issues(subject, datetime(2026, 3, 10, 12, 0, tzinfo=UTC), RULES)) == 1


def test_it_is_opened_ahead() -> None:
    subject = topic(hour=time(6))
    assert due_issues(subject, datetime(2026, 3, 10, 5, 39, tzinfo=UTC), RULES) == ()
    (due,) = due_issues(subject, datetime(2026, 3, 10, 5, 40, tzinfo=UTC), RULES)
    assert due.due_at == datetime(2026, 3, 10, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    "options",
    [
        {"skip_days": frozenset({date(2026, 3, 10)})},
        {"skip_weekdays": frozenset({date(2026, 3, 10).weekday()})},
        {"started": date(2026, 3, 11)},
    ],
)
def test_days_without_an_issue(options: dict[str, object]) -> None:
    assert due_issues(topic(**options), datetime(2026, 3, 10, 6, tzinfo=UTC), RULES) == ()


def test_the_digest_comes_on_its_weekday() -> None:
    rules = Rules(digest_weekday=6)
    subject = topic(hour=time(6), skip_weekdays=frozenset({6}))
    kinds = tuple(IssueKind)
    days = [datetime(2026, 3, n, 6, tzinfo=UTC) for n in range(2, 9)]
    found = [
        (due.kind, due.day.day) for now in days for due in due_issues(subject, now, rules, kinds)
    ]
    assert found == [*((IssueKind.DAILY, n) for n in range(2, 8)), (IssueKind.WEEKLY, 8)]
    assert due_issues(subject, days[-1], Rules(), (IssueKind.WEEKLY,)) == ()


def test_the_next_issues_are_listed() -> None:
    subject = topic(hour=time(6), timezone="Asia/Kathmandu", skip_weekdays=frozenset({5, 6}))
    friday = datetime(2026, 3, 6, 1, tzinfo=UTC)
    found = next_issues(subject, friday, RULES, count=2)
    assert [due.day for due in found] == [date(2026, 3, 9), date(2026, 3, 10)]


@pytest.mark.parametrize(
    ("state", "days"),
    [
        (IssueState.BUILT, [9, 10]),
        (IssueState.HELD, [9, 10]),
        (IssueState.SENT, [10, 11]),
        (IssueState.CANCELLED, [10, 11]),
    ],
)
def test_what_left_early_or_never_will_is_not_listed_as_coming(
    state: IssueState, days: list[int]
) -> None:
    subject = topic(hour=time(6))
    now = datetime(2026, 3, 8, 12, tzinfo=UTC)
    begun = [
        IssueRecord(1, "t", date(2026, 3, 9), IssueKind.DAILY, state, now, now),
        IssueRecord(2, "t", date(2026, 3, 10), IssueKind.WEEKLY, IssueState.SENT, now, now),
    ]
    found = next_issues(subject, now, RULES, count=2, begun=begun)
    assert [due.day.day for due in found] == days


@pytest.mark.parametrize(
    ("state", "due", "changed", "missed"),
    [
        (IssueState.DUE, 7, 8, True),
        (IssueState.DUE, 5, 8, False),
        (IssueState.BUILT, 30, 7, True),
        (IssueState.BUILT, 30, 1, False),  # an editor approved it an hour ago
        (IssueState.HELD, 30, 30, False),
        (IssueState.SENDING, 30, 30, False),
    ],
)
def test_what_nobody_made_in_time_is_missed(
    state: IssueState, due: int, changed: int, missed: bool
) -> None:
    record = IssueRecord(
        1, "t", date(2025, 1, 1), IssueKind.DAILY, state, START - due * HOUR, START - changed * HOUR
    )
    assert is_missed(record, START, RULES) is missed
