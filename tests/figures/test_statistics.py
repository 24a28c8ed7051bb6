"""Concentration, streaks, records, anomalies and forecasts, against other ways to compute them."""

import itertools
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import DataError
from briefing.figures.forecast import forecast
from briefing.figures.formatting import make_formats
from briefing.figures.operations import at, latest
from briefing.figures.series import make_group
from briefing.figures.statistics import anomaly, hhi, record, streak
from briefing.model.figure import Figure, Missing
from tests.figures.series import (
    AS_OF,
    TODAY,
    flow,
    flows,
    level,
    levels,
    observation,
    read_at,
    readings,
)

VALUES = st.lists(st.integers(0, 50), min_size=2, max_size=40)


def test_concentration_of_known_markets() -> None:
    assert hhi(flows(a=[7]), "1 day").value == 10_000
    assert hhi(flows(a=[5], b=[5]), "1 day").value == 5_000
    # The DoJ's own example: four firms of 30, 30, 20 and 20 per cent.
    assert hhi(flows(a=[30], b=[30], c=[20], d=[20]), "1 day").value == 2_600
    assert isinstance(hhi(flows(a=[0], b=[0]), "1 day"), Missing)
    assert isinstance(hhi(flows(a=[1], b=[None]), "1 day"), Missing)


@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=9))
def test_concentration_has_bounds(values: list[int]) -> None:
    found = hhi(flows(**{f"e{n}": [v] for n, v in enumerate(values)}), "1 day")
    low = Decimal(10_000) / len(values)
    assert low - Decimal("0.0001") <= found.value <= Decimal("10000.0001")


def test_streaks() -> None:
    assert streak(flow(5, 1, 2, 3)).value == 2
    assert streak(flow(1, 2, 2)).value == 0
    assert streak(flow(9, 5, 3), "down").value == 2
    assert streak(flow(4)).value == 0
    assert isinstance(streak(flows(a=[])["a"]), Missing)


@given(VALUES)
def test_a_streak_ends_where_the_value_did_not_rise(values: list[int]) -> None:
    count = int(streak(flow(*values)).value)
    tail = values[len(values) - count - 1 :]
    assert all(b > a for a, b in itertools.pairwise(tail))
    if count + 1 < len(values):
        assert values[-count - 1] <= values[-count - 2]


def test_records() -> None:
    assert record(level(9, 1, 2, 3)).value == 2
    assert record(level(1, 2, 9)).value == 2, "never as high: the whole series"
    assert record(level(9, 2, 1), "low").value == 2
    assert record(level(3, 3)).value == 0
    assert isinstance(record(level(3)), Missing)


@given(VALUES)
def test_a_record_is_beaten_by_nothing_it_spans(values: list[int]) -> None:
    days = int(record(level(*values)).value)
    spanned = values[len(values) - 1 - days : -1]
    assert all(value < values[-1] for value in spanned)


def test_an_anomaly_by_hand() -> None:
    values = [10, 12, 11, 13, 12, 11, 40]
    before = values[:-1]
    middle = median(before)
    spread = median(abs(v - middle) for v in before)
    found = anomaly(flow(*values), "7 days")
    assert float(found.value) == pytest.approx(0.6745 * (40 - middle) / spread)
    assert isinstance(anomaly(flow(1, 2, 3), "7 days"), Missing)
    assert isinstance(anomaly(flow(*[5] * 9), "9 days"), Missing)
    assert isinstance(anomaly(flows(a=[])["a"]), Missing)


def test_one_entity_at_a_time() -> None:
    with pytest.raises(DataError, match="one entity at a time"):
        streak(flows(a=[1], b=[2]))


def day_of(figure: object) -> date:
    assert isinstance(figure, Figure), figure
    return date.fromordinal(int(figure.value))


def test_a_straight_line_is_forecast_to_the_day() -> None:
    found = forecast(level(*range(0, 290, 10)), 380)
    assert day_of(found) == TODAY + timedelta(days=10)
    assert found.low == found.value == found.high
    assert "reaches 380" in found.formula


