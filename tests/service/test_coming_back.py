"""The whole round: an issue leaves, a report comes back, and the next issue leaves somebody out."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import unquote

import pytest

from briefing.cli import main
from briefing.flows.schedule import make_now
from briefing.model.subscriber import Change, Subscriber, Subscription, SubscriptionState
from briefing.service.dispatch import Dispatch, open_dispatch
from briefing.service.run import Service
from briefing.wiring import open_site, utc_now
from tests.delivery.test_bounces import REPORTS
from tests.service.publication import make_publication
from tests.store.conftest import postgres, postgres_url  # noqa: F401  (fixtures)

SETTINGS = """[mail]
bounce_domain = "bounces.example"

[inbox]
kind = "maildir"
unsubscribe_address = "leave@bounces.example"
"""
TEMPLATE = """# A headline

The dek says why it matters.

What [somebody](https://elsewhere.example/page) found out.
"""
EVERYBODY = ["anna", "ben", "cem", "dora"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = make_publication(tmp_path, "visits")
    (made / "briefing.toml").write_text(SETTINGS, encoding="utf-8")
    template = made / "templates" / "topics" / "visits.md.j2"
    template.write_text(TEMPLATE, encoding="utf-8")
    for part in ("new", "cur", "tmp"):
        (made / "var" / "inbox" / part).mkdir(parents=True)
    return made


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "postgres":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{tmp_path}/b.db"


@contextmanager
def dispatching(root: Path, database: str) -> Iterator[Dispatch]:
    site = open_site(root, database=database)
    try:
        yield open_dispatch(site)
    finally:
        site.store.close()  # type: ignore[attr-defined]


def subscribe(dispatch: Dispatch, name: str) -> None:
    who = Subscriber(0, f"{name}@example.org", utc_now())
    wanted = Subscription(0, "visits", SubscriptionState.CONFIRMED, utc_now())
    dispatch.people.apply(Change(subscriber=who, subscriptions=(wanted,)))


def send(dispatch: Dispatch, root: Path, day: date) -> dict[str, bytes]:
    """Make and send a day's issue; return each reader's copy, and empty the mailbox."""
    (topic,) = dispatch.site.topics(["visits"])
    with dispatch.at_work("test") as worker:
        record = make_now(dispatch.press(worker), topic, day, utc_now())
        transport = dispatch.transport()
        assert dispatch.send(record, worker, transport).finished
        transport.close()
    copies = {}
    for path in (root / "var" / "mailbox" / "new").iterdir():
        content = path.read_bytes()
        name = str(message_from_bytes(content)["Delivered-To"]).partition("@")[0]
        copies[name] = content
        path.unlink()
    return copies


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


def test_who_bounced_complained_or_left_is_not_in_the_next_issue(
    root: Path, database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    yesterday = utc_now().date() - timedelta(days=1)
    at = ["--site", str(root), "--db", database]
    with dispatching(root, database) as dispatch:
        for name in EVERYBODY:
            subscribe(dispatch, name)
        copies = send(dispatch, root, yesterday)
        assert sorted(copies) == EVERYBODY
        answer(root, "postfix", copies["anna"])
        answer(root, "yahoo-complaint", copies["ben"])
        leave_by_mail(root, copies["cem"])
        assert main(["bounces", "read", *at]) == 0
        assert capsys.readouterr().out == "1 complaint, 1 hard, 1 left\n"
        assert main(["bounces", "read", *at]) == 0
        assert capsys.readouterr().out == "nothing new\n"
        assert sorted(send(dispatch, root, yesterday + timedelta(days=1))) == ["dora"]
    assert main(["bounces", "list", *at]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [f"visits {yesterday}" in line and "suppressed" in line for line in lines] == [True] * 2
    assert main(["bounces", "list", "--json", *at]) == 0
    assert "example.org" not in capsys.readouterr().out


def test_the_service_reads_by_itself(root: Path) -> None:
    database = f"sqlite:///{root}/b.db"
    with dispatching(root, database) as dispatch:
        subscribe(dispatch, "anna")
        copies = send(dispatch, root, utc_now().date() - timedelta(days=1))
        arrived = answer(root, "postfix", copies["anna"])
        dispatch.queue.pause("visits", utc_now())
        stop = threading.Event()
        service = threading.Thread(
            target=Service(dispatch, stop).run, args=("scheduler",), kwargs={"ready": print}
        )
        service.start()
        pause = threading.Event()
        while arrived.exists() and service.is_alive():
            pause.wait(0.02)
        stop.set()
        service.join()
        assert dispatch.people.load_suppression("anna@example.org")


def test_a_pipe_takes_one_message_and_says_nothing(
    root: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    database = f"sqlite:///{root}/b.db"
    with dispatching(root, database) as dispatch:
        subscribe(dispatch, "anna")
        copies = send(dispatch, root, utc_now().date() - timedelta(days=1))
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
