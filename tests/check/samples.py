"""A small issue with nothing wrong, and ways to spoil one thing of it."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from briefing.check.issue import check_issue
from briefing.errors import Location
from briefing.model.article import Article, Diagram, Paragraph, Section, Text
from briefing.model.finding import Finding, Severity
from briefing.model.issue import Drawing, DrawnDiagram, Issue
from briefing.model.theme import Theme
from briefing.model.topic import Publication, Topic

AT = Location("templates/topics/x.md.j2", 12)
SERIES = ("#1d4ed8", "#bf7716", "#2a9d8f")
PUBLICATION = Publication(
    name="The Daily Figure",
    root=Path("."),
    url="https://daily.figure.news",
    sender="The Daily Figure <daily@figure.news>",
    address="1 Sample Street, 10115 Berlin",
    theme=Theme(series=SERIES),
)
TOPIC = Topic("x", "X", "", Path("topic.toml"), "x.md.j2", ())
DIAGRAM = Diagram("d1", "pie", "Shares", kind="pie", alt="Pie chart: A 100 %", at=AT)
DRAWN = DrawnDiagram(DIAGRAM, Drawing("<svg/>", b"png", 520, 300, "pie", DIAGRAM.alt), "1-shares")
ARTICLE = Article(
    topic="x",
    topic_title="X",
    publication=PUBLICATION.name,
    date=date(2026, 3, 1),
    number=60,
    as_of=datetime(2026, 3, 1, 5, tzinfo=UTC),
    title=(Text("A headline"),),
    dek=(Text("Why it matters."),),
    byline="",
    lang="en",
    direction="ltr",
    sections=(Section("lead", (), (Paragraph((Text("Words."),)),)),),
)
IMG = '<img src="diagrams/1-shares.png" width="520" height="300" alt="Pie chart: A 100 %">'
EMAIL = f"""<!doctype html>
<html lang="en" dir="ltr">
<head><title>A headline</title>
<style>
@media (prefers-color-scheme: dark) {{ .ink {{ color: #ffffff !important; }} }}
</style>
</head>
<body style="background-color:#ffffff">
<!--[if mso]><table role="presentation"><tr><td><![endif]-->
<table role="presentation" style="width:100%"><tr><td style="color:#222222">
<h1>A headline</h1>
<p style="border-radius:4px">Words.</p>
<h2>A section</h2>
{IMG}
<table><tr><th>A</th></tr><tr><td>1</td></tr></table>
<p><a href="https://huggingface.co/Qwen">Models of Qwen</a> <a href="mailto:a@b.co">Write</a></p>
</td></tr></table>
<!--[if mso]></td></tr></table><![endif]-->
<p><a href="%%unsubscribe_url%%">Unsubscribe</a> <a href="%%preferences_url%%">Preferences</a>
%%postal_address%%</p>
</body>
</html>
"""
TEXT = """A headline
==========

*Said.* ** and [1] Words.

-- %%unsubscribe_url%% %%preferences_url%%
%%postal_address%%
"""
WEB = """<!doctype html>
<html lang="en">
<head><title>A headline</title></head>
<body>
<a href="#top">Skip to the article</a>
<main id="top"><h1>A headline</h1><h2 id="s">A section</h2>
<img src="diagrams/1-shares.svg" alt="Pie chart"> <a href="/archive/">All issues</a>
<svg role="img" aria-label="A line"><svg><path d="M0 0"/></svg></svg>
</main>
</body>
</html>
"""
ISSUE = Issue(ARTICLE, (DRAWN,), EMAIL, TEXT, WEB, b"Subject: x\r\n\r\nx\r\n", (), {})


def check(
    issue: Issue = ISSUE, topic: Topic = TOPIC, publication: Publication = PUBLICATION
) -> tuple[Finding, ...]:
    return check_issue(issue, topic, publication)


def rules(findings: tuple[Finding, ...]) -> list[str]:
    return [f"{finding.severity} {finding.rule}" for finding in findings]


def with_email(*changes: tuple[str, str]) -> Issue:
    return replace(ISSUE, email_html=_changed(EMAIL, changes))


def with_body(html: str) -> Issue:
    """The sample, with more HTML in the body of its email."""
    return with_email(("<h2>A section</h2>", f"<h2>A section</h2>{html}"))


def with_text(*changes: tuple[str, str]) -> Issue:
    return replace(ISSUE, email_text=_changed(TEXT, changes))


def with_web(*changes: tuple[str, str]) -> Issue:
    return replace(ISSUE, web_html=_changed(WEB, changes))


def with_article(**changes: Any) -> Issue:
    return replace(ISSUE, article=replace(ARTICLE, **changes))


def _changed(text: str, changes: tuple[tuple[str, str], ...]) -> str:
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


ERROR, WARNING, NOTICE = Severity.ERROR, Severity.WARNING, Severity.NOTICE
