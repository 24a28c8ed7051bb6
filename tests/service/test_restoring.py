"""A backup of the middle of a send, restored: nobody gets two copies, and nobody is left out."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from briefing.cli import main
from briefing.model.delivery import DeliveryState, IssueState
from briefing.model.subscriber import SubscriptionState
from briefing.service.dispatch import Dispatch
from briefing.wiring import utc_now
from tests.service.sending import (
    dispatching,
    freeze,
    make_sender,
    send,
    subscribe,
    take_copies,
    yesterday,
)
from tests.store.conftest import postgres, postgres_url  # noqa: F401  (fixtures)

EVERYBODY = [f"reader{n}" for n in range(120)]
ONE_GROUP = 50


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgres":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{tmp_path}/b.db"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_sender(tmp_path, "")


def send_groups(dispatch: Dispatch, many: int) -> list[str]:
    """Send some groups of yesterday's issue; return who got a copy."""
    record = dispatch.queue.load("visits", yesterday())
    assert record
    left = iter([False] * many)
    transport = dispatch.transport()
    with dispatch.at_work("test") as worker:
        dispatch.send(record, worker, transport, stopping=lambda: next(left, True))
    transport.close()
    return sorted(take_copies(dispatch))


def run(root: Path, database: str) -> Callable[..., int]:
    return lambda *words: main([*words, "--site", str(root), "--db", database])


def test_what_left_after_the_backup_does_not_leave_again(root: Path, database: str) -> None:
    do, file = run(root, database), str(root / "b.backup")
    with dispatching(root, database) as dispatch:
        subscribe(dispatch, *EVERYBODY)
        freeze(dispatch, yesterday())
        got = send_groups(dispatch, 1)
        assert do("backup", file) == 0
        got += send_groups(dispatch, 1)
        assert len(got) == 2 * ONE_GROUP
    assert do("restore", file, "--yes") == 0
    with dispatching(root, database) as dispatch:
        got += send_groups(dispatch, 9)
        assert sorted(got) == sorted(EVERYBODY)
        record = dispatch.queue.load("visits", yesterday())
        assert record
        assert record.state == IssueState.SENT
        assert dispatch.outbox.standing(record.id).counts == {DeliveryState.SENT: len(EVERYBODY)}


def test_an_issue_of_after_the_backup_stays_as_it_was_sent(root: Path, database: str) -> None:
    do, file = run(root, database), str(root / "b.backup")
    with dispatching(root, database) as dispatch:
        subscribe(dispatch, "anna")
        assert do("backup", file) == 0
        assert sorted(send(dispatch, yesterday())) == ["anna"]
        before = dispatch.queue.load("visits", yesterday())
    assert do("restore", file, "--yes") == 0
    with dispatching(root, database) as dispatch:
        assert dispatch.queue.load("visits", yesterday()) == before
        assert [one.head.title for one in dispatch.archive.find("headline")] == ["A headline"]
        assert do("send", "visits", "--date", str(yesterday())) == 0
        assert take_copies(dispatch) == {}


@pytest.mark.parametrize("backed_up", ["before the freeze", "in mid-send"])
def test_a_send_goes_on_over_a_restore(root: Path, database: str, backed_up: str) -> None:
    do, file = run(root, database), str(root / "b.backup")
    groups = 0

    def stopping() -> bool:
        """Restore between two groups: what became of the first one is not on record yet."""
        nonlocal groups
        groups += 1
        if groups == 2:
            assert do("restore", file, "--yes") == 0
        return False

    with dispatching(root, database) as dispatch:
        subscribe(dispatch, *EVERYBODY)
        if backed_up == "before the freeze":
            assert do("backup", file) == 0
        record = freeze(dispatch, yesterday())
        if backed_up == "in mid-send":
            assert do("backup", file) == 0
        transport = dispatch.transport()
        with dispatch.at_work("test") as worker:
            assert dispatch.send(record, worker, transport, stopping=stopping).finished
        transport.close()
        assert sorted(take_copies(dispatch)) == sorted(EVERYBODY)
        standing = dispatch.outbox.standing(record.id)
        assert (standing.counts, standing.doubts) == ({DeliveryState.SENT: len(EVERYBODY)}, 0)


def test_an_issue_that_was_cancelled_after_the_backup_stays_cancelled(
    root: Path, database: str
) -> None:
    do, file = run(root, database), str(root / "b.backup")
    with dispatching(root, database) as dispatch:
        subscribe(dispatch, "anna")
        assert do("backup", file) == 0
        assert do("issues", "cancel", "visits", "--date", str(yesterday())) == 0
    assert do("restore", file, "--yes") == 0
    assert do("send", "visits", "--date", str(yesterday())) == 1


