"""What the store of subscribers promises, read against SQLite and PostgreSQL."""

import json
import multiprocessing
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, Text, insert, text

from briefing.model.subscriber import (
    Change,
    Consent,
    ConsentEvent,
    ConsentText,
    LetterKind,
    LetterState,
    NewLetter,
    Retention,
    SignUp,
    Subscriber,
    Subscription,
    SubscriptionState,
    Suppression,
    SuppressionReason,
    UsedToken,
)
from briefing.ports.subscribers import Subscribers
from briefing.store import open_database
from briefing.store.instants import to_ticks
from briefing.store.people import save_subscriber, save_subscriptions
from briefing.store.subscribers import SqlSubscribers
from briefing.store.tables.outbox import delivery, issue
from briefing.subscribers.addresses import address_hash
from briefing.subscribers.changes import confirmed, erased, left, mailed, preferred, requested

NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
DAY = timedelta(days=1)
QUOTED = "550 5.1.1 <ada@example.org>: Recipient address rejected"
LEASE = timedelta(minutes=5)
ADA = Subscriber(0, "Ada@example.org", NOW, lang="ja", timezone="Asia/Tokyo", hour=time(7, 30))
SIGNUP = SignUp(
    "Ada@example.org", ("models", "tools"), NOW, network="203.0.113.0/24", text_version="en-1"
)


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/s.db"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def people(url: str) -> Iterator[SqlSubscribers]:
    engine = open_database(url)
    yield SqlSubscribers(engine)
    engine.dispose()


def _subscription(
    topic: str = "models",
    state: SubscriptionState = SubscriptionState.CONFIRMED,
    at: datetime = NOW,
) -> Subscription:
    return Subscription(0, topic, state, at)


def _save(people: Subscribers, one: Subscriber = ADA, *many: Subscription) -> int:
    number = people.apply(Change(one, many or (_subscription(),)))
    assert number
    return number


def _confirm(people: Subscribers, signup: SignUp = SIGNUP, token: str = "t") -> int | None:
    used = UsedToken(token, NOW + DAY)
    return people.apply(confirmed(signup, used=used, letter_id=1, at=NOW, network="::/48"))


def test_a_subscriber_is_found_however_the_address_is_written(people: Subscribers) -> None:
    number = _save(people)
    expected = (replace(ADA, id=number), (replace(_subscription(), subscriber_id=number),))
    assert people.load(number) == people.find("ADA@example.org") == expected
    assert people.find_all(["ada@EXAMPLE.org", "x@y.z"]) == {address_hash(ADA.address): expected}
    assert people.find("bob@example.org") is None
    assert people.load(number + 1) is None


def test_saving_again_changes_and_adds_nobody(people: Subscribers) -> None:
    number = _save(people)
    assert _save(people, replace(ADA, address="ada@example.org", hour=None)) == number
    (found,) = people.load_all()
    assert (found[0].address, found[0].hour) == ("ada@example.org", None)


def test_a_token_opens_once(people: Subscribers) -> None:
    assert _confirm(people)
    before = people.find(SIGNUP.address)
    assert _confirm(people, replace(SIGNUP, lang="ar")) is None
    assert people.find(SIGNUP.address) == before


def test_all_that_subscribers_ask_for_is_listed(people: Subscribers) -> None:
    for n in range(1203):
        state = SubscriptionState.CONFIRMED if n % 3 else SubscriptionState.UNSUBSCRIBED
        topic = "models" if n % 2 else "tools"
        _save(people, replace(ADA, address=f"p{n}@example.org"), _subscription(topic, state))
    assert len(list(people.load_all())) == 1203
    assert people.count_states()["models", SubscriptionState.CONFIRMED] == 401
    found = list(people.load_all(topic="models", state=SubscriptionState.CONFIRMED))
    assert len(found) == 401
    assert {one.topic for _, many in found for one in many} == {"models"}


def test_counts_begin_anew_with_each_window(people: Subscribers) -> None:
    hour = timedelta(hours=1)
    counted = [people.count("k", at=NOW + n * timedelta(minutes=25), window=hour) for n in range(4)]
    assert counted == [1, 2, 3, 1]
    assert people.count("other", at=NOW, window=hour) == 1


