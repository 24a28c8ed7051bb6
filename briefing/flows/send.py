"""Send a frozen issue: claim, put in doubt, hand over, settle; until nothing of it is due.

At each instant the outbox knows at least as much as the mail server: a delivery is in doubt before
the first byte that could complete it leaves, and settled only by the server's own answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from briefing.delivery.backoff import next_attempt
from briefing.delivery.classify import classify
from briefing.errors import DeliveryError, StoreError
from briefing.model.delivery import Delivery, DeliveryState, IssueRecord, Recipient, Settlement
from briefing.model.handover import Copy, Lost, Outcome, Outgoing
from briefing.ports import Clock, Transport
from briefing.ports.outbox import InDoubt, Look, Outbox

GROUP = 50
SETTLE_AFTER_S = 0.5
"""Outcomes wait this long, at most, for the next one to be committed with."""
TELL_AGAIN_AFTER_S = (0.0, 1.0, 2.0, 4.0, 8.0, 16.0)
"""How long a database may be away before what is known of messages is given up."""
LOOK_AGAIN_AFTER_S = 1.0
"""How long a group may go on after a word to stop, to pause or to cancel."""
LOST_WAIT = timedelta(seconds=30)
"""How long what a lost connection left untouched waits: the server may be restarting."""

UNSUBSCRIBED = "no longer subscribed"
KEPT_BACK = "not sent: stopped, paused or cancelled before its turn"

Write = Callable[[Recipient, int], Copy]
"""Write a recipient's copy; the number is the delivery's."""


@dataclass(frozen=True, slots=True)
class SendRules:
    """What becomes of what did not arrive at once."""

    in_doubt: InDoubt = "resend"
    give_up_after: timedelta = timedelta(hours=24)


@dataclass(slots=True)
class SendReport:
    """How many deliveries came to which state in one go; `trouble` is why it ended early."""

    counts: dict[DeliveryState, int] = field(default_factory=dict)
    finished: bool = False
    trouble: str = ""

    @property
    def sent(self) -> int:
        """How many the server took."""
        return self.counts.get(DeliveryState.SENT, 0)


@dataclass(frozen=True, slots=True)
class Means:
    """What a worker sends with: its number, and everything that the world is to it.

    `sender` gives the envelope's sender of a delivery; `stopping` tells whether to end after the
    group in hand, and `halting` whether to keep back what of it has not begun; `seconds` is a clock
    that only goes forward, and `wait` lets some pass.
    """

    worker: int
    outbox: Outbox
    transport: Transport
    sender: Callable[[Delivery], str]
    clock: Clock
    seconds: Callable[[], float]
    wait: Callable[[float], object]
    random: Callable[[], float]
    stopping: Callable[[], bool]
    halting: Callable[[], bool] = lambda: False
    rules: SendRules = SendRules()
    on_sent: Callable[[int], None] = lambda issue_id: None


def send_issue(issue: IssueRecord, write: Write, means: Means) -> SendReport:
    """Send what is due of an issue, and call it sent when all of it is settled.

    Raises: LeaseLost where others have taken over; StoreError where nothing can be put on record,
        and so nothing more may leave.
    """
    with means.outbox.looking(issue.topic) as look:
        sending = _Sending(issue, write, means, look)
        try:
            means.transport.deliver(
                sending.messages(), on_in_doubt=sending.put_in_doubt, on_outcome=sending.note
            )
        except DeliveryError as error:
            sending.report.trouble = error.message
        except BaseException:
            sending.tell()
            raise
    sending.let_go()
    sending.report.finished = means.outbox.finish(issue.id, means.clock())
    return sending.report


class _Sending:
    """One go at an issue: what is claimed, in doubt, and not yet on record."""

    def __init__(self, issue: IssueRecord, write: Write, means: Means, look: Look) -> None:
        self.report = SendReport()
        self._issue, self._write, self._means, self._look = issue, write, means, look
        self._held: dict[int, Delivery] = {}
        self._leaving: frozenset[int] = frozenset()
        self._begun: set[int] = set()
        self._settled: list[Settlement] = []
        self._settled_at_s = self._looked_at_s = means.seconds()
        self._fruitless = 0

    def messages(self) -> Iterator[Outgoing]:
        """Claim group after group; what became of one is written as the next is claimed."""
        while not self._means.stopping() and self._fruitless < GROUP:
            claimed = self._means.outbox.claim(
                self._means.worker,
                self._issue.id,
                self._means.clock(),
                limit=GROUP,
                settled=tuple(self._settled),
            )
            self._settled.clear()
            self._settled_at_s = self._means.seconds()
            if not claimed:
                return
            self._held |= {one.id: one for one in claimed}
            for one in claimed:
                yield Outgoing(
                    one.id,
                    self._means.sender(one),
                    one.recipient.address,
                    partial(self._written, one),
                )
        if self._fruitless:
            self.report.trouble = "the mail server takes nothing"

    def put_in_doubt(self, group: Sequence[Outgoing]) -> None:
        """Put on record that these may arrive; those that may not leave are not written."""
        ids = [message.key for message in group]
        now = self._means.clock()
        self._leaving = self._means.outbox.mark_in_doubt(self._means.worker, ids, now)
        self._begun.clear()

    def note(self, message: Outgoing, outcome: Outcome) -> None:
        """Keep what became of a message, to be written with others or soon."""
        delivery = self._held.pop(message.key)
        if message.key not in self._leaving:
            return  # withdrawn, and settled when that was seen
        settlement = self._settlement(delivery, outcome)
        self._settled.append(settlement)
        state = settlement.state
        self.report.counts[state] = self.report.counts.get(state, 0) + 1
        if state == DeliveryState.SENT:
            self._fruitless = 0
            self._means.on_sent(self._issue.id)
        elif isinstance(outcome, Lost):
            self._fruitless += 1
        if self._means.seconds() - self._settled_at_s >= SETTLE_AFTER_S:
            self._write_down()

    def let_go(self) -> None:
        """Write down all outcomes; give back what was claimed and did not leave."""
        self.tell()
        self._write_down()
        self._means.outbox.release(self._means.worker, list(self._held), self._means.clock())

    def tell(self) -> None:
        """Write down what is known: else it would be sent again.

        Who was taken for dead may still do so, and a database that is away may come back.
        """
        for wait_s in TELL_AGAIN_AFTER_S:
            if not self._settled:
                return
            self._means.wait(wait_s)
            with suppress(StoreError):
                self._write_down()

    def _write_down(self) -> None:
        if self._settled:
            self._means.outbox.settle(self._means.worker, self._settled, self._means.clock())
            self._settled.clear()
        self._settled_at_s = self._means.seconds()

    def _written(self, one: Delivery) -> Copy:
        """Return the copy, if its reader still wants it now."""
        self._look_up()
        if one.id not in self._leaving:
            raise DeliveryError(KEPT_BACK)
        self._begun.add(one.id)
        # Looked at for each message, not for each group: a group may be under way for minutes.
        may_leave = self._look.ask(one.recipient)
        copy = self._write(one.recipient, one.id)
        if not may_leave():
            gone = Settlement(one.id, DeliveryState.SUPPRESSED, f"not sent: {UNSUBSCRIBED}")
            self._means.outbox.settle(self._means.worker, [gone], self._means.clock())
            self._leaving -= {one.id}
            raise DeliveryError(UNSUBSCRIBED)
        return copy

    def _look_up(self) -> None:
        """Keep back the rest of the group where somebody says so: a slow one takes minutes."""
        if self._means.seconds() - self._looked_at_s < LOOK_AGAIN_AFTER_S:
            return
        self._looked_at_s = self._means.seconds()
        if self._means.halting() or not self._means.outbox.is_sending(self._issue.id):
            self._keep_back(self._leaving - self._begun)

    def _keep_back(self, ids: frozenset[int]) -> None:
        now = self._means.clock()
        later = [Settlement(one, DeliveryState.DEFERRED, KEPT_BACK, next_at=now) for one in ids]
        self._means.outbox.settle(self._means.worker, later, now)
        self._leaving -= ids

    def _settlement(self, one: Delivery, outcome: Outcome) -> Settlement:
        verdict, now, rules = classify(outcome), self._means.clock(), self._means.rules
        reply = f"lost: {outcome.why}" if isinstance(outcome, Lost) else str(outcome.reply)
        if verdict.state in (DeliveryState.SENT, DeliveryState.FAILED):
            return Settlement(
                one.id,
                verdict.state,
                reply,
                suppress=verdict.suppress,
                pacing=verdict.pacing.value,
            )
        if verdict.state == DeliveryState.IN_DOUBT and rules.in_doubt == "hold":
            return Settlement(one.id, DeliveryState.IN_DOUBT, f"in doubt, {reply}")
        again = next_attempt(
            one.attempts + 1,
            first_at=one.first_at or now,
            now=now,
            random=self._means.random,
            give_up_after=rules.give_up_after,
        )
        doubted = verdict.state == DeliveryState.IN_DOUBT
        if again is None:
            return Settlement(one.id, DeliveryState.FAILED, f"given up: {reply}", doubted=doubted)
        if isinstance(outcome, Lost):
            # Nobody refused the message: its own patience does not count.
            again = min(again, now + LOST_WAIT)
        return Settlement(
            one.id,
            DeliveryState.DEFERRED,
            reply,
            next_at=again,
            doubted=doubted,
            pacing=verdict.pacing.value,
        )
