"""A topic's day as the service lives it: collected, built, checked, kept, frozen, sent."""

import email
import mailbox
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email.policy import SMTP
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from briefing.flows.letters import Office
from briefing.flows.posting import send_letters
from briefing.flows.schedule import tick
from briefing.model.delivery import IssueKind, IssueState
from briefing.model.handover import Lost
from briefing.service.dispatch import Dispatch, open_dispatch
from briefing.service.run import reception_of
from briefing.settings import SchedulingSettings
from briefing.web.public import make_app
from briefing.wiring import open_site, utc_now
from tests.fakes import always
from tests.service.publication import make_publication, save_template, today
from tests.store.sending import add_subscribers

DOWN = always(Lost(False, "connection reset"))
"""A mail server that hangs up on every message."""


@pytest.fixture
def dispatch(tmp_path: Path) -> Iterator[Dispatch]:
    """A publication with one topic, due since midnight, and two daily readers."""
    make_publication(tmp_path, "visits")
    path = tmp_path / "content" / "visits" / "topic.toml"
    path.write_text('hour = "00:00"\n' + path.read_text())
    made = open_dispatch(open_site(tmp_path))
    add_subscribers(made.people.engine, 2, topic="visits")
    yield made
    made.people.engine.dispose()


def scheduled(dispatch: Dispatch, **changes: object) -> Dispatch:
    settings = dispatch.site.settings
    day = SchedulingSettings(catch_up_s=48 * 3600.0, **changes)  # type: ignore[arg-type]
    site = replace(dispatch.site, settings=replace(settings, scheduling=day))
    return replace(dispatch, site=site)


def live(dispatch: Dispatch, ticks: int = 3) -> None:
    """Let the scheduler tick, and a worker send what is frozen."""
    with dispatch.at_work("test") as worker:
        for _ in range(ticks):
            tick(dispatch.press(worker), utc_now())
        transport = dispatch.transport()
        for issue in dispatch.outbox.load_sending(utc_now()):
            dispatch.send(issue, worker, transport)
        send_letters(dispatch.people, office_of(dispatch), transport, clock=utc_now)
        transport.close()


def office_of(dispatch: Dispatch) -> Office:
    return reception_of(dispatch).office()


def state(dispatch: Dispatch, kind: IssueKind = IssueKind.DAILY) -> str:
    record = dispatch.queue.load("visits", today(), kind)
    return f"{record.state} {record.note}".strip() if record else "none"


def received(dispatch: Dispatch) -> list[tuple[str, str]]:
    folder = dispatch.site.root / dispatch.site.settings.mail.maildir
    if not folder.exists():
        return []
    box = mailbox.Maildir(folder)
    found = sorted((str(message["To"]), str(message["Subject"])) for message in box)
    box.close()
    return found


def approval_link(dispatch: Dispatch) -> str:
    """Return the path of the link in the editor's mail."""
    folder = dispatch.site.root / dispatch.site.settings.mail.maildir
    box = mailbox.Maildir(folder)
    (letter,) = [email.message_from_bytes(one.as_bytes(), policy=SMTP) for one in box]
    plain = letter.get_body(("plain",))
    assert plain
    text = plain.get_content()
    box.close()
    found = re.search(r"/approve/\S+", text)
    assert found
    return found[0]


def test_the_day_s_issue_reaches_every_reader_once(dispatch: Dispatch) -> None:
    dispatch = scheduled(dispatch, digest_weekday=-1)
    live(dispatch)
    assert state(dispatch) == "sent"
    assert received(dispatch) == [
        ("s1@example.org", "A headline"),
        ("s2@example.org", "A headline"),
    ]
    live(dispatch)
    assert len(received(dispatch)) == 2
    assert dispatch.archive.load_issue("visits", today())


def test_nothing_is_shown_before_the_first_message_left(dispatch: Dispatch) -> None:
    dispatch = scheduled(dispatch, approval=True, digest_weekday=-1)
    live(dispatch)
    assert state(dispatch) == "held waits for an editor's approval"
    assert dispatch.archive.load_issue("visits", today()) is None
    assert received(dispatch) == []
    record = dispatch.queue.load("visits", today())
    assert record
    dispatch.queue.change(
        record.id, utc_now(), to=IssueState.BUILT, only_from=[IssueState.HELD], note=""
    )
    live(dispatch)
    assert state(dispatch) == "sent"


