"""Where reports of failures and complaints are kept, each counted once."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from briefing.model.bounce import Addressee, Bounce, BounceKind, BounceRecord, Origin, SoftBounce
from briefing.model.subscriber import Suppression


class Bounces(Protocol):
    """Keeps reports, and suppresses addresses for what they say."""

    def load_addressee(self, origin: Origin) -> Addressee | None:
        """Return to whom what came back had gone; None where we do not know them any more.

        Nobody else is taken for them, even where a number has been given anew.
        """
        ...

    def load_soft(self, address: str, since: datetime) -> Sequence[SoftBounce]:
        """Return the issues to an address that bounced softly, each once, oldest first."""
        ...

    def save(
        self,
        report_hash: str,
        bounce: Bounce,
        *,
        to: Addressee | None,
        at: datetime,
        suppress: Suppression | None,
    ) -> bool:
        """Keep a report and suppress its address, both or neither; False where it is known.

        Of the addressee's address the hash is kept. A suppression that is there stays.
        """
        ...

    def load_recent(self, limit: int = 100) -> Sequence[BounceRecord]:
        """Return the latest reports, newest first."""
        ...

    def count(self, issue_id: int) -> Mapping[BounceKind, int]:
        """Return how many copies of an issue came back, by the worst that was reported."""
        ...
