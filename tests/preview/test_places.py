"""A finding in the template leads to what the issue shows of it."""

from dataclasses import replace

import pytest

from briefing.errors import Location
from briefing.model.article import Citation, Paragraph, Section, Text
from briefing.web.preview.places import Quote, quote_at
from tests.preview.sample import TEMPLATE, issue

ISSUE = issue("Closing words.")


@pytest.mark.parametrize(
    ("line", "quote"),
    [
        (3, Quote("text", "Downloads reached 153.6M")),  # the claim itself
        (5, Quote("text", "Downloads reached 153.6M")),  # what stands above it nearest
        (8, Quote("text", "Closing")),
        (99, Quote("text", "Closing")),
    ],
)
def test_a_line_leads_to_what_stands_there_or_above(line: int, quote: Quote) -> None:
    assert quote_at(ISSUE, Location(TEMPLATE, line)) == quote


@pytest.mark.parametrize(
    "at", [None, Location(TEMPLATE), Location(TEMPLATE, 1), Location("templates/other.md.j2", 9)]
)
def test_other_places_lead_nowhere(at: Location | None) -> None:
    assert quote_at(ISSUE, at) is None


@pytest.mark.parametrize(
    ("children", "quote"),
    [
        ((Text("Its own words"),), Quote("text", "Its own words")),
        ((Text("Said"), Citation(1), Text(" by all")), Quote("text", "Said")),
        ((Citation(1), Text("by all")), Quote("text", "Section")),
    ],
)
def test_a_paragraph_leads_to_its_own_words(
    children: tuple[Text | Citation, ...], quote: Quote
) -> None:
    paragraph = Paragraph(children, Location(TEMPLATE, 12))
    section = Section("s", (Text("Section"),), (paragraph,), Location(TEMPLATE, 10))
    shown = replace(ISSUE, article=replace(ISSUE.article, sections=(section,)))
    assert quote_at(shown, Location(TEMPLATE, 12)) == quote
