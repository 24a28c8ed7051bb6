"""What every check is given: an issue, where it belongs, and its editions as trees."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from briefing.check.html import Element, Page, read_page
from briefing.check.origins import trace
from briefing.errors import Location
from briefing.model.finding import Finding, Severity
from briefing.model.issue import DrawnDiagram, Issue
from briefing.model.topic import Publication, Topic

EMAIL, TEXT, WEB, MESSAGE = "email.html", "email.txt", "index.html", "message.eml"


@dataclass(frozen=True, slots=True)
class Examined:
    """An issue under examination."""

    issue: Issue
    topic: Topic
    publication: Publication
    email: Page
    web: Page

    @property
    def pages(self) -> tuple[Page, Page]:
        """Both HTML editions."""
        return self.email, self.web


Check = Callable[[Examined], Iterable[Finding]]


def examine(issue: Issue, topic: Topic, publication: Publication) -> Examined:
    """Return the issue with its HTML editions read."""
    email, web = read_page(EMAIL, issue.email_html), read_page(WEB, issue.web_html)
    for page in (email, web):
        trace(page, issue.article)
    return Examined(issue, topic, publication, email, web)


def on_page(
    rule: str,
    severity: Severity,
    message: str,
    page: Page,
    element: Element | None = None,
    *,
    hint: str,
) -> Finding:
    """Return a finding about a page: at what the element was made from, or at its own line."""
    at = (element.origin or Location(page.place, element.line)) if element else None
    return Finding(rule, severity, message, hint, at, page.place)


def diagram_of(issue: Issue, url: str) -> DrawnDiagram | None:
    """Return the diagram that a picture's address belongs to."""
    name = url.rpartition("/")[2].rpartition(".")[0]
    names = {one.name: one for one in issue.diagrams}
    return names.get(name) or names.get(name.removesuffix("-narrow"))


def listed(words: Iterable[str], limit: int = 3) -> str:
    """Return the first few of several words, each once, and how many more there are."""
    each = list(dict.fromkeys(words))
    more = f" and {len(each) - limit} more" if len(each) > limit else ""
    return ", ".join(each[:limit]) + more


def counted(number: int, noun: str) -> str:
    """Return "1 link", "2 links"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
