"""Data that cannot be drawn is refused, with what to do; it is never drawn wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from briefing.diagrams.registry import BUILDERS
from briefing.errors import DataError

NODES = [("a", "A"), ("b", "B")]
REFUSED: Sequence[tuple[str, Sequence[Any], Mapping[str, Any], str]] = [
    ("pie", [{}], {}, "nothing to draw"),
    ("pie", [{"a": -1}], {}, "must not be below 0, and is -1"),
    ("pie", [{"a": 0, "b": 0}], {}, "all slices are zero"),
    ("pie", [{"a": float("nan")}], {}, "cannot be drawn: nan"),
    ("pie", [{"a": Decimal("Infinity")}], {}, "cannot be drawn"),
    ("pie", [{"a": 10**16}], {}, "cannot be drawn"),
    ("pie", [{"a": "many"}], {}, "must be a number, not 'many'"),
    ("pie", [{"a": True}], {}, "must be a number, not True"),
    ("pie", [{"a": None}], {}, "must be a number, not None"),
    ("timeline", [[]], {}, "nothing to draw"),
    ("timeline", [["2023"]], {}, "is not"),
    ("flowchart", [[]], {}, "nothing to draw"),
    ("flowchart", [NODES, [("a", "c")]], {}, "no 'c'"),
    ("flowchart", [NODES, [("a",)]], {}, "is not"),
    ("flowchart", [[("a", "A"), ("a", "B")]], {}, "'a' stands there twice"),
    ("flowchart", [NODES], {"direction": "up"}, "must be one of LR"),
    ("flowchart", [NODES], {"styles": {"z": "fill:#fff"}}, "no 'z'"),
    ("flowchart", [NODES], {"styles": {"a": "fill:url(x)"}}, "cannot be drawn: 'fill:url(x)'"),
    ("flowchart", [NODES], {"styles": {"a": "fill:#fff\nclick a"}}, "cannot be drawn"),
    ("xychart", [["a"], {}], {}, "nothing to draw"),
    ("xychart", [["a"], {"x": [1, 2]}], {}, "has 2 values for 1 labels"),
    ("xychart", [[], {"x": []}], {}, "has 0 values for 0 labels"),
    ("xychart", [["a"], {"x": [1]}], {"kind": "area"}, "must be one of bar, line"),
    ("gantt", [[]], {}, "nothing to draw"),
    ("gantt", [[("a", "soon", 3)]], {}, "must be a date, not 'soon'"),
    ("gantt", [[("a", "2026-01-02", "2026-01-01")]], {}, "ends before it starts"),
    ("gantt", [[("a", date(2026, 1, 1), 10**6)]], {}, "days long"),
    ("quadrant", [{"a": (1, 2)}], {}, "lies outside the chart"),
    ("quadrant", [{"a": 1}], {}, "is no (x, y)"),
    ("quadrant", [{"a": (0, 0)}], {"x_axis": "low"}, "must be a list of up to 2 texts"),
    ("sankey", [[]], {}, "nothing to draw"),
    ("sankey", [[("a", "b", -1)]], {}, "must not be below 0"),
    ("sankey", [[("a", "b", 0)]], {}, "all flows are zero"),
    ("sankey", [[("a", "b", 1), ("b", "c", 1), ("c", "b", 1)]], {}, "is part of a circle"),
    ("sankey", [[("a", "a", 1)]], {}, "is part of a circle"),
    ("sequence", [[]], {}, "nothing to draw"),
    ("sequence", [[("a", "b", "hi", "loud")]], {}, "must be one of solid"),
    ("state", [[]], {}, "nothing to draw"),
    ("er", [{}], {}, "nothing to draw"),
    ("er", [{"a": {}}, [("a", "exactly-one", "b", "zero-or-more")]], {}, "no 'b'"),
    ("er", [{"a": {}}, [("a", "one", "a", "zero-or-more")]], {}, "must be one of zero-or-one"),
    ("mindmap", [{}], {}, "nothing to draw"),
    ("journey", [{}], {}, "nothing to draw"),
    ("journey", [{"a": [("b", 6)]}], {}, "the score of 'b' is 6"),
    ("journey", [{"a": [("b", 0)]}], {}, "must not be below 1"),
]


@pytest.mark.parametrize(("name", "data", "options", "says"), REFUSED)
def test_wrong_data_is_refused(
    name: str, data: Sequence[Any], options: Mapping[str, Any], says: str
) -> None:
    with pytest.raises(DataError) as refused:
        BUILDERS[name]("Title", *data, **options)
    assert says in refused.value.message
    assert refused.value.hint


def test_an_unknown_node_gets_a_suggestion() -> None:
    with pytest.raises(DataError, match="did you mean 'qwen'"):
        BUILDERS["flowchart"]("", [("qwen", "Qwen"), ("b", "B")], [("qwem", "b")])


def test_a_mindmap_nests_only_so_deep() -> None:
    branches: dict[str, Any] = {}
    for _ in range(30):
        branches = {"deeper": branches}
    with pytest.raises(DataError, match="nest too deep"):
        BUILDERS["mindmap"]("", branches)