def test_noise_widens_the_interval() -> None:
    steady = [0]
    for n in range(28):
        steady.append(steady[-1] + (5 if n % 2 else 15))
    found = forecast(level(*steady), steady[-1] + 200)
    assert found.low < found.value < found.high


def test_what_cannot_be_forecast() -> None:
    assert isinstance(forecast(level(5, 5, 5, 5, 5), 10), Missing), "it does not grow"
    assert isinstance(forecast(level(1, 2), 10), Missing), "too few readings"
    assert isinstance(forecast(level(1, 2, 3, 4, 5), 10**9), Missing), "more than five years"
    assert isinstance(forecast(levels(a=[1], b=[2]), 10), Missing), "one at a time"


def test_a_second_reading_of_a_day_is_no_day_of_its_own() -> None:
    once = readings([n * n for n in range(12)], days=0)
    evening = replace(once[6], observed_at=once[6].observed_at + timedelta(hours=18))
    found = [
        forecast(make_group("m", each, today=TODAY, as_of=AS_OF, entities=["a"])["a"], 300)
        for each in (once, [*once[:7], evening, *once[7:]])
    ]
    assert day_of(found[0]) == day_of(found[1])


def test_what_is_reached_already_has_its_day() -> None:
    assert day_of(forecast(level(5, 10, 15), 10)) == TODAY - timedelta(days=1)


@given(st.lists(st.integers(1, 100), min_size=5, max_size=28), st.integers(1, 2000))
def test_the_interval_holds_the_day(steps: list[int], gap: int) -> None:
    values = [0]
    for step in steps:
        values.append(values[-1] + step)
    found = forecast(level(*values), values[-1] + gap)
    assert isinstance(found, Figure)
    assert found.low <= found.value
    assert found.high is None or found.value <= found.high
    assert day_of(found) > TODAY


def test_a_gap_ends_a_streak_of_days() -> None:
    assert streak(flow(1, 2, None, 5, 6)).value == 1


def test_what_covers_longer_than_a_day_counts_periods() -> None:
    days = [date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]
    found = [
        observation(d, v, days=n) for d, v, n in zip(days, (1, 2, 3), (31, 31, 28), strict=True)
    ]
    figure = streak(make_group("m", found, today=TODAY, as_of=AS_OF)["a"])
    assert (figure.value, figure.unit) == (2, "periods")


def test_two_readings_a_day_do_not_halve_the_pace() -> None:
    days = [TODAY - timedelta(days=n) for n in range(20, -1, -1)]
    twice = [
        (f"{d}T{h}", 20 * n + m) for n, d in enumerate(days) for h, m in (("08", 0), ("20", 10))
    ]
    assert day_of(forecast(read_at(*twice), 20 * 20 + 10 + 200)) == TODAY + timedelta(days=10)


def test_what_is_dated_after_today_is_not_the_newest() -> None:
    dated = [(f"2026-02-{d}", d) for d in range(20, 29)]
    plain, planned = read_at(*dated), read_at(*dated, ("2062-03-01", 9000))
    for ask in (latest, streak, record, anomaly, lambda one: forecast(one, 35)):
        assert ask(planned).value == ask(plain).value  # type: ignore[operator]
    assert at(planned, date(2062, 3, 1)).value == 9000, "a plan can be asked for"


def test_a_band_that_never_ends_has_no_upper_end() -> None:
    found = forecast(level(0, 1, 2, 3, 4, 104), 200)
    assert isinstance(found, Figure)
    assert found.high is None
    low = date.fromordinal(int(found.low or 0))
    assert TODAY < low < TODAY + timedelta(days=5)
    assert make_formats("en")["interval"](found).text == f"not before {low.day} March 2026"
    assert make_formats("ja")["interval"](found).text.endswith("日 – …")
