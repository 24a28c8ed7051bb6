"""Headings: one headline, no level skipped, none empty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from briefing.check.examined import Examined, on_page
from briefing.check.html import Element, Page
from briefing.model.finding import Finding, Severity

LEVELS = ("h1", "h2", "h3", "h4", "h5", "h6")
ORDER_HINT = "go down one level at a time: readers who cannot see the page move by headings"


def check_headings(examined: Examined) -> Iterator[Finding]:
    """Report headings that do not make an outline, in both HTML editions."""
    for page in examined.pages:
        headings = page.all(*LEVELS)
        yield from _one_headline(headings, page)
        yield from _order(headings, page)
        yield from _empty(headings, page)


def _one_headline(headings: Sequence[Element], page: Page) -> Iterator[Finding]:
    first = [heading for heading in headings if heading.tag == "h1"]
    if len(first) != 1:
        count = f"{len(first)} headings of level 1" if first else "no heading of level 1"
        element = first[1] if first else None
        hint = "keep level 1 for the headline alone"
        message = f"there {'are' if first else 'is'} {count}"
        yield on_page("heading-one", Severity.WARNING, message, page, element, hint=hint)


def _order(headings: Sequence[Element], page: Page) -> Iterator[Finding]:
    for before, heading in pairwise(headings):
        if int(heading.tag[1]) > int(before.tag[1]) + 1:
            message = (
                f"the heading {heading.text[:60]!r} (level {heading.tag[1]}) follows one of "
                f"level {before.tag[1]}"
            )
            hint = ORDER_HINT
            yield on_page("heading-order", Severity.WARNING, message, page, heading, hint=hint)


def _empty(headings: Sequence[Element], page: Page) -> Iterator[Finding]:
    for heading in headings:
        pictures = "".join(e.get("alt") for e in heading.walk() if e.tag == "img")
        if not heading.text + pictures:
            message = f"a heading of level {heading.tag[1]} is empty"
            hint = "give it words, or remove it"
            yield on_page("heading-empty", Severity.WARNING, message, page, heading, hint=hint)
