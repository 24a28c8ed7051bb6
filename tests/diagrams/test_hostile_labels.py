"""Whatever a label says, it stays a label: nothing breaks out of it, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings

from briefing.diagrams.registry import BUILDERS
from briefing.diagrams.words import is_blank
from tests.diagrams.drawing import NASTY, drawn_words, expected, labels, parsed, skeleton

Writer = Callable[[str, str], str]

WRITERS: dict[str, Writer] = {
    "pie": lambda a, b: BUILDERS["pie"](a, {a: 3, f"{b} ": 2}, show_data=True),
    "timeline": lambda a, b: BUILDERS["timeline"](a, [(a, [b, a]), (b, a)]),
    "flowchart": lambda a, b: BUILDERS["flowchart"](
        a, [("end", a), ("ж", b), ("ü", a)], [("end", "ж", b), ("ж", "ü", a)]
    ),
    "xychart": lambda a, b: BUILDERS["xychart"](a, [a, b], {b: [1, 2]}, x_title=a, y_title=b),
    "gantt": lambda a, b: BUILDERS["gantt"](
        a, {f"s {a}": [(a, "2026-01-01", 3), (b, "2026-01-02")]}
    ),
    "quadrant": lambda a, b: BUILDERS["quadrant"](
        a, [(a, (0.1, 0.2)), (b, (1, 0))], x_axis=(a, b), y_axis=(b, a), quadrants=(a, b, a, b)
    ),
    "sankey": lambda a, b: BUILDERS["sankey"](a, [("x", f"{a} ", 3), ("x", f"{b}  ", 2)]),
    "sequence": lambda a, b: BUILDERS["sequence"](
        a, [(f"1{a}", f"2{b}", a), (f"2{b}", f"1{a}", b, "dotted")]
    ),
    "state": lambda a, b: BUILDERS["state"](
        a, [("[*]", "s"), ("s", "t", b), ("t", "[*]")], states={"s": a, "t": b}
    ),
    "er": lambda a, b: BUILDERS["er"](
        a,
        {f"1{a}": {"x": a, "count": "int"}, f"2{b}": {}},
        [(f"1{a}", "exactly-one", f"2{b}", "zero-or-more", b)],
    ),
    "mindmap": lambda a, b: BUILDERS["mindmap"](a, [{a: [b]}, b]),
    "journey": lambda a, b: BUILDERS["journey"](
        a, [(a, [(a, 3, [f"1{a}", f"2{b}"]), (b, 5, f"2{b}")])]
    ),
}


def visible(write: Writer) -> Writer:
    """Return a writer that is never given blank text: a blank title or edge is not drawn at all."""
    return lambda *texts: write(*("–" if is_blank(text) else text for text in texts))


WRITERS = {name: visible(write) for name, write in WRITERS.items()}
plain_skeletons = {name: skeleton(parsed(write("One", "Two"))) for name, write in WRITERS.items()}


def test_every_builder_is_tested() -> None:
    assert WRITERS.keys() == BUILDERS.keys()


@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=40, deadline=None)
@given(one=labels, two=labels)
def test_any_text_stays_a_label(name: str, one: str, two: str) -> None:
    assert skeleton(parsed(WRITERS[name](one, two))) == plain_skeletons[name]


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("label", NASTY)
def test_nasty_text_is_drawn_as_it_is(name: str, label: str) -> None:
    script = WRITERS[name](label, "Two")
    assert skeleton(parsed(script)) == plain_skeletons[name]
    assert expected(label) in drawn_words(script)
