"""How long what subscribers leave is kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from briefing.model.subscriber import Retention
from briefing.settings import SubscribingSettings

SERVERS_TRY = timedelta(days=5)
"""For how long a mail server tries to deliver a message before it reports that it could not
(RFC 5321, section 4.5.4.1, asks for four or five days)."""


def retention(settings: SubscribingSettings, now: datetime) -> Retention:
    """Return before which instants what is kept no longer is.

    Letters are kept as long as a confirmation can name them, or a server goes on trying to deliver
    them, and a day more: what comes back of one is known by it.
    """
    return Retention(
        unconfirmed=now - timedelta(days=settings.keep_unconfirmed_days),
        unsubscribed=now - timedelta(days=settings.keep_unsubscribed_days),
        networks=now - timedelta(days=settings.keep_networks_days),
        letters=now
        - max(timedelta(seconds=settings.confirm_within_s), SERVERS_TRY)
        - timedelta(days=1),
        counts=now - timedelta(days=2),
        tokens=now,
    )