def _count(url: str, times: int) -> None:
    engine = open_database(url)
    for _ in range(times):
        SqlSubscribers(engine).count("k", at=NOW, window=DAY)
    engine.dispose()


def test_counts_hold_across_processes(url: str, people: Subscribers) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_count, args=(url, 25)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert people.count("k", at=NOW, window=DAY) == 51


def test_consent_is_logged_with_text_form_and_network(people: Subscribers) -> None:
    people.apply(requested(SIGNUP, nonce="1"))
    _confirm(people)
    log = people.load_consents("ada@example.org")
    assert [(c.event, c.topic) for c in log] == [
        (ConsentEvent.REQUESTED, "models"),
        (ConsentEvent.REQUESTED, "tools"),
        (ConsentEvent.CONFIRMED, "models"),
        (ConsentEvent.CONFIRMED, "tools"),
    ]
    assert {(c.form, c.text_version) for c in log} == {("page", "en-1")}
    assert [c.network for c in log[1:3]] == ["203.0.113.0/24", "::/48"]


def test_a_text_stays_as_it_was_shown(people: Subscribers) -> None:
    people.save_texts([ConsentText("en-1", "en", "I agree.")], NOW)
    people.save_texts([ConsentText("en-1", "en", "Other words."), ConsentText("b", "en", "B")], NOW)
    assert people.load_text("en-1") == ConsentText("en-1", "en", "I agree.")
    assert people.load_text("\x00") is None


# --- letters ------------------------------------------------------------------------------------


def _letter(n: int = 1, at: datetime = NOW) -> NewLetter:
    return NewLetter(f"l{n}", LetterKind.CONFIRM, ADA.address, at, {"topics": ["é"], "n": n})


def test_a_letter_is_kept_once(people: Subscribers) -> None:
    people.apply(Change(letters=(_letter(), _letter())))
    people.apply(Change(letters=(_letter(),)))
    (claimed,) = people.claim_letters(at=NOW, lease=LEASE, limit=10)
    assert (claimed.address, claimed.values) == (ADA.address, {"topics": ["é"], "n": 1})
    assert people.load_letter(claimed.id) == claimed
    assert people.load_letter(claimed.id + 1) is None


def test_a_claimed_letter_is_nobody_elses_until_the_lease_ends(people: Subscribers) -> None:
    people.apply(Change(letters=(_letter(),)))
    (first,) = people.claim_letters(at=NOW, lease=LEASE, limit=10)
    assert not people.claim_letters(at=NOW, lease=LEASE, limit=10)
    (second,) = people.claim_letters(at=NOW + LEASE, lease=LEASE, limit=10)
    assert second.fence > first.fence
    assert not people.finish_letter(first, LetterState.SENT, at=NOW)
    assert people.finish_letter(second, LetterState.SENT, at=NOW, reply="250 ok")
    assert not people.claim_letters(at=NOW + DAY, lease=LEASE, limit=10)


def test_a_deferred_letter_waits(people: Subscribers) -> None:
    people.apply(Change(letters=(_letter(),)))
    (one,) = people.claim_letters(at=NOW, lease=LEASE, limit=10)
    people.finish_letter(one, LetterState.PENDING, at=NOW, again_at=NOW + DAY)
    assert not people.claim_letters(at=NOW + DAY / 2, lease=LEASE, limit=10)
    (again,) = people.claim_letters(at=NOW + DAY, lease=LEASE, limit=10)
    assert again.attempts == 2


def _claim(url: str, claimed: "multiprocessing.Queue[list[int]]") -> None:
    engine = open_database(url)
    mine: list[int] = []
    while found := SqlSubscribers(engine).claim_letters(at=NOW, lease=LEASE, limit=3):
        mine += [one.id for one in found]
    claimed.put(mine)
    engine.dispose()


def test_two_workers_never_claim_the_same_letter(url: str, people: Subscribers) -> None:
    people.apply(Change(letters=tuple(_letter(n) for n in range(120))))
    context = multiprocessing.get_context("spawn")
    claimed: multiprocessing.Queue[list[int]] = context.Queue()
    workers = [context.Process(target=_claim, args=(url, claimed)) for _ in range(2)]
    for worker in workers:
        worker.start()
    every = claimed.get(timeout=60) + claimed.get(timeout=60)
    for worker in workers:
        worker.join(60)
    claimed.close()
    claimed.join_thread()
    assert len(every) == len(set(every)) == 120


