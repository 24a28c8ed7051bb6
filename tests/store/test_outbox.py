"""What the outbox promises, on SQLite and PostgreSQL."""

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Lock

import pytest
from sqlalchemy import Engine, text

from briefing.delivery.pace import Limit, Limits
from briefing.errors import LeaseLost, StoreError
from briefing.model.delivery import Delivery, DeliveryState, IssueKind, IssueState, Settlement
from briefing.model.subscriber import LetterKind, NewLetter
from briefing.store.open import open_database
from briefing.store.outbox import SqlOutbox
from briefing.store.subscribers import SqlSubscribers
from briefing.store.totals import nameless
from briefing.store.workers import TOO_FAR
from tests.store.sending import (
    DAY,
    LEASE,
    MINUTE,
    NOW,
    Desk,
    add_subscribers,
    make_desk,
    suppress,
    unsubscribe,
)

SENT, DEFERRED, FAILED = DeliveryState.SENT, DeliveryState.DEFERRED, DeliveryState.FAILED


@pytest.fixture(params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    url = f"sqlite:///{tmp_path}/s.db"
    if request.param == "postgres":
        url = request.getfixturevalue("postgres_url")
    opened = open_database(url)
    yield opened
    opened.dispose()


@pytest.fixture
def desk(engine: Engine) -> Desk:
    return make_desk(engine)


# --- issues -------------------------------------------------------------------------------------


def test_an_issue_is_opened_once(desk: Desk) -> None:
    opened = [desk.queue.open("t", DAY, IssueKind.DAILY, due_at=NOW, now=NOW) for _ in range(3)]
    assert opened == [True, False, False]
    record = desk.queue.load("t", DAY)
    assert record
    assert (record.state, record.due_at, record.day) == (IssueState.DUE, NOW, DAY)
    assert desk.queue.load_by_id(record.id) == record
    assert desk.queue.load("t", date(2026, 3, 11)) is None
    assert desk.queue.load("t", DAY, IssueKind.WEEKLY) is None


def test_two_workers_do_not_build_the_same_issue(desk: Desk) -> None:
    desk.queue.open("t", DAY, IssueKind.DAILY, due_at=NOW, now=NOW)
    (record,) = desk.queue.load_all(states=[IssueState.DUE])
    other = desk.another()
    mine = desk.queue.claim(desk.worker, record.id, NOW)
    assert mine
    assert (mine.state, mine.fence) == (IssueState.BUILDING, desk.worker)
    assert other.queue.claim(other.worker, record.id, NOW) is None


def test_a_paused_topic_is_neither_built_nor_sent(desk: Desk) -> None:
    add_subscribers(desk.engine, 3)
    issue = desk.freeze()
    desk.queue.pause("t", NOW)
    desk.queue.pause("t", NOW + MINUTE)
    assert desk.queue.load_paused() == {"t": NOW}
    assert desk.outbox.load_sending(NOW) == []
    assert desk.claim(issue) == []
    desk.queue.open("t", date(2026, 3, 11), IssueKind.DAILY, due_at=NOW, now=NOW)
    (due,) = desk.queue.load_all(states=[IssueState.DUE])
    assert desk.queue.claim(desk.worker, due.id, NOW) is None
    assert desk.queue.resume("t")
    assert not desk.queue.resume("t")
    assert len(desk.claim(issue)) == 3


def test_a_person_decides_in_the_states_that_allow_it(desk: Desk) -> None:
    desk.queue.open("t", DAY, IssueKind.DAILY, due_at=NOW, now=NOW)
    (record,) = desk.queue.load_all(topic="t", since=DAY)
    change = desk.queue.change
    assert not change(record.id, NOW, to=IssueState.BUILT, only_from=[IssueState.HELD])
    assert change(record.id, NOW, to=IssueState.HELD, only_from=[IssueState.DUE], note="why")
    held = desk.queue.load_by_id(record.id)
    assert held
    assert (held.state, held.note) == (IssueState.HELD, "why")


def test_an_issue_cancelled_while_it_is_built_is_not_sent(desk: Desk) -> None:
    desk.queue.open("t", DAY, IssueKind.DAILY, due_at=NOW, now=NOW)
    (record,) = desk.queue.load_all()
    desk.queue.claim(desk.worker, record.id, NOW)
    desk.queue.change(
        record.id, NOW, to=IssueState.CANCELLED, only_from=[IssueState.BUILDING], note="no"
    )
    with pytest.raises(LeaseLost, match="taken over or cancelled"):
        desk.queue.save(desk.worker, record.id, IssueState.BUILT, NOW, content_hash="h")


def test_what_is_collected_for_a_day_is_noted(desk: Desk) -> None:
    today, tomorrow = date(2026, 3, 10), date(2026, 3, 11)
    assert not desk.queue.is_collected("t", today)
    for day in (today, tomorrow, today):
        desk.queue.note_collected("t", day)
        assert desk.queue.is_collected("t", day)
    assert desk.queue.is_collected("t", tomorrow), "the later day stays"


def letter_to(editor: str) -> NewLetter:
    return NewLetter(f"held:{editor}", LetterKind.HELD, editor, NOW, {"why": "a finding"})


def test_editors_are_told_with_the_state_or_not_at_all(desk: Desk) -> None:
    desk.queue.open("t", DAY, IssueKind.DAILY, due_at=NOW, now=NOW)
    (record,) = desk.queue.load_all()
    desk.queue.claim(desk.worker, record.id, NOW)
    people = SqlSubscribers(desk.engine)

    def told() -> list[str]:
        claimed = people.claim_letters(at=NOW, lease=MINUTE, limit=9)
        return [one.address for one in claimed]

    def dying() -> Iterator[NewLetter]:
        yield letter_to("ann@example.org")
        raise KeyboardInterrupt

    def hold(letters: Iterable[NewLetter]) -> None:
        desk.queue.save(desk.worker, record.id, IssueState.HELD, NOW, letters=letters)

    with pytest.raises(KeyboardInterrupt):
        hold(dying())
    assert (desk.queue.load_all()[0].state, told()) == (IssueState.BUILDING, [])
    hold([letter_to("ann@example.org"), letter_to("bo@example.org")])
    assert (desk.queue.load_all()[0].state, told()) == (
        IssueState.HELD,
        ["ann@example.org", "bo@example.org"],
    )


# --- freezing -----------------------------------------------------------------------------------


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


# --- claiming -----------------------------------------------------------------------------------


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


@pytest.mark.parametrize("moment", ["claimed", "marked"])
@pytest.mark.parametrize("how", ["unsubscribed", "suppressed", "erased"])
def test_who_leaves_in_mid_send_gets_nothing(desk: Desk, moment: str, how: str) -> None:
    def leave() -> None:
        if how == "unsubscribed":
            unsubscribe(desk.engine, [2])
        elif how == "suppressed":
            suppress(desk.engine, "s2@example.org")
        else:
            with desk.engine.begin() as connection:
                connection.execute(text("DELETE FROM subscriber WHERE id = 2"))

    add_subscribers(desk.engine, 3)
    issue = desk.freeze()
    if moment == "claimed":
        leave()
    claimed = desk.claim(issue)
    if moment == "marked":
        with desk.outbox.looking() as look:
            assert all(look.ask(one.id)() for one in claimed)
            leave()
            assert [look.ask(one.id)() for one in claimed] == [True, False, True]
    leaving = desk.outbox.mark_in_doubt(desk.worker, [one.id for one in claimed], NOW)
    assert len(leaving) == 2
    assert desk.counts(issue) == {"in_doubt": 2, "suppressed": 1}


def test_consent_is_looked_at_over_a_new_connection_when_the_database_was_restarted(
    desk: Desk,
) -> None:
    add_subscribers(desk.engine, 2)
    claimed = desk.claim(desk.freeze())
    with desk.outbox.looking() as look:
        assert look.ask(claimed[0].id)()
        if desk.engine.dialect.name == "postgresql":
            ours = "FROM pg_stat_activity WHERE datname = current_database()"
            others = f"SELECT pg_terminate_backend(pid, 5000) {ours} AND pid <> pg_backend_pid()"
            with desk.engine.connect() as connection:
                connection.execute(text(others))
        unsubscribe(desk.engine, [2])
        may = {one.recipient.subscriber_id: look.ask(one.id)() for one in claimed}
        assert may == {1: True, 2: False}


def test_an_answer_that_nobody_waited_for_is_not_taken_for_another(desk: Desk) -> None:
    add_subscribers(desk.engine, 2)
    claimed = {one.recipient.subscriber_id: one.id for one in desk.claim(desk.freeze())}
    unsubscribe(desk.engine, [2])
    with desk.outbox.looking() as look:
        look.ask(claimed[1])
        assert not look.ask(claimed[2])()
        look.ask(claimed[2])
        assert look.ask(claimed[1])()


def test_nothing_leaves_where_consent_cannot_be_looked_at(desk: Desk) -> None:
    add_subscribers(desk.engine, 1)
    (one,) = desk.claim(desk.freeze())
    with desk.outbox.looking() as look:
        assert look.ask(one.id)()
        with desk.engine.begin() as connection:
            connection.execute(text("DROP TABLE suppression"))
        with pytest.raises(StoreError, match="suppression"):
            look.ask(one.id)()


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


def test_a_dead_address_is_suppressed_with_its_failure(desk: Desk) -> None:
    add_subscribers(desk.engine, 1)
    issue = desk.freeze()
    desk.settle(desk.claim(issue), FAILED, suppress=True)
    with desk.engine.connect() as connection:
        rows = connection.execute(text("SELECT address, reason, note FROM suppression")).all()
    assert [tuple(row) for row in rows] == [("s1@example.org", "bounce", "250 ok")]


# --- leases -------------------------------------------------------------------------------------


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


# --- what is kept -------------------------------------------------------------------------------


def test_old_deliveries_become_counts(desk: Desk) -> None:
    add_subscribers(desk.engine, 30)
    issue = desk.freeze()
    unsubscribe(desk.engine, [30])
    claimed = desk.claim(issue)
    desk.settle(claimed[:20], SENT, doubted=True)
    for one in claimed[20:]:
        refusal = f"550 5.1.1 <{one.recipient.address}> is unknown here"
        desk.outbox.settle(desk.worker, [Settlement(one.id, FAILED, refusal)], NOW + MINUTE)
    assert desk.outbox.sum_up(NOW + MINUTE) == 0, "it is not over yet"
    assert desk.outbox.finish(issue, NOW + MINUTE)
    assert desk.outbox.sum_up(NOW + MINUTE) == 0, "it was over just then"
    before = desk.outbox.standing(issue)
    later = NOW + 2 * MINUTE
    assert desk.outbox.sum_up(later, limit=7) == 7
    half = desk.outbox.standing(issue)
    assert (half.counts, half.doubts) == (before.counts, 20)
    assert [desk.outbox.sum_up(later, limit=7) for _ in range(5)] == [7, 7, 7, 2, 0]
    assert desk.outbox.load_deliveries(issue) == []
    after = desk.outbox.standing(issue)
    assert replace(after, reasons=()) == replace(before, reasons=())
    assert after.reasons == [
        (FAILED, "550 5.1.1", 9),
        (DeliveryState.SUPPRESSED, "not sent: no longer subscribed", 1),
    ]


def test_two_at_once_count_each_old_delivery_once(desk: Desk) -> None:
    add_subscribers(desk.engine, 200)
    issue = desk.freeze()
    while claimed := desk.claim(issue):
        desk.settle(claimed, SENT)
    desk.outbox.finish(issue, NOW)

    def work(_: int) -> int:
        return sum(iter(lambda: desk.outbox.sum_up(NOW + MINUTE, limit=9), 0))

    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(work, range(3))) == 200
    assert desk.counts(issue) == {"sent": 200}


@pytest.mark.parametrize(
    ("reply", "kept"),
    [
        ("550 5.1.1 <ann@example.org> unknown", "550 5.1.1"),
        ("given up: 452 4.2.2 mailbox of ann full", "given up: 452 4.2.2"),
        ("421", "421"),
        ("lost: ann@example.org", ""),
        ("not sent: 'ann@example.org' has no domain", ""),
        ("not sent: no longer subscribed", "not sent: no longer subscribed"),
    ],
)
def test_what_is_kept_of_a_reply_names_nobody(reply: str, kept: str) -> None:
    assert nameless(reply) == kept


# --- receiving domains --------------------------------------------------------------------------


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


def test_databases_are_opened_by_many_at_once(
    request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    faults: list[BaseException] = []

    def opening(url: str) -> Callable[[], None]:
        def work() -> None:
            try:
                open_database(url).dispose()
            except BaseException as error:
                faults.append(error)

        return work

    urls = [f"sqlite:///{tmp_path}/n.db", request.getfixturevalue("postgres_url")]
    threads = [threading.Thread(target=opening(url)) for url in urls for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
