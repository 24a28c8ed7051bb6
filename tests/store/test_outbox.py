"""What the outbox promises, on SQLite and PostgreSQL."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import text

from briefing.errors import LeaseLost, StoreError
from briefing.model.delivery import DeliveryState, IssueKind, IssueState, Settlement
from briefing.store.subscribers import SqlSubscribers
from briefing.subscribers.changes import erased
from tests.store.sending import (
    DAY,
    MINUTE,
    NOW,
    Desk,
    add_subscribers,
    suppress,
    unsubscribe,
)

SENT, DEFERRED, FAILED = DeliveryState.SENT, DeliveryState.DEFERRED, DeliveryState.FAILED


# --- freezing -------------------------------------------------------------------------------------


def test_confirmed_and_unsuppressed_subscribers_of_the_topic_are_frozen(desk: Desk) -> None:
    add_subscribers(desk.engine, 3)
    add_subscribers(desk.engine, 2, first=10, state="unconfirmed")
    add_subscribers(desk.engine, 2, first=20, state="unsubscribed")
    add_subscribers(desk.engine, 2, first=30, topic="other")
    add_subscribers(desk.engine, 2, first=40, frequency="weekly")
    suppress(desk.engine, "s2@example.org")
    issue = desk.freeze()
    frozen = desk.outbox.load_deliveries(issue)
    assert {one.recipient.subscriber_id for one in frozen} == {1, 3}
    record = desk.queue.load_by_id(issue)
    assert record
    assert (record.state, record.recipients, record.content_hash) == (IssueState.SENDING, 2, "h")
    weekly = desk.freeze(kind=IssueKind.WEEKLY)
    assert {d.recipient.address for d in desk.outbox.load_deliveries(weekly)} == {
        "s40@example.org",
        "s41@example.org",
    }


def test_who_subscribes_after_the_freeze_is_not_in_it(desk: Desk) -> None:
    add_subscribers(desk.engine, 1)
    issue = desk.freeze()
    add_subscribers(desk.engine, 1, first=2)
    assert len(desk.claim(issue)) == 1
    assert desk.claim(issue) == []


def test_deliveries_wait_for_the_subscribers_own_hour(desk: Desk) -> None:
    add_subscribers(desk.engine, 1)
    add_subscribers(desk.engine, 1, first=2, zone="America/New_York", minute=7 * 60)
    add_subscribers(desk.engine, 1, first=3, zone="Asia/Kathmandu", minute=7 * 60 + 30)
    issue = desk.freeze()
    found = {d.recipient.subscriber_id: d.next_at for d in desk.outbox.load_deliveries(issue)}
    assert found == {1: NOW, 2: NOW + timedelta(hours=5), 3: NOW}
    assert {d.recipient.subscriber_id for d in desk.claim(issue)} == {1, 3}
    assert desk.outbox.load_sending(NOW) == []
    (waiting,) = desk.outbox.load_sending(NOW + timedelta(hours=5))
    assert waiting.id == issue


def test_a_worker_that_lost_the_issue_cannot_freeze_it(desk: Desk) -> None:
    add_subscribers(desk.engine, 3)
    desk.queue.open("t", DAY, IssueKind.DAILY, due_at=NOW, now=NOW)
    (record,) = desk.queue.load_all()
    desk.queue.claim(desk.worker, record.id, NOW)
    desk.queue.save(desk.worker, record.id, IssueState.BUILT, NOW, content_hash="h")
    with pytest.raises(LeaseLost):  # built, but not claimed again
        desk.outbox.freeze(desk.worker, record.id, NOW, content_hash="h")
    assert desk.counts(record.id) == {}


# --- claiming -------------------------------------------------------------------------------------


def test_workers_at_once_get_each_delivery_once(desk: Desk) -> None:
    add_subscribers(desk.engine, 400)
    issue = desk.freeze()
    others = [desk.another() for _ in range(4)]
    taken: list[int] = []

    def work(at: Desk) -> None:
        while claimed := at.claim(issue, 20):
            taken.extend(one.id for one in claimed)

    threads = [threading.Thread(target=work, args=(other,)) for other in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == len(set(taken)) == 400


def test_what_was_sent_is_not_claimed_again_and_finishes_the_issue(desk: Desk) -> None:
    add_subscribers(desk.engine, 3)
    issue = desk.freeze()
    claimed = desk.claim(issue)
    assert desk.outbox.mark_in_doubt(desk.worker, [d.id for d in claimed], NOW) == {
        d.id for d in claimed
    }
    assert not desk.outbox.finish(issue, NOW)
    assert desk.settle(claimed, SENT) == 3
    assert desk.claim(issue) == []
    assert desk.outbox.finish(issue, NOW)
    assert not desk.outbox.finish(issue, NOW), "it is finished already"
    standing = desk.outbox.standing(issue)
    assert (standing.total, standing.settled, standing.began_at) == (3, 3, NOW)


def test_an_issue_without_subscribers_is_finished_at_once(desk: Desk) -> None:
    issue = desk.freeze()
    assert [one.id for one in desk.outbox.load_sending(NOW)] == [issue]
    assert desk.outbox.finish(issue, NOW)


def test_a_deferred_delivery_comes_again_at_its_time(desk: Desk) -> None:
    add_subscribers(desk.engine, 1)
    issue = desk.freeze()
    claimed = desk.claim(issue)
    desk.outbox.mark_in_doubt(desk.worker, [claimed[0].id], NOW)
    desk.settle(claimed, DEFERRED, next_at=NOW + MINUTE)
    assert desk.claim(issue) == []
    (again,) = desk.claim(issue, at=NOW + MINUTE)
    assert (again.attempts, again.first_at, again.reply) == (1, NOW, "250 ok")


def test_outcomes_are_written_with_the_next_claim(desk: Desk) -> None:
    add_subscribers(desk.engine, 2)
    issue = desk.freeze()
    (first,) = desk.claim(issue, 1)
    outcome = Settlement(first.id, SENT, "250 ok")
    (second,) = desk.outbox.claim(desk.worker, issue, NOW, limit=1, settled=[outcome])
    assert second.id != first.id
    assert desk.counts(issue) == {"sent": 1, "claimed": 1}


def _leave(desk: Desk, how: str) -> None:
    """Let the second subscriber leave."""
    if how == "unsubscribed":
        unsubscribe(desk.engine, [2])
    elif how == "suppressed":
        suppress(desk.engine, "s2@example.org")
    else:
        with desk.engine.begin() as connection:
            connection.execute(text("DELETE FROM subscriber WHERE id = 2"))


WAYS_OUT = ("unsubscribed", "suppressed", "erased")


@pytest.mark.parametrize("how", WAYS_OUT)
def test_who_leaves_before_the_claim_is_not_handed_out(desk: Desk, how: str) -> None:
    add_subscribers(desk.engine, 3)
    issue = desk.freeze()
    _leave(desk, how)
    claimed = desk.claim(issue)
    assert {one.recipient.subscriber_id for one in claimed} == {1, 3}
    assert desk.counts(issue) == {"claimed": 2, "suppressed": 1}


@pytest.mark.parametrize("how", WAYS_OUT)
def test_who_leaves_in_mid_group_is_seen_at_the_next_look(desk: Desk, how: str) -> None:
    add_subscribers(desk.engine, 3)
    claimed = desk.claim(desk.freeze())
    desk.outbox.mark_in_doubt(desk.worker, [one.id for one in claimed], NOW)
    with desk.outbox.looking("t") as look:
        assert all(look.ask(one.recipient)() for one in claimed)
        _leave(desk, how)
        assert [look.ask(one.recipient)() for one in claimed] == [True, False, True]


def test_consent_is_looked_at_over_a_new_connection_when_the_database_was_restarted(
    desk: Desk,
) -> None:
    add_subscribers(desk.engine, 2)
    claimed = desk.claim(desk.freeze())
    with desk.outbox.looking("t") as look:
        assert look.ask(claimed[0].recipient)()
        if desk.engine.dialect.name == "postgresql":
            ours = "FROM pg_stat_activity WHERE datname = current_database()"
            others = f"SELECT pg_terminate_backend(pid, 5000) {ours} AND pid <> pg_backend_pid()"
            with desk.engine.connect() as connection:
                connection.execute(text(others))
        unsubscribe(desk.engine, [2])
        may = {one.recipient.subscriber_id: look.ask(one.recipient)() for one in claimed}
        assert may == {1: True, 2: False}


def test_an_answer_that_nobody_waited_for_is_not_taken_for_another(desk: Desk) -> None:
    add_subscribers(desk.engine, 2)
    claimed = {one.recipient.subscriber_id: one.recipient for one in desk.claim(desk.freeze())}
    unsubscribe(desk.engine, [2])
    with desk.outbox.looking("t") as look:
        look.ask(claimed[1])
        assert not look.ask(claimed[2])()
        look.ask(claimed[2])
        assert look.ask(claimed[1])()


def test_nothing_leaves_where_consent_cannot_be_looked_at(desk: Desk) -> None:
    add_subscribers(desk.engine, 1)
    (one,) = desk.claim(desk.freeze())
    with desk.outbox.looking("t") as look:
        assert look.ask(one.recipient)()
        with desk.engine.begin() as connection:
            connection.execute(text("DROP TABLE suppression"))
        with pytest.raises(StoreError, match="suppression"):
            look.ask(one.recipient)()


def test_a_cancelled_issue_stops_within_a_batch(desk: Desk) -> None:
    add_subscribers(desk.engine, 3)
    issue = desk.freeze()
    claimed = desk.claim(issue)
    desk.queue.change(issue, NOW, to=IssueState.CANCELLED, only_from=[IssueState.SENDING])
    assert desk.outbox.mark_in_doubt(desk.worker, [one.id for one in claimed], NOW) == frozenset()
    assert desk.counts(issue) == {"pending": 3}
    assert desk.claim(issue) == []


def test_a_released_delivery_goes_to_the_next(desk: Desk) -> None:
    add_subscribers(desk.engine, 2)
    issue = desk.freeze()
    claimed = desk.claim(issue)
    desk.outbox.release(desk.worker, [one.id for one in claimed], NOW)
    assert desk.counts(issue) == {"pending": 2}
    assert len(desk.another().claim(issue)) == 2


def test_an_answer_about_somebody_who_was_erased_meanwhile_leaves_no_trace(desk: Desk) -> None:
    add_subscribers(desk.engine, 1)
    issue = desk.freeze()
    claimed = desk.claim(issue)
    people = SqlSubscribers(desk.engine)
    known = people.load(claimed[0].recipient.subscriber_id)
    assert known
    people.apply(erased(known[0], at=NOW, form="page"))
    desk.settle(claimed, FAILED, suppress=True)
    assert desk.counts(issue) == {"failed": 1}
    assert not desk.outbox.standing(issue).reasons
    assert len(people.load_suppressions()) == 1


def test_a_dead_address_is_suppressed_with_its_failure(desk: Desk) -> None:
    add_subscribers(desk.engine, 1)
    issue = desk.freeze()
    desk.settle(desk.claim(issue), FAILED, suppress=True)
    with desk.engine.connect() as connection:
        rows = connection.execute(text("SELECT address, reason, note FROM suppression")).all()
    assert [tuple(row) for row in rows] == [("s1@example.org", "bounce", "250 ok")]