# --- leaving and being forgotten ----------------------------------------------------------------


def test_leaving_twice_is_leaving_once(people: Subscribers) -> None:
    _confirm(people)
    found = people.find(SIGNUP.address)
    assert found
    change = left(*found, topics=["models"], at=NOW, form="one-click")
    assert change
    people.apply(change)
    found = people.find(SIGNUP.address)
    assert found
    assert left(*found, topics=["models"], at=NOW + DAY, form="one-click") is None
    assert [one.state for one in found[1]] == [
        SubscriptionState.UNSUBSCRIBED,
        SubscriptionState.CONFIRMED,
    ]


def test_leaving_changes_nothing_that_was_saved_meanwhile(people: Subscribers) -> None:
    _confirm(people)
    before = people.find(SIGNUP.address)
    assert before
    people.apply(Change(replace(before[0], lang="ar")))
    ended = left(*before, topics=None, at=NOW, form="one-click")
    assert ended
    assert people.apply(ended) == before[0].id
    after = people.find(SIGNUP.address)
    assert after
    assert after[0].lang == "ar"
    assert {one.state for one in after[1]} == {SubscriptionState.UNSUBSCRIBED}


def test_a_confirmation_on_record_late_takes_nothing_back(people: Subscribers) -> None:
    people.apply(mailed(SIGNUP, None, (), NOW))
    _confirm(people, replace(SIGNUP, lang="ar"))
    people.apply(mailed(SIGNUP, None, (), NOW))
    found = people.find(SIGNUP.address)
    assert found
    assert found[0].lang == "ar"
    assert {one.state for one in found[1]} == {SubscriptionState.CONFIRMED}


def test_nobody_comes_back_by_what_was_decided_before_they_were_erased(people: Subscribers) -> None:
    _confirm(people)
    before = people.find(SIGNUP.address)
    assert before
    people.apply(erased(before[0], at=NOW, form="page"))
    wanted = replace(before[0], lang="ar")
    late = [
        left(*before, topics=None, at=NOW, form="one-click"),
        preferred(before[0], wanted, before[1], {}, at=NOW, text_version="", network=""),
        mailed(SIGNUP, *before, NOW),
    ]
    for change in late:
        assert change
        assert people.apply(change) is None
    people.apply_all(
        [Change(*before, consents=(Consent("", "models", ConsentEvent.IMPORTED, NOW),))]
    )
    people.apply_all([Change(replace(before[0], id=0), before[1])])
    assert people.find(SIGNUP.address) is None
    assert not people.claim_letters(at=NOW, lease=LEASE, limit=9)


def test_erasing_waits_for_preferences_that_are_being_saved(people: SqlSubscribers) -> None:
    if people.engine.dialect.name == "sqlite":
        pytest.skip("there, one writes at a time")
    _confirm(people)
    before = people.find(SIGNUP.address)
    assert before
    with ThreadPoolExecutor(1) as other, people.engine.connect() as saving:
        save_subscriber(saving, before[0])
        erasing = other.submit(people.apply, erased(before[0], at=NOW, form="page"))
        _wait_for_a_lock(people, erasing)
        save_subscriptions(saving, before[0].id, [*before[1], _subscription("more")])
        saving.commit()
        assert erasing.result() == 0
    assert people.find(SIGNUP.address) is None


def test_whoever_comes_back_while_what_is_old_goes_stays(people: SqlSubscribers) -> None:
    if people.engine.dialect.name == "sqlite":
        pytest.skip("there, one writes at a time")
    number = _save(people, ADA, _subscription(state=SubscriptionState.UNSUBSCRIBED))
    with ThreadPoolExecutor(1) as other, people.engine.connect() as confirming:
        save_subscriber(confirming, ADA)
        save_subscriptions(confirming, number, [_subscription(at=NOW + 3 * DAY)])
        dropping = other.submit(people.retain, _retention(NOW + DAY))
        _wait_for_a_lock(people, dropping)
        confirming.commit()
        assert dropping.result()["unsubscribed"] == 0
    found = people.find(ADA.address)
    assert found
    assert found[1][0].state == SubscriptionState.CONFIRMED


