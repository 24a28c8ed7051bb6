"""Mermaid without fences: where a diagram begins, and where the text goes on."""

import pytest

from briefing.authoring.mermaid import KINDS, kind_of, script_at, without_commands

DIAGRAMS = {
    "sequenceDiagram": ["participant A", "A->>B: Hello", "Note over A: x"],
    "classDiagram": ["class Duck {", "  +swim()", "}", "Animal <|-- Duck"],
    "stateDiagram-v2": ["[*] --> Still", "Still --> [*]"],
    "erDiagram": ["CUSTOMER ||--o{ ORDER : places", "ORDER {", "string name", "}"],
    "journey": ["title Day", "section Work", "Make tea: 5: Me"],
    "gantt": ["dateFormat YYYY-MM-DD", "section A", "Task : a1, 2026-01-01, 30d"],
    "quadrantChart": ["x-axis Low --> High", "A: [0.3, 0.6]"],
    "gitGraph": ["commit", "branch dev", "checkout dev"],
    "C4Context": ['Person(a, "A")', 'Rel(a, b, "uses")'],
    "mindmap": ["  root((x))", "    a"],
    "sankey-beta": ["a,b,10", "b,c,5"],
    "xychart-beta": ["x-axis [a, b]", "bar [1, 2]"],
    "packet-beta": ['0-15: "Source"'],
    "architecture-beta": ["group api(cloud)[API]", "db:L -- R:server"],
    "radar-beta": ["axis a, b", "curve x{1, 2}"],
    "treemap-beta": ['"A"', '  "B": 10'],
    "kanban": ["  todo[To do]", "    t1[Task]"],
    "block-beta": ["columns 2", "a b"],
    "requirementDiagram": ["requirement r {", "id: 1", "}"],
    "timeline": ["title T", "2023 : a"],
    "pie showData": ['"a" : 1'],
    "graph TD": ["A --> B", "subgraph x", "C[see]", "end"],
}


@pytest.mark.parametrize("head", [h for h in DIAGRAMS if h != "block-beta"])
def test_a_diagram_ends_where_its_grammar_does(head: str) -> None:
    lines = ["Before it.", head, *DIAGRAMS[head], "Stay ahead of the shift", "And so on it went."]
    assert script_at(lines, 0) == 0
    assert script_at(lines, 1) == len(lines) - 2


def test_words_alone_are_no_diagrams() -> None:
    for word in KINDS:
        assert script_at([word, "That was a word, and no diagram follows."], 0) == 0
    assert kind_of("pie in the sky") == ""
    assert kind_of("graph of the year") == ""


def test_what_a_picture_cannot_do_is_left_out() -> None:
    script = '%%{init: {"theme": "dark"}}%%\nflowchart LR\nA --> B\nclick A "https://x.example"'
    kept, gone = without_commands(script)
    assert kept == "flowchart LR\nA --> B"
    assert len(gone) == 2
