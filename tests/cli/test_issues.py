"""A word in the schedule's ear: make it now, let it go, give it up; and what cannot be done."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from briefing.cli import main
from briefing.model.delivery import IssueKind, IssueRecord, IssueState
from briefing.service.dispatch import Dispatch
from briefing.wiring import utc_now
from tests.service.publication import today
from tests.service.sending import dispatching, make_sender


def later() -> datetime:
    return utc_now() + timedelta(minutes=15)


@pytest.fixture
def dispatch(tmp_path: Path) -> Iterator[Dispatch]:
    with dispatching(make_sender(tmp_path, "")) as made:
        yield made


def run(dispatch: Dispatch, *words: str) -> int:
    place = ["--site", str(dispatch.site.root), "--db", f"sqlite:///{dispatch.site.root}/b.db"]
    return main(["issues", *words, *place])


def record(dispatch: Dispatch, kind: IssueKind = IssueKind.DAILY) -> IssueRecord:
    found = dispatch.queue.load("visits", today(), kind)
    assert found
    return found


def test_an_issue_opened_ahead_is_brought_forward(
    dispatch: Dispatch, capsys: pytest.CaptureFixture[str]
) -> None:
    dispatch.queue.open("visits", today(), IssueKind.DAILY, due_at=later(), now=utc_now())
    assert run(dispatch, "run-now", "visits", "--date", str(today())) == 0
    assert capsys.readouterr().out == f"visits {today()} is made at the next tick\n"
    assert record(dispatch).due_at <= utc_now()


def test_a_paused_topic_waits_all_the_same(
    dispatch: Dispatch, capsys: pytest.CaptureFixture[str]
) -> None:
    dispatch.queue.pause("visits", utc_now())
    assert run(dispatch, "run-now", "visits") == 0
    assert "once the topic is resumed" in capsys.readouterr().out


@pytest.mark.parametrize("state", [IssueState.HELD, IssueState.CANCELLED])
def test_what_cannot_be_made_is_not_promised(
    dispatch: Dispatch, state: IssueState, capsys: pytest.CaptureFixture[str]
) -> None:
    dispatch.queue.open("visits", today(), IssueKind.DAILY, due_at=later(), now=utc_now())
    due = [IssueState.DUE]
    dispatch.queue.change(record(dispatch).id, utc_now(), to=state, only_from=due, note="why")
    assert run(dispatch, "run-now", "visits", "--date", str(today())) == 1
    told = capsys.readouterr().err
    assert f"visits {today()} is {state} (why): it is not made anew" in told
    assert f"briefing issues rebuild visits --date {today()}" in told


def test_what_cannot_be_done_is_said_in_whole_words(
    dispatch: Dispatch, capsys: pytest.CaptureFixture[str]
) -> None:
    dispatch.queue.open("visits", today(), IssueKind.DAILY, due_at=later(), now=utc_now())
    assert run(dispatch, "approve", "visits", "--date", str(today())) == 1
    assert f"visits {today()} is due: it cannot be approved now" in capsys.readouterr().err


def test_an_issue_that_could_not_be_made_is_not_offered_for_approval(
    dispatch: Dispatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (dispatch.site.root / "templates" / "topics" / "visits.md.j2").write_text("{{ leadr }}\n")
    place = ["--site", str(dispatch.site.root), "--db", f"sqlite:///{dispatch.site.root}/b.db"]
    assert main(["send", "visits", *place]) == 3
    told = capsys.readouterr().out
    assert f"visits {today()}: held: no name 'leadr'" in told
    assert f"`briefing issues rebuild visits --date {today()}` tries again" in told


def test_a_sample_that_goes_to_nobody_says_where_its_readers_would_be(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = ["--site", str(make_sender(tmp_path, ""))]
    assert main(["send", "visits", "--replay", "--date", str(today()), *site]) == 0
    told = capsys.readouterr().out
    assert f"visits {today()}: sent, 0 recipients" in told
    assert "--db names the service's" in told


def test_a_digest_is_decided_on_by_itself(
    dispatch: Dispatch, capsys: pytest.CaptureFixture[str]
) -> None:
    on = ["visits", "--date", str(today())]
    assert run(dispatch, "run-now", *on, "--weekly") == 0
    assert run(dispatch, "hold", *on) == 1
    assert f"no daily issue of visits for {today()}" in capsys.readouterr().err
    assert run(dispatch, "hold", *on, "--weekly") == 0
    assert record(dispatch, IssueKind.WEEKLY).state == IssueState.HELD


def test_the_schedule_names_issues_and_the_digest(
    dispatch: Dispatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place = ["--site", str(dispatch.site.root), "--db", f"sqlite:///{dispatch.site.root}/b.db"]
    assert main(["schedule", *place]) == 0
    told = capsys.readouterr().out
    assert (told.count("  next "), told.count("  digest Sun ")) == (3, 1)


def test_a_day_that_was_left_out_is_not_listed_as_coming(
    dispatch: Dispatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second, third = coming(dispatch, capsys)
    assert run(dispatch, "cancel", "visits", "--date", second) == 0
    capsys.readouterr()
    then = coming(dispatch, capsys)
    assert then[:2] == [first, third]
    assert len(then) == 3


def coming(dispatch: Dispatch, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return the days that the schedule calls next."""
    place = ["--site", str(dispatch.site.root), "--db", f"sqlite:///{dispatch.site.root}/b.db"]
    assert main(["schedule", *place]) == 0
    lines = capsys.readouterr().out.splitlines()
    return [line.split()[2] for line in lines if line.startswith("  next ")]
