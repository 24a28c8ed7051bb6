"""Batches handed round by a broker that an organisation runs already (`briefing[queue]`).

A message says no more than that a batch of an issue may be due. Whoever gets it claims one from the
outbox, which alone decides who is written to: a message that comes twice finds nothing left, and
one that is lost is announced again.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any

import structlog

from briefing.errors import BriefingError, DeliveryError
from briefing.flows.send import GROUP
from briefing.ports import Transport
from briefing.service.dispatch import Dispatch
from briefing.wiring import utc_now

log = structlog.get_logger("briefing.queue")
ANNOUNCE_EVERY_S = 5
TELL_EVERY_S = 300
MOST_WAITING = 1000
"""Messages that wait for workers, at most; what is due beyond them is announced later."""


@dataclass(frozen=True, slots=True)
class Hand:
    """A worker's number in the outbox, and its connection to the mail server."""

    worker: int
    transport: Transport
    ending: ExitStack


class Hands:
    """Workers that are free: as many as threads have been at work at once."""

    def __init__(self, dispatch: Dispatch) -> None:
        self._dispatch = dispatch
        self._free: SimpleQueue[Hand] = SimpleQueue()

    @contextmanager
    def one(self) -> Iterator[Hand]:
        """Lend a worker; one that something went wrong with is not lent again."""
        try:
            hand = self._free.get_nowait()
        except Empty:
            hand = self._hire()
        try:
            yield hand
        except BaseException:
            hand.ending.close()
            raise
        self._free.put(hand)

    def close(self) -> None:
        """Give back the leases, and say goodbye to the mail server."""
        while not self._free.empty():
            self._free.get_nowait().ending.close()

    def _hire(self) -> Hand:
        with ExitStack() as ending:
            worker = ending.enter_context(self._dispatch.at_work("queue"))
            transport = self._dispatch.transport()
            ending.callback(transport.close)
            return Hand(worker, transport, ending.pop_all())


@dataclass(slots=True)
class Pulse:
    """When the broker last answered, on a clock that only goes forward."""

    seconds: Callable[[], float] = time.monotonic
    answered_at_s: float = field(init=False)
    told: str = field(default="", init=False)
    told_at_s: float = field(default=0.0, init=False)

    def __post_init__(self) -> None:
        self.answered_at_s = self.seconds()

    def beat(self) -> None:
        """Note that it answers."""
        self.answered_at_s = self.seconds()
        self.told = ""

    def is_news(self, words: str) -> bool:
        """Return whether to tell this: it was not told last, or that was a while ago."""
        if words == self.told and self.seconds() - self.told_at_s < TELL_EVERY_S:
            return False
        self.told, self.told_at_s = words, self.seconds()
        return True

    @property
    def silent_s(self) -> float:
        """For how long it has not answered."""
        return self.seconds() - self.answered_at_s


