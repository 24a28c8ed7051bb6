"""Each diagram call writes the Mermaid script that its data asks for."""

from __future__ import annotations

import inspect
import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from briefing.diagrams.registry import BUILDERS


def lines(script: str) -> list[str]:
    return [line.strip() for line in script.splitlines() if line.strip()]


def test_a_pie_has_a_slice_for_each_amount() -> None:
    script = BUILDERS["pie"](
        "Downloads (millions)", {"Qwen (Alibaba)": Decimal("153.60"), "Others": 20}, show_data=True
    )
    assert lines(script) == [
        "pie showData",
        "title Downloads #40;millions#41;",
        '"Qwen (Alibaba)" : 153.6',
        '"Others" : 20',
    ]


def test_a_timeline_takes_one_event_or_several() -> None:
    script = BUILDERS["timeline"]("Releases", [("2023", "Qwen 2"), ["2024", ["Qwen 2.5", "Turn"]]])
    assert lines(script) == [
        "timeline",
        "title Releases",
        "2023 : Qwen 2",
        "2024 : Qwen 2.5 : Turn",
    ]


def test_a_flowchart_numbers_its_nodes_and_keeps_their_styles() -> None:
    script = BUILDERS["flowchart"](
        "The loop",
        [("end", "Start here"), ("größer", "And grow")],
        [("end", "größer"), ("größer", "end", "again")],
        direction="TD",
        styles={"end": "fill: #111827; color:#ffffff"},
    )
    assert lines(script) == [
        "---",
        'title: "The loop"',
        "---",
        "flowchart TD",
        'n0["Start here"]',
        'n1["And grow"]',
        "n0 --> n1",
        'n1 -->|"again"| n0',
        "style n0 fill:#111827,color:#ffffff",
    ]


def test_bars_begin_at_zero_and_end_at_a_round_number() -> None:
    script = BUILDERS["xychart"]("Stars", ["uv", "ruff"], {"stars": [576, 186]}, y_title="a week")
    assert lines(script) == [
        "xychart-beta",
        'title "Stars"',
        'x-axis ["uv", "ruff"]',
        'y-axis "a week" 0 --> 600',
        "bar [576, 186]",
    ]


@pytest.mark.parametrize(
    ("kind", "values", "axis"),
    [
        ("line", [102, 118], "100 --> 120"),
        ("line", [5, 5], "5 --> 5.5"),
        ("bar", [-30, 70], "-50 --> 100"),
        ("bar", [-30, -70], "-70 --> 0"),
        ("bar", [0, 0], "0 --> 0.5"),
        ("bar", [Decimal("0.012"), Decimal("0.031")], "0 --> 0.035"),
    ],
)
def test_the_value_axis_holds_every_value(kind: str, values: list[int], axis: str) -> None:
    script = BUILDERS["xychart"]("", ["a", "b"], {"x": values}, kind=kind)
    assert f"y-axis {axis}" in lines(script)


def test_a_gantt_chart_has_sections_lengths_and_milestones() -> None:
    script = BUILDERS["gantt"](
        "Plan",
        {"Look": [("List", date(2026, 3, 1), "2026-03-31")], "Do": [("Build", "2026-04-01", 30)]},
    )
    assert lines(script)[2:] == [
        "dateFormat YYYY-MM-DD",
        "todayMarker off",
        "axisFormat %-d %b",
        "tickInterval 2week",
        "section Look",
        "List :t3, 2026-03-01, 2026-03-31",
        "section Do",
        "Build :t5, 2026-04-01, 2026-05-01",
    ]
    assert ":milestone, t2, 2026-05-01, 0d" in BUILDERS["gantt"]("", [("Decide", "2026-05-01")])


@pytest.mark.parametrize(
    ("days", "step"), [(3, "1day"), (30, "1week"), (400, "2month"), (2000, "12month"), (9999, "48")]
)
def test_the_axis_of_a_gantt_chart_has_few_steps(days: int, step: str) -> None:
    assert f"tickInterval {step}" in BUILDERS["gantt"]("", [("Work", "2026-01-01", days)])


def test_a_quadrant_chart_names_axes_and_quadrants() -> None:
    script = BUILDERS["quadrant"](
        "Reach", {"Qwen": (Decimal("0.8"), 0.3)}, x_axis=("Low", "High"), quadrants=("Stars",)
    )
    assert lines(script) == [
        "quadrantChart",
        "title Reach",
        'x-axis "Low" --> "High"',
        'quadrant-1 "Stars"',
        '"Qwen": [0.8, 0.3]',
    ]


def test_a_sankey_diagram_leaves_out_what_does_not_flow() -> None:
    flows = [("Hub", 'Say "hi", all', 153.6), ("Hub", "Rest", 0)]
    script = BUILDERS["sankey"]("Flows", flows)
    assert lines(script)[3:] == ["sankey-beta", '"Hub","Say ""hi"", all",153.6']


