"""Addresses that editions refer to."""

from datetime import date

from briefing.model.article import Article
from briefing.model.delivery import IssueKind
from briefing.model.topic import Publication


def issue_url(article: Article, publication: Publication) -> str:
    """Return the address of the issue's web page, ending in a slash."""
    return f"{publication.url}{issue_path(article.topic, article.date, article.kind)}"


def issue_path(topic: str, day: date, kind: IssueKind) -> str:
    """Return where an issue's page stands below the publication's address."""
    within = "" if kind == IssueKind.DAILY else f"{kind}/"
    return f"/{topic}/{within}{day.isoformat()}/"


def domain_of(publication: Publication) -> str:
    """Return the host name of the publication's address."""
    return publication.url.split("://", 1)[-1].split("/", 1)[0].split(":", 1)[0]
