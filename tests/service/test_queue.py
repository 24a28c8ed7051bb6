"""Batches over a broker: whatever it loses, repeats or makes up, each reader has one copy."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from dramatiq.brokers.stub import StubBroker

from briefing.errors import DeliveryError
from briefing.model.delivery import DeliveryState, IssueRecord
from briefing.service.dispatch import Dispatch
from briefing.service.queue import (
    TELL_EVERY_S,
    Batches,
    Hands,
    Pulse,
    make_batches,
    open_batches,
    send_batch,
)
from briefing.wiring import utc_now
from tests.service.sending import (
    at_work,
    dispatching,
    freeze,
    make_sender,
    subscribe,
    take_copies,
    yesterday,
)
from tests.store.conftest import postgres, postgres_url  # noqa: F401  (fixtures)
from tests.waiting import until

READERS = [f"reader{n}" for n in range(120)]


@pytest.fixture(params=["sqlite", "postgres"])
def dispatch(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Dispatch]:
    url = f"sqlite:///{tmp_path}/b.db"
    if request.param == "postgres":
        url = str(request.getfixturevalue("postgres_url"))
    with dispatching(make_sender(tmp_path, ""), url) as made:
        subscribe(made, *READERS)
        yield made


@contextmanager
def queue_of(dispatch: Dispatch) -> Iterator[Batches]:
    broker = StubBroker(middleware=[])
    batches = make_batches(dispatch, broker, lambda: broker.queues["briefing"].qsize())
    try:
        yield batches
    finally:
        batches.close()


def standing(dispatch: Dispatch, issue: IssueRecord) -> dict[DeliveryState, int]:
    return dict(dispatch.outbox.standing(issue.id).counts)


def work_off(batches: Batches, threads: int = 3) -> None:
    with batches.at_work(threads):
        batches.broker.join("briefing", timeout=60_000)


def test_each_batch_is_announced_once_and_every_reader_has_one_copy(dispatch: Dispatch) -> None:
    issue = freeze(dispatch, yesterday())
    with queue_of(dispatch) as batches:
        assert batches.announce() == 3
        assert batches.announce() == 0  # they wait still
        work_off(batches)
        assert standing(dispatch, issue) == {DeliveryState.SENT: 120}
        assert sorted(take_copies(dispatch)) == sorted(READERS)
        record = dispatch.queue.load_by_id(issue.id)
        assert record
        assert record.state == "sent"
        assert batches.announce() == 0


def test_what_comes_twice_or_from_elsewhere_is_harmless(dispatch: Dispatch) -> None:
    issue = freeze(dispatch, yesterday())
    with queue_of(dispatch) as batches:
        for _ in range(12):
            batches.actor.send(issue.id)
            batches.actor.send(999_999)
        work_off(batches, 4)
        assert standing(dispatch, issue) == {DeliveryState.SENT: 120}
        assert len(take_copies(dispatch)) == 120
        batches.actor.send(issue.id)
        work_off(batches)
        assert take_copies(dispatch) == {}


def test_what_is_lost_is_announced_again(dispatch: Dispatch) -> None:
    issue = freeze(dispatch, yesterday())
    with queue_of(dispatch) as batches:
        batches.announce()
        batches.broker.flush("briefing")
        assert standing(dispatch, issue) == {DeliveryState.PENDING: 120}
        assert batches.announce() == 3
        work_off(batches)
    assert standing(dispatch, issue) == {DeliveryState.SENT: 120}


def test_a_message_is_one_batch(dispatch: Dispatch) -> None:
    issue, hands = freeze(dispatch, yesterday()), Hands(dispatch)
    assert send_batch(dispatch, hands, issue.id) == 50
    assert standing(dispatch, issue) == {DeliveryState.SENT: 50, DeliveryState.PENDING: 70}
    assert [send_batch(dispatch, hands, issue.id) for _ in range(3)] == [50, 20, 0]
    hands.close()


def test_a_mail_server_that_is_away_costs_nobody_an_issue(dispatch: Dispatch) -> None:
    class Away:
        def deliver(self, *_: object, **__: object) -> None:
            raise DeliveryError("nobody answers")

        def close(self) -> None:
            pass

    issue = freeze(dispatch, yesterday())
    with queue_of(replace(dispatch, transport=Away)) as batches:
        batches.announce()
        work_off(batches)
        assert batches.broker.dead_letters == []
    assert standing(dispatch, issue) == {DeliveryState.PENDING: 120}
    with queue_of(dispatch) as batches:
        batches.announce()
        work_off(batches)
    assert standing(dispatch, issue) == {DeliveryState.SENT: 120}


def test_a_broker_that_does_not_answer_is_told_of_without_its_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(
        "BRIEFING_MAIL_QUEUE_URL", "amqp://us:hush@127.0.0.1:1/?connection_attempts=1"
    )
    with dispatching(make_sender(tmp_path, "")) as dispatch:
        batches = open_batches(dispatch)
        batches.announce_or_tell()
        batches.close()
        told = capsys.readouterr()
    assert "batches not announced" in told.out + told.err
    assert "hush" not in told.out + told.err + repr(dispatch.site.settings)


def test_a_broker_that_is_long_away_is_told_of_now_and_then() -> None:
    now = [0.0]
    pulse = Pulse(seconds=lambda: now[0])

    def news(at_s: float, words: str) -> bool:
        now[0] = at_s
        return pulse.is_news(words)

    assert news(5, "it is waited for")
    assert not news(10, "it is waited for")
    assert news(35, "workers go on without it")
    assert not news(40, "workers go on without it")
    assert news(35 + TELL_EVERY_S, "workers go on without it")
    pulse.beat()
    assert news(40 + TELL_EVERY_S, "workers go on without it")


def test_workers_go_on_without_a_broker_that_is_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFING_MAIL_QUEUE_URL", "amqp://127.0.0.1:1/?connection_attempts=1")
    settings = "[mail]\nqueue_patience_s = 1\n"
    with dispatching(make_sender(tmp_path, settings)) as dispatch:
        subscribe(dispatch, *READERS)
        issue = freeze(dispatch, yesterday())
        with at_work(dispatch, "worker"):
            until(lambda: standing(dispatch, issue) == {DeliveryState.SENT: 120})
        assert sorted(take_copies(dispatch)) == sorted(READERS)


@pytest.mark.skipif("AMQP_URL" not in os.environ, reason="AMQP_URL names no RabbitMQ")
def test_the_service_over_a_real_broker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_MAIL_QUEUE_URL", os.environ["AMQP_URL"])
    name = f"test-{uuid4().hex}"
    with dispatching(make_sender(tmp_path, f'[mail]\nqueue_name = "{name}"\n')) as dispatch:
        subscribe(dispatch, *READERS)
        issue = freeze(dispatch, yesterday())
        dispatch.queue.pause("visits", utc_now())
        with at_work(dispatch, "scheduler", "worker", "worker"):
            time.sleep(2)  # in which nothing may leave
            assert standing(dispatch, issue) == {DeliveryState.PENDING: 120}
            dispatch.queue.resume("visits")
            until(lambda: dispatch.queue.load_by_id(issue.id).state == "sent")  # type: ignore[union-attr]
        assert sorted(take_copies(dispatch)) == sorted(READERS)
