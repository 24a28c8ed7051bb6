"""What a refusal means: for the message, for its address, and for the pace at its domain.

Addresses are suppressed for what is wrong with *them* alone. A server that dislikes us, our
signature or our haste says so with other codes, and taking those for dead addresses would empty a
list in a day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from briefing.model.bounce import BounceKind
from briefing.model.delivery import DeliveryState
from briefing.model.handover import Accepted, Deferred, Lost, Outcome, Refused, Reply

# RFC 3463 and its registry: bad mailbox, bad system, bad syntax, mailbox moved, null MX. Not 5.1.0
# (whatever is the matter), 5.1.4 (ambiguous), 5.1.7 and 5.1.8 (our own address), 5.1.9 (a relay).
NO_SUCH_ADDRESS = frozenset({"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10"})
_ABOUT_US = frozenset({"5.1.7", "5.1.8", "5.3.4", "5.6.0"})
_CROWDED = frozenset({"4.3.1", "4.3.2", "4.4.5"})
# For servers without enhanced codes, and reports in prose: only what cannot mean anything else.
_UNKNOWN_USER = re.compile(
    r"\b(?:no such (?:user|mailbox|recipient|address)"
    r"|(?:user|mailbox|recipient|address|account)\b[^.;]{0,40}?"
    r"(?:unknown|not found|does not exist|doesn't exist|no longer exists)"
    r"|unknown (?:user|mailbox|recipient|local part))",
    re.IGNORECASE,
)
_POLICY = re.compile(
    r"\b(?:spam|spf|dkim|dmarc|polic(?:y|ies)|block(?:ed|list)|black ?list|reputation|denied|"
    r"banned|listed|unsolicited|authenticat|rate limit)",
    re.IGNORECASE,
)


class Pacing(StrEnum):
    """What a reply means for all mail to the receiving domain.

    `pause` comes of a refusal of us, not of a recipient: the operator has to know.
    """

    KEEP = "keep"
    SLOW = "slow"
    PAUSE = "pause"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a delivery: `pending` again if lost before it could arrive."""

    state: DeliveryState
    bounce: BounceKind | None = None
    pacing: Pacing = Pacing.KEEP

    @property
    def suppress(self) -> bool:
        """Whether the address must not be mailed again."""
        return self.bounce == BounceKind.HARD


def classify(outcome: Outcome) -> Verdict:
    """Return what an outcome means."""
    match outcome:
        case Accepted():
            return Verdict(DeliveryState.SENT)
        case Lost(in_doubt=in_doubt):
            return Verdict(DeliveryState.IN_DOUBT if in_doubt else DeliveryState.PENDING)
        case Deferred(reply):
            pacing = Pacing.SLOW if _means_slower(reply) else Pacing.KEEP
            return Verdict(DeliveryState.DEFERRED, BounceKind.SOFT, pacing)
        case Refused(reply):
            kind = kind_of(reply.enhanced, reply.text, basic=reply.code)
            pacing = Pacing.PAUSE if _is_about_us(reply) else Pacing.KEEP
            return Verdict(DeliveryState.FAILED, kind, pacing)


def kind_of(status: str, text: str, *, basic: int = 550) -> BounceKind:
    """Return whether a refusal for good says that there is no such address (`hard`).

    `status` is the enhanced one and decides, unless the text speaks of policy: some servers answer
    5.1.1 to senders they do not like.
    """
    if _POLICY.search(text):
        return BounceKind.SOFT
    if status in NO_SUCH_ADDRESS:
        return BounceKind.HARD
    vague = not status or status == "5.0.0"
    if vague and basic in (550, 551, 553) and _UNKNOWN_USER.search(text):
        return BounceKind.HARD
    return BounceKind.SOFT


def _means_slower(reply: Reply) -> bool:
    return reply.code == 421 or reply.enhanced.startswith("4.7.") or reply.enhanced in _CROWDED


def _is_about_us(reply: Reply) -> bool:
    return reply.enhanced.startswith("5.7.") or reply.enhanced in _ABOUT_US
