"""Addresses that editions refer to, and placeholders that wait for a subscriber's own values."""

from briefing.model.article import Article
from briefing.model.topic import Publication

UNSUBSCRIBE_URL = "%%unsubscribe_url%%"
PREFERENCES_URL = "%%preferences_url%%"
POSTAL_ADDRESS = "%%postal_address%%"
PLACEHOLDERS = (UNSUBSCRIBE_URL, PREFERENCES_URL, POSTAL_ADDRESS)
"""Filled in for each subscriber when an issue is sent; until then they stand in the editions."""


def issue_url(article: Article, publication: Publication) -> str:
    """Return the address of the issue's web page, ending in a slash."""
    return f"{publication.url}/{article.topic}/{article.date.isoformat()}/"


def domain_of(publication: Publication) -> str:
    """Return the host name of the publication's address."""
    return publication.url.split("://", 1)[-1].split("/", 1)[0].split(":", 1)[0]