def _wait_for_a_lock(people: SqlSubscribers, until: "Future[Any]") -> None:
    """Wait until somebody waits for a lock, or what is to wait for it has come to its end."""
    query = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    while not until.done():
        with people.engine.connect() as connection:
            if connection.execute(text(query)).scalar():
                return


def _filled(table: Table, **values: object) -> dict[str, object]:
    """Return a row with something in each column that needs it."""
    empty = {c.name: "" if isinstance(c.type, Text) else 0 for c in table.columns if not c.nullable}
    del empty["id"]
    return {**empty, "text_only": False, **values} if table is delivery else {**empty, **values}


def _deliver(people: SqlSubscribers, number: int, state: str, day: str) -> None:
    with people.engine.begin() as connection:
        values = _filled(issue, topic="models", day=day)
        key = connection.execute(insert(issue).values(values).returning(issue.c.id)).scalar_one()
        row = _filled(
            delivery,
            issue_id=key,
            subscriber_id=number,
            address=ADA.address,
            state=state,
            reply=QUOTED,
        )
        connection.execute(insert(delivery).values(row))


@pytest.mark.parametrize("bounced", [False, True])
def test_nothing_of_an_erased_person_can_be_read(people: SqlSubscribers, bounced: bool) -> None:
    people.apply(requested(SIGNUP, nonce="1"))
    people.count(f"address:{address_hash(ADA.address)}", at=NOW, window=DAY)
    number = _confirm(people)
    assert number
    _deliver(people, number, "sent", "2026-02-28")
    _deliver(people, number, "pending", "2026-03-01")
    assert [d["state"] for d in people.load_deliveries(number)] == ["pending", "sent"]
    found = people.find(ADA.address)
    assert found
    reason = SuppressionReason.BOUNCE
    if bounced:
        who = address_hash(ADA.address)
        people.apply(Change(suppress=Suppression(who, reason, NOW, ADA.address, QUOTED)))
    people.apply(erased(found[0], at=NOW, form="page"))
    assert people.find(ADA.address) is None
    assert [d["state"] for d in people.load_deliveries(number)] == ["suppressed", "sent"]
    held = people.load_suppression(ADA.address)
    assert held
    assert held.reason == (reason if bounced else SuppressionReason.ERASED)
    assert (held.address, held.note) == ("", "")
    log = people.load_consents(ADA.address)
    assert log[-1].event == ConsentEvent.ERASED
    assert not any(line.network for line in log)
    with people.engine.connect() as connection:
        tables = connection.execute(text(_TABLES[connection.dialect.name])).scalars().all()
        for table in tables:
            rows = connection.execute(text(f"SELECT * FROM {table}")).all()
            assert "ada@" not in json.dumps([list(map(str, row)) for row in rows]).lower(), table


_TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table'",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
}


def test_whoever_was_erased_comes_back_by_confirming_alone(people: Subscribers) -> None:
    _save(people)
    found = people.find(ADA.address)
    assert found
    people.apply(erased(found[0], at=NOW, form="page"))
    _confirm(people)
    assert people.load_suppression(ADA.address) is None


def test_a_complaint_is_not_lifted_by_confirming(people: Subscribers) -> None:
    who = address_hash(ADA.address)
    complaint = Suppression(who, SuppressionReason.COMPLAINT, NOW, ADA.address)
    people.apply(Change(suppress=complaint))
    _confirm(people)
    assert people.load_suppression("ada@example.org") == complaint
    assert people.load_suppressions() == {who: complaint}
    assert people.lift_suppression("ada@example.org")
    assert not people.lift_suppression("ada@example.org")


def test_the_first_reason_stays_and_erasing_takes_the_address(people: Subscribers) -> None:
    who = address_hash(ADA.address)
    people.apply(Change(suppress=Suppression(who, SuppressionReason.BOUNCE, NOW, ADA.address)))
    people.apply(Change(suppress=Suppression(who, SuppressionReason.ERASED, NOW)))
    held = people.load_suppression(ADA.address)
    assert held
    assert (held.reason, held.address) == (SuppressionReason.BOUNCE, "")


