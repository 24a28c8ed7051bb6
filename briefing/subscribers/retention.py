"""How long what subscribers leave is kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from briefing.model.subscriber import Retention
from briefing.settings import SubscribingSettings


def retention(settings: SubscribingSettings, now: datetime) -> Retention:
    """Return before which instants what is kept no longer is.

    Letters are kept as long as a confirmation can name them, and a day more.
    """
    return Retention(
        unconfirmed=now - timedelta(days=settings.keep_unconfirmed_days),
        unsubscribed=now - timedelta(days=settings.keep_unsubscribed_days),
        networks=now - timedelta(days=settings.keep_networks_days),
        letters=now - timedelta(seconds=settings.confirm_within_s) - timedelta(days=1),
        counts=now - timedelta(days=2),
        tokens=now,
    )
