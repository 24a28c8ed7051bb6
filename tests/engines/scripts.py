"""One script of every kind, with the words that its picture has to show."""

from __future__ import annotations

from decimal import Decimal

from briefing.diagrams.registry import BUILDERS

SCRIPTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "pie": (
        BUILDERS["pie"](
            "Open-model downloads, February 2026 (millions)",
            {"Qwen (Alibaba)": Decimal("153.6"), "Next eight combined": 76.8, "All others": 20},
            show_data=True,
        ),
        ("Open-model downloads", "Qwen (Alibaba)", "Next eight combined", "All others", "61%"),
    ),
    "timeline": (
        BUILDERS["timeline"](
            "Qwen releases and where the share turned",
            [
                ("2023", "Qwen 2.0 appears"),
                ("2024", ["Qwen 2.5 appears", "Share begins to turn"]),
                ("2025", "Qwen 3.0 appears"),
                ("2026", ["Qwen 3.5 appears", "Lead is consolidated"]),
            ],
        ),
        ("Qwen releases", "2023", "Qwen 2.0 appears", "Share begins to turn", "Lead is"),
    ),
    "flowchart": (
        BUILDERS["flowchart"](
            "The adoption flywheel",
            [
                ("A", "A developer picks Qwen for a new project"),
                ("B", "The next project is cheaper to start on Qwen"),
                ("C", "More contributions to the ecosystem"),
                ("D", "Better documentation and tools"),
                ("E", "More enterprise integrations"),
                ("F", "More companies adopt it"),
            ],
            [("A", "B"), ("B", "C"), ("C", "D"), ("D", "E"), ("E", "F"), ("F", "A", "again")],
            styles={"A": "fill:#111827,stroke:#3b82f6,color:#ffffff"},
        ),
        ("The adoption flywheel", "A developer picks Qwen", "More companies adopt it", "again"),
    ),
    "xychart": (
        BUILDERS["xychart"](
            "Stars gained",
            ["uv", "ruff", "pytest"],
            {"stars": [576, 186, 42]},
            x_title="Project",
            y_title="Stars in a week",
        ),
        ("Stars gained", "ruff", "pytest", "Project", "Stars in a week", "600"),
    ),
    "gantt": (
        BUILDERS["gantt"](
            "Plan", {"Take stock": [("List models", "2026-03-01", 30), ("Decide", "2026-05-01")]}
        ),
        ("Plan", "Take stock", "List models", "Decide"),
    ),
    "quadrant": (
        BUILDERS["quadrant"](
            "Reach and cost",
            {"Qwen": (0.8, 0.3), "Llama": (0.5, 0.6)},
            x_axis=("Low reach", "High reach"),
            y_axis=("Cheap", "Dear"),
            quadrants=("Stars", "Niche", "Small", "Value"),
        ),
        ("Reach and cost", "Qwen", "Llama", "Low reach", "Dear", "Niche", "Value"),
    ),
    "sankey": (
        BUILDERS["sankey"]("", [("Hub", "Qwen", 153.6), ("Hub", 'Next eight, "combined"', 76.8)]),
        ("Hub", "Qwen", 'Next eight, "combined"'),
    ),
    "sequence": (
        BUILDERS["sequence"](
            "Confirming",
            [
                ("Reader", "Page", "gives an address that is rather long"),
                ("Page", "Reader", "asks to confirm", "dotted"),
            ],
        ),
        ("Confirming", "Reader", "Page", "gives an address that is rather long", "asks to"),
    ),
    "state": (
        BUILDERS["state"](
            "A subscription",
            [("[*]", "unconfirmed"), ("unconfirmed", "confirmed", "clicks the link")],
        ),
        ("A subscription", "unconfirmed", "confirmed", "clicks the link"),
    ),
    "er": (
        BUILDERS["er"](
            "The store",
            {"Series": {"measure": "text", "name_of_the_entity": "text"}, "Observation": {}},
            [("Series", "exactly-one", "Observation", "zero-or-more", "holds")],
        ),
        ("The store", "Series", "name_of_the_entity", "Observation", "holds"),
    ),
    "mindmap": (
        BUILDERS["mindmap"](
            "Open models", {"Laboratories": ["Qwen", "Llama"], "Uses": {"Chat": ["support"]}}
        ),
        ("Open models", "Laboratories", "Llama", "support"),
    ),
    "journey": (
        BUILDERS["journey"](
            "A reader’s morning", {"Wake": [("Open the mail", 4, ["Reader"])], "Work": [("Go", 3)]}
        ),
        ("A reader’s morning", "Wake", "Open the mail", "Reader", "Work"),
    ),
    "class": (
        "classDiagram\n class Animal{\n +int averyLongAttributeName\n +foo(int wide) string\n }\n"
        " Animal <|-- Dog : inherits widely",
        ("Animal", "averyLongAttributeName", "foo(int wide)", "Dog", "inherits widely"),
    ),
    "kanban": (
        "kanban\n Todo\n  [Create WWWWWW Documentation]\n Done\n  [Ship it]",
        ("Todo", "Create WWWWWW", "Documentation", "Ship it"),
    ),
    "requirement": (
        "requirementDiagram\n requirement test_req {\n id: 1\n text: the test text WWWW\n"
        " risk: high\n verifymethod: test\n }\n element test_entity {\n type: simulation\n }\n"
        " test_entity - satisfies -> test_req",
        ("test_req", "the test text WWWW", "High", "test_entity", "satisfies"),
    ),
}
