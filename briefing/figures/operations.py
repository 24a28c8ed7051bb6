"""What can be asked of series: totals, levels, averages, changes, ranks and shares.

Each function can be called in a template, or used as a filter on a series. Where a number cannot
be given, the result is a `Missing` that says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from briefing.errors import DataError
from briefing.figures.series import AnySeries, Series, SeriesGroup, members
from briefing.figures.windows import month, parse_window, previous
from briefing.model.figure import (
    PERCENT,
    Figure,
    Missing,
    Number,
    Window,
    number,
    require_same_unit,
)
from briefing.model.observation import Observation

Result = Figure | Missing
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_Ask = Callable[[Series], Result]


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entity's place in a ranking (from 1), with the figure that earned it.

    Equals share a place, and leave the next ones free.
    """

    entity: str
    figure: Figure
    rank: int


def quantity(value: Number, unit: str) -> Figure:
    """Return a figure that the editor gives: `{{ quantity(30, "days") }}`."""
    return Figure(number(value), unit, EPOCH, f"given {value}")


def latest(series: AnySeries) -> Result:
    """Return the newest value: `{{ series("hub.likes", "Qwen") | latest }}`.

    The newest values of a group's flows are added up where they are of the same day.
    """
    newest = {one.so_far[-1].day: one for one in members(series) if one.is_flow and one.so_far}
    if len(newest) > 1:
        behind = newest[min(newest)]
        return behind.missing(f"its newest value is older than others': {min(newest)}", max(newest))
    return _summed(series, f"latest({series.name})", _latest)


def at(series: AnySeries, day: str | date) -> Result:
    """Return the value on a day; a level holds until the next reading."""
    when = day if isinstance(day, date) else _one_day(day, series)
    return _summed(series, f"{series.name} on {when}", lambda one: _at(one, when))


def total(series: AnySeries, window: str | Window) -> Result:
    """Return the sum over a window of which every day is covered: `| total("last month")`.

    Raises: DataError for a level, which cannot be added up over time.
    """
    span = window_of(series, window)
    return _summed(series, f"total({series.name}, {span.label})", lambda s: _total(s, span))


def average(series: AnySeries, window: str | Window) -> Result:
    """Return the mean a day over a window: `| average("28 days")`."""
    span = window_of(series, window)
    formula = f"average({series.name}, {span.label})"
    if any(one.is_flow for one in members(series)):
        whole = total(series, span)
        if isinstance(whole, Missing):
            return whole
        return _restated(whole / span.days, formula, span)
    return _summed(series, formula, lambda one: _mean_level(one, span))


def moving_average(series: AnySeries, days: int = 7) -> Result:
    """Return the mean a day over the last `days` complete days."""
    return average(series, f"{days} days")


def change(series: AnySeries, window: str | Window) -> Result:
    """Return the difference to the window before (flow), or over the window (level).

    A level that was not read again by the window's end has none.
    """
    pair = _before_and_after(series, window)
    if isinstance(pair, Missing):
        return pair
    before, after, span = pair
    return _restated(after - before, f"change({series.name}, {span.label})", span)


def growth(series: AnySeries, window: str | Window) -> Result:
    """Return that difference in per cent of where it started: `| growth("last month")`."""
    pair = _before_and_after(series, window)
    if isinstance(pair, Missing):
        return pair
    before, after, span = pair
    if before.value <= 0:
        start = "zero" if before.value == 0 else "a negative value"
        return Missing(f"growth from {start} has no percentage", series.measure, "", span.start)
    return _percent(after - before, before, f"growth({series.name}, {span.label})", span)


def top(group: SeriesGroup, count: int, window: str | Window) -> list[Ranked]:
    """Return the `count` entities with the largest totals, the first first.

    Levels are ranked by their value at the window's end.

    Raises: DataError naming the entity whose total is missing.
    """
    return _ranking(group, window)[:count]


def rest(group: SeriesGroup, count: int, window: str | Window) -> Result:
    """Return what all but the `count` largest entities total together."""
    left = [ranked.figure for ranked in _ranking(group, window)[count:]]
    if not left:
        return Missing(f"there are no more than {count} entities", group.measure)
    span = window_of(group, window)
    return _restated(sum_of(left), f"rest({group.measure}, all but {count}, {span.label})", span)


