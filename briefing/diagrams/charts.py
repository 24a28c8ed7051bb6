"""Scripts of charts: amounts as slices, bars, lines, points and flows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from briefing.diagrams.values import Number, items, number, one_of, rows, texts, written
from briefing.diagrams.words import bare_title, distinct, quoted, quoted_title, titled
from briefing.errors import DataError
from briefing.model.spoken import spoken

ZERO = Decimal(0)


def pie(title: str, data: Mapping[str, Number], *, show_data: bool = False) -> str:
    """Draw shares of a whole: {label: amount}; `show_data` prints the amounts in the legend.

    Raises: DataError for an amount below zero, and where nothing remains to be shared.
    """
    from briefing.diagrams.library import PieChart

    pairs = items(data, of="pie", shape="(label, amount)")
    amounts = [number(value, of=f"the slice {label!r}", least=0) for label, value in pairs]
    if not any(amounts):
        raise DataError("pie: all slices are zero", hint="leave the diagram out on such a day")
    labels = [quoted(label)[1:-1] for label in distinct(label for label, _ in pairs)]
    slices = {label: written(amount) for label, amount in zip(labels, amounts, strict=True)}
    chart = PieChart("", slices, show_data=show_data).script.partition("\n---\n")[2]
    head, _, rest = chart.partition("\n")
    name = bare_title(title)
    return "\n".join([head, *([f"\ttitle {name}"] if name else []), rest])


def xychart(
    title: str,
    labels: Sequence[object],
    series: Mapping[str, Sequence[Number]],
    *,
    kind: str = "bar",
    x_title: str = "",
    y_title: str = "",
) -> str:
    """Draw bars or lines over labels: {name: [a value for each label]}; `kind` is bar or line.

    Raises: DataError where a series has more or fewer values than there are labels.
    """
    from briefing.diagrams.library import XYChart

    one_of(kind, ("bar", "line"), of="the kind of an xychart")
    names = distinct(labels)
    pairs = items(series, of="xychart", shape="(name, list of numbers)")
    plots = [(name, _values(name, values, len(names))) for name, values in pairs]
    low, high = axis_range(
        [value for _, values in plots for value in values], from_zero=kind == "bar"
    )
    lines = [
        f"x-axis {quoted(x_title) + ' ' if x_title else ''}[{', '.join(map(quoted, names))}]",
        f"y-axis {quoted(y_title) + ' ' if y_title else ''}{written(low)} --> {written(high)}",
    ]
    for name, values in plots:
        # One series needs no legend: the title and the axis say what it is.
        legend = f"{quoted(name)} " if len(plots) > 1 else ""
        lines.append(f"{kind} {legend}[{', '.join(map(written, values))}]")
    return XYChart(quoted_title(title), lines).script


def quadrant(
    title: str,
    points: Mapping[str, Sequence[Number]],
    *,
    x_axis: Sequence[str] = (),
    y_axis: Sequence[str] = (),
    quadrants: Sequence[str] = (),
) -> str:
    """Draw points between opposites: {label: (x, y)}, both from 0 to 1.

    `x_axis` and `y_axis` are (low, high); `quadrants` names the four, from the upper right
    anticlockwise.
    """
    from briefing.diagrams.library import QuadrantChart

    lines = []
    for axis, ends in (("x-axis", x_axis), ("y-axis", y_axis)):
        names = texts(ends, of=f"the {axis} of a quadrant", at_most=2)
        lines += [f"{axis} {' --> '.join(map(quoted, names))}"] if names else []
    names = texts(quadrants, of="the quadrants", at_most=4)
    lines += [f"quadrant-{n} {quoted(name)}" for n, name in enumerate(names, 1)]
    pairs = items(points, of="quadrant", shape="(label, (x, y))")
    names = distinct(label for label, _ in pairs)
    for name, (label, place) in zip(names, pairs, strict=True):
        x, y = _place(label, place)
        lines.append(f"{quoted(name)}: [{written(x)}, {written(y)}]")
    return QuadrantChart(bare_title(title), lines).script


def sankey(title: str, flows: Sequence[tuple[str, str, Number]]) -> str:
    """Draw flows, as wide as they are large: [(from, to, amount)].

    Raises: DataError where the flows lead back to where they came from.
    """
    from briefing.diagrams.library import Sankey

    found = rows(flows, of="sankey", sizes=(3,), shape="(from, to, amount)")
    nodes = list(dict.fromkeys(str(name) for row in found for name in row[:2]))
    names = dict(zip(nodes, distinct(nodes), strict=True))
    lines = []
    for start, end, value in found:
        amount = number(value, of=f"the flow from {start!r} to {end!r}", least=0)
        ends = [quoted(names[str(key)]).replace("#34;", '""') for key in (start, end)]
        lines += [",".join([*ends, written(amount)])] if amount else []
    _refuse_circles({(str(row[0]), str(row[1])) for row in found})
    if not lines:
        raise DataError("sankey: all flows are zero", hint="leave the diagram out on such a day")
    return titled(title, lambda name: Sankey(name, lines).script)


def _values(name: str, values: object, count: int) -> list[Decimal]:
    found = list(values) if isinstance(values, list | tuple) else []
    if not found or len(found) != count:
        raise DataError(
            f"xychart: series {name!r} has {len(found)} values for {count} labels",
            hint="give one number for each label",
        )
    return [number(value, of=f"a value of {name!r}") for value in found]


def axis_range(values: Sequence[Decimal], *, from_zero: bool) -> tuple[Decimal, Decimal]:
    """Return the ends of the axis, round numbers.

    Bars begin at zero, or their lengths lie; so do lines, unless that left half the chart empty.
    """
    low, high = min(values), max(values)
    if from_zero or 0 <= low < high / 2:
        low, high = min(low, ZERO), max(high, ZERO)
    step = Decimal(10) ** ((high - low or abs(high) or Decimal(1)).adjusted()) / 2
    low = (low / step).to_integral_value(ROUND_FLOOR) * step
    high = (high / step).to_integral_value(ROUND_CEILING) * step
    return low, high if high > low else low + step


def _place(label: str, place: object) -> tuple[Decimal, Decimal]:
    if not isinstance(place, list | tuple) or len(place) != 2:
        raise DataError(
            f"quadrant: {spoken(place)} is no (x, y)", hint="give two numbers from 0 to 1"
        )
    x, y = (number(value, of=f"the place of {label!r}", least=0) for value in place)
    if x > 1 or y > 1:
        raise DataError(
            f"quadrant: the place of {label!r} lies outside the chart: ({x}, {y})",
            hint="x and y run from 0 to 1: divide by the largest value first",
        )
    return x, y


def _refuse_circles(flows: set[tuple[str, str]]) -> None:
    """Raise DataError where a flow's end leads back to its start: such flows have no layers."""
    left = set(flows)
    while left:
        ends = {end for _, end in left}
        outer = {flow for flow in left if flow[0] not in ends}
        if not outer:
            start, end = min(left)
            raise DataError(
                f"sankey: the flow from {start!r} to {end!r} is part of a circle",
                hint="a flowchart can show a circle; a sankey diagram cannot",
            )
        left -= outer
