"""What a report means for an address: whether it must not be mailed again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from briefing.model.bounce import BounceKind, SoftBounce
from briefing.model.subscriber import SuppressionReason


@dataclass(frozen=True, slots=True)
class BounceRules:
    """On how many different days, and within which time, soft bounces make an address dead."""

    soft_days: int = 5
    within: timedelta = timedelta(days=30)


def reason_to_suppress(
    kind: BounceKind, soft: Sequence[SoftBounce], now: datetime, rules: BounceRules
) -> SuppressionReason | None:
    """Return why the address is to be suppressed, None where it is not.

    `soft` are its soft bounces, this one included. An issue counts once, however often it was
    reported, and a day once: a mailbox that is full for an afternoon is not given up.
    """
    if kind == BounceKind.COMPLAINT:
        return SuppressionReason.COMPLAINT
    if kind == BounceKind.HARD:
        return SuppressionReason.BOUNCE
    since = now - rules.within
    days = {at.date() for at in _first_reports(soft).values() if at > since}
    return SuppressionReason.BOUNCE if len(days) >= rules.soft_days else None


def _first_reports(soft: Sequence[SoftBounce]) -> dict[int, datetime]:
    first: dict[int, datetime] = {}
    for one in soft:
        first[one.issue_id] = min(one.at, first.get(one.issue_id, one.at))
    return first
