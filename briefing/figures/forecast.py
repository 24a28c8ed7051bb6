"""When a series reaches a threshold, and between which days."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from math import sqrt
from statistics import NormalDist, mean, stdev

from briefing.figures.operations import Result, window_of
from briefing.figures.series import AnySeries, Series, members
from briefing.model.figure import DATE, Figure, Missing, Number, Window, number
from briefing.model.observation import Observation

FARTHEST_DAYS = 5 * 366


def forecast(
    series: AnySeries, threshold: Number, window: str | Window = "28 days", *, level: int = 95
) -> Result:
    """Return the day on which a level reaches `threshold`, with an interval around it.

    Drift method: the mean daily change m of the window goes on, with standard deviation s over T
    changes; after h days the level lies within z · s · sqrt(h · (1 + h / T)) of its line at
    `level` per cent (Hyndman and Athanasopoulos, Forecasting: Principles and Practice, 3rd ed.,
    §5.2 and §5.5). `low` and `high` are the first days on which the band's upper and lower edge
    reach the threshold; there is no `high` where the lower edge does not within five years. The
    value is a date. `{{ forecast(s, 1000000000) | interval }}`
    """
    found = members(series)
    if len(found) != 1:
        return Missing("a forecast is made for one entity at a time", series.measure)
    one, limit = found[0], number(threshold)
    span = window_of(one, window)
    used = _readings(one, span)
    formula = f"forecast({one.name} reaches {limit:,f}, from {span.label})"
    reached = next((o for o in one.so_far if o.value >= limit), None)
    if reached:
        day = one.day_of(reached)
        return _figure(one, (reached,), formula, (day, day, day))
    changes = _daily_changes(one, used)
    if len(changes) < 3:
        return one.missing(f"too few readings in {span.label} for a forecast", span.start)
    drift, spread = mean(changes), stdev(changes)
    if drift <= 0:
        return one.missing(f"it did not grow in {span.label}, so it reaches nothing")
    gap = float(limit - used[-1].value)
    z = NormalDist().inv_cdf(0.5 + level / 200)
    expected, low, high = (
        _first_day(gap, drift, spread * z * sign, len(changes)) for sign in (0, 1, -1)
    )
    if expected is None or low is None:
        return one.missing("at this pace it takes more than five years")
    start = one.day_of(used[-1])
    latest = None if high is None else start + timedelta(days=high)
    days = (start + timedelta(days=expected), start + timedelta(days=low), latest)
    return _figure(one, used, formula, days)


def _first_day(gap: float, drift: float, edge: float, count: int) -> int | None:
    for h in range(1, FARTHEST_DAYS + 1):
        if drift * h + edge * sqrt(h * (1 + h / count)) >= gap:
            return h
    return None


def _readings(one: Series, span: Window) -> tuple[Observation, ...]:
    """Return the readings of the window, and of the day that follows it (today's)."""
    return tuple(o for o in one.daily_readings() if span.start <= one.day_of(o) <= span.end)


def _daily_changes(one: Series, used: Sequence[Observation]) -> list[float]:
    changes: list[float] = []
    for earlier, later in itertools.pairwise(used):
        days = (one.day_of(later) - one.day_of(earlier)).days
        changes.extend([float(later.value - earlier.value) / days] * days)
    return changes


def _figure(
    one: Series,
    used: Sequence[Observation],
    formula: str,
    days: tuple[date, date, date | None],
) -> Figure:
    value, low = (Decimal(day.toordinal()) for day in days[:2] if day)
    high = Decimal(days[2].toordinal()) if days[2] else None
    return Figure(value, DATE, one.as_of, formula, tuple(used), low=low, high=high)
