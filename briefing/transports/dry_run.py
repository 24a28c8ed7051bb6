"""Write every message, and send none: what a send would do, and how large it would be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from briefing.delivery.outgoing import groups, write
from briefing.model.handover import Accepted, Outcome, Outgoing, Refused, Reply


@dataclass(frozen=True, slots=True)
class DryRun:
    """`ports.Transport` that leads nowhere; nothing of it is ever in doubt."""

    def deliver(
        self,
        messages: Iterable[Outgoing],
        *,
        on_in_doubt: Callable[[Sequence[Outgoing]], None],
        on_outcome: Callable[[Outgoing, Outcome], None],
    ) -> None:
        """Write each message and say how large it is."""
        for group in groups(messages):
            for message in group:
                on_outcome(message, _written(message))

    def close(self) -> None:
        """Nothing is open."""


def _written(message: Outgoing) -> Accepted | Refused:
    copy = write(message)
    if isinstance(copy, Refused):
        return copy
    return Accepted(Reply(250, "2.0.0", f"not sent (dry run): {copy.size} bytes"))
