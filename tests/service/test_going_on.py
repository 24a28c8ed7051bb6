"""A service goes on, whatever it meets: it was taken for dead, or what it is at cannot be done."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from structlog.testing import capture_logs

from briefing.model.delivery import IssueKind, IssueState
from briefing.ports import Transport
from briefing.service.dispatch import Dispatch, Frames
from briefing.wiring import utc_now
from tests.service.sending import (
    at_work,
    dispatching,
    freeze,
    make_sender,
    subscribe,
    yesterday,
)
from tests.waiting import until


@pytest.fixture
def dispatch(tmp_path: Path) -> Iterator[Dispatch]:
    settings = "[scheduling]\ndigest_weekday = -1\n"
    # Nobody reads these tracebacks, and to draw one with all that stands in it takes seconds.
    with capture_logs(), dispatching(make_sender(tmp_path, settings)) as made:
        subscribe(made, "anna")
        yield made


def living(dispatch: Dispatch) -> list[int]:
    with dispatch.outbox.engine.connect() as connection:
        query = text("SELECT id FROM worker WHERE ended_at IS NULL ORDER BY id")
        return list(connection.execute(query).scalars())


def state(dispatch: Dispatch, day: date | None = None) -> str:
    record = dispatch.queue.load("visits", day or yesterday())
    return str(record.state) if record else "none"


def test_a_scheduler_that_was_taken_for_dead_while_idle_begins_anew(dispatch: Dispatch) -> None:
    with at_work(dispatch, "scheduler"):
        until(lambda: living(dispatch))
        (first,) = living(dispatch)
        dispatch.workers.end(first, utc_now())
        dispatch.queue.open("visits", yesterday(), IssueKind.DAILY, due_at=utc_now(), now=utc_now())
        until(lambda: state(dispatch) == IssueState.SENDING)
        assert first not in living(dispatch)


def test_a_scheduler_waits_for_a_database_that_comes_back(dispatch: Dispatch) -> None:
    def execute(sql: str) -> None:
        with dispatch.outbox.engine.begin() as connection:
            connection.execute(text(sql))

    dispatch.queue.open("visits", yesterday(), IssueKind.DAILY, due_at=utc_now(), now=utc_now())
    execute("ALTER TABLE worker RENAME TO away")
    with capture_logs() as told, at_work(dispatch, "scheduler"):
        until(lambda: "scheduler begins anew" in [one["event"] for one in told])
        execute("ALTER TABLE away RENAME TO worker")
        until(lambda: state(dispatch) == IssueState.SENDING)


def test_a_worker_goes_on_after_a_fault_of_ours(dispatch: Dispatch) -> None:
    begun: list[int] = []

    def transport() -> Transport:
        begun.append(1)
        if len(begun) == 1:
            raise ZeroDivisionError
        return dispatch.transport()

    freeze(dispatch, yesterday())
    with at_work(replace(dispatch, transport=transport), "worker"):
        until(lambda: state(dispatch) == IssueState.SENT)


def test_an_issue_that_cannot_be_sent_keeps_no_other_from_it(dispatch: Dispatch) -> None:
    earlier = yesterday() - timedelta(days=1)
    stuck = freeze(dispatch, earlier)
    freeze(dispatch, yesterday())

    def compiled(issue_id: int, content_hash: str) -> Frames:
        if issue_id == stuck.id:
            raise ZeroDivisionError
        return dispatch.compiled(issue_id, content_hash)

    with at_work(replace(dispatch, compiled=compiled), "worker"):
        until(lambda: state(dispatch) == IssueState.SENT)
    assert state(dispatch, earlier) == IssueState.SENDING


def test_a_topic_s_file_that_is_broken_keeps_no_other_issue_from_being_made(
    dispatch: Dispatch,
) -> None:
    broken = dispatch.site.root / "content" / "broken" / "topic.toml"
    broken.parent.mkdir()
    broken.write_text("title = ", encoding="utf-8")
    dispatch.queue.open("visits", yesterday(), IssueKind.DAILY, due_at=utc_now(), now=utc_now())
    with capture_logs() as told, at_work(dispatch, "scheduler"):
        until(lambda: state(dispatch) == IssueState.SENDING)
    left_out = next(one for one in told if one["event"] == "topic left out")
    assert left_out["topic"] == "broken"
    assert "content/broken/topic.toml:1" in left_out["why"]


def test_issues_leave_although_a_topic_s_file_is_broken_by_then(dispatch: Dispatch) -> None:
    freeze(dispatch, yesterday())
    path = dispatch.site.root / "content" / "visits" / "topic.toml"
    path.write_text("title = ", encoding="utf-8")
    with at_work(dispatch, "worker"):
        until(lambda: state(dispatch) == IssueState.SENT)
