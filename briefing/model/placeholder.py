"""What stands in an edition for a subscriber's own values until it is sent to them."""

import re

UNSUBSCRIBE_URL = "%%unsubscribe_url%%"
PREFERENCES_URL = "%%preferences_url%%"
POSTAL_ADDRESS = "%%postal_address%%"
PLACEHOLDERS = (UNSUBSCRIBE_URL, PREFERENCES_URL, POSTAL_ADDRESS)
"""Filled in for each subscriber when an issue is sent; until then they stand in the editions."""

_MEANT = re.compile(r"%%(?=[A-Za-z_]+%%)")


def inert(text: str) -> str:
    """Return a text from outside in which no placeholder is filled in; it looks the same.

    A feed's title or link must not carry a subscriber's own addresses away.
    """
    return _MEANT.sub("%\u2060%", text)


def inert_url(url: str) -> str:
    """Return an address from outside in which no placeholder is filled in."""
    return _MEANT.sub("%25%25", url)
