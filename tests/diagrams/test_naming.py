"""Pictures have names that say what they show, each its own."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.diagrams.naming import diagram_name
from briefing.model.article import Diagram


@pytest.mark.parametrize(
    ("kind", "title", "taken", "name"),
    [
        ("pie", "Qwen downloads", set(), "1-pie-qwen-downloads"),
        ("flowchart", "Größe & Wandel", {"1-pie-x"}, "2-flowchart-groe-wandel"),
        ("timeline", "日本", set(), "1-timeline"),
        ("", "", set(), "1-diagram"),
        ("pie", "", {"2-pie"}, "3-pie"),
        ("pie", "../../etc/passwd", set(), "1-pie-etc-passwd"),
    ],
)
def test_a_name_is_made_of_number_kind_and_title(
    kind: str, title: str, taken: set[str], name: str
) -> None:
    assert diagram_name(Diagram("d", "", title=title, kind=kind), taken) == name


@given(st.lists(st.text(max_size=90), max_size=12))
def test_names_are_ascii_short_and_never_the_same(titles: list[str]) -> None:
    taken: set[str] = set()
    for title in titles:
        name = diagram_name(Diagram("d", "", title=title, kind="pie"), taken)
        assert re.fullmatch(r"[a-z0-9-]{1,60}", name)
        assert name not in taken
        taken.add(name)