# --- lists --------------------------------------------------------------------------------------


def _listed(n: int) -> Change:
    one = Subscriber(0, f"p{n}@example.org", NOW)
    who = address_hash(one.address)
    return Change(
        one, (_subscription(),), (Consent(who, "models", ConsentEvent.IMPORTED, NOW, "command"),)
    )


def test_a_list_is_written_whole(people: Subscribers) -> None:
    assert people.apply_all(_listed(n) for n in range(1300)) == 1300
    assert people.apply_all(_listed(n) for n in range(1300)) == 1300
    assert len(list(people.load_all())) == 1300


def test_a_list_that_breaks_off_leaves_nothing(people: Subscribers) -> None:
    def breaking() -> Iterator[Change]:
        yield from (_listed(n) for n in range(700))
        raise ValueError("here")

    with pytest.raises(ValueError, match="here"):
        people.apply_all(breaking())
    assert not list(people.load_all())


def test_a_list_brings_back_nobody_who_left(people: Subscribers) -> None:
    gone = _subscription(state=SubscriptionState.UNSUBSCRIBED)
    _save(people, replace(ADA, address="p1@example.org"), gone)
    people.apply_all([_listed(1)])
    found = people.find("p1@example.org")
    assert found
    assert [one.state for one in found[1]] == [SubscriptionState.UNSUBSCRIBED]
    assert found[0].lang == "ja"


# --- retention ----------------------------------------------------------------------------------


def _retention(before: datetime) -> Retention:
    return Retention(before, before, before, before, before, before)


def test_what_is_old_goes_and_what_counts_stays(people: Subscribers) -> None:
    for n, state in enumerate(SubscriptionState):
        name = replace(ADA, address=f"{state}@example.org")
        _save(people, name, _subscription(state=state, at=NOW + n * timedelta(seconds=1)))
    people.apply(requested(replace(SIGNUP, address="unconfirmed@example.org"), nonce="1"))
    _confirm(people, replace(SIGNUP, address="confirmed@example.org"))
    people.count("k", at=NOW, window=DAY)
    gone = people.retain(_retention(NOW + 2 * DAY))
    assert gone == {
        "unconfirmed": 1,
        "unsubscribed": 1,
        "networks": 2,
        "letters": 2,
        "tokens": 1,
        "counts": 1,
    }
    assert [one.address for one, _ in people.load_all()] == ["confirmed@example.org"]
    assert not people.load_consents("unconfirmed@example.org")
    assert [c.network for c in people.load_consents("confirmed@example.org")] == ["", ""]
    held = people.load_suppression("unsubscribed@example.org")
    assert held
    assert held.reason == SuppressionReason.ERASED


def test_what_is_young_stays(people: Subscribers) -> None:
    for state in SubscriptionState:
        _save(people, replace(ADA, address=f"{state}@example.org"), _subscription(state=state))
    people.apply(requested(SIGNUP, nonce="1"))
    assert not any(people.retain(_retention(NOW - 2 * DAY)).values())
    assert len(list(people.load_all())) == 3


def test_no_error_tells_an_address(people: SqlSubscribers) -> None:
    from briefing.errors import StoreError

    with people.engine.begin() as connection:
        connection.execute(text("DROP TABLE consent"))
    with pytest.raises(StoreError) as caught:
        people.apply(requested(SIGNUP, nonce="1"))
    assert "example.org" not in str(caught.value)
    assert not people.claim_letters(at=NOW, lease=LEASE, limit=1)


def test_no_query_of_a_page_reads_a_whole_table(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path}/s.db")
    with engine.connect() as connection:
        plans = [
            row.detail
            for query in (
                f"SELECT * FROM letter WHERE state='pending' AND next_at <= {to_ticks(NOW)}",
                "SELECT * FROM consent WHERE address_hash='x'",
                "SELECT * FROM subscriber WHERE address_key='x'",
                "SELECT * FROM letter WHERE address_hash='x'",
            )
            for row in connection.execute(text(f"EXPLAIN QUERY PLAN {query}"))
        ]
    engine.dispose()
    assert not [plan for plan in plans if plan.startswith("SCAN")]
