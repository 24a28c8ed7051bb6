"""What stands in an edition for a subscriber's own values until it is sent to them."""

UNSUBSCRIBE_URL = "%%unsubscribe_url%%"
PREFERENCES_URL = "%%preferences_url%%"
POSTAL_ADDRESS = "%%postal_address%%"
PLACEHOLDERS = (UNSUBSCRIBE_URL, PREFERENCES_URL, POSTAL_ADDRESS)
"""Filled in for each subscriber when an issue is sent; until then they stand in the editions."""
