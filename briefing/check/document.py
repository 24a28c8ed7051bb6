"""The documents as such: language, direction, title, and tables that are only there for layout."""

from __future__ import annotations

from collections.abc import Iterator

from briefing.check.examined import Examined, counted, on_page
from briefing.check.html import Element, Page
from briefing.model.finding import Finding, Severity


def check_documents(examined: Examined) -> Iterator[Finding]:
    """Report documents that do not say in which language and direction to read them."""
    article = examined.issue.article
    for page in examined.pages:
        roots = page.all("html")
        root = roots[0] if roots else None
        lang = root.get("lang") if root else ""
        if lang.lower() != article.lang.lower():
            said = f"says lang={lang!r}" if lang else "has no lang"
            message = f"the document {said}, but the topic is in {article.lang!r}"
            hint = 'write <html lang="…">: screen readers choose their voice by it'
            yield on_page("document-lang", Severity.WARNING, message, page, root, hint=hint)
        direction = root.get("dir") if root else ""
        if (direction.lower() or "ltr") != article.direction:
            message = f"the document is not marked as {article.direction}"
            hint = f'write <html dir="{article.direction}">'
            yield on_page("document-dir", Severity.WARNING, message, page, root, hint=hint)
        yield from _title(page)


def _title(page: Page) -> Iterator[Finding]:
    # An <svg> may hold a title of its own, the document's stands in its head.
    titles = [e for e in page.all("title") if not any(a.tag == "svg" for a in e.above)]
    if not any(title.text for title in titles):
        hint = "put the headline into <title>"
        message = "the document has no title"
        yield on_page("document-title", Severity.WARNING, message, page, hint=hint)


def check_tables(examined: Examined) -> Iterator[Finding]:
    """Report layout tables that screen readers would read out as tables of data."""
    page = examined.email
    found = [
        table
        for table in page.all("table")
        if table.get("role") not in ("presentation", "none", "table") and not _has_head(table)
    ]
    if found:
        message = f"{counted(len(found), 'table')} for layout without role=presentation"
        hint = 'write role="presentation", or <th> cells where it is a table of data'
        yield on_page("table-role", Severity.WARNING, message, page, found[0], hint=hint)


def _has_head(table: Element) -> bool:
    return any(element.tag == "th" for element in table.walk())