def test_what_was_stopped_after_the_backup_stays_so(
    root: Path, database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    do, file = run(root, database), str(root / "b.backup")
    earlier = str(yesterday() - timedelta(days=1))
    with dispatching(root, database) as dispatch:
        subscribe(dispatch, *EVERYBODY)
        assert do("issues", "run-now", "visits", "--date", earlier) == 0
        freeze(dispatch, yesterday())
        got = send_groups(dispatch, 1)
        assert do("backup", file) == 0
        assert do("issues", "pause", "visits") == 0
        assert do("issues", "hold", "visits", "--date", earlier) == 0
    capsys.readouterr()
    assert do("restore", file, "--yes") == 0
    assert "paused: visits;" in capsys.readouterr().out
    with dispatching(root, database) as dispatch:
        assert send_groups(dispatch, 9) == []
        assert do("issues", "resume", "visits") == 0
        assert sorted(got + send_groups(dispatch, 9)) == sorted(EVERYBODY)
    assert do("send", "visits", "--date", earlier) == 3, "held"


def test_who_left_after_the_backup_stays_away(root: Path, database: str) -> None:
    do, file = run(root, database), str(root / "b.backup")
    with dispatching(root, database) as dispatch:
        subscribe(dispatch, "anna", "ben", "cem")
        assert do("backup", file) == 0
        assert do("subscribers", "remove", "anna@example.org") == 0
        assert do("subscribers", "suppress", "ben@example.org") == 0
    assert do("restore", file, "--yes") == 0
    with dispatching(root, database) as dispatch:
        found = dispatch.people.find("anna@example.org")
        assert found
        assert [one.state for one in found[1]] == [SubscriptionState.UNSUBSCRIBED]
        assert sorted(send(dispatch, yesterday())) == ["cem"]


def test_who_was_forgotten_after_the_backup_stays_forgotten(
    root: Path, database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    do, file = run(root, database), str(root / "b.backup")
    with dispatching(root, database) as dispatch:
        subscribe(dispatch, "anna", "ben")
        assert do("subscribers", "suppress", "anna@example.org") == 0
        assert do("backup", file) == 0
        for name in ("anna", "ben"):
            assert do("subscribers", "forget", f"{name}@example.org") == 0
        log = [dispatch.people.load_consents(f"{name}@example.org") for name in ("anna", "ben")]
    assert do("restore", file, "--yes") == 0
    with dispatching(root, database) as dispatch:
        for name, consents in zip(("anna", "ben"), log, strict=True):
            assert dispatch.people.find(f"{name}@example.org") is None
            held = dispatch.people.load_suppression(f"{name}@example.org")
            assert held
            assert held.address == ""
            assert dispatch.people.load_consents(f"{name}@example.org") == consents
            assert consents


def test_where_the_database_is_lost_nothing_leaves_before_somebody_says_so(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(root / "b.backup")
    with dispatching(root) as dispatch:
        subscribe(dispatch, *EVERYBODY)
        freeze(dispatch, yesterday())
        got = send_groups(dispatch, 1)
        assert main(["backup", file, "--site", str(root), "--db", f"sqlite:///{root}/b.db"]) == 0
    elsewhere = f"sqlite:///{tmp_path}/new.db"
    do = run(root, elsewhere)
    capsys.readouterr()
    assert do("restore", file) == 0
    told = capsys.readouterr().out
    assert "paused: visits;" in told
    assert "for what has left since the backup" in told
    with dispatching(root, elsewhere) as dispatch:
        assert send_groups(dispatch, 9) == []
        assert do("issues", "resume", "visits") == 0
        assert sorted(got + send_groups(dispatch, 9)) == sorted(EVERYBODY)


def test_a_database_at_work_is_not_replaced_by_another_one(
    root: Path, database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    do, file = run(root, database), str(root / "b.backup")
    with dispatching(root, f"sqlite:///{tmp_path}/other.db") as other:
        subscribe(other, "ben")
        send(other, yesterday())
        assert run(root, f"sqlite:///{tmp_path}/other.db")("backup", file) == 0
    with dispatching(root, database) as dispatch:
        subscribe(dispatch, "anna")
        with dispatch.at_work("worker"):
            assert do("restore", file, "--yes") == 1
    told = capsys.readouterr().err
    assert "another database than the backup's is at work: worker@" in told
    assert "end every `briefing run` first" in told
    assert do("restore", file, "--yes") == 0


def test_a_day_that_nobody_has_begun_with_can_be_left_out(root: Path) -> None:
    do = run(root, f"sqlite:///{root}/b.db")
    today = str(utc_now().date())
    assert do("issues", "cancel", "visits", "--date", today) == 0
    assert do("send", "visits", "--date", today) == 1