def test_a_sequence_lists_who_takes_part_in_order() -> None:
    script = BUILDERS["sequence"](
        "", [("Reader", "Page", "asks"), ("Page", "Reader", "answers", "dotted")]
    )
    assert lines(script) == [
        "sequenceDiagram",
        "participant p0 as Reader",
        "participant p1 as Page",
        "p0->>p1: asks",
        "p1-->>p0: answers",
    ]


def test_states_have_a_start_and_an_end() -> None:
    script = BUILDERS["state"](
        "", [("[*]", "new"), ("new", "gone", "leaves"), ("gone", "[*]")], states={"new": "Fresh"}
    )
    assert lines(script) == [
        "stateDiagram-v2",
        "direction LR",
        "s0 : Fresh",
        "s1 : gone",
        "[*] --> s0",
        "s0 --> s1 : leaves",
        "s1 --> [*]",
    ]


def test_entities_have_attributes_and_relations() -> None:
    script = BUILDERS["er"](
        "",
        {"Series": {"measure": "text", "its name": "text", "PK": "2 words"}, "Observation": {}},
        [("Series", "exactly-one", "Observation", "zero-or-more", "holds")],
    )
    assert lines(script) == [
        "erDiagram",
        'e0["Series"]{',
        "text measure",
        'text a1  "its name"',
        'words a2  "PK"',
        "}",
        'e1["Observation"]{',
        "}",
        'e0||--o{e1 : "holds"',
    ]


def test_attributes_never_replace_each_other() -> None:
    script = BUILDERS["er"]("", {"S": [("a1", "text"), ("ж", "text"), ("a1", "text")]})
    assert lines(script)[2:5] == ["text a1", 'text a1_  "ж"', 'text a1__  "a1"']


def test_a_moment_counts_as_its_day() -> None:
    script = BUILDERS["gantt"]("", [("Go", datetime(2026, 5, 1, 9, tzinfo=UTC))])
    assert "Go :milestone, t2, 2026-05-01, 0d" in script


def test_a_mindmap_grows_from_its_title() -> None:
    script = BUILDERS["mindmap"]("Models", {"Labs": ["Qwen", {"Meta": ["Llama"]}], "Uses": []})
    assert script.splitlines() == [
        "mindmap",
        '\t("Models")',
        '\t\t["Labs"]',
        '\t\t\t["Qwen"]',
        '\t\t\t["Meta"]',
        '\t\t\t\t["Llama"]',
        '\t\t["Uses"]',
    ]


def test_a_journey_scores_each_step() -> None:
    script = BUILDERS["journey"]("Day", {"Wake": [("Read", 5, ["Me", "You"]), ("Decide", 3)]})
    assert lines(script) == [
        "journey",
        "title Day",
        "section Wake",
        "Read: 5 : Me, You",
        "Decide: 3 :",
    ]


def test_several_series_are_named() -> None:
    script = BUILDERS["xychart"]("", ["a"], {"one": [1], "two": [2]}, kind="line")
    assert lines(script)[-2:] == ['line "one" [1]', 'line "two" [2]']


@pytest.mark.parametrize("name", BUILDERS)
def test_templates_can_look_a_call_up(name: str) -> None:
    assert next(iter(inspect.signature(BUILDERS[name]).parameters)) == "title"
    assert BUILDERS[name].__doc__


def test_mermaid_py_prints_nothing_and_is_not_loaded_before_it_is_needed() -> None:
    program = (
        "import sys; from briefing.diagrams.registry import BUILDERS;"
        "assert 'mermaid' not in sys.modules; BUILDERS['pie']('t', {'a': 1});"
        "assert 'mermaid' in sys.modules"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert (ran.stdout, ran.stderr) == (b"", b"")


def test_building_scripts_and_mails_loads_no_http_client() -> None:
    program = (
        "import sys; from briefing.diagrams.registry import BUILDERS;"
        "BUILDERS['pie']('t', {'a': 1});"
        "from briefing.engines.mjml import make_mjml_engine;"
        "make_mjml_engine('mjml').render('<mjml><mj-body/></mjml>');"
        "assert not {'requests', 'urllib3', 'soupsieve', 'charset_normalizer'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.mark.parametrize(
    ("values", "axis"),
    [([2, 12], "0 --> 15"), ([90, 100], "90 --> 100"), ([-4, 12], "-5 --> 15")],
)
def test_lines_begin_at_zero_unless_that_leaves_half_the_chart_empty(
    values: list[int], axis: str
) -> None:
    script = BUILDERS["xychart"]("T", ["a", "b"], {"s": values}, kind="line")
    assert f"y-axis {axis}" in lines(script)
