"""Arguments, windows, horizons, series, feeds, templates, claims."""

from dataclasses import replace
from pathlib import Path

import pytest

from briefing.errors import Location
from briefing.model.finding import Severity
from briefing.model.topic import SourceConfig
from tests.lint.linting import TOPIC, findings, fixed, lint, told


@pytest.mark.parametrize(
    ("body", "rule", "column", "message"),
    [
        ("{{ series('hub.likse') }}", "unknown-series", 11, "series 'hub.likse'"),
        ("{{ series('hub.likes', 'Qwem') }}", "unknown-series", 24, "entity 'Qwem'"),
        ("{{ series('hub.likes', ['Qwen', 'x']) }}", "unknown-series", 33, "entity 'x'"),
        (
            "{% set d = series('hub.likes') %}{{ d['Qwenn'] | latest }}",
            "unknown-series", 39, "entity 'Qwenn'",
        ),
        ("{{ entries('nwes') }}", "unknown-source", 12, "no source 'nwes'"),
        ("{{ stories(['news', 'old']) }}", "unknown-source", 21, "no source 'old'"),
        ("{{ entries(feed='nwes') }}", "unknown-source", 17, "no source 'nwes'"),
        ("{{ entries(dayz=3) }}", "arguments", 12, "entries takes no 'dayz'"),
        ("{{ pie('a', {}, show_dat=true, caption='c') }}", "arguments", 17, "no 'show_dat'"),
        ("{{ xychart('a', ['b'], caption='c') }}", "arguments", 4, "lacks 'series'"),
        ("{{ number | compact(1, 2, 3) }}", "arguments", 13, "not 3"),
        ("{{ date | total('last mont') }}", "window", 17, "'last mont' is no window"),
        ("{{ total(date, window='x') }}", "window", 23, "'x' is no window"),
        (
            "{% directive '3 dayz' %}a{% because %}b{% enddirective %}",
            "horizon", 14, "no horizon",
        ),
        ("{% include 'topics/x.md.j2' %}", "unknown-template", 12, "no template"),
        ("{% from 'topicc.md.j2' import a %}{{ a }}", "unknown-template", 9, "no template"),
        ("{% claim true %}x{% endclaim %}", "claim-condition", 10, "always the same"),
        ("{% claim 3 > 2 %}x{% endclaim %}", "claim-condition", 10, "always the same"),
        ("{% set a = 3 %}{% claim a > 2 %}x{% endclaim %}", "claim-condition", 25, "always the"),
        ("{% claim number > number %}x{% endclaim %}", "claim-condition", 10, "with itself"),
        ("{% claim not number %}x{% endclaim %}", None, 0, ""),
        ("{% claim number %}x{% endclaim %}", "claim-condition", 10, "compares nothing"),
        ("{% claim number > 2 and date.day < 3 %}x{% endclaim %}", None, 0, ""),
        ("{% claim %}x{% endclaim %}", "syntax", 1, "no condition"),
        ("{% include 'gone.j2' ignore missing %}", None, 0, ""),
        ("{{ series('hub.downloads', 'Qwen') | total('28 days') }}", None, 0, ""),
        ("{{ entries('news', days=3) }}{{ stories() }}", None, 0, ""),
    ],
)  # fmt: skip
def test_calls(tmp_path: Path, body: str, rule: str | None, column: int, message: str) -> None:
    found = findings(tmp_path, body)
    if rule is None:
        assert found == []
        return
    (finding,) = found
    assert finding.at
    assert (finding.rule, finding.at.line, finding.at.column) == (rule, 5, column)
    assert message in finding.message


def test_a_series_that_only_a_table_can_name_is_not_refused(tmp_path: Path) -> None:
    table = SourceConfig("t", "csv", {"file": "a.csv", "measure": "sales.net"}, Location("t"))
    topic = replace(TOPIC, sources=(table,))

    def severities(name: str) -> list[Severity]:
        (file,) = lint(tmp_path, f"{{{{ series('{name}') }}}}", topic=topic)
        return [fault.finding.severity for fault in file.faults]

    assert severities("sales.net") == []
    assert severities("anything") == []
    assert severities("sales.new") == [Severity.ERROR]
    assert severities("sale.gross.net") == [Severity.WARNING]


def test_mending_a_quoted_name(tmp_path: Path) -> None:
    assert fixed(tmp_path, "{{ series('hub.likse') }}") == "{{ series('hub.likes') }}"
    assert fixed(tmp_path, '{{ entries("nwes") }}') == '{{ entries("news") }}'


@pytest.mark.parametrize(
    ("body", "line", "column", "message"),
    [
        ("x\n{% clam number > 2 %}x{% endclaim %}", 6, 4, "no tag 'clam'"),
        ("{% if number %}\n{% endfi %}", 6, 4, "no tag 'endfi', where 'elif' or 'else'"),
        ("{{ number ", 5, 1, "unexpected end of template"),
        ("{{ number | }}", 5, 1, "expected"),
        ("{% for a in %}", 5, 1, ""),
        ("{% if number %}", 5, 1, "unexpected end of template"),
    ],
)
def test_what_cannot_be_parsed(
    tmp_path: Path, body: str, line: int, column: int, message: str
) -> None:
    finding = findings(tmp_path, body)[0]
    assert (finding.rule, str(finding.at)) == ("syntax", f"templates/topic.md.j2:{line}:{column}")
    assert message in finding.message


def test_tags_that_can_be_guessed_do_not_hide_the_rest(tmp_path: Path) -> None:
    body = "{% clam number > 2 %}x{% endclam %}\n{{ zzz }}"
    assert told(tmp_path, body) == [("syntax", 5, 4), ("syntax", 5, 27), ("unknown-name", 6, 4)]
    assert "{% claim number > 2 %}x{% endclam %}" in fixed(tmp_path, body)
