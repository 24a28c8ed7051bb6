"""Numbers typed by hand, and those that are meant."""

from pathlib import Path

import pytest

from tests.lint.linting import findings, told


@pytest.mark.parametrize(
    ("prose", "numbers"),
    [
        ("It had 1,234,567 downloads.", ["1,234,567"]),
        ("Up 12.5% (or 3×) on 2.5 million.", ["12.5%", "3×", "2.5"]),
        ("About 153.6M, €40 and -7 a day.", ["153.6M", "€40", "-7"]),
        ("Between 10–20% of them, 3-5 teams.", ["10–20%", "3-5"]),
        ("In 30 days Alibaba 12 times over.", ["30", "12"]),
        ("Nearly 2000 users; 2026 downloads.", ["2000", "2026"]),
        ("| a | 12 |\n| --- | --- |\n| b | 13 |", ["12", "13"]),
        ("**42** and *43*", ["42", "43"]),
        ("We count 9 {{ date }} 10", ["9", "10"]),
        ("Since 2024, and 1999–2003, on 3 March 2026, March 3, 2026-02-01, at 06:00.", []),
        ("Qwen 2.5, Python 3.12, Windows 11, GPT-4, H100, v1.2, 1.2.3, HTTP/2, 3rd, 5G.", []),
        ("1. first\n2. second\n   - a\n\n## 3. Heading\n", []),
        ("Chapter 3, no. 4, [12](https://a.example/12), `3 + 4`, https://b.example/9", ["12"]),
        ("<https://a.example/12> [^1] &#169; ![ab 3](https://a.example/3)\n\n[^1]: Note.", ["3"]),
        ("```python\nx = 12\n```\n\n~~~\n13\n~~~\n", []),
        ("{{ 12 }} {% if number > 13 %}x{% endif %} {# 14 #}", []),
    ],
)  # fmt: skip
def test_prose(tmp_path: Path, prose: str, numbers: list[str]) -> None:
    found = [f.message for f in findings(tmp_path, prose + "\n") if f.rule == "numbers"]
    assert found == [f"{number!r} is typed by hand" for number in numbers]


def test_months_are_read_in_the_topics_language(tmp_path: Path) -> None:
    from dataclasses import replace

    from tests.lint.linting import TOPIC, lint

    german = replace(TOPIC, lang="de")
    (file,) = lint(tmp_path, "Am 3. März und am 4. Apfel.\n", topic=german)
    assert [fault.finding.message for fault in file.faults] == ["'4' is typed by hand"]


@pytest.mark.parametrize(
    "body",
    [
        "It had 12. {# lint: allow numbers #}\n",
        "{# lint: allow numbers #}\nIt had 12\nand 13.\n",
        "{# lint: allow numbers #}\n```mermaid\npie\n\n'A': 3\n```\n",
        "{# lint: allow numbers in this file #}\n\nIt had 12.\n\nAnd 13.\n",
        "{# lint: allow caption, numbers #}\n{{ pie('a', {'x': 3}) }}\n",
    ],
)
def test_what_is_meant(tmp_path: Path, body: str) -> None:
    rules = {rule for rule, _, _ in told(tmp_path, body)}
    assert "numbers" not in rules
    assert "allow" not in rules


def test_an_allowance_ends_with_its_paragraph(tmp_path: Path) -> None:
    body = "{# lint: allow numbers #}\nIt had 12.\n\nAnd 13.\n"
    assert told(tmp_path, body) == [("numbers", 8, 5)]


def test_allowances_are_looked_over_too(tmp_path: Path) -> None:
    body = "{# lint: allow numbers #} a\n{# lint: allow numbrs #} b\n{# lint: alow x #}\n"
    assert told(tmp_path, body) == [("allow", 5, 16), ("allow", 6, 16), ("allow", 7, 3)]


@pytest.mark.parametrize(
    ("call", "column"),
    [
        ("{{ pie('a', {'x': 3, 'y': 4}, caption='c') }}", 19),
        ("{{ xychart('a', ['b'], {'n': [-3.5]}, caption='c') }}", 32),
        ("{{ sankey('a', [('b', 'c', 3)], caption='c') }}", 28),
    ],
)
def test_data_of_charts(tmp_path: Path, call: str, column: int) -> None:
    assert told(tmp_path, call) == [("numbers", 5, column)]


def test_what_filters_take_is_no_data(tmp_path: Path) -> None:
    assert told(tmp_path, "{{ pie('a', {'x': number | round(1)}, caption='c') }}") == []


def test_the_data_of_a_fence(tmp_path: Path) -> None:
    assert told(tmp_path, '```mermaid {caption="c"}\npie\n  "A" : 3\n```\n') == [("numbers", 7, 9)]


@pytest.mark.parametrize(
    ("diagram", "numbers"),
    [
        (
            'caption="Grew 14% in 3 weeks" alt="Pie: 61 %"',
            [
                "'14%' is typed by hand into this caption",
                "'3' is typed by hand into this caption",
                "'61' is typed by hand into this alt",
            ],
        ),
        ("title='Since 2024, with Python 3.12'", []),
        ('caption="Grew {{ growth }} since 3 March"', []),
    ],
)
def test_what_stands_behind_a_fences_language(
    tmp_path: Path, diagram: str, numbers: list[str]
) -> None:
    body = f"{{% set growth = 1 %}}\n```mermaid {{{diagram}}}\nflowchart LR\n  a --> b\n```\n"
    found = [f.message for f in findings(tmp_path, body) if f.rule == "numbers"]
    assert found == numbers


def test_the_place_of_a_number_in_a_caption(tmp_path: Path) -> None:
    body = '```mermaid {caption="Grew 14%"}\nflowchart LR\n  a --> b\n```\n'
    assert ("numbers", 5, 27) in told(tmp_path, body)


def test_the_words_of_a_diagram_call(tmp_path: Path) -> None:
    body = (
        "{% set data = {} %}{{ pie('Shares of 40 teams', data, caption='Up 12.5% in 2026',"
        " alt='x {{ 3 }}') }}\n"
    )
    found = [f.message for f in findings(tmp_path, body) if f.rule == "numbers"]
    assert found == [
        "'40' is typed by hand into the title of this pie",
        "'12.5%' is typed by hand into the caption of this pie",
        "'3' is typed by hand into the alt of this pie",
    ]
