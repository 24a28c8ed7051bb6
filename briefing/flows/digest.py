"""Build the digest of a topic's week out of the issues that were sent in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from briefing.check.issue import check_issue
from briefing.errors import NothingToTell
from briefing.flows.build import Engines
from briefing.model.archive import ArchivedIssue
from briefing.model.article import (
    Article,
    Block,
    Directive,
    Directives,
    Heading,
    Link,
    ListBlock,
    ListItem,
    Paragraph,
    Section,
    Text,
)
from briefing.model.delivery import IssueKind
from briefing.model.issue import Issue
from briefing.model.topic import Publication, Topic
from briefing.render.dates import long_date
from briefing.render.issue import render_issue
from briefing.render.languages import counted, language_of
from briefing.render.places import issue_path

A_WEEK = timedelta(days=7)
MOST_FIGURES = 6


def build_digest(
    topic: Topic,
    publication: Publication,
    day: date,
    issues: Sequence[ArchivedIssue],
    engines: Engines,
    frames: Collection[str] = (),
) -> Issue:
    """Return the digest of `day`, checked as every issue is.

    `frames` are the languages in which readers want what stands around it.

    Raises: NothingToTell where no issue was sent in that week; BriefingError where it cannot be
    rendered.
    """
    article = compose_digest(topic, publication, day, issues)
    issue = render_issue(
        article,
        (),
        publication,
        templates=engines.templates,
        mjml=engines.mjml,
        frames=frames,
    )
    return issue.with_findings(tuple(check_issue(issue, topic, publication)))


def compose_digest(
    topic: Topic, publication: Publication, day: date, issues: Sequence[ArchivedIssue]
) -> Article:
    """Return the digest of `day`: the issues of the seven days that end with it, and what is due.

    `issues` are any of the topic's that were sent; those of other days are left out. A figure is
    quoted as it was printed, and leads to where its issue tells how it is known.

    Raises: NothingToTell where no issue was sent in that week.
    """
    week = _of_the_week(issues, day)
    if not week:
        raise NothingToTell(
            f"no issue of {topic.name!r} was sent in the week that ends on {day.isoformat()}",
            hint="a week without issues has no digest",
        )
    latest, language = week[0], language_of(topic.lang)
    words = language.digest
    due = Directives(tuple(_due(week, day, publication)))
    sections = (
        Section("issues", (Text(words.issues),), tuple(_entries(week, publication))),
        Section("figures", (Text(words.figures),), tuple(_figures(latest, publication))),
        Section("due", (Text(words.due),), (due,) if due.items else ()),
    )
    dek = counted(words.dek, len(week), language.tag).format(title=latest.head.title)
    day_said = long_date(day, topic.lang)
    return Article(
        topic=topic.name,
        topic_title=topic.title,
        publication=publication.name,
        date=day,
        number=latest.head.number,
        as_of=topic.as_of(day),
        title=(Text(words.title.format(topic=topic.title, day=day_said)),),
        dek=(Text(dek),),
        byline=topic.byline,
        lang=topic.lang,
        direction=topic.direction,
        sections=tuple(section for section in sections if section.blocks),
        sample=any(issue.head.sample for issue in week),
        kind=IssueKind.WEEKLY,
    )


def _of_the_week(issues: Sequence[ArchivedIssue], day: date) -> list[ArchivedIssue]:
    """Return the daily issues sent in the week that ends with `day`, the latest first."""
    within = [
        issue
        for issue in issues
        if issue.head.sent_at
        and issue.head.kind == IssueKind.DAILY
        and day - A_WEEK < issue.head.day <= day
    ]
    return sorted(within, key=lambda issue: issue.head.day, reverse=True)


def _url(issue: ArchivedIssue, publication: Publication) -> str:
    head = issue.head
    return f"{publication.url}{issue_path(head.topic, head.day, head.kind)}"


def _entries(week: Sequence[ArchivedIssue], publication: Publication) -> Iterator[Block]:
    for issue in week:
        head = issue.head
        yield Heading(3, (Link(_url(issue, publication), (Text(head.title),)),))
        said = f"{long_date(head.day, head.lang)}. {head.dek}".strip()
        yield Paragraph((Text(said),))


def _figures(issue: ArchivedIssue, publication: Publication) -> Iterator[Block]:
    """Yield the latest issue's figures, each leading to how it is known."""
    figures: Sequence[Mapping[str, Any]] = issue.manifest.get("figures", ())
    items = [
        ListItem(
            (
                Paragraph(
                    (
                        Link(f"{_url(issue, publication)}#figure-{f['id']}", (Text(f["text"]),)),
                        Text(f" {f['label']}"),
                    )
                ),
            )
        )
        for f in figures
        if f.get("label")
    ]
    if items:
        yield ListBlock(tuple(items[:MOST_FIGURES]))


def _due(week: Sequence[ArchivedIssue], day: date, publication: Publication) -> Iterator[Directive]:
    """Yield what the week's issues said is due in the next seven days, the first due first."""
    known: dict[tuple[str, str], Directive] = {}
    for issue in week:
        for said in issue.manifest.get("directives", ()):
            due = date.fromisoformat(said["due"])
            if day < due <= day + A_WEEK:
                action = (Link(_url(issue, publication), (Text(said["action"]),)),)
                directive = Directive(action, due, said["horizon"])
                known.setdefault((said["action"], said["due"]), directive)
    yield from sorted(known.values(), key=lambda directive: directive.due)
