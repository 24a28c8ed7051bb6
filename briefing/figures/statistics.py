"""What an analyst reads out of series: concentration, streaks, records, anomalies."""

from __future__ import annotations

import itertools
from datetime import timedelta
from decimal import Decimal
from statistics import median
from typing import Literal

from briefing.errors import DataError
from briefing.figures.operations import Result, total, window_of
from briefing.figures.series import AnySeries, Series, SeriesGroup, members
from briefing.figures.windows import parse_window
from briefing.model.figure import Figure, Missing, Window
from briefing.model.observation import Observation

CONSISTENT = Decimal("0.6745")
"""The 0.75 quantile of the normal distribution: scales a MAD to a standard deviation."""


def hhi(group: SeriesGroup, window: str | Window) -> Result:
    """Return the Herfindahl-Hirschman index of the totals: 0 to 10,000 points.

    The sum of squared market shares in per cent (US DoJ/FTC Merger Guidelines, 2023, §2.1).
    """
    span = window_of(group, window)
    parts = [total(one, span) for one in group]
    for part in parts:
        if isinstance(part, Missing):
            return part
    figures = [part for part in parts if isinstance(part, Figure)]
    whole = sum((figure.value for figure in figures), Decimal())
    if whole <= 0:
        return Missing("nothing was counted, so nothing is concentrated", group.measure)
    value = sum(((figure.value / whole * 100) ** 2 for figure in figures), Decimal())
    used = tuple(o for figure in figures for o in figure.observations)
    formula = f"hhi({group.measure}, {span.label})"
    return Figure(value, "points", figures[0].as_of, formula, used, span)


def streak(series: AnySeries, direction: Literal["up", "down"] = "up") -> Result:
    """Return how many times in a row the value rose (or fell), up to the newest.

    A value a day counts days, of which none may be missing; what covers longer counts periods.
    """
    one = _single(series)
    readings = one.daily_readings()
    if not readings:
        return one.missing("nothing was collected")
    count = 0
    for earlier, later in reversed(list(itertools.pairwise(readings))):
        rose = later.value > earlier.value
        fell = later.value < earlier.value
        gap = one.is_flow and earlier.last_day + timedelta(days=1) != later.day
        if gap or not (rose if direction == "up" else fell):
            break
        count += 1
    used = readings[-count - 1 :]
    unit = "days" if readings[-1].days <= 1 else "periods"
    formula = f"streak({one.name}, {direction})"
    return Figure(Decimal(count), unit, one.as_of, formula, used)


def record(series: AnySeries, kind: Literal["high", "low"] = "high") -> Result:
    """Return how many days back the newest value beats all that was read: 0 where it beats none.

    Where nothing was ever as extreme, that is the whole series.
    `{% if record(s).value >= 365 %}a record of the year{% endif %}`
    """
    one = _single(series)
    readings = one.so_far
    if len(readings) < 2:
        return one.missing("a record needs an earlier value to beat")
    last = readings[-1]
    beaten: list[Observation] = [last]
    for o in reversed(readings[:-1]):
        if o.value >= last.value if kind == "high" else o.value <= last.value:
            break
        beaten.append(o)
    days = Decimal((one.day_of(last) - one.day_of(beaten[-1])).days)
    formula = f"record({one.name}, {kind})"
    return Figure(days, "days", one.as_of, formula, tuple(reversed(beaten)))


def anomaly(series: AnySeries, window: str | Window = "28 days") -> Result:
    """Return the robust z-score of the newest value against a window: 3.5 and more is unusual.

    0.6745 · (x - median) / MAD (Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993).
    """
    one = _single(series)
    readings = one.so_far
    if not readings:
        return one.missing("nothing was collected")
    span = window if isinstance(window, Window) else parse_window(window, one.today)
    last = readings[-1]
    others = [o for o in readings[:-1] if one.day_of(o) in span]
    if len(others) < 5:
        return one.missing(f"only {len(others)} values in {span.label} to compare with")
    middle = median(o.value for o in others)
    spread = median(abs(o.value - middle) for o in others)
    if spread == 0:
        return one.missing(f"the values in {span.label} do not vary")
    score = CONSISTENT * (last.value - middle) / spread
    formula = f"anomaly({one.name}, {span.label})"
    return Figure(score, "ratio", one.as_of, formula, (*others, last), span)


def _single(series: AnySeries) -> Series:
    found = members(series)
    if len(found) != 1:
        raise DataError(
            f"{series.measure!r} is asked of one entity at a time",
            hint=f'name one: `series("{series.measure}", "NAME")`',
        )
    return found[0]