def rank(group: SeriesGroup, entity: str, window: str | Window) -> Figure:
    """Return an entity's place among the totals of a window, from 1; equals share a place."""
    group[entity]
    span = window_of(group, window)
    ranked = next(one for one in _ranking(group, span) if one.entity == entity)
    figure = _restated(ranked.figure, f"rank({group.measure}[{entity}], {span.label})", span)
    return _with(figure, Decimal(ranked.rank), "place")


def rank_change(group: SeriesGroup, entity: str, window: str | Window) -> Result:
    """Return how many places an entity rose (positive) or fell against the window before."""
    span = window_of(group, window)
    try:
        now, before = rank(group, entity, span), rank(group, entity, previous(span))
    except DataError as error:
        return Missing(error.message, group.measure, entity)
    return _restated(before - now, f"rank_change({group.measure}[{entity}], {span.label})", span)


def share(
    part: Figure | Missing | SeriesGroup, whole: Figure | Missing | str, window: str | Window = ""
) -> Result:
    """Return a part in per cent of the whole: `share(qwen, everyone)`, or of a group's entity."""
    if isinstance(part, SeriesGroup):
        entity = str(whole)
        return share(total(part[entity], window), total(part, window))
    if isinstance(part, Missing):
        return part
    if isinstance(whole, Missing):
        return whole
    if not isinstance(whole, Figure):
        raise DataError("share() takes two figures, or a group, an entity and a window")
    require_same_unit(part, whole)
    if whole.value == 0:
        return Missing("a share of nothing has no percentage")
    return _percent(part, whole, f"{part.operand} / {whole.operand}", part.window)


def ratio(one: Result, other: Result) -> Result:
    """Return how many times one figure is of another: `ratio(qwen, llama)`."""
    for figure in (one, other):
        if isinstance(figure, Missing):
            return figure
    if isinstance(one, Figure) and isinstance(other, Figure) and other.value != 0:
        return one / other
    return Missing("a ratio to zero has no value")


def sum_of(figures: Iterable[Result]) -> Figure:
    """Return the sum of figures; a missing one stops the build."""
    parts = list(figures)
    if not parts:
        raise DataError("sum_of() was given no figures")
    for part in parts:
        if isinstance(part, Missing):
            raise part.error()
    result = parts[0]
    for part in parts[1:]:
        result = result + part
    return result  # type: ignore[return-value]


def daily(series: AnySeries, window: str | Window) -> list[tuple[date, Result]]:
    """Return each day of a window with its value, for charts."""
    span = window_of(series, window)
    days = (span.start + timedelta(days=n) for n in range(span.days))
    return [(day, _on(series, day)) for day in days]


def monthly(series: AnySeries, count: int = 12) -> list[tuple[str, Result]]:
    """Return the last `count` complete months with their totals, the oldest first."""
    last = members(series)[0].today.replace(day=1)
    found: list[tuple[str, Result]] = []
    for _ in range(count):
        span = month(last - timedelta(days=1))
        found.append((span.label, total(series, span)))
        last = span.start
    return found[::-1]


# --- inside -------------------------------------------------------------------------------------


def window_of(series: AnySeries, window: str | Window) -> Window:
    """Return the window that a text names, seen from the series' day."""
    if isinstance(window, Window):
        return window
    all_members = members(series)
    if not all_members:
        raise DataError(f"series {series.measure!r} has no entities to ask")
    return parse_window(window, all_members[0].today)


def _summed(series: AnySeries, formula: str, ask: _Ask) -> Result:
    found: list[Figure] = []
    for one in members(series):
        figure = ask(one)
        if isinstance(figure, Missing):
            return figure
        found.append(figure)
    if not found:
        return Missing("the group is empty", series.measure)
    observations = tuple(o for figure in found for o in figure.observations)
    return Figure(
        value=sum((figure.value for figure in found), Decimal()),
        unit=found[0].unit,
        as_of=found[0].as_of,
        formula=formula,
        observations=observations,
        window=found[0].window,
    )


def _figure(
    one: Series, value: Decimal, used: Sequence[Observation], window: Window | None = None
) -> Figure:
    return Figure(value, one.unit, one.as_of, one.name, tuple(used), window)


