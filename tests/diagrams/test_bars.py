"""Bar charts written by hand begin at zero, unless their axis has a range of its own."""

import pytest

from briefing.diagrams.bars import from_zero

HEAD = "xychart-beta\n  x-axis [a, b]\n"
RANGED = {
    "bar [50, 60]": "bar [50, 60]\n  y-axis 0 --> 60\n",
    "bar [-50, +.5]": "bar [-50, +.5]\n  y-axis -50 --> 5\n",
    "y-axis Sold\nbar [5, 6]": "y-axis Sold 0 --> 6\nbar [5, 6]",
    'y-axis "a --> b"  \nbar [5, 6]': 'y-axis "a --> b" 0 --> 6\nbar [5, 6]',
    "bar [5, 6]; line [8, 12]": "bar [5, 6]; line [8, 12]\n  y-axis 0 --> 15\n",
    'bar "of [9, 99]" [5, 6]': 'bar "of [9, 99]" [5, 6]\n  y-axis 0 --> 6\n',
    "%% y-axis 1 --> 2\nbar [5, 6]": "%% y-axis 1 --> 2\nbar [5, 6]\n  y-axis 0 --> 6\n",
}


@pytest.mark.parametrize("script", RANGED)
def test_a_range_that_holds_zero(script: str) -> None:
    assert from_zero(HEAD + script) == HEAD + RANGED[script]


@pytest.mark.parametrize(
    "script", ["y-axis 40 --> 60\nbar [50, 60]", "line [50, 60]", "bar []", "title bar [1]", ""]
)
def test_what_is_left_alone(script: str) -> None:
    assert from_zero(HEAD + script) == HEAD + script
