"""The digest of a week: what was sent in it, as it was said, and what is due next."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from briefing.errors import DataError
from briefing.flows.digest import compose_digest
from briefing.model.archive import ArchivedHead, ArchivedIssue
from briefing.model.article import plain
from briefing.model.delivery import IssueKind
from briefing.render.places import issue_url
from tests.render.articles import AT, PUBLICATION, render
from tests.web.shelf import TOPIC

DAY = date(2026, 3, 29)
MANIFEST = render().manifest


def issue(number: int, **changes: object) -> ArchivedIssue:
    day = DAY - timedelta(days=number)
    head = ArchivedHead(
        issue_id=number, topic="open-models", topic_title="Open models", day=day,
        kind=IssueKind.DAILY, number=90 - number, title=f"Title {number}", dek="It matters.",
        lang="en", direction="ltr", sample=False, as_of=AT, built_at=AT, sent_at=AT,
        content_hash="",
    )  # fmt: skip
    return ArchivedIssue(replace(head, **changes), "", "", "", b"", MANIFEST)  # type: ignore[arg-type]


def text_of(*issues: ArchivedIssue) -> str:
    article = compose_digest(TOPIC, PUBLICATION, DAY, issues)
    return render(article, diagrams=()).email_text


def test_it_lists_the_week_latest_first() -> None:
    text = text_of(issue(3), issue(0), issue(6))
    assert text.index("TITLE 0") < text.index("TITLE 3") < text.index("TITLE 6")
    assert "3 issues, the latest: Title 0" in text
    assert "https://briefing.example/open-models/2026-03-26/" in text


def test_it_holds_sent_daily_issues_of_the_week_alone() -> None:
    others = issue(7), issue(-1), issue(1, sent_at=None), issue(2, kind=IssueKind.WEEKLY)
    text = text_of(issue(0), *others)
    assert "One issue" in text
    assert not any(f"Title {n}" in text for n in (7, -1, 1, 2))


def test_figures_lead_to_how_they_are_known() -> None:
    page = render(compose_digest(TOPIC, PUBLICATION, DAY, [issue(0)]), diagrams=()).email_html
    assert "https://briefing.example/open-models/2026-03-29/#figure-leader" in page
    assert "153.6M" in page


def test_what_is_due_next_week_is_said_once() -> None:
    text = text_of(issue(0), issue(1))
    assert text.count("Take stock.") == 1  # due on 31 March; the other directive is due in April
    assert "Try one." not in text


def test_it_has_an_address_of_its_own() -> None:
    article = compose_digest(TOPIC, PUBLICATION, DAY, [issue(0, sample=True)])
    assert (
        issue_url(article, PUBLICATION) == "https://briefing.example/open-models/weekly/2026-03-29/"
    )
    assert article.sample
    assert "week to 29 March 2026" in plain(article.title)


def test_a_week_without_issues_has_none() -> None:
    with pytest.raises(DataError, match="no issue"):
        compose_digest(TOPIC, PUBLICATION, DAY, [issue(9)])
