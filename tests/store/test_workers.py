"""Workers hold what they claim for as long as they live, and what dead ones held goes on."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from briefing.errors import LeaseLost
from briefing.model.delivery import DeliveryState, IssueKind, IssueState
from briefing.store.workers import TOO_FAR
from tests.store.sending import (
    DAY,
    LEASE,
    MINUTE,
    NOW,
    Desk,
    add_subscribers,
    make_desk,
)

SENT, FAILED = DeliveryState.SENT, DeliveryState.FAILED


def test_what_a_dead_worker_had_claimed_goes_on(desk: Desk) -> None:
    add_subscribers(desk.engine, 4)
    issue = desk.freeze()
    claimed = desk.claim(issue)
    desk.outbox.mark_in_doubt(desk.worker, [d.id for d in claimed[:1]], NOW)
    other = desk.another(NOW + LEASE)
    assert other.workers.recover(NOW + LEASE - MINUTE / 60).workers == ()
    found = other.workers.recover(NOW + LEASE)
    assert (found.workers, found.claimed, found.in_doubt) == (("one",), 3, 1)
    again = other.claim(issue, at=NOW + LEASE)
    assert [(d.id == claimed[0].id, d.doubts) for d in again].count((True, 1)) == 1
    assert len(again) == 4
    assert other.outbox.standing(issue).doubts == 1


def test_in_doubt_is_held_where_the_policy_says_so(engine: Engine) -> None:
    desk = make_desk(engine, in_doubt="hold")
    add_subscribers(engine, 3)
    issue = desk.freeze()
    claimed = desk.claim(issue)
    desk.outbox.mark_in_doubt(desk.worker, [d.id for d in claimed], NOW)
    assert desk.outbox.settle_doubts(issue, NOW, resend=True) == 0, "its worker lives"
    other = desk.another(NOW + LEASE)
    other.workers.recover(NOW + LEASE)
    assert other.claim(issue, at=NOW + LEASE) == []
    assert not other.outbox.finish(issue, NOW)
    assert other.outbox.standing(issue).reasons[0][1].startswith("in doubt")
    assert other.outbox.settle_doubts(issue, NOW + LEASE, resend=True) == 3
    assert len(other.claim(issue, at=NOW + LEASE)) == 3


def test_doubts_can_be_taken_for_sent(engine: Engine) -> None:
    desk = make_desk(engine, in_doubt="hold")
    add_subscribers(engine, 1)
    issue = desk.freeze()
    desk.outbox.mark_in_doubt(desk.worker, [d.id for d in desk.claim(issue)], NOW)
    desk.workers.end(desk.worker, NOW)
    assert desk.outbox.settle_doubts(issue, NOW, resend=False) == 1
    assert desk.outbox.finish(issue, NOW)


def test_a_worker_taken_for_dead_can_do_nothing_more(desk: Desk) -> None:
    add_subscribers(desk.engine, 4)
    issue = desk.freeze()
    claimed = desk.claim(issue, 2)
    ids = [one.id for one in claimed]
    other = desk.another(NOW + LEASE)
    other.workers.recover(NOW + LEASE)
    with pytest.raises(LeaseLost, match="taken for dead"):
        desk.workers.renew(desk.worker, NOW + LEASE)
    with pytest.raises(LeaseLost):
        desk.claim(issue)
    with pytest.raises(LeaseLost):
        desk.outbox.mark_in_doubt(desk.worker, ids, NOW + LEASE)
    taken = other.claim(issue, at=NOW + LEASE)
    other.settle(taken, SENT)
    assert desk.settle(claimed, FAILED) == 0, "it does not write over its successor"
    assert desk.counts(issue) == {"sent": 4}


def test_late_news_saves_a_second_copy(desk: Desk) -> None:
    add_subscribers(desk.engine, 1)
    issue = desk.freeze()
    claimed = desk.claim(issue)
    desk.outbox.mark_in_doubt(desk.worker, [claimed[0].id], NOW)
    other = desk.another(NOW + LEASE)
    other.workers.recover(NOW + LEASE)
    assert desk.settle(claimed, SENT) == 1
    assert other.claim(issue, at=NOW + LEASE) == []


def test_a_worker_that_renews_is_not_taken_for_dead(desk: Desk) -> None:
    desk.workers.renew(desk.worker, NOW + LEASE)
    assert desk.workers.recover(NOW + LEASE).workers == ()


def test_a_lease_out_of_a_wrong_clock_is_not_waited_for(desk: Desk) -> None:
    far = make_desk(desk.engine).another(NOW + timedelta(days=1))
    assert far.workers.recover(NOW).workers == ("another",)
    near = desk.another(NOW + TOO_FAR / 2)
    assert near.workers.recover(NOW).workers == ()


def test_an_issue_whose_builder_died_is_built_anew(desk: Desk) -> None:
    desk.queue.open("t", DAY, IssueKind.DAILY, due_at=NOW, now=NOW)
    (record,) = desk.queue.load_all()
    desk.queue.claim(desk.worker, record.id, NOW)
    other = desk.another(NOW + LEASE)
    assert other.workers.recover(NOW + LEASE).issues == 1
    assert other.queue.claim(other.worker, record.id, NOW + LEASE)
    with pytest.raises(LeaseLost):
        desk.queue.save(desk.worker, record.id, IssueState.BUILT, NOW, content_hash="h")


def test_a_worker_that_ends_gives_everything_back(desk: Desk) -> None:
    add_subscribers(desk.engine, 2)
    issue = desk.freeze()
    desk.claim(issue)
    desk.workers.end(desk.worker, NOW)
    desk.workers.end(desk.worker, NOW)
    assert desk.counts(issue) == {"pending": 2}
    with pytest.raises(LeaseLost):
        desk.claim(issue)
