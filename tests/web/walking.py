"""A small publication with its store, its mailbox and its pages, to be walked through."""

from __future__ import annotations

import mailbox
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from briefing.engines.mjml import make_mjml_engine
from briefing.flows.letters import Office
from briefing.flows.posting import LetterReport, send_letters
from briefing.model.archive import ArchivedHead
from briefing.model.delivery import IssueKind
from briefing.model.handover import Accepted, Outcome, Outgoing
from briefing.model.topic import Publication, Topic
from briefing.settings import SubscribingSettings, WebSettings
from briefing.store import open_database
from briefing.store.subscribers import SqlSubscribers
from briefing.subscribers.tokens import unsubscribe_token
from briefing.transports import MaildirTransport
from briefing.web.public import Public, make_app
from briefing.web.public.subscribing import Room, subscribing_part

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
SECRETS = (b"s" * 40,)
ADA = "ada@example.org"
OWN = {"sec-fetch-site": "same-origin"}
"""The header that a browser sends from a page of ours."""
WANTED = {
    "topic-open-models": "weekly",
    "topic-developer-tools": "daily",
    "hour": "06:00",
    "timezone": "Asia/Tokyo",
    "lang": "ja",
    "text_only": "1",
}
"""What a reader chooses on the page of preferences."""
PUBLICATION = Publication(
    name="The Daily Figure",
    root=ROOT,
    url="https://briefing.example",
    sender="The Daily Figure <daily@briefing.example>",
    address="12 Sample Street, 10115 Berlin",
    tagline="a briefing whose every number can be traced",
)


def _topic(name: str, title: str, about: str) -> Topic:
    return Topic(name, title, about, ROOT, "", (), timezone="Europe/Berlin")


TOPICS = (
    _topic("open-models", "Open models", "Who downloads which open model, and why it moved."),
    _topic("developer-tools", "Developer tools", "What changed in the tools developers use."),
)
HEAD = ArchivedHead(
    issue_id=1,
    topic="open-models",
    topic_title="Open models",
    day=date(2026, 3, 1),
    kind=IssueKind.DAILY,
    number=12,
    title="Qwen passes Llama in a week without releases",
    dek="Downloads moved on their own.",
    lang="en",
    direction="ltr",
    sample=False,
    as_of=NOW,
    built_at=NOW,
    sent_at=NOW,
    content_hash="",
)


class OneIssue:
    """An archive that holds one issue, and tells its head alone."""

    def load_heads(self, topic: str | None = None, **_: Any) -> Sequence[ArchivedHead]:
        return [HEAD] if topic in (None, HEAD.topic) else []

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"the archive was asked: {name}")


@dataclass(frozen=True)
class NotingMaildir:
    """A Maildir that notes its files' names in the order in which they come."""

    folder: Path
    written: list[str]

    def deliver(
        self,
        messages: Iterable[Outgoing],
        *,
        on_in_doubt: Callable[[Sequence[Outgoing]], None],
        on_outcome: Callable[[Outgoing, Outcome], None],
    ) -> None:
        def noted(message: Outgoing, outcome: Outcome) -> None:
            if isinstance(outcome, Accepted):
                self.written.append(outcome.reply.text.rpartition("/")[2])
            on_outcome(message, outcome)

        MaildirTransport(self.folder).deliver(messages, on_in_doubt=on_in_doubt, on_outcome=noted)

    def close(self) -> None:
        pass


