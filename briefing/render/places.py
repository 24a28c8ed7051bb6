"""Addresses that editions refer to."""

from briefing.model.article import Article
from briefing.model.topic import Publication


def issue_url(article: Article, publication: Publication) -> str:
    """Return the address of the issue's web page, ending in a slash."""
    return f"{publication.url}/{article.topic}/{article.date.isoformat()}/"


def domain_of(publication: Publication) -> str:
    """Return the host name of the publication's address."""
    return publication.url.split("://", 1)[-1].split("/", 1)[0].split(":", 1)[0]