def browser_of(dispatch: Dispatch) -> TestClient:
    pages = make_app(reception_of(dispatch).public())
    return TestClient(pages, base_url="http://localhost:8000")


def test_an_editor_approves_from_the_mail(dispatch: Dispatch) -> None:
    editors = ("ed@example.org",)
    dispatch = scheduled(dispatch, approval=True, editors=editors, digest_weekday=-1)
    live(dispatch)
    assert received(dispatch) == [("ed@example.org", f"Held: visits of {today()}")]
    path, browser = approval_link(dispatch), browser_of(dispatch)
    assert "Send it as it is" in browser.get(path).text
    assert state(dispatch).startswith("held")  # whoever only looks changes nothing
    done = browser.post(path, headers={"sec-fetch-site": "same-origin"})
    assert "it leaves within a minute" in done.text
    live(dispatch)
    assert state(dispatch) == "sent approved by mail"
    assert "not held any more" in browser.get(path).text
    assert browser.get(f"{path[:-3]}abc").status_code == 404


def test_editors_are_told_although_the_mail_server_is_down(dispatch: Dispatch) -> None:
    dispatch = scheduled(dispatch, approval=True, editors=("ed@example.org",), digest_weekday=-1)
    with dispatch.at_work("test") as worker:
        tick(dispatch.press(worker), utc_now())
    report = send_letters(dispatch.people, office_of(dispatch), DOWN, clock=utc_now)
    assert (report.deferred, received(dispatch)) == (1, [])
    later = utc_now() + timedelta(hours=1)
    transport = dispatch.transport()
    assert (
        send_letters(dispatch.people, office_of(dispatch), transport, clock=lambda: later).sent == 1
    )
    transport.close()
    assert received(dispatch) == [("ed@example.org", f"Held: visits of {today()}")]
    assert "Send it as it is" in browser_of(dispatch).get(approval_link(dispatch)).text


def test_a_link_is_about_one_build_and_one_editor(dispatch: Dispatch) -> None:
    editors = ("ed@example.org",)
    dispatch = scheduled(dispatch, approval=True, editors=editors, digest_weekday=-1)
    live(dispatch)
    path = approval_link(dispatch)
    others = scheduled(dispatch, approval=True, editors=("new@example.org",))
    assert browser_of(others).get(path).status_code == 404
    record = dispatch.queue.load("visits", today())
    assert record
    save_template(dispatch.site.root, "visits", "Another headline")
    dispatch.queue.change(
        record.id, utc_now(), to=IssueState.DUE, only_from=[IssueState.HELD], note=""
    )
    live(dispatch)
    assert browser_of(dispatch).get(path).status_code == 410


def test_a_broken_template_holds_its_issue_and_says_where(dispatch: Dispatch) -> None:
    dispatch = scheduled(dispatch, digest_weekday=-1)
    save_template(dispatch.site.root, "visits", "{{ nobody }}")
    live(dispatch)
    assert state(dispatch).startswith("held")
    assert "nobody" in state(dispatch)
    assert received(dispatch) == []


def test_who_wants_a_digest_gets_the_week_in_one_mail(dispatch: Dispatch) -> None:
    add_subscribers(dispatch.people.engine, 1, topic="visits", frequency="weekly", first=50)
    daily = scheduled(dispatch, digest_weekday=-1)
    live(daily)
    weekly = scheduled(dispatch, digest_weekday=today().weekday())
    live(weekly)
    assert state(weekly, IssueKind.WEEKLY) == "sent"
    (digest,) = [mail for mail in received(weekly) if mail[0] == "s50@example.org"]
    assert digest[1].startswith("Visits: the week to")
    assert len(received(weekly)) == 3


def test_a_week_in_which_nothing_was_sent_has_no_digest(dispatch: Dispatch) -> None:
    save_template(dispatch.site.root, "visits", "{{ nobody }}")
    weekly = scheduled(dispatch, digest_weekday=today().weekday())
    live(weekly)
    assert state(weekly, IssueKind.WEEKLY).startswith("cancelled no issue of 'visits' was sent")