def _latest(one: Series) -> Result:
    if not one.so_far:
        return one.missing("nothing was collected")
    last = one.so_far[-1]
    return _figure(one, last.value, [last])


def _at(one: Series, day: date) -> Result:
    if one.is_flow:
        for o in one.observations:
            if o.day == day and o.days == 1:
                return _figure(one, o.value, [o])
        return one.missing("no observation of that day", day)
    before = [o for o in one.observations if one.day_of(o) <= day]
    if not before:
        return one.missing("no observation on or before that day", day)
    return _figure(one, before[-1].value, before[-1:])


def _total(one: Series, span: Window) -> Result:
    if one.observations and not one.is_flow:
        raise DataError(
            f"{one.name} is a level, which cannot be added up over {span.label}",
            hint="use `latest`, `at`, `average` or `change`",
        )
    if span.days < 1:
        return one.missing(f"no day of {span.label} is over yet", span.start)
    inside: list[Observation] = []
    covered: set[date] = set()
    for o in one.observations:
        days = o.days_covered
        if days[0] not in span and days[-1] not in span:
            continue
        if days[0] not in span or days[-1] not in span:
            reason = f"an observation covers {days[0]} to {days[-1]}, across the window's edge"
            return one.missing(reason, days[0])
        if not covered.isdisjoint(days):
            return one.missing("two observations cover the same day", days[0])
        inside.append(o)
        covered.update(days)
    for n in range(span.days):
        day = span.start + timedelta(days=n)
        if day not in covered:
            return one.missing("no observation of that day", day)
    return _figure(one, sum((o.value for o in inside), Decimal()), inside, span)


def _mean_level(one: Series, span: Window) -> Result:
    inside = [o for o in one.daily_readings() if one.day_of(o) in span]
    if not inside:
        return one.missing(f"no observation in {span.label}", span.start)
    value = sum((o.value for o in inside), Decimal()) / len(inside)
    return _figure(one, value, inside, span)


def _on(series: AnySeries, day: date) -> Result:
    return at(series, day)


def _one_day(text: str, series: AnySeries) -> date:
    span = window_of(series, text)
    return span.end - timedelta(days=1)


def _before_and_after(
    series: AnySeries, window: str | Window
) -> tuple[Figure, Figure, Window] | Missing:
    span = window_of(series, window)
    if any(one.is_flow for one in members(series)):
        before, after = total(series, previous(span)), total(series, span)
    else:
        formula = f"{series.name} on {span.end}"
        before = at(series, span.start)
        after = _summed(series, formula, lambda one: _read_within(one, span))
    if isinstance(before, Missing):
        return before
    if isinstance(after, Missing):
        return after
    return before, after, span


def _read_within(one: Series, span: Window) -> Result:
    """Return a level at the end of a window; without a reading since its start, there is none."""
    found = _at(one, span.end)
    if isinstance(found, Figure) and one.day_of(found.observations[-1]) <= span.start:
        return one.missing(f"no reading since {one.day_of(found.observations[-1])}", span.end)
    return found


def _ranking(group: SeriesGroup, window: str | Window) -> list[Ranked]:
    figures: list[tuple[str, Figure]] = []
    for one in group:
        level = one.observations and not one.is_flow
        figure = at(one, window_of(one, window).end) if level else total(one, window)
        if isinstance(figure, Missing):
            raise figure.error()
        figures.append((one.entity, figure))
    figures.sort(key=lambda pair: (-pair[1].value, pair[0]))
    values = [figure.value for _, figure in figures]
    return [Ranked(name, one, values.index(one.value) + 1) for name, one in figures]


def _percent(part: Figure, whole: Figure, formula: str, window: Window | None) -> Figure:
    quotient = part / whole
    return _with(_restated(quotient, formula, window), quotient.value * 100, PERCENT)


def _restated(figure: Figure, formula: str, window: Window | None) -> Figure:
    return Figure(
        value=figure.value,
        unit=figure.unit,
        as_of=figure.as_of,
        formula=formula,
        observations=figure.observations,
        window=window,
    )


def _with(figure: Figure, value: Decimal, unit: str) -> Figure:
    return Figure(
        value=value,
        unit=unit,
        as_of=figure.as_of,
        formula=figure.formula,
        observations=figure.observations,
        window=figure.window,
    )
