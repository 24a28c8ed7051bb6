"""The whole round: an issue leaves, a report comes back, and the next issue leaves somebody out."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import unquote

import pytest

from briefing.cli import main
from briefing.flows.posting import LetterReport, send_letters
from briefing.model.bounce import BounceKind
from briefing.model.delivery import DeliveryState
from briefing.model.subscriber import SignUp
from briefing.service.dispatch import Dispatch
from briefing.service.run import reception_of
from briefing.subscribers.changes import requested
from briefing.transports import MaildirTransport
from briefing.wiring import utc_now
from tests.delivery.test_bounces import REPORTS
from tests.service.sending import (
    at_work,
    dispatching,
    make_sender,
    send,
    subscribe,
    yesterday,
)
from tests.store.conftest import postgres, postgres_url  # noqa: F401  (fixtures)
from tests.waiting import until

SETTINGS = """[mail]
bounce_domain = "bounces.example"

[inbox]
kind = "maildir"
unsubscribe_address = "leave@bounces.example"
"""
EVERYBODY = ["anna", "ben", "cem", "dora"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = make_sender(tmp_path, SETTINGS)
    for part in ("new", "cur", "tmp"):
        (made / "var" / "inbox" / part).mkdir(parents=True)
    return made


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgres":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{tmp_path}/b.db"


@contextmanager
def sent_to(
    root: Path, database: str, *names: str
) -> Iterator[tuple[Dispatch, Mapping[str, bytes]]]:
    """Let yesterday's issue leave for some readers; yield their copies."""
    with dispatching(root, database) as dispatch:
        subscribe(dispatch, *names)
        yield dispatch, send(dispatch, yesterday())


def answer(root: Path, name: str, copy: bytes) -> Path:
    """Let a report about a copy arrive."""
    sender = str(message_from_bytes(copy)["Return-Path"]).strip("<>").encode()
    content = (REPORTS / f"{name}.eml").read_bytes().replace(b"VERP", sender)
    path = root / "var" / "inbox" / "new" / name
    path.write_bytes(content)
    return path


def leave_by_mail(root: Path, copy: bytes) -> None:
    """Do what a mail program does with the mailto of List-Unsubscribe."""
    leaving = message_from_bytes(copy, policy=policy.default)["List-Unsubscribe"]
    address, _, subject = leaving.rpartition("<mailto:")[2].strip("> ").partition("?subject=")
    message = f"From: somebody\nTo: {address}\nSubject: {unquote(subject)}\n\n"
    (root / "var" / "inbox" / "new" / "leave").write_text(message, encoding="ascii")


def test_after_its_deliveries_are_no_longer_kept_an_issue_still_tells(
    root: Path, database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ["--site", str(root), "--db", database]
    with sent_to(root, database, *EVERYBODY) as (dispatch, copies):
        answer(root, "postfix", copies["anna"])
        assert main(["bounces", "read", *at]) == 0
        assert dispatch.outbox.sum_up(utc_now()) == len(EVERYBODY)
        capsys.readouterr()
        answer(root, "yahoo-complaint", copies["ben"])
        leave_by_mail(root, copies["cem"])
        assert main(["bounces", "read", *at]) == 0
        assert capsys.readouterr().out == "1 complaint, 1 left\n"
        assert sorted(send(dispatch, utc_now().date())) == ["dora"]
        issue = dispatch.queue.load("visits", yesterday())
        assert issue
        assert dispatch.outbox.standing(issue.id).counts == {DeliveryState.SENT: 4}
        came_back = dispatch.bounces.count(issue.id)
        assert came_back == {BounceKind.HARD: 1, BounceKind.COMPLAINT: 1}


def test_who_bounced_complained_or_left_is_not_in_the_next_issue(
    root: Path, database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ["--site", str(root), "--db", database]
    with sent_to(root, database, *EVERYBODY) as (dispatch, copies):
        assert sorted(copies) == EVERYBODY
        answer(root, "postfix", copies["anna"])
        answer(root, "yahoo-complaint", copies["ben"])
        leave_by_mail(root, copies["cem"])
        assert main(["bounces", "read", *at]) == 0
        assert capsys.readouterr().out == "1 complaint, 1 hard, 1 left\n"
        assert main(["bounces", "read", *at]) == 0
        assert capsys.readouterr().out == "nothing new\n"
        assert sorted(send(dispatch, utc_now().date())) == ["dora"]
    assert main(["bounces", "list", *at]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [f"visits {yesterday()}" in line and "suppressed" in line for line in lines] == [
        True
    ] * 2
    assert main(["bounces", "list", "--json", *at]) == 0
    assert "example.org" not in capsys.readouterr().out


def test_a_confirmation_that_comes_back_is_the_last_to_its_address(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = f"sqlite:///{root}/b.db"
    at = ["--site", str(root), "--db", database]
    with dispatching(root, database) as dispatch:
        office = reception_of(dispatch).office()

        def post(nonce: str) -> LetterReport:
            asked = SignUp("typo@example.org", ("visits",), utc_now())
            dispatch.people.apply(requested(asked, nonce=nonce))
            transport = MaildirTransport(root / "var" / "letters")
            return send_letters(dispatch.people, office, transport, clock=utc_now)

        assert post("1").sent == 1
        (copy,) = (root / "var" / "letters" / "new").iterdir()
        answer(root, "postfix", copy.read_bytes())
        assert main(["bounces", "read", *at]) == 0
        assert capsys.readouterr().out == "1 hard\n"
        assert post("2").suppressed == 1
    assert main(["bounces", "list", *at]) == 0
    assert "hard, suppressed  letter  5.1.1" in capsys.readouterr().out


def test_the_service_reads_by_itself(root: Path) -> None:
    database = f"sqlite:///{root}/b.db"
    with sent_to(root, database, "anna") as (dispatch, copies):
        arrived = answer(root, "postfix", copies["anna"])
        dispatch.queue.pause("visits", utc_now())
        with at_work(dispatch, "scheduler"):
            until(lambda: not arrived.exists())
        assert dispatch.people.load_suppression("anna@example.org")


def test_a_pipe_takes_one_message_and_says_nothing(
    root: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    database = f"sqlite:///{root}/b.db"
    with sent_to(root, database, "anna") as (dispatch, copies):
        capfd.readouterr()
        for _ in range(2):
            with answer(root, "postfix", copies["anna"]).open("r") as pipe:
                monkeypatch.setattr("sys.stdin", pipe)
                arguments = ["bounces", "read", "--stdin", "--site", str(root), "--db", database]
                assert main(arguments) == 0
        assert capfd.readouterr() == ("", "")
        assert dispatch.people.load_suppression("anna@example.org")


def test_a_pipe_that_cannot_be_taken_is_to_be_handed_over_again(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = f"sqlite:///{root}/content/publication.toml"
    assert main(["bounces", "read", "--stdin", "--site", str(root), "--db", nowhere]) == 75
    assert capsys.readouterr().out == ""


def test_without_a_mailbox_it_says_what_to_set(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (root / "briefing.toml").write_text('[inbox]\nkind = "imap"\n', encoding="utf-8")
    assert main(["bounces", "read", "--site", str(root)]) == 1
    assert "set host in [inbox] of briefing.toml" in capsys.readouterr().err
