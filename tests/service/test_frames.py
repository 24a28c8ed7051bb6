"""Readers get one article, each with its frame in the language that they asked for."""

from __future__ import annotations

import mailbox
import re
from collections.abc import Iterator
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from sqlalchemy import update

from briefing.flows.schedule import make_now
from briefing.model.delivery import IssueKind, IssueState
from briefing.service.dispatch import Dispatch, open_dispatch
from briefing.store.tables.subscribers import subscriber
from briefing.wiring import open_site, utc_now
from tests.service.publication import make_publication, today
from tests.store.sending import add_subscribers

SENTENCE = "There were 700 of them."


@pytest.fixture
def dispatch(tmp_path: Path) -> Iterator[Dispatch]:
    """A publication whose three readers ask for English, Arabic and Japanese."""
    make_publication(tmp_path, "visits")
    made = open_dispatch(open_site(tmp_path))
    add_subscribers(made.people.engine, 3, topic="visits")
    with made.people.engine.begin() as connection:
        for number, lang in ((2, "ar"), (3, "ja")):
            where = subscriber.c.address == f"s{number}@example.org"
            connection.execute(update(subscriber).where(where).values(lang=lang))
    yield made
    made.people.engine.dispose()


def sent(dispatch: Dispatch, day: date | None = None) -> dict[str, EmailMessage]:
    """Make and send the issue of a day; return what each reader received."""
    (topic,) = dispatch.site.topics()
    with dispatch.at_work("test") as worker:
        record = make_now(dispatch.press(worker), topic, day or today(), utc_now(), IssueKind.DAILY)
        assert record.state == IssueState.SENDING, record.note
        transport = dispatch.transport()
        dispatch.send(record, worker, transport)
        transport.close()
    return received(dispatch)


def received(dispatch: Dispatch) -> dict[str, EmailMessage]:
    """Return what each reader has, by who it is for."""
    box = mailbox.Maildir(dispatch.site.root / dispatch.site.settings.mail.maildir)
    found = {}
    for one in box:
        message = message_from_bytes(one.as_bytes(), _class=EmailMessage, policy=SMTP)
        found[str(message["To"])] = message
    box.close()
    return found


def edition(message: EmailMessage, kind: str) -> str:
    """Return a message's text or HTML."""
    part = message.get_body((kind,))
    assert part
    return str(part.get_content())


def test_each_reader_gets_the_article_in_the_frame_asked_for(dispatch: Dispatch) -> None:
    mails = sent(dispatch)
    english, arabic, japanese = (mails[f"s{n}@example.org"] for n in (1, 2, 3))
    for mail, said, other in (
        (english, "Unsubscribe", "إلغاء الاشتراك"),
        (arabic, "إلغاء الاشتراك", "Unsubscribe"),
        (japanese, "配信停止", "Unsubscribe"),
    ):
        for kind in ("plain", "html"):
            assert said in edition(mail, kind)
            assert other not in edition(mail, kind)
            assert " of them." in edition(mail, kind)
        assert mail["Subject"] == "A headline"
    assert '<html lang="ar" dir="rtl"' in edition(arabic, "html")
    assert re.search(r'<h1 [^>]*dir="ltr" lang="en"[^>]*>A headline', edition(arabic, "html"))
    assert '<html lang="ja" dir="ltr"' in edition(japanese, "html")
    assert 'lang="en"' in edition(english, "html")
    assert [mail["Content-Language"] for mail in (english, arabic, japanese)] == [
        "en",
        "en, ar",
        "en, ja",
    ]


def test_the_archive_keeps_what_each_reader_got_under_one_hash(dispatch: Dispatch) -> None:
    sent(dispatch)
    kept = dispatch.archive.load_issue("visits", today())
    assert kept
    assert sorted(kept.framed) == ["ar", "ja"]
    assert sorted(name for name in kept.manifest["sizes"] if name.endswith(".eml")) == [
        "message.ar.eml",
        "message.eml",
        "message.ja.eml",
    ]
    (topic,) = dispatch.site.topics()
    again = dispatch.site.build(topic, today(), ["ja", "ar", "en"])
    assert again.manifest["content_hash"] == kept.head.content_hash
    assert {one.lang: one.message for one in again.framed} == kept.framed


def test_only_frames_that_somebody_wants_are_made(dispatch: Dispatch) -> None:
    (topic,) = dispatch.site.topics()
    dispatch.site.collect(topic, until=today())
    assert dispatch.people.load_languages("visits") == ["ar", "en", "ja"]
    assert dispatch.people.load_languages("another") == []
    assert dispatch.site.build(topic, today(), ["en", "en-GB", "xx"]).framed == ()


def test_who_asks_for_a_language_after_the_issue_was_built_gets_its_own(
    dispatch: Dispatch,
) -> None:
    with dispatch.people.engine.begin() as connection:
        connection.execute(update(subscriber).values(lang="en"))
    (topic,) = dispatch.site.topics()
    dispatch.site.collect(topic, until=today())
    with dispatch.at_work("test") as worker:
        make_now(dispatch.press(worker), topic, today(), utc_now())
        with dispatch.people.engine.begin() as connection:
            connection.execute(update(subscriber).values(lang="ar"))
    kept = dispatch.archive.load_issue("visits", today(), sent=False)
    assert kept
    assert kept.framed == {}
    frames = dispatch.compiled(kept.head.issue_id, kept.head.content_hash)
    assert frames.of("ar") is frames.own
