"""Unknown names, filters, tests and attributes; what is set and never used."""

from pathlib import Path

import pytest

from tests.lint.linting import faults, findings, fixed, told


@pytest.mark.parametrize(
    ("body", "rule", "line", "column", "hint"),
    [
        ("{{ numbr }}", "unknown-name", 5, 4, "did you mean 'number'?"),
        ("ok\n{{ date }} and {{ numbr }}", "unknown-name", 6, 19, "did you mean 'number'?"),
        ("{{ zzz }}", "unknown-name", 5, 4, "names are set with"),
        ("{{ date |\n   long_dat }}", "unknown-filter", 6, 4, "did you mean 'long_date'?"),
        ("{% if date is mising %}{% endif %}", "unknown-test", 5, 15, "did you mean 'missing'?"),
        ("{{ topic.titel }}", "unknown-name", 5, 10, "did you mean 'title'?"),
        ("{% for a in [] %}{{ loop.indx }}{{ a }}{% endfor %}", "unknown-name", 5, 26, "'index'?"),
        ("{{ pei('x', {}) }}", "unknown-name", 5, 4, "did you mean 'pie'?"),
        ("{{ a }}{% set a = 1 %}", "unknown-name", 5, 4, "set it above"),
        ("{% for b in [] %}{% set a = b %}{% endfor %}{{ a }}", "unknown-name", 5, 48, "namespace"),
    ],
)
def test_what_nothing_defines(
    tmp_path: Path, body: str, rule: str, line: int, column: int, hint: str
) -> None:
    (finding,) = [f for f in findings(tmp_path, body) if f.rule != "unused"]
    assert finding.at
    assert (finding.rule, finding.at.line, finding.at.column) == (rule, line, column)
    assert hint in finding.hint


@pytest.mark.parametrize(
    "body",
    [
        "{% set a = 1 %}{{ a }}",
        "{% set a, b = 1, 2 %}{{ a }}{{ b }}",
        "{% if date.day == 1 %}{% set a = 1 %}{% else %}{% set a = 2 %}{% endif %}{{ a }}",
        "{% for a in [1] if a %}{{ loop.first }}{{ a }}{% else %}{{ date }}{% endfor %}",
        "{% macro m(x, y=1) %}{{ x }}{{ y }}{{ later }}{{ varargs }}{% endmacro %}"
        "{% set later = 1 %}{{ m(2) }}",
        "{% if nobody is defined %}{{ nobody }}{% endif %}{{ someone | default('x') }}",
        "{% set ns = namespace(n=0) %}{% for a in [1] %}{% set ns.n = a %}{% endfor %}{{ ns.n }}",
        "{% with a = 1 %}{{ a }}{% endwith %}",
        "{% set a %}text{% endset %}{{ a }}",
        "{% raw %}{{ nothing }}{% endraw %}{# {{ nothing }} #}",
        "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}x{% endcall %}",
    ],
)
def test_what_jinja_itself_knows(tmp_path: Path, body: str) -> None:
    assert told(tmp_path, body) == []


def test_each_place_of_a_misspelling_is_told(tmp_path: Path) -> None:
    body = "{% set leader = 1 %}{{ leader }}{{ leadr }} and {{ leadr }}"
    assert [column for _, _, column in told(tmp_path, body)] == [36, 52]


@pytest.mark.parametrize(
    ("body", "column"),
    [
        ("{% set a = 1 %}", 8),
        ("{% figure a = quantity(1, 'x') %}", 11),
        ("{% macro m() %}{% endmacro %}", 10),
        ("{%- set  a = 1 -%}", 10),
        ("{% set a %}x{% endset %}", 8),
    ],
)
def test_unused(tmp_path: Path, body: str, column: int) -> None:
    assert told(tmp_path, body) == [("unused", 5, column)]


def test_what_a_note_or_a_part_uses_is_used(tmp_path: Path) -> None:
    body = "{% set a = 1 %}{% set b = 2 %}\n## One\n{% include 'part.md.j2' %}"
    assert told(tmp_path, body, note="## One\n{{ a }}\n", part="{{ b }}") == []


def test_a_part_knows_what_its_whole_has_set(tmp_path: Path) -> None:
    body = "{% set a = 1 %}\n{% include 'part.md.j2' %}"
    (finding,) = findings(tmp_path, body, part="\n{{ a }}{{ elsewhere }}")
    assert str(finding.at) == "templates/part.md.j2:2:11"


def test_a_note_knows_what_the_template_has_set(tmp_path: Path) -> None:
    note = "---\nheadline: About {{ leadr }}\n---\n## One\n{{ leader }}\n"
    (finding,) = findings(tmp_path, "{% set leader = 1 %}\n## One\n", note=note)
    assert str(finding.at) == "content/models/notes/2026-03-01.md:2:20"


# --- mending ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "after"),
    [
        ("{% set leader = 1 %}{{ leader }}{{leadr}} leadr", None),
        ("{{ date | long_dat }}", "{{ date | long_date }}"),
        ("a\n  {% set x = 1 %}  \nb\n", "a\nb\n"),
        ("a {% set x = 1 %} b\n", "a  b\n"),
        ("a {% set x = 1 %}\nb\n", "a \nb\n"),
        ("{%- figure x =\n  quantity(1, 'a') -%}\nb\n", "b\n"),
        ("{% set x = cite('T', 'https://a.example') %}", None),
        ("{% set x = zzzz.make() %}", None),
    ],
)
def test_mending(tmp_path: Path, body: str, after: str | None) -> None:
    expected = body.replace("{{leadr}}", "{{leader}}") if after is None else after
    assert fixed(tmp_path, body) == expected


@pytest.mark.parametrize(
    "body", ["{{ dat }}", "{{ ab }}", "{% set aaaa1 = 1 %}{% set aaaa2 = 2 %}"]
)
def test_a_guess_is_no_mend(tmp_path: Path, body: str) -> None:
    unknown = [f for f in faults(tmp_path, body) if f.finding.rule == "unknown-name"]
    assert not any(fault.mend for fault in unknown)


def test_what_is_misspelt_where_it_is_used_is_not_unused(tmp_path: Path) -> None:
    body = "{% set leader = 1 %}{{ leadr }}"
    assert [rule for rule, _, _ in told(tmp_path, body)] == ["unknown-name"]
