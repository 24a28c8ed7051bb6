"""Each expectation passes where it is so, and fails with words that help where it is not."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from briefing.errors import DataError, Location
from briefing.flows.try_template import EDITIONS, JUDGES, try_template
from briefing.model.article import (
    Article,
    Claim,
    Diagram,
    Emphasis,
    FigureRef,
    Heading,
    ListBlock,
    ListItem,
    Paragraph,
    Section,
    Text,
)
from briefing.model.figure import Figure
from briefing.model.finding import Finding, Severity
from briefing.model.issue import Drawing, DrawnDiagram, Issue
from briefing.model.template_test import EXPECTATIONS, Expectation, Given, TemplateTest
from briefing.model.topic import SourceConfig, Topic
from tests.fakes import MemoryStore

AT = Location("a.yaml", 3)
NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
SOURCES = tuple(SourceConfig(name, "feed", {}, AT) for name in ("hub", "news"))
TOPIC = Topic("models", "Models", "", Path("models"), "t.md.j2", SOURCES)
LEAD = Figure(Decimal(2), "ratio", NOW, "a / b", id="lead", text="2.0×")
ARTICLE = Article(
    topic="models",
    topic_title="Models",
    publication="Daily",
    date=date(2026, 3, 1),
    number=1,
    as_of=NOW,
    title=(Text("Twice "), Emphasis("em", (Text("as many"),))),
    dek=(Text("The\ndek"),),
    byline="",
    lang="en",
    direction="ltr",
    sections=(
        Section(
            "one",
            (Text("The lead"),),
            (
                Heading(3, (Text("Inner"),)),
                ListBlock((ListItem((Paragraph((FigureRef("lead", "double"),)),)),)),
            ),
        ),
    ),
    figures=(LEAD,),
    claims=(Claim("x", "lead  > 2", False, None, True, "2 > 2", AT),),
)
DRAWN = DrawnDiagram(Diagram("d", "pie", kind="pie"), Drawing("", b"", 1, 1, "pie", "alt"), "d")
STALE = Finding("stale-data", Severity.WARNING, "old")
ISSUE = Issue(
    ARTICLE, (DRAWN,), "<html>", "It was exactly\ntwice as many. Nothing more.", "<web>", b"",
    (STALE,), {"a": "é"},
)  # fmt: skip


def failures(kind: str, value: str | bool, about: str = "") -> list[tuple[str, str]]:
    test = TemplateTest(
        "models", "t", ARTICLE.date, Given(), (Expectation(kind, value, AT, about),), AT
    )
    outcome = try_template(test, TOPIC, MemoryStore(), lambda: ISSUE)
    assert all(failure.at == AT for failure in outcome.failures)
    return [(failure.message, failure.hint) for failure in outcome.failures]


@pytest.mark.parametrize(
    ("kind", "value", "about"),
    [
        ("headline", "Twice as many", ""),
        ("dek", "The dek", ""),
        ("says", "exactly twice  as", ""),
        ("does_not_say", "more than twice", ""),
        ("claims", False, "lead > 2"),
        ("sections", "The lead", ""),
        ("sections", "Inner", ""),
        ("no_sections", "Another", ""),
        ("figures", "2.0×", "lead"),
        ("figures", "double", "lead"),
        ("no_figures", "other", ""),
        ("diagrams", "pie", ""),
        ("findings", "stale-data", ""),
        ("no_findings", "claim-failed", ""),
        ("golden", "email.txt", ""),
    ],
)
def test_what_is_so(kind: str, value: str | bool, about: str) -> None:
    assert failures(kind, value, about) == []


@pytest.mark.parametrize(
    ("kind", "value", "about", "message", "hint"),
    [
        ("headline", "Thrice", "", "the headline reads 'Twice as many'", "should read 'Thrice'"),
        ("dek", "Another", "", "the dek reads 'The dek'", "'Another'"),
        ("says", "exactly thrice as many", "", "does not say", "It was exactly twice as many."),
        ("says", "zzz", "", "does not say 'zzz'", ""),
        ("does_not_say", "twice as", "", "says 'twice as'", "It was exactly twice as many"),
        ("claims", True, "lead > 2", "'lead > 2' does not hold", "2 > 2"),
        ("claims", True, "led > 2", "no claim 'led > 2'", "did you mean 'lead > 2'?"),
        ("claims", True, "?", "no claim", "the claims that were looked at: 'lead > 2'"),
        ("sections", "The led", "", "no section 'The led'", "did you mean 'The lead'?"),
        ("no_sections", "The lead", "", "there is a section", ""),
        ("figures", "3", "lead", "prints '2.0×' and 'double'", "'3'"),
        ("figures", "3", "led", "no figure 'led'", "did you mean 'lead'?"),
        ("no_figures", "lead", "", "the figure 'lead' prints", ""),
        ("diagrams", "gantt", "", "no diagram", "there are pie"),
        ("findings", "stale-dat", "", "no finding", "did you mean 'stale-data'?"),
        ("no_findings", "stale-data", "", "reports 'stale-data'", "old"),
        ("golden", "email.tx", "", "no edition", "did you mean 'email.txt'?"),
        ("error", "x", "", "the issue was built", "no error"),
    ],
)
def test_what_is_not_so(kind: str, value: str | bool, about: str, message: str, hint: str) -> None:
    ((said, helps),) = failures(kind, value, about)
    assert message in said
    assert hint in helps


def stopped(*expectations: Expectation) -> tuple[Finding, ...]:
    def build() -> Issue:
        raise DataError("no series 'x'", at=Location("t.md.j2", 9))

    test = TemplateTest("models", "t", ARTICLE.date, Given(), expectations, AT)
    return try_template(test, TOPIC, MemoryStore(), build).failures


def test_an_error_that_is_expected() -> None:
    assert stopped(Expectation("error", "t.md.j2:9: no series 'x'", AT)) == ()
    (failure,) = stopped(Expectation("error", "another", AT))
    assert "another error: t.md.j2:9: no series 'x'" in failure.message


def test_an_error_that_is_not_expected() -> None:
    (failure,) = stopped(Expectation("headline", "x", AT))
    assert failure.message == "the build stopped: t.md.j2:9: no series 'x'"


def test_sources_were_collected_unless_they_failed() -> None:
    store = MemoryStore()
    given = Given(failed={"hub": "gone"})
    test = TemplateTest("models", "t", ARTICLE.date, given, (), AT)
    try_template(test, TOPIC, store, lambda: ISSUE)
    assert [(c.source, c.error) for c in store.collections] == [("hub", "gone"), ("news", "")]
    store = MemoryStore()
    try_template(replace(test, given=replace(given, sample=True)), TOPIC, store, lambda: ISSUE)
    assert [c.source for c in store.collections] == ["hub"]


def test_golden_editions_are_handed_on() -> None:
    expected = [Expectation("golden", name, AT) for name in EDITIONS]
    test = TemplateTest("models", "t", ARTICLE.date, Given(), tuple(expected), AT)
    editions = try_template(test, TOPIC, MemoryStore(), lambda: ISSUE).editions
    assert editions["index.html"] == "<web>"
    assert editions["email.html"] == "<html>"
    assert editions["issue.json"] == '{\n "a": "é"\n}\n'


def test_every_expectation_has_a_judge() -> None:
    assert set(JUDGES) | {"error", "golden"} == set(EXPECTATIONS)
