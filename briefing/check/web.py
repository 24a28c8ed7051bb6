"""The web page: what somebody needs who cannot see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from briefing.check.examined import Examined, listed, on_page
from briefing.check.html import Element, Page
from briefing.model.finding import Finding, Severity


def check_web(examined: Examined) -> Iterator[Finding]:
    """Report pictures without a name, ids that are not unique, and a page without <main>."""
    page = examined.web
    yield from _pictures(page)
    yield from _ids(page)
    mains = [e for e in page.elements if e.tag == "main" or e.get("role") == "main"]
    if len(mains) != 1:
        message = f"the page has {len(mains) or 'no'} <main> elements"
        hint = "put the article, and it alone, into one <main>"
        yield on_page("web-main", Severity.WARNING, message, page, *mains[1:2], hint=hint)


def _pictures(page: Page) -> Iterator[Finding]:
    hint = "describe it in alt, aria-label or <title>"
    for image in page.all("img"):
        if "alt" not in image.attributes and not _labelled(image):
            message = f"the picture {image.get('src')[:80]!r} has no alternative text"
            yield on_page("web-image-alt", Severity.WARNING, message, page, image, hint=hint)
    for drawing in page.all("svg"):
        titled = any(e.tag == "title" and e.text for e in drawing.walk())
        inside = any(e.tag == "svg" for e in drawing.above)
        if not titled and not inside and not _labelled(drawing):
            message = "a drawing (<svg>) has no name"
            yield on_page("web-image-alt", Severity.WARNING, message, page, drawing, hint=hint)


def _labelled(element: Element) -> bool:
    named = element.get("aria-label") or element.get("aria-labelledby")
    silent = element.get("aria-hidden") == "true" or element.get("role") in ("presentation", "none")
    return bool(named) or silent


def _ids(page: Page) -> Iterator[Finding]:
    each = [e for e in page.elements if e.get("id")]
    count = Counter(e.get("id") for e in each)
    twice = [e for e in each if count[e.get("id")] > 1]
    if twice:
        message = f"ids that stand more than once: {listed(repr(e.get('id')) for e in twice)}"
        hint = "give each its own: links lead to the first alone"
        yield on_page("id-duplicate", Severity.WARNING, message, page, twice[0], hint=hint)