@dataclass(frozen=True, slots=True)
class Batches:
    """The queue on a broker. `waiting` tells how many messages nobody has taken yet."""

    broker: Any
    actor: Any
    waiting: Callable[[], int]
    dispatch: Dispatch
    hands: Hands
    pulse: Pulse = field(default_factory=Pulse)

    @property
    def away(self) -> bool:
        """Whether the broker has been silent for so long that workers go on without it."""
        return self.pulse.silent_s > self.dispatch.site.settings.mail.queue_patience_s

    def announce(self) -> int:
        """Say that there are batches, as many as are due and not announced; return how many."""
        outbox, now = self.dispatch.outbox, utc_now()
        waiting, sent = self.ask(), 0
        for issue in outbox.load_sending(now):
            # An issue of which nothing is due is still to be called finished: one message.
            batches = max(1, -(-outbox.count_due(issue.id, now) // GROUP))
            known, waiting = min(waiting, batches), max(0, waiting - batches)
            for _ in range(min(batches - known, MOST_WAITING - sent)):
                self.actor.send(issue.id)
                sent += 1
        return sent

    def ask(self) -> int:
        """Return how many messages wait; note that the broker answers. Raises: DeliveryError."""
        was_away, waiting = self.away, self.waiting()
        self.pulse.beat()
        if was_away:
            log.info("the broker answers again, and hands the batches round")
        return waiting

    def announce_or_tell(self) -> None:
        """Announce; a broker that does not answer is told of, and asked again next time."""
        self._or_tell(self.announce)

    def ask_or_tell(self) -> None:
        """See whether the broker answers: who sends has to know it, too."""
        self._or_tell(self.ask)

    def _or_tell(self, do: Callable[[], int]) -> None:
        from dramatiq.errors import DramatiqError

        try:
            do()
        except (DramatiqError, BriefingError) as error:
            # The words of a broker's own error may hold its address.
            why = error.message if isinstance(error, BriefingError) else type(error).__name__
            instead = "workers go on without it" if self.away else "it is waited for"
            if self.pulse.is_news(instead):
                silent_s = round(self.pulse.silent_s)
                log.warning("batches not announced", why=why, silent_s=silent_s, then=instead)

    @contextmanager
    def at_work(self, threads: int) -> Iterator[None]:
        """Take batches as they come; at the end, what is in hand is finished."""
        from dramatiq import Worker

        worker = Worker(self.broker, worker_threads=threads, worker_timeout=100)
        worker.start()
        try:
            yield
        finally:
            worker.stop()
            self.hands.close()

    def close(self) -> None:
        """Leave the broker."""
        self.broker.close()


def send_batch(dispatch: Dispatch, hands: Hands, issue_id: int) -> int:
    """Claim one batch of an issue and send it; return how many left."""
    issue = dispatch.queue.load_by_id(issue_id)
    if issue is None:
        return 0  # of another publication, or of a database that was restored
    looked = iter([False])
    try:
        with hands.one() as hand:
            report = dispatch.send(
                issue, hand.worker, hand.transport, stopping=lambda: next(looked, True)
            )
            if report.trouble:
                raise DeliveryError(report.trouble)
    except BriefingError as error:
        # The outbox knows where each delivery stands, and it is announced again.
        log.warning("batch not sent", topic=issue.topic, day=str(issue.day), why=error.message)
        return 0
    return report.sent


def make_batches(dispatch: Dispatch, broker: Any, waiting: Callable[[], int]) -> Batches:
    """Return the queue on a broker.

    The broker has none of dramatiq's own middleware: trying again, time limits and results are the
    outbox's business.
    """
    from dramatiq import Actor

    hands = Hands(dispatch)

    def batch(issue_id: int) -> None:
        send_batch(dispatch, hands, issue_id)

    name = dispatch.site.settings.mail.queue_name
    actor: Any = Actor(
        batch, broker=broker, actor_name="batch", queue_name=name, priority=0, options={}
    )
    return Batches(broker, actor, waiting, dispatch, hands)


def open_batches(dispatch: Dispatch) -> Batches:
    """Return the queue on the broker of the settings, which is not spoken to yet.

    Raises: BriefingError where dramatiq is not installed.
    """
    try:
        from dramatiq.brokers.rabbitmq import RabbitmqBroker
        from pika.exceptions import AMQPError
    except ImportError as error:
        raise BriefingError(
            "mail.queue_url is set, and what speaks to a broker is not installed",
            hint="pip install 'briefing[queue]'",
        ) from error
    mail = dispatch.site.settings.mail
    # A broker that is gone fills pages with its clients' words; ours say it in a line.
    logging.getLogger("pika").setLevel(logging.CRITICAL)
    for queue in (mail.queue_name, f"{mail.queue_name}.DQ"):
        consumer = f"dramatiq.worker.ConsumerThread({queue})"
        logging.getLogger(consumer).setLevel(logging.CRITICAL + 1)
    broker = RabbitmqBroker(url=mail.queue_url, confirm_delivery=True, middleware=[])

    def waiting() -> int:
        try:
            broker.declare_queue(mail.queue_name, ensure=True)
            return int(broker.get_queue_message_counts(mail.queue_name)[0])
        except (AMQPError, OSError) as error:
            del broker.connection  # the next time begins with a new one
            raise DeliveryError(f"the broker does not answer ({type(error).__name__})") from error

    return make_batches(dispatch, broker, waiting)
