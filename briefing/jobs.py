"""APScheduler as a ticker: once a minute, one at a time, and what is due stands in tables.

Its own triggers would fire twice or not at all on the nights when clocks change, and its job
stores lose the run in hand with a crash, or run it once for each process.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime

from apscheduler.schedulers.background import BackgroundScheduler

# Each run in three lines of log, every minute, would hide what matters.
logging.getLogger("apscheduler").setLevel(logging.WARNING)


class Ticker:
    """Calls `tick` every `every_s` seconds, the first time at once."""

    def __init__(self, tick: Callable[[], None], *, every_s: int = 60) -> None:
        self._scheduler = BackgroundScheduler(timezone=UTC)
        self._scheduler.add_job(
            tick,
            "interval",
            seconds=every_s,
            next_run_time=datetime.now(UTC),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )

    def start(self) -> None:
        """Begin."""
        self._scheduler.start()

    def stop(self) -> None:
        """End after the tick in hand."""
        self._scheduler.shutdown(wait=True)
