"""What is filled in for each subscriber: the way out, and who it is that writes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.check.examined import EMAIL, TEXT, Examined
from briefing.model.finding import Finding, Severity
from briefing.model.placeholder import POSTAL_ADDRESS as ADDRESS
from briefing.model.placeholder import PREFERENCES_URL as PREFERENCES
from briefing.model.placeholder import UNSUBSCRIBE_URL as UNSUBSCRIBE

PLACEHOLDER = re.compile(r"%%[A-Za-z_]+%%")
FOOTER = "put it back into the footer in templates/email/"


def check_way_out(examined: Examined) -> Iterator[Finding]:
    """Report an email that a subscriber cannot leave, or in which nobody says who writes."""
    links = {e.get("href") for e in examined.email.all("a")}
    text = examined.issue.email_text
    for place, said in ((EMAIL, UNSUBSCRIBE in links), (TEXT, UNSUBSCRIBE in text)):
        if not said:
            message = f"there is no link to unsubscribe ({UNSUBSCRIBE})"
            yield Finding("unsubscribe-missing", Severity.ERROR, message, FOOTER, place=place)
    for place, said in ((EMAIL, PREFERENCES in links), (TEXT, PREFERENCES in text)):
        if not said:
            message = f"there is no link to the subscriber's preferences ({PREFERENCES})"
            yield Finding("preferences-missing", Severity.WARNING, message, FOOTER, place=place)
    address = " ".join(examined.publication.address.split())
    body = " ".join(e.own_text for e in examined.email.elements)
    for place, words in ((EMAIL, body), (TEXT, " ".join(text.split()))):
        if ADDRESS not in words and not (address and address in words):
            message = f"there is no postal address ({ADDRESS})"
            yield Finding("postal-address-missing", Severity.ERROR, message, FOOTER, place=place)
