"""Issues to archive, and the rows that they belong to."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Engine, insert, select

from briefing.model.article import Article, Text
from briefing.model.delivery import IssueKind, IssueState
from briefing.model.issue import Issue
from briefing.store.archive import SqlArchive
from briefing.store.instants import to_ticks
from briefing.store.tables.outbox import issue as issue_table
from tests.render.articles import ARTICLE, render

DAY = date(2026, 3, 1)
AT = datetime(2026, 3, 1, 5, tzinfo=UTC)


def article(number: int = 0, **changes: object) -> Article:
    """Return the article of a day, counted from the first."""
    given = {
        "date": DAY + timedelta(days=number),
        "number": 60 + number,
        "title": (Text(f"Headline number {number}"),),
        "as_of": AT + timedelta(days=number),
        **changes,
    }
    return replace(ARTICLE, **given)  # type: ignore[arg-type]


def issue_id(engine: Engine, topic: str, day: date, kind: IssueKind = IssueKind.DAILY) -> int:
    """Return the number of a topic's issue of a day, made where there is none."""
    key = {"topic": topic, "day": day.isoformat(), "kind": kind}
    known = select(issue_table.c.id).filter_by(**key)
    row = {
        **key,
        "state": IssueState.BUILT,
        "due_at": to_ticks(AT),
        "fence": 0,
        "content_hash": "",
        "note": "",
        "changed_at": to_ticks(AT),
    }
    with engine.begin() as connection:
        found = connection.execute(known).scalar()
        return found or connection.execute(insert(issue_table).values(row)).inserted_primary_key[0]


def keep(
    archive: SqlArchive,
    issue: Issue | None = None,
    *,
    sent: bool = True,
    kind: IssueKind = IssueKind.DAILY,
    **changes: object,
) -> int:
    """Archive an issue, as sent where nothing else is said; return its number."""
    built = issue or render(article(**changes))  # type: ignore[arg-type]
    number = issue_id(archive.engine, built.article.topic, built.article.date, kind)
    archive.save_issue(number, built, built_at=built.article.as_of)
    if sent:
        archive.mark_sent(number, built.article.as_of + timedelta(minutes=1))
    return number
