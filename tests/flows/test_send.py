"""What a send makes of each answer: settled, tried again, given up; and who gets nothing after all.

The outbox is the real one; the server is a script, time and chance are arguments.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from briefing.errors import LeaseLost, StoreError
from briefing.flows.send import (
    GROUP,
    KEPT_BACK,
    LOST_WAIT,
    TELL_AGAIN_AFTER_S,
    Means,
    SendReport,
    SendRules,
    send_issue,
)
from briefing.model.delivery import Delivery, DeliveryState, IssueState, Recipient
from briefing.model.handover import (
    Copy,
    Deferred,
    Lost,
    Outcome,
    Outgoing,
    Refused,
    Reply,
)
from briefing.store.open import open_database
from tests.fakes import OK, FakeServer, always
from tests.store.sending import MINUTE, NOW, Desk, add_subscribers, make_desk, unsubscribe

BUSY = Deferred(Reply(451, "4.2.1", "later"))
SENT, FAILED = DeliveryState.SENT, DeliveryState.FAILED
DEFERRED, SUPPRESSED = DeliveryState.DEFERRED, DeliveryState.SUPPRESSED


@dataclass
class Post:
    """An issue frozen for some readers, and a worker that sends it."""

    desk: Desk
    issue: int
    at: datetime = NOW
    rules: SendRules = field(default_factory=SendRules)
    passed_s: float = 0.0
    stopped: bool = False
    halted: bool = False
    told: list[int] = field(default_factory=list)
    wait: Callable[[float], object] = lambda _: None

    def send(self, server: FakeServer) -> SendReport:
        record = self.desk.queue.load_by_id(self.issue)
        assert record
        return send_issue(record, self.write, self.means(server))

    def means(self, server: FakeServer) -> Means:
        return Means(
            worker=self.desk.worker,
            outbox=self.desk.outbox,
            transport=server,
            sender=lambda one: f"b-{one.id}@briefing.example",
            clock=lambda: self.at,
            seconds=lambda: self.passed_s,
            wait=self.wait,
            random=lambda: 0.5,
            stopping=lambda: self.stopped,
            halting=lambda: self.halted,
            rules=self.rules,
            on_sent=self.told.append,
        )

    def write(self, recipient: Recipient, _number: int) -> Copy:
        return Copy((f"To: {recipient.address}\r\n\r\nNews.\r\n".encode(),))

    def only(self) -> Delivery:
        (one,) = self.desk.outbox.load_deliveries(self.issue)
        return one

    def counts(self) -> dict[str, int]:
        return self.desk.counts(self.issue)

    def state(self) -> str:
        record = self.desk.queue.load_by_id(self.issue)
        assert record
        return str(record.state)


Frozen = Callable[[int], Post]


@pytest.fixture
def frozen(tmp_path: Path) -> Iterator[Frozen]:
    engine = open_database(f"sqlite:///{tmp_path}/send.db")
    desk = make_desk(engine)

    def make(readers: int) -> Post:
        add_subscribers(engine, readers)
        return Post(desk, desk.freeze())

    yield make
    engine.dispose()


def test_everybody_gets_one_and_the_issue_is_sent(frozen: Frozen) -> None:
    post, server = frozen(12), FakeServer()
    report = post.send(server)
    assert sorted(server.taken) == sorted(f"s{n}@example.org" for n in range(1, 13))
    assert (report.sent, report.finished, report.trouble) == (12, True, "")
    assert post.told == [post.issue] * 12
    assert post.state() == "sent"


def test_what_the_server_puts_off_waits_longer_each_time(frozen: Frozen) -> None:
    post = frozen(1)
    waits = []
    for _ in range(3):
        post.send(always(BUSY))
        next_at = post.only().next_at
        assert next_at
        waits.append(next_at - post.at)
        post.at = next_at
    # Three quarters of 5, 10 and 20 minutes: half is fixed, of the other half chance gave half.
    assert waits == [MINUTE * 3.75, MINUTE * 7.5, MINUTE * 15]
    assert (post.only().state, post.only().reply) == (DEFERRED, "451 4.2.1 later")


def test_after_a_day_it_is_given_up(frozen: Frozen) -> None:
    post = frozen(1)
    post.send(always(BUSY))
    post.at = NOW + timedelta(hours=24)
    report = post.send(always(BUSY))
    assert (post.only().state, post.only().reply) == (FAILED, "given up: 451 4.2.1 later")
    assert report.finished, "nothing of it is left to do"


def test_a_domain_that_complains_of_haste_is_slowed(frozen: Frozen) -> None:
    post = frozen(1)
    post.send(always(Deferred(Reply(450, "4.7.1", "too many messages"))))
    (domain,) = post.desk.outbox.load_domains()
    assert (domain.domain, domain.paused) == ("example.org", False)
    assert domain.rate_per_s == 10, "half of it"


def test_an_address_that_does_not_exist_is_suppressed(frozen: Frozen) -> None:
    post = frozen(1)
    report = post.send(always(Refused(Reply(550, "5.1.1", "no such user"))))
    assert report.counts == {FAILED: 1}
    with post.desk.engine.connect() as connection:
        rows = connection.exec_driver_sql("SELECT address, reason FROM suppression").all()
    assert [tuple(row) for row in rows] == [("s1@example.org", "bounce")]


def test_a_domain_that_refuses_us_is_paused_and_nobody_blamed(frozen: Frozen) -> None:
    post = frozen(3)
    post.send(always(Refused(Reply(554, "5.7.1", "we do not like you"))))
    (domain,) = post.desk.outbox.load_domains()
    assert (domain.paused, domain.note) == (True, "554 5.7.1 we do not like you")
    with post.desk.engine.connect() as connection:
        assert not connection.exec_driver_sql("SELECT 1 FROM suppression").all()


def test_what_was_lost_untouched_comes_again_soon(frozen: Frozen) -> None:
    post = frozen(1)
    post.send(always(Lost(False, "connection reset")))
    assert (post.only().state, post.only().doubts) == (DEFERRED, 0)
    assert post.only().next_at == NOW + LOST_WAIT
    assert post.only().reply == "lost: connection reset"


def test_what_was_lost_in_doubt_comes_again_and_is_counted(frozen: Frozen) -> None:
    post = frozen(1)
    post.send(always(Lost(True, "connection reset")))
    assert (post.only().state, post.only().doubts) == (DEFERRED, 1)
    post.at += LOST_WAIT
    assert post.send(FakeServer()).finished


def test_what_was_lost_in_doubt_stays_where_the_operator_decides(frozen: Frozen) -> None:
    post = frozen(1)
    post.rules = SendRules(in_doubt="hold")
    report = post.send(always(Lost(True, "connection reset")))
    assert (post.only().state, post.only().doubts) == (DeliveryState.IN_DOUBT, 0)
    assert post.only().reply == "in doubt, lost: connection reset"
    assert not report.finished


def test_a_server_that_takes_nothing_is_left_alone(frozen: Frozen) -> None:
    post = frozen(GROUP * 3)
    report = post.send(always(Lost(False, "connection reset")))
    assert report.trouble == "the mail server takes nothing"
    assert post.counts() == {"deferred": GROUP, "pending": GROUP * 2}


def test_a_server_that_takes_one_now_and_then_is_not(frozen: Frozen) -> None:
    post, asked = frozen(GROUP * 3), iter(range(10**6))
    server = FakeServer(lambda _: OK if next(asked) % 10 == 9 else Lost(False, "reset"))
    assert post.send(server).trouble == ""
    assert post.counts() == {"deferred": GROUP * 3 - 15, "sent": 15}


def test_a_server_that_goes_away_is_named_and_the_rest_given_back(frozen: Frozen) -> None:
    post = frozen(12)
    report = post.send(FakeServer(breaks_after=5))
    assert report.trouble == "nobody answers"
    assert post.counts() == {"pending": 7, "sent": 5}


def test_stopping_finishes_the_group_in_hand(frozen: Frozen) -> None:
    post = frozen(GROUP + 10)

    def stop(_: Outgoing) -> Outcome:
        post.stopped = True
        return OK

    report = post.send(FakeServer(stop, group=GROUP))
    assert (report.sent, report.finished, report.trouble) == (GROUP, False, "")
    assert post.counts() == {"pending": 10, "sent": GROUP}


@pytest.mark.parametrize("word", ["halt", "pause", "cancel"])
def test_of_a_slow_group_nothing_more_begins_when_it_is_to_end(frozen: Frozen, word: str) -> None:
    post = frozen(GROUP)

    def slow(_: Outgoing) -> Outcome:
        post.passed_s += 10
        if len(server.taken) == 2:
            say(post, word)
        return OK

    server = FakeServer(slow, group=GROUP)
    report = post.send(server)
    assert (len(server.taken), report.finished) == (3, False)
    assert post.counts() == {"sent": 3, "deferred": GROUP - 3}
    (kept,) = post.desk.outbox.standing(post.issue).reasons
    assert kept == (DEFERRED, KEPT_BACK, GROUP - 3)
    post.halted = post.stopped = False
    post.desk.queue.resume("t")
    assert post.send(server).finished == (word != "cancel")
    assert len(server.taken) == len(set(server.taken)) == (3 if word == "cancel" else GROUP)


def say(post: Post, word: str) -> None:
    if word == "pause":
        post.desk.queue.pause("t", NOW)
    elif word == "cancel":
        to, only_from = IssueState.CANCELLED, [IssueState.SENDING]
        post.desk.queue.change(post.issue, NOW, to=to, only_from=only_from)
    post.halted = post.stopped = word == "halt"


def test_outcomes_are_on_record_soon_though_the_group_is_slow(frozen: Frozen) -> None:
    post, seen = frozen(3), []

    def slow(_: Outgoing) -> Outcome:
        seen.append(post.counts().get("sent", 0))
        post.passed_s += 10
        return OK

    post.send(FakeServer(slow))
    assert seen == [0, 1, 2]


def test_who_left_before_their_copy_was_written_gets_none(frozen: Frozen) -> None:
    """Within a group, and in the same instant: consent is looked at for each message."""
    post = frozen(5)
    left: list[int] = []

    def leave(message: Outgoing) -> Outcome:
        if not left:
            left.extend(n for n in range(1, 6) if message.recipient != f"s{n}@example.org")
            unsubscribe(post.desk.engine, left[:2])
        return OK

    server = FakeServer(leave)
    assert post.send(server).finished
    assert not {f"s{n}@example.org" for n in left[:2]} & set(server.taken)
    assert post.counts() == {"sent": 3, "suppressed": 2}


def test_who_left_before_the_group_is_not_written(frozen: Frozen) -> None:
    post = frozen(10)

    def leave(message: Outgoing) -> Outcome:
        unsubscribe(post.desk.engine, range(6, 11))
        return OK

    server = FakeServer(leave)
    post.send(server)
    assert len(server.taken) == 5
    assert post.counts() == {"sent": 5, "suppressed": 5}


def test_a_worker_taken_for_dead_lets_nothing_more_leave(frozen: Frozen) -> None:
    post = frozen(10)
    later = NOW + MINUTE * 5

    def pause(_: Outgoing) -> Outcome:
        if post.at < later:
            post.at = later
            others = post.desk.another(later)
            others.workers.recover(later)
        return OK

    server = FakeServer(pause)
    with pytest.raises(LeaseLost):
        post.send(server)
    assert len(server.taken) == 5
    assert post.counts() == {"pending": 5, "sent": 5}, "what the server took is not sent again"


@pytest.mark.parametrize("comes_back", [True, False])
def test_what_the_server_took_is_on_record_once_the_database_is_back(
    frozen: Frozen, *, comes_back: bool
) -> None:
    post, waits = frozen(10), []

    def go_away(_: Outgoing) -> Outcome:
        if not waits:
            waits.append(0.0)
            rename(post, "delivery", "away")
        return OK

    def wait(seconds: float) -> None:
        waits.append(seconds)
        if comes_back and len(waits) == 4:
            rename(post, "away", "delivery")

    post.wait = wait
    with pytest.raises(StoreError):
        post.send(FakeServer(go_away))
    if not comes_back:
        assert sum(waits) == sum(TELL_AGAIN_AFTER_S)
        rename(post, "away", "delivery")
    assert post.counts().get("sent", 0) == (5 if comes_back else 0)


def rename(post: Post, table: str, to: str) -> None:
    with post.desk.engine.begin() as connection:
        connection.exec_driver_sql(f"ALTER TABLE {table} RENAME TO {to}")


def test_a_paused_topic_sends_nothing_more(frozen: Frozen) -> None:
    post = frozen(10)

    def pause(_: Outgoing) -> Outcome:
        post.desk.queue.pause("t", NOW)
        return OK

    post.send(FakeServer(pause))
    assert post.counts() == {"pending": 5, "sent": 5}


def test_the_envelope_names_the_delivery(frozen: Frozen) -> None:
    post, senders = frozen(1), []
    post.send(FakeServer(lambda message: senders.append(message.sender) or OK))  # type: ignore[func-returns-value]
    assert senders == [f"b-{post.only().id}@briefing.example"]
