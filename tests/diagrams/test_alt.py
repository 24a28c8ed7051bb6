"""Every picture can be told in words, out of what Mermaid itself read."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from briefing.diagrams.alt import MAX_ALT, describe, kind_of
from briefing.diagrams.registry import BUILDERS
from briefing.engines.mermaid.drawer import Mmdr
from briefing.render.languages import LANGUAGES
from tests.diagrams.drawing import labels, parsed

ENGLISH = LANGUAGES["en"].diagrams

TOLD = [
    (
        BUILDERS["pie"]("Share", {"Qwen (Alibaba)": 153.6, "Next eight": 76.8, "Others": 20}),
        "Pie chart “Share”: Qwen (Alibaba) 61 %; Next eight 31 %; Others 8 %.",
    ),
    (
        BUILDERS["timeline"]("", [("2023", "Qwen 2"), ("2024", ["Qwen 2.5", "the turn"])]),
        "Timeline: 2023: Qwen 2; 2024: Qwen 2.5, the turn.",
    ),
    (
        BUILDERS["flowchart"](
            "Loop", [("a", "One"), ("b", "Two"), ("c", "Alone")], [("a", "b"), ("b", "a", "back")]
        ),
        "Flowchart “Loop”: One leads to Two; Two leads to One (back); Alone.",
    ),
    (
        BUILDERS["xychart"]("Stars", ["uv", "ruff"], {"stars": [576.5, 1860]}),
        "Chart “Stars”: uv 576.5, ruff 1,860.",
    ),
    (
        BUILDERS["gantt"]("Plan", [("List", "2026-03-01", 30), ("Decide", "2026-05-01")]),
        "Gantt chart “Plan”: List from 2026-03-01 to 2026-03-31; Decide on 2026-05-01.",
    ),
    (
        BUILDERS["quadrant"]("Reach", {"Qwen": (0.8, 0.3)}, x_axis=("Low", "High")),
        "Quadrant chart “Reach”: from Low to High; Qwen at 0.8, 0.3.",
    ),
    (
        BUILDERS["sankey"]("Flows", [("Hub", "A & B", 153.6)]),
        "Sankey diagram “Flows”: Hub to A & B 153.6.",
    ),
    (
        BUILDERS["sequence"]("", [("Reader", "Page", "asks; waits")]),
        "Sequence diagram: Reader to Page: asks; waits.",
    ),
    (
        BUILDERS["state"]("", [("[*]", "new"), ("new", "[*]", "leaves")]),
        "State diagram: the start leads to new; new leads to the end (leaves).",
    ),
    (
        BUILDERS["er"](
            "", {"Series": {}, "Entry": {}}, [("Series", "exactly-one", "Entry", "one-or-more", "")]
        ),
        "Entity relationship diagram: Series relates to Entry.",
    ),
    (BUILDERS["mindmap"]("Models", {"Labs": ["Qwen"]}), "Mind map: Models; Labs; Qwen."),
    (
        BUILDERS["journey"]("Day", {"Wake": [("Read", 5, ["Me", "You"])]}),
        "User journey “Day”: Read scores 5 of 5 (Me, You).",
    ),
    (BUILDERS["er"]("", {"Series": {}}), "Entity relationship diagram: Series."),
    ("sequenceDiagram\n loop often\n A->>B: hi\n end", "Sequence diagram: A to B: hi."),
    (
        "gantt\n dateFormat YYYY-MM-DD\n section S\n Work :a, 2026-01-01, 1d",
        "Gantt chart: Work from 2026-01-01 to 2026-01-02.",
    ),
    ("kanban\n Todo\n  [Write it]", "Kanban board: Todo; Write it."),
    ("classDiagram\n class A{\n +b() int\n }", "Class diagram: A with +b() : int."),
    (
        "requirementDiagram\n requirement speed {\n id: 1\n text: Pages open at once\n }\n"
        " requirement size {\n id: 2\n }",
        "Requirement diagram: speed: Pages open at once; size.",
    ),
    ('pie\n accDescr: Half and half.\n "a" : 1\n "b" : 1', "Half and half."),
]


@pytest.mark.parametrize(("script", "words"), TOLD)
def test_a_picture_is_told(script: str, words: str) -> None:
    assert describe(parsed(script), ENGLISH) == words


def test_a_task_without_dates_is_told_by_its_name() -> None:
    assert describe({"type": "gantt", "tasks": [{"task": "Work"}]}, ENGLISH) == "Gantt chart: Work."


@pytest.mark.parametrize(
    ("script", "kind"),
    [
        ("stateDiagram-v2\n a --> b", "state"),
        ("stateDiagram\n a --> b", "state"),
        ("graph LR\n a --> b", "flowchart"),
        ("flowchart-elk LR\n a --> b", "flowchart"),
        ("gitGraph\n commit", "gitgraph"),
        ("xychart-beta\n x-axis [a]\n bar [1]", "xychart"),
        ("sankey-beta\n\na,b,1", "sankey"),
        ("requirementDiagram\n requirement r {\n id: 1\n }", "requirement"),
        ("block-beta\n a b", "block"),
        ('packet-beta\n 0-15: "Source"', "packet"),
        ("radar-beta\n axis a, b, c\n curve x{1, 2, 3}", "radar"),
        ('treemap-beta\n"A": 10', "treemap"),
        ("architecture-beta\n service db(database)[DB]", "architecture"),
    ],
)
def test_a_kind_has_mermaids_own_word(script: str, kind: str) -> None:
    assert kind_of(parsed(script)) == kind
    assert kind_of(Mmdr().parse(script, None)) == kind


@settings(max_examples=60, deadline=None)
@given(labels)
def test_words_are_told_plainly_and_at_bounded_length(label: str) -> None:
    alt = describe(parsed(BUILDERS["timeline"](label, [(label, [label] * 9)])), ENGLISH)
    assert len(alt) <= MAX_ALT + 2
    assert not any(mark in alt for mark in ("ﬂ°", "¶ß", "\n", "<script"))


@pytest.mark.parametrize(
    ("lang", "script", "told"),
    [
        (
            "ar",
            BUILDERS["pie"]("الأكواب", {"الميناء": 2380, "المحطة": 1190}, show_data=True),
            "مخطط دائري «الأكواب»: الميناء 67٪ (2,380)؛ المحطة 33٪ (1,190).",
        ),
        (
            "ja",
            BUILDERS["flowchart"](
                "", [("a", "農園"), ("b", "焙煎所"), ("c", "店")], [("a", "b"), ("b", "c")]
            ),
            "フローチャート：農園から焙煎所へ。さらに店へ。",
        ),
        (
            "ja",
            BUILDERS["journey"]("一日", {"朝": [("読む", 5, ["私", "君"])]}),
            "ユーザージャーニー「一日」：読むは5点中5点（私、君）。",
        ),
    ],
)
def test_the_words_are_those_of_the_article(lang: str, script: str, told: str) -> None:
    assert describe(parsed(script), LANGUAGES[lang].diagrams) == told


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("script", [script for script, _ in TOLD if "accDescr" not in script])
def test_every_language_tells_every_kind(lang: str, script: str) -> None:
    told = describe(parsed(script), LANGUAGES[lang].diagrams)
    assert "{" not in told
    assert told.startswith(tuple(LANGUAGES[lang].diagrams.kinds.values()))


def test_a_long_text_of_a_script_without_spaces_is_cut_where_it_is() -> None:
    told = describe({"type": "gantt", "tasks": [{"task": "港" * 2000}]}, LANGUAGES["ja"].diagrams)
    assert MAX_ALT - 20 < len(told) <= MAX_ALT + 2
