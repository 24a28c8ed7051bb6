"""A finding in the template leads to what the issue shows of it."""

import pytest

from briefing.errors import Location
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
