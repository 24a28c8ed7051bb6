"""Take what comes back: record each report once, and stop writing to who cannot or will not read.

A report counts only where it names an address that was made for one message, which then says to
whom that had gone. What else stands in a report is hearsay: kept, and of no consequence.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from briefing.delivery.bounces import read
from briefing.delivery.consequences import BounceRules, reason_to_suppress
from briefing.delivery.leaving import leaving_token
from briefing.delivery.verp import Verp
from briefing.delivery.webhook import TOLERANCE_S, is_signed
from briefing.flows.subscribing import Where, unsubscribe
from briefing.model.bounce import Addressee, Arrived, Bounce, BounceKind, SoftBounce
from briefing.model.subscriber import Change, Suppression, UsedToken
from briefing.ports import Clock
from briefing.ports.bounces import Bounces
from briefing.ports.subscribers import Subscribers
from briefing.subscribers.addresses import address_hash
from briefing.subscribers.tokens import token_hash

BY_MAIL = Where(form="mailto")


class Taken(StrEnum):
    """What a message was, and what came of it."""

    SOFT = "soft"
    HARD = "hard"
    COMPLAINT = "complaint"
    UNPROVEN = "unproven"
    KNOWN = "known"
    LEFT = "left"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Mailroom:
    """What reports are read with, and where their consequences are kept."""

    bounces: Bounces
    people: Subscribers
    verp: Verp
    secrets: Sequence[bytes]
    rules: BounceRules = field(default_factory=BounceRules)


def read_inbox(
    arrived: Iterable[Arrived],
    room: Mailroom,
    clock: Clock,
    *,
    stopping: Callable[[], bool] = lambda: False,
) -> Counter[Taken]:
    """Take every message that arrived; return how many were what.

    A message is done when what it says is on record: one that a crash interrupts comes again.
    """
    taken: Counter[Taken] = Counter()
    for one in arrived:
        taken[take(one.content, room, clock())] += 1
        one.done()
        if stopping():
            break
    return taken


def take(message: bytes, room: Mailroom, now: datetime) -> Taken:
    """Do what one message asks for: unsubscribe, record, suppress."""
    token = leaving_token(message)
    if token and unsubscribe(room.people, token, room.secrets, now=now, where=BY_MAIL):
        return Taken.LEFT
    bounce = read(message, room.verp)
    if bounce is None:
        return Taken.OTHER
    to = room.bounces.load_addressee(bounce.origin) if bounce.origin else None
    new = room.bounces.save(
        _report_hash(message),
        bounce,
        to=to,
        at=now,
        suppress=_suppression(bounce, to, room, now) if to else None,
    )
    if not new:
        return Taken.KNOWN
    return Taken(bounce.kind.value) if to else Taken.UNPROVEN


class Posted(StrEnum):
    """What becomes of a report that somebody posts."""

    TAKEN = "taken"
    UNSIGNED = "unsigned"
    REPLAYED = "replayed"


def take_posted(
    body: bytes, signature: str, room: Mailroom, keys: Sequence[bytes], now: datetime
) -> Posted:
    """Take a report that was posted with a signature, which counts once and for a short time."""
    if not is_signed(signature, body, keys=keys, now_s=now.timestamp()):
        return Posted.UNSIGNED
    # Signed as far in the future as is borne, it could be replayed for twice the tolerance.
    until = now.astimezone(UTC) + timedelta(seconds=2 * TOLERANCE_S)
    if room.people.apply(Change(used=UsedToken(token_hash(signature), until))) is None:
        return Posted.REPLAYED
    take(body, room, now)
    return Posted.TAKEN


def _suppression(
    bounce: Bounce, to: Addressee, room: Mailroom, now: datetime
) -> Suppression | None:
    soft: list[SoftBounce] = []
    if bounce.kind == BounceKind.SOFT and to.issue_id is not None:
        soft = [*room.bounces.load_soft(to.address, now - room.rules.within)]
        soft.append(SoftBounce(to.issue_id, now))
    reason = reason_to_suppress(bounce.kind, soft, now, room.rules)
    if reason is None:
        return None
    note = f"{bounce.kind} {bounce.status}".strip()
    return Suppression(address_hash(to.address), reason, now, address=to.address, note=note)


def _report_hash(message: bytes) -> str:
    """Return what a report is known by, whether it came with a Maildir's line ends or IMAP's."""
    return hashlib.sha256(message.replace(b"\r\n", b"\n")).hexdigest()