@dataclass
class World:
    """Everything; `now` is its clock."""

    people: SqlSubscribers
    folder: Path
    settings: SubscribingSettings = field(default_factory=SubscribingSettings)
    publication: Publication = PUBLICATION
    topics: Sequence[Topic] = TOPICS
    now: datetime = NOW
    local_mail: bool = False
    written: list[str] = field(default_factory=list)

    @property
    def room(self) -> Room:
        return Room(self.people, SECRETS, self.settings, self.local_mail)

    @property
    def office(self) -> Office:
        return Office(
            self.publication,
            self.topics,
            OneIssue(),  # type: ignore[arg-type]
            SECRETS,
            self.settings,
            [ROOT / "templates"],
            make_mjml_engine("mjml"),
        )

    def public(self, **changes: Any) -> Public:
        public = Public(
            publication=self.publication,
            archive=OneIssue(),  # type: ignore[arg-type]
            topics=lambda: self.topics,
            clock=lambda: self.now,
            templates=[ROOT / "templates"],
            settings=WebSettings(host="0.0.0.0"),
            parts=[subscribing_part(self.room)],
        )
        return replace(public, **changes)

    def browser(self, **options: Any) -> TestClient:
        options = {"client": ("203.0.113.77", 4000), **options}
        return TestClient(make_app(self.public()), base_url=self.publication.url, **options)

    def post_letters(self) -> LetterReport:
        transport = NotingMaildir(self.folder, self.written)
        return send_letters(self.people, self.office, transport, clock=lambda: self.now)

    def letters(self) -> list[EmailMessage]:
        """Return what lies in the mailbox, in the order in which it was written."""
        if not self.folder.exists():
            return []
        with mailbox_at(self.folder) as box:
            names = sorted(box.iterkeys(), key=self.written.index)
            return [message_from_bytes(box.get_bytes(k), policy=policy.default) for k in names]

    def last_letter(self) -> EmailMessage:
        self.post_letters()
        return self.letters()[-1]

    def later(self, **time: float) -> None:
        self.now += timedelta(**time)


@contextmanager
def mailbox_at(folder: Path) -> Iterator[mailbox.Maildir]:
    box = mailbox.Maildir(folder, create=False)
    try:
        yield box
    finally:
        box.close()


@contextmanager
def world_at(folder: Path, url: str = "", **changes: Any) -> Iterator[World]:
    engine = open_database(url or f"sqlite:///{folder}/w.db")
    try:
        yield World(SqlSubscribers(engine), folder / "mailbox", **changes)
    finally:
        engine.dispose()


def text_of(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part
    return str(part.get_content())


def link_in(message: EmailMessage, page: str) -> str:
    """Return the path of the link that leads to a page ("confirm", "preferences")."""
    found = re.search(rf"https?://[^/\s]+(/{page}/[A-Za-z0-9_-]+)", text_of(message))
    assert found, text_of(message)
    return found[1]


def consent_in(page: str) -> str:
    found = re.search(r'name="consent" value="([^"]+)"', page)
    assert found
    return found[1]


def ask(browser: TestClient, address: str = "ada@example.org", **changes: Any) -> Any:
    """Fill in the form and send it, as a browser does."""
    page = browser.get("/subscribe").text
    form = {
        "address": address,
        "topics": ["open-models"],
        "frequency": "daily",
        "hour": "",
        "timezone": "Europe/Berlin",
        "lang": "en",
        "consent": consent_in(page),
        **changes,
    }
    return browser.post(
        "/subscribe",
        data=form,
        headers=OWN,
        follow_redirects=False,
    )


def subscribed(world: World, browser: TestClient, **changes: Any) -> str:
    """Ask and confirm; return the path of the preferences."""
    ask(browser, **changes)
    path = link_in(world.last_letter(), "confirm")
    answer = browser.post(path, headers=OWN)
    assert answer.status_code == 200, answer.text
    return link_in(world.last_letter(), "preferences")


def states_of(world: World, address: str = ADA) -> dict[str, str]:
    """Return the state of each of an address's subscriptions, by topic."""
    found = world.people.find(address)
    return {one.topic: one.state.value for one in found[1]} if found else {}


def leave_path(world: World, topic: str = "open-models") -> str:
    """Return the path of the link by which Ada leaves a topic."""
    found = world.people.find(ADA)
    assert found
    return f"/unsubscribe/{unsubscribe_token(found[0].id, ADA, topic, SECRETS)}"
