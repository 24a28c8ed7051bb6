"""Receiving domains are written to as they want it, whoever sends."""

from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Lock

from sqlalchemy import text

from briefing.delivery.pace import Limit, Limits
from briefing.model.delivery import Delivery, DeliveryState, Settlement
from briefing.store.outbox import SqlOutbox
from tests.store.sending import (
    LEASE,
    MINUTE,
    NOW,
    Desk,
    add_subscribers,
)

SENT, FAILED = DeliveryState.SENT, DeliveryState.FAILED


def answers(desk: Desk, issue: int, pacing: str, count: int, at: datetime = NOW) -> None:
    claimed = desk.claim(issue, at=at)
    ours = [one for one in claimed if one.recipient.domain == "example.org"][:count]
    outcomes = [
        Settlement(one.id, FAILED, "550 5.7.1 no", pacing=pacing)  # type: ignore[arg-type]
        for one in ours
    ]
    desk.outbox.settle(desk.worker, outcomes, at)
    desk.outbox.release(desk.worker, [one.id for one in claimed], at)


def test_a_domain_that_refuses_us_is_paused_for_all(desk: Desk) -> None:
    add_subscribers(desk.engine, 6)
    add_subscribers(desk.engine, 2, first=10, domain="example.net")
    issue = desk.freeze()
    answers(desk, issue, "pause", 3)
    other = desk.another()
    assert {d.recipient.domain for d in other.claim(issue)} == {"example.net"}
    (state,) = desk.outbox.load_domains()
    assert (state.domain, state.paused, state.note) == ("example.org", True, "550 5.7.1 no")
    assert other.claim(issue, at=NOW + MINUTE) == []
    assert desk.outbox.resume_domain("example.org", NOW + MINUTE)
    assert not desk.outbox.resume_domain("example.org", NOW + MINUTE)
    assert len(other.claim(issue, at=NOW + MINUTE)) == 3


def test_a_domain_that_is_crowded_is_written_to_slowly(desk: Desk) -> None:
    add_subscribers(desk.engine, 100)
    issue = desk.freeze()
    answers(desk, issue, "slow", 1)
    assert desk.claim(issue) == []
    (state,) = desk.outbox.load_domains()
    assert (state.rate_per_s, state.paused) == (10.0, False)
    later = [len(desk.claim(issue, at=NOW + timedelta(seconds=n))) for n in range(1, 4)]
    assert later == [10, 10, 10]


def test_a_domain_that_is_content_again_is_forgotten(desk: Desk) -> None:
    add_subscribers(desk.engine, 100)
    issue = desk.freeze()
    answers(desk, issue, "slow", 1)
    later = NOW + 2 * MINUTE
    claimed = desk.claim(issue, at=later)
    sent = [Settlement(one.id, SENT, "250 ok") for one in claimed]
    desk.outbox.settle(desk.worker, sent, later)
    assert desk.outbox.load_domains() == []
    assert len(claimed) + len(desk.claim(issue, at=later)) == 99


def limited(desk: Desk, **named: Limit) -> Desk:
    """Return the desk where example.org has a limit."""
    limits = Limits(named={"example.org": Limit(**named)})  # type: ignore[arg-type]
    return replace(desk, outbox=SqlOutbox(desk.engine, LEASE, limits))


def domains(claimed: Iterable[Delivery]) -> set[str]:
    return {one.recipient.domain for one in claimed}


def test_a_domain_is_written_to_by_so_many_workers_at_once(desk: Desk) -> None:
    add_subscribers(desk.engine, 100)
    add_subscribers(desk.engine, 20, first=200, domain="example.net")
    first = limited(desk, connections=2)
    issue = first.freeze()
    sooner = text("UPDATE delivery SET next_at = next_at - 1 WHERE domain = 'example.org'")
    with desk.engine.begin() as connection:
        connection.execute(sooner)
    second, third = first.another(), first.another()
    held = first.claim(issue, 10)
    assert domains(held) == domains(second.claim(issue, 10)) == {"example.org"}
    assert domains(third.claim(issue, 10)) == {"example.net"}, "behind those that have to wait"
    assert first.settle(held, SENT) == 10
    assert domains(third.claim(issue, 5)) == {"example.org"}
    assert domains(first.claim(issue)) == {"example.net"}
    assert first.claim(issue) == []


def test_a_dead_worker_takes_no_place_at_a_domain(desk: Desk) -> None:
    add_subscribers(desk.engine, 9)
    first = limited(desk, connections=1)
    issue = first.freeze()
    first.claim(issue, 5)
    later = NOW + 2 * LEASE
    second = first.another(later)
    assert second.claim(issue, at=later) == []
    second.workers.recover(later)
    assert len(second.claim(issue, at=later)) == 9


def test_what_is_held_in_doubt_takes_no_place_and_can_be_decided_on(desk: Desk) -> None:
    add_subscribers(desk.engine, 9)
    first = limited(desk, connections=1)
    issue = first.freeze()
    held = first.claim(issue, 1)
    first.outbox.mark_in_doubt(first.worker, [one.id for one in held], NOW)
    assert first.settle(held, DeliveryState.IN_DOUBT) == 1
    assert len(first.another().claim(issue)) == 8
    assert first.outbox.settle_doubts(issue, NOW, resend=True) == 1


def test_workers_at_once_keep_to_the_places_at_a_domain(desk: Desk) -> None:
    add_subscribers(desk.engine, 300)
    desk = limited(desk, connections=2)
    issue = desk.freeze()
    most, gone, lock = [0], set[int](), Lock()
    busy: Counter[int] = Counter()

    def work(mine: Desk) -> None:
        while len(gone) < 300:
            claimed = mine.claim(issue, 10)
            with lock:
                busy[mine.worker] += bool(claimed)
                most[0] = max(most[0], busy.total())
                gone.update(one.id for one in claimed)
            with lock:  # before anybody else can have seen it settled
                busy[mine.worker] -= bool(claimed)
            mine.settle(claimed, SENT)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(work, [desk.another() for _ in range(6)]))
    assert len(gone) == 300
    assert most[0] <= 2


def test_a_rate_of_the_settings_holds_from_the_first_message_on(desk: Desk) -> None:
    add_subscribers(desk.engine, 30)
    desk = limited(desk, rate_per_s=5)
    issue = desk.freeze()
    for second in range(3):
        claimed = desk.claim(issue, at=NOW + timedelta(seconds=second))
        assert len(claimed) == 5
        desk.settle(claimed, SENT)
    (state,) = desk.outbox.load_domains()
    assert (state.domain, state.rate_per_s, state.paused) == ("example.org", 5.0, False)


def test_two_workers_meet_slow_domains_in_any_order(desk: Desk) -> None:
    """They take turns: with locks on rows, one would wait for the other, and both for ever."""
    for number, name in enumerate(("a.example", "b.example", "c.example")):
        add_subscribers(desk.engine, 200, first=1 + 1000 * number, domain=name)
    issue = desk.freeze()
    asked = [Settlement(one.id, DeliveryState.DEFERRED, "421", pacing="slow", next_at=NOW)
             for one in desk.claim(issue, 600)]  # fmt: skip
    desk.outbox.settle(desk.worker, asked, NOW)

    def work(mine: Desk) -> None:
        settled: list[Settlement] = []
        for n in range(30):
            at = NOW + timedelta(minutes=n)
            claimed = mine.outbox.claim(mine.worker, issue, at, limit=9, settled=settled)
            settled = [Settlement(one.id, SENT, "250") for one in reversed(claimed)]

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, [desk.another() for _ in range(4)]))
