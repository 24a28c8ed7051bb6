"""Template tests are read from YAML, and every fault is told at its line."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from briefing.content.template_tests import parse_template_tests
from briefing.errors import BriefingError, ErrorList, Location
from briefing.model.template_test import TemplateTest
from briefing.model.topic import SourceConfig, Topic

HUB = SourceConfig("hub", "feed", {}, Location("t"))
TOPIC = Topic("models", "Models", "", Path("content/models"), "t.md.j2", (HUB,))
HEAD = "- test: one\n  day: 2026-03-01\n  expect: {headline: x}\n  given:\n"
"""Lines 1 to 4; what a case adds begins on line 5."""


def read(text: str) -> list[TemplateTest]:
    return list(parse_template_tests(text, TOPIC, path="a.yaml"))


def observed(text: str) -> list[tuple[str, Decimal, int, int]]:
    (test,) = read(f"{HEAD}    observations:\n      - {text}\n")
    return [(o.entity, o.value, o.observed_at.day, o.days) for o in test.given.observations]


def errors(text: str) -> list[BriefingError]:
    with pytest.raises(BriefingError) as raised:
        read(text)
    error = raised.value
    return list(error.errors) if isinstance(error, ErrorList) else [error]


def test_a_value_each_day() -> None:
    text = "{measure: m, unit: u, from: 2026-02-01, to: 2026-02-02, of: {A: 1.50, B: [2, 3]}}"
    assert observed(text) == [
        ("A", Decimal("1.50"), 1, 1), ("A", Decimal("1.50"), 2, 1),
        ("B", Decimal(2), 1, 1), ("B", Decimal(3), 2, 1),
    ]  # fmt: skip


def test_a_total_is_spread_and_adds_up() -> None:
    text = "{measure: m, unit: u, from: 2026-02-01, to: 2026-02-03, total_of: {A: 1_000}}"
    values = [value for _, value, _, _ in observed(text)]
    assert values == [334, 333, 333]


@pytest.mark.parametrize(
    ("period", "day", "days"),
    [
        ("on: 2026-02-03", 3, 0),
        ("on: 2026-02-03, per: day", 3, 1),
        ("on: 2026-02, per: month", 1, 28),
        ("from: 2026-02-03, to: 2026-02-03, per: instant", 3, 0),
    ],
)
def test_what_a_value_covers(period: str, day: int, days: int) -> None:
    text = f"{{measure: m, unit: u, {period}, of: {{A: 1}}}}"
    assert observed(text) == [("A", Decimal(1), day, days)]


def test_what_is_given_is_known_at_the_topics_hour() -> None:
    text = (
        f"{HEAD}    observations:\n      - {{measure: m, unit: u, on: 2026-02-03, of: {{A: 1}}}}\n"
    )
    (test,) = read(text)
    assert test.given.observations[0].learned_at == datetime(2026, 3, 1, 6, tzinfo=UTC)


def test_entries_a_note_and_failures() -> None:
    (test,) = read(
        f"{HEAD}    sample: true\n    failed: {{hub: gone}}\n    note: |\n      ## A\n      b\n"
        "    entries:\n      - {feed: hub, title: T, score: 3, published: 2026-02-28T05:00}\n"
    )
    (entry,) = test.given.entries
    assert (entry.feed, entry.title, entry.score) == ("hub", "T", 3)
    assert entry.published_at == datetime(2026, 2, 28, 5, tzinfo=UTC)
    assert test.given.failed == {"hub": "gone"}
    assert test.given.sample
    assert test.given.note
    assert test.given.note.sections == (("A", "b\n", 1),)


def test_expectations_know_their_place() -> None:
    (test,) = read(
        "- test: one\n  day: 2026-03-01\n  expect:\n    claims:\n      a > 2: true\n"
        "    says: [x, y]\n    figures: {lead: 2.0}\n"
    )
    assert test.day == date(2026, 3, 1)
    told = [(e.kind, e.about, e.value, e.at.line) for e in test.expectations]
    assert told == [
        ("claims", "a > 2", True, 5),
        ("says", "", "x", 6),
        ("says", "", "y", 6),
        ("figures", "lead", "2.0", 7),
    ]


def test_an_anchor_is_shared() -> None:
    tests = read(
        f"{HEAD}    observations:\n      - &all\n"
        "        - {measure: m, unit: u, on: 2026-02-03, of: {A: 1}}\n"
        "        - {measure: n, unit: u, on: 2026-02-03, of: {A: 1}}\n"
        "- test: two\n  day: 2026-03-01\n  expect: {headline: x}\n"
        "  given:\n    observations: [*all]\n"
    )
    assert [len(test.given.observations) for test in tests] == [2, 2]


OBSERVED = "    observations:\n      - {measure: m, unit: u, "


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ("", 1, "this file is empty", ""),
        ("tests: []", 1, "must be a list", "hyphen"),
        ("- one", 1, "a test must be a table", "test, day"),
        ("- test: one\n  day: soon\n  expect: {headline: x}", 2, "day must be a day", "2026-"),
        ("- test: one\n  day: 2026-13-01\n  expect: {headline: x}", 2, "2026-13-01", "quotes"),
        ("- day: 2026-03-01\n  expect: {headline: x}", 1, "lacks 'test'", ""),
        ("- test: one\n  day: 2026-03-01", 1, "lacks 'expect'", ""),
        ("- test: one\n  day: 2026-03-01\n  expect: {}", 3, "expects nothing", "headline"),
        (HEAD + "    note: x\n" + HEAD + "    note: x", 6, "two tests are called", "rename"),
        (
            HEAD + "    note: |\n      ---\n      hedline: x\n      ---\n",
            5,
            "'hedline'",
            "headline",
        ),
        ("- test: a: b", 1, "not YAML", "quotes"),
        ("- {test: a", 1, "not YAML", "quotes"),
        ("- test: a\n  test: b", 2, "twice", "remove"),
        ("- [1]: 2", 1, "a key must be text", ""),
        (HEAD + "    observation: []", 5, "no key 'observation'", "did you mean 'observations'?"),
        (HEAD + "    failed: {hbu: x}", 5, "no source 'hbu'", "did you mean 'hub'?"),
        (HEAD + "    sample: maybe", 5, "true or false", ""),
        (HEAD + "    entries:\n      - {feed: hub, title: x, published: soon}", 6, "date", "05:00"),
        (HEAD + "    entries:\n      - {feed: hbu, title: x}", 6, "no source 'hbu'", "'hub'"),
        (HEAD + "    entries:\n      - {title: x}", 6, "lacks 'feed'", ""),
        (HEAD + OBSERVED + "on: 2026-02-01}", 6, "lacks 'of'", "of: {"),
        (HEAD + OBSERVED + "from: 2026-02-01, of: {A: 1}}", 6, "lacks 'to'", ""),
        (HEAD + OBSERVED + "of: {A: 1}}", 6, "observation lacks 'from'", "or 'on'"),
        (HEAD + OBSERVED + "from: 2026-02-02, to: 2026-02-01, of: {A: 1}}", 6, "before", ""),
        (HEAD + OBSERVED + "on: 2026-03-02, of: {A: 1}}", 6, "nobody knows", ""),
        (HEAD + OBSERVED + "on: feb, of: {A: 1}}", 6, "not a date", "2026-"),
        (HEAD + OBSERVED + "on: 2026-02-02, per: dya, of: {A: 1}}", 6, "per cannot be", "'day'"),
        (HEAD + OBSERVED + "on: 2026-02-02, of: {A: x}}", 6, "A must be a number", ""),
        (HEAD + OBSERVED + "on: 2026-02-02, of: {A: .nan}}", 6, "A must be a number", ""),
        (HEAD + OBSERVED + "on: 2026-02-02, of: {A: [1, 2]}}", 6, "2 values for 1 day", "one"),
        (HEAD + OBSERVED + "on: 2026-02-02, of: [1]}", 6, "of must be a table", ""),
    ],
)
def test_faults(text: str, line: int, message: str, hint: str) -> None:
    error = errors(text)[0]
    assert error.at
    assert (error.at.path, error.at.line) == ("a.yaml", line)
    assert message in error.message
    assert hint in error.hint


def test_all_faults_are_told_in_the_order_of_lines() -> None:
    text = "- test: a\n  dya: 1\n  expect: {headlin: x}\n- test: b\n  day: 1\n  expect: {}\n"
    assert [e.at.line for e in errors(text) if e.at] == [1, 2, 3, 5, 6]
