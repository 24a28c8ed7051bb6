"""Diagrams, captions, pictures, headings; notes; mending to the byte."""

from pathlib import Path

import pytest

from briefing.lint.fault import Mend, mended
from briefing.lint.rules import MEANINGS, RULES
from briefing.lint.spelling import distance, nearly
from tests.lint.linting import findings, told


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("```mermaid\nflowchart LR\n A --> B\n```\n", [("caption", 5, 1)]),
        ("```mermaid {caption='c'}\nflowchart LR\n A --> B\n```\n", []),
        ("~~~mermaid {caption='{{ date }}'}\nflowchart LR\n A --> B\n~~~\n", []),
        ('```mermaid {caption="c" alt=""}\nflowchart LR\n A --> B\n```\n', [("image-alt", 5, 1)]),
        ("```mermaid {captoin='c'}\nflowchart LR\n A --> B\n```\n", [("caption", 5, 1)]),
        ("```mermaid caption\nflowchart LR\n A --> B\n```\n", [("caption", 5, 1)]),
        ('```mermaid\npie title Share\n"a" : {{ number }}\n```\n', []),
        ("```mermaid {caption='c'}\nflowchrt LR\n A --> B\n```\n", [("diagram", 6, 1)]),
        ("text\n\n```mermaid {caption='c'}\nflowchart LR\n A --> \n```\n", [("diagram", 9, 8)]),
        ("```mermaid {caption='c'}\n{{ number }}\n```\n", []),
        ("```\nnever ends\n", [("fence", 5, 1)]),
        ("{{ pie('a', {}) }}", [("caption", 5, 4)]),
        ("{{ pie('a', {}, caption='') }}", [("caption", 5, 4)]),
        ("{{ pie('a', {}, caption='c', alt='') }}", [("image-alt", 5, 4)]),
        ("See ![](https://a.example/b.png)", [("image-alt", 5, 5)]),
        ("![A map](https://a.example/b.png)", []),
        ("## Two\n\n#### Four\n\n### Three\n", [("heading-order", 7, 1)]),
        ("##\n", [("heading-empty", 5, 1)]),
        ("## {{ date }}\n", []),
    ],
)
def test_markdown(tmp_path: Path, body: str, found: list[tuple[str, int, int]]) -> None:
    assert told(tmp_path, body) == found


def test_a_misspelt_kind_of_diagram(tmp_path: Path) -> None:
    (finding,) = findings(tmp_path, "```mermaid {caption='c'}\nflowchrt LR\n```\n")
    assert finding.hint == "did you mean 'flowchart'?"


@pytest.mark.parametrize(
    ("whole", "found"),
    [
        ("{% set a = 1 %}\n# {{ a }}\n\nDek\n", []),
        ("{% if number > 1 %}# One{% else %}# Two{% endif %}\n\nDek\n", []),
        ("\n\nText first.\n\n# Late\n", [("headline", 3, 1)]),
        ("## Two\n", [("headline", 1, 1), ("heading-order", 1, 1)]),
        ("", [("headline", 1, 1)]),
    ],
)
def test_headline(tmp_path: Path, whole: str, found: list[tuple[str, int, int]]) -> None:
    # `## Two` alone skips no level: the first heading counts from 1.
    expected = [f for f in found if f[0] != "heading-order"]
    assert told(tmp_path, whole, bare=True) == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("Lead.\n\n## One\n\nWords.\n", []),
        ("## Oen\nWords.\n", [("note-section", 1, 1)]),
        ("---\nhedline: x\n---\n", [("note", 2, None)]),
        ("---\nheadline: 12 more\n---\n", [("numbers", 2, 11)]),
        ("{{ numbr }}\n", [("unknown-name", 1, 4)]),
        ("{% fi %}\n", [("syntax", 1, 4)]),
    ],
)
def test_notes(tmp_path: Path, note: str, found: list[tuple[str, int, int]]) -> None:
    assert told(tmp_path, "## One\n", note=note) == found


def test_every_finding_has_a_meaning_and_a_way_out(tmp_path: Path) -> None:
    body = "{{ numbr }}{{ pie('a', {}) }}{% claim 1 %}{% endclaim %} 12 ![](x)\n\n#### D\n"
    found = findings(tmp_path, body)
    assert {f.rule for f in found} <= set(MEANINGS)
    assert all(f.hint and f.at and f.at.line and f.at.column for f in found)
    assert len(RULES) == len(set(RULES))


# --- to the byte --------------------------------------------------------------------------------


def test_mends_leave_every_other_byte() -> None:
    text = "a\r\nb misspelt é\r\nc\n"
    assert mended(text, [Mend(4, 12, "x"), Mend(15, 16, "y")]) == "a\r\nb x é\r\ny\n"


def test_of_overlapping_mends_the_first_is_made() -> None:
    assert mended("abcdef", [Mend(2, 5, ""), Mend(1, 3, "X")]) == "aXdef"


@pytest.mark.parametrize(
    ("left", "right", "apart"),
    [("a", "a", 0), ("leadr", "leader", 1), ("ledaer", "leader", 1), ("abc", "xyz", 3)],
)
def test_distance(left: str, right: str, apart: int) -> None:
    assert distance(left, right) == apart == distance(right, left)


@pytest.mark.parametrize(
    ("name", "known", "right"),
    [
        ("leadr", ["leader", "reader"], "leader"),
        ("eader", ["leader", "reader"], ""),
        ("pei", ["pie"], ""),
        ("downlaods_al", ["downloads_all"], "downloads_all"),
        ("short", ["entirely"], ""),
        ("leader", ["leader"], ""),
    ],
)
def test_nearly(name: str, known: list[str], right: str) -> None:
    assert nearly(name, known) == right
