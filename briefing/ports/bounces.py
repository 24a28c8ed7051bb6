"""Where reports of failures and complaints are kept, each counted once."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from briefing.model.bounce import Bounce, BounceKind, BounceRecord, SoftBounce
from briefing.model.subscriber import Suppression


class Bounces(Protocol):
    """Keeps reports, and suppresses addresses for what they say."""

    def load_address(self, delivery_id: int) -> str:
        """Return the address that a delivery went to; empty where it is not known any more."""
        ...

    def load_soft(self, address: str, since: datetime) -> Sequence[SoftBounce]:
        """Return the deliveries to an address that bounced softly, each once, oldest first."""
        ...

    def save(
        self,
        report_hash: str,
        bounce: Bounce,
        *,
        address: str,
        at: datetime,
        suppress: Suppression | None,
    ) -> bool:
        """Keep a report and suppress its address, both or neither; False where it is known.

        `address` is the one that the delivery or letter went to; it is kept as a hash. A
        suppression that is there stays.
        """
        ...

    def load_recent(self, limit: int = 100) -> Sequence[BounceRecord]:
        """Return the latest reports, newest first."""
        ...

    def count(self, issue_id: int) -> Mapping[BounceKind, int]:
        """Return how many deliveries of an issue came back, by the worst that was reported."""
        ...
