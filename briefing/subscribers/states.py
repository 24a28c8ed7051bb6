"""A subscription's states, and what moves it from one to the next."""

from __future__ import annotations

from enum import StrEnum

from briefing.model.subscriber import SubscriptionState


class SubscriptionEvent(StrEnum):
    """What happens to a subscription: somebody asks, the owner of the address decides."""

    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    UNSUBSCRIBED = "unsubscribed"
    IMPORTED = "imported"
    EXPIRED = "expired"


_UNCONFIRMED, _CONFIRMED, _UNSUBSCRIBED = SubscriptionState

TRANSITIONS = {
    # Anyone can ask for any address: asking neither ends a subscription nor revives one.
    (None, SubscriptionEvent.REQUESTED): _UNCONFIRMED,
    # Only who reads the mailbox can confirm or leave.
    (None, SubscriptionEvent.CONFIRMED): _CONFIRMED,
    (_UNCONFIRMED, SubscriptionEvent.CONFIRMED): _CONFIRMED,
    (_UNSUBSCRIBED, SubscriptionEvent.CONFIRMED): _CONFIRMED,
    (_UNCONFIRMED, SubscriptionEvent.UNSUBSCRIBED): _UNSUBSCRIBED,
    (_CONFIRMED, SubscriptionEvent.UNSUBSCRIBED): _UNSUBSCRIBED,
    # A list brings its own consent, but brings back nobody who left.
    (None, SubscriptionEvent.IMPORTED): _CONFIRMED,
    (_UNCONFIRMED, SubscriptionEvent.IMPORTED): _CONFIRMED,
    # What was never confirmed is forgotten.
    (_UNCONFIRMED, SubscriptionEvent.EXPIRED): None,
}


def after(state: SubscriptionState | None, event: SubscriptionEvent) -> SubscriptionState | None:
    """Return the state after an event; what the table does not name changes nothing."""
    return TRANSITIONS.get((state, event), state)
