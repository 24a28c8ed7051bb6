"""How fast a receiving domain is written to: a token bucket and patience, as values.

A pace knows no clock and no lock: whoever sends asks it with the present instant (seconds, any
origin), and keeps the value that comes back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import inf

from briefing.delivery.classify import Pacing, Verdict
from briefing.model.delivery import DeliveryState

RATE = 20.0
"""Messages a second to a domain that asked for patience, before that is halved."""
SLOWEST = 1 / 64
"""How far a pace falls below its rate, halved at a time."""
EASE_AFTER_S = 60.0
"""How long a domain has to be content before its pace is doubled again."""
PAUSE_AFTER = 3
"""Refusals of us, without a message taken in between, before the domain is paused.

One alone may be a single reader's filter, or a mailing group that takes members only.
"""


@dataclass(frozen=True, slots=True)
class Pace:
    """A domain's bucket: `rate` messages a second, `burst` at most at once.

    `factor` is what slowing down left of the rate. `paused` stays until an operator resumes.
    """

    rate: float = RATE
    burst: float = 50.0
    factor: float = 1.0
    tokens: float = 50.0
    at_s: float = 0.0
    changed_at_s: float = 0.0
    refusals: int = 0

    @property
    def paused(self) -> bool:
        """Whether the domain refuses us, and the operator has to look at it."""
        return self.refusals >= PAUSE_AFTER

    def filled(self, now_s: float) -> Pace:
        """Return the pace with what has come into its bucket until now."""
        gained = max(now_s - self.at_s, 0.0) * self.rate * self.factor
        return replace(self, tokens=min(self.tokens + gained, self.burst), at_s=now_s)

    def take(self, wanted: int, now_s: float) -> tuple[Pace, int]:
        """Return the pace after it let some of the wanted messages go, and how many."""
        filled = self.filled(now_s)
        granted = 0 if filled.paused else min(wanted, int(filled.tokens))
        return replace(filled, tokens=filled.tokens - granted), granted

    def after(self, verdict: Verdict, now_s: float) -> Pace:
        """Return the pace in the light of what the domain made of a message."""
        filled = self.filled(now_s)
        if verdict.pacing == Pacing.PAUSE:
            return replace(filled, refusals=filled.refusals + 1)
        if verdict.pacing == Pacing.SLOW:
            return filled._slowed(now_s)
        if verdict.state == DeliveryState.SENT:
            return replace(filled, refusals=0)._eased(now_s)
        return filled

    def _slowed(self, now_s: float) -> Pace:
        # What was under way when the domain first complained brings more of the same complaints.
        if self.factor < 1 and now_s - self.changed_at_s < 1:
            return replace(self, tokens=0.0)
        factor = max(self.factor / 2, SLOWEST)
        return replace(self, factor=factor, tokens=0.0, changed_at_s=now_s)

    def _eased(self, now_s: float) -> Pace:
        if self.factor == 1 or now_s - self.changed_at_s < EASE_AFTER_S:
            return self
        return replace(self, factor=min(self.factor * 2, 1.0), changed_at_s=now_s)


@dataclass(frozen=True, slots=True)
class Limit:
    """The most that a receiving domain is given: connections at once, messages a second.

    None is no end of them; a rate of None becomes one when the domain asks for patience.
    """

    connections: int | None = None
    rate_per_s: float | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """What any domain is given at most, and what those named are instead."""

    usual: Limit = Limit()
    named: Mapping[str, Limit] = field(default_factory=dict)

    def of(self, domain: str) -> Limit:
        """Return the limit of a domain."""
        return self.named.get(domain, self.usual)

    @property
    def fewest_connections(self) -> float:
        """Up to how many connections, all taken together, no domain can have too many."""
        limits = (self.usual, *self.named.values())
        return min(inf if one.connections is None else one.connections for one in limits)

    def pace(self, domain: str, now_s: float) -> Pace:
        """Return how a domain is written to that never asked for patience."""
        rate = self.of(domain).rate_per_s
        begun = Pace(at_s=now_s, changed_at_s=now_s)
        if rate is None:
            return begun
        # What was asked for by name holds from the first second on.
        burst = max(rate, 1.0)
        return replace(begun, rate=rate, burst=burst, tokens=burst)


def domain_of(address: str) -> str:
    """Return the domain that receives mail for an address."""
    return address.rpartition("@")[2].lower()
