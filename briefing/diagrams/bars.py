"""Bar charts written by hand: their axis begins at zero, or the lengths of bars lie."""

from __future__ import annotations

import re
from decimal import Decimal

from briefing.diagrams.charts import axis_range
from briefing.diagrams.values import written

_SILENT = re.compile(r'"[^"\n]*"|^[ \t]*%%[^\n]*', re.MULTILINE)
_PLOT = re.compile(r"(?:\A|[;\n])[ \t]*(bar|line)\b[^\[;\n]*\[([^\]]*)\]")
_AXIS = re.compile(r"(?:\A|[;\n])[ \t]*y-axis\b[^;\n]*")
_NUMBER = re.compile(r"[-+]?(?:\d+(?:\.\d+)?|\.\d+)")


def from_zero(script: str) -> str:
    """Return the script of an xychart with a range that holds zero, where it has bars and none."""
    bare = _SILENT.sub(lambda quoted: " " * len(quoted[0]), script)
    plots = _PLOT.findall(bare)
    axis = _AXIS.search(bare)
    if "bar" not in {kind for kind, _ in plots} or (axis and "-->" in axis[0]):
        return script
    values = [Decimal(value) for _, row in plots for value in _NUMBER.findall(row)]
    if not values:
        return script
    low, high = axis_range(values, from_zero=True)
    range_ = f"{written(low)} --> {written(high)}"
    if not axis:
        return f"{script.rstrip()}\n  y-axis {range_}\n"
    end = axis.end()
    return f"{script[:end].rstrip()} {range_}{script[end:]}"
