"""A publication that sends into a Maildir: its readers, its issues, their copies."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from email import message_from_bytes
from pathlib import Path

from briefing.flows.schedule import make_now
from briefing.model.delivery import IssueRecord
from briefing.model.subscriber import Change, Subscriber, Subscription, SubscriptionState
from briefing.service.dispatch import Dispatch, open_dispatch
from briefing.service.run import Role, Service
from briefing.wiring import open_site, utc_now
from tests.service.publication import make_publication, today

TEMPLATE = """# A headline

The dek says why it matters.

What [somebody](https://elsewhere.example/page?a=1&b=2) found out, and [another](https://other.example/).
"""


def yesterday() -> date:
    return today() - timedelta(days=1)


def make_sender(root: Path, settings: str) -> Path:
    """Write a publication whose topic "visits" needs no data."""
    made = make_publication(root, "visits")
    (made / "briefing.toml").write_text(settings, encoding="utf-8")
    template = made / "templates" / "topics" / "visits.md.j2"
    template.write_text(TEMPLATE, encoding="utf-8")
    return made


@contextmanager
def dispatching(root: Path, database: str = "") -> Iterator[Dispatch]:
    site = open_site(root, database=database or f"sqlite:///{root}/b.db")
    try:
        yield open_dispatch(site)
    finally:
        site.close()


def subscribe(dispatch: Dispatch, *names: str) -> None:
    for name in names:
        who = Subscriber(0, f"{name}@example.org", utc_now())
        wanted = Subscription(0, "visits", SubscriptionState.CONFIRMED, utc_now())
        dispatch.people.apply(Change(subscriber=who, subscriptions=(wanted,)))


def freeze(dispatch: Dispatch, day: date) -> IssueRecord:
    """Make a day's issue; nothing of it has left."""
    (topic,) = dispatch.site.topics(["visits"])
    with dispatch.at_work("test") as worker:
        return make_now(dispatch.press(worker), topic, day, utc_now())


def send(dispatch: Dispatch, day: date) -> dict[str, bytes]:
    """Make and send a day's issue; return each reader's copy, and empty the mailbox."""
    record = freeze(dispatch, day)
    transport = dispatch.transport()
    with dispatch.at_work("test") as worker:
        assert dispatch.send(record, worker, transport).finished
    transport.close()
    return take_copies(dispatch)


def take_copies(dispatch: Dispatch) -> dict[str, bytes]:
    """Return each reader's copy, and empty the mailbox."""
    copies = {}
    for path in (dispatch.site.root / "var" / "mailbox" / "new").iterdir():
        content = path.read_bytes()
        name = str(message_from_bytes(content)["Delivered-To"]).partition("@")[0]
        copies[name] = content
        path.unlink()
    return copies


@contextmanager
def at_work(dispatch: Dispatch, *roles: Role) -> Iterator[None]:
    """Run the service in each of the roles, whose scheduler ticks each second; then let it end."""
    stop = threading.Event()
    service = Service(dispatch, stop, tick_every_s=1)
    threads = [
        threading.Thread(target=service.run, args=(role,), kwargs={"ready": lambda _: None})
        for role in roles
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()
