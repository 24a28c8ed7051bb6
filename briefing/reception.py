"""A publication's subscribers and public pages, wired: for the service, and for commands.

Apart from `wiring`, so that whoever only builds an issue waits for no web server's import.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from briefing.content import load_topics
from briefing.content.carried import template_folders
from briefing.delivery.clicks import Redirects
from briefing.delivery.consequences import BounceRules
from briefing.engines.card import draw_card
from briefing.engines.mjml import make_mjml_engine
from briefing.errors import DeliveryError
from briefing.flows.bounces import Mailroom
from briefing.flows.letters import Office
from briefing.inbox import ImapInbox, read_maildir
from briefing.model.bounce import Arrived
from briefing.model.topic import Publication, Topic
from briefing.ports.archive import Archive
from briefing.store import open_database
from briefing.store.archive import SqlArchive
from briefing.store.bounces import SqlBounces
from briefing.store.clicks import SqlClicks
from briefing.store.collected import SqlStore
from briefing.store.issues import SqlIssueQueue
from briefing.store.operators import SqlAccounts, SqlAudience
from briefing.store.outbox import SqlOutbox
from briefing.store.subscribers import SqlSubscribers
from briefing.web.public import Public, archive_part
from briefing.web.public.bounces import bounces_part
from briefing.web.public.clicks import clicks_part
from briefing.web.public.operator import (
    ApprovalRoom,
    OperatorRoom,
    approval_part,
    operator_part,
)
from briefing.web.public.subscribing import Room, subscribing_part
from briefing.wiring import (
    Premises,
    find_premises,
    reachable,
    redirects_of,
    secrets_of,
    utc_now,
    verp_of,
)


@dataclass(frozen=True, slots=True)
class Reception:
    """A publication's subscribers, opened: for the pages, the letters and the commands."""

    premises: Premises
    people: SqlSubscribers
    archive: Archive
    secrets: Sequence[bytes]

    def __enter__(self) -> Reception:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the database."""
        self.people.engine.dispose()

    def now(self) -> datetime:
        """Return the present instant."""
        return utc_now()

    def topics(self) -> Sequence[Topic]:
        """Return what can be subscribed to."""
        return load_topics(self.premises.root)

    @property
    def publication(self) -> Publication:
        """The publication, its address the one under which this machine's pages are reached."""
        return reachable(self.premises.publication, self.premises.settings)

    def room(self) -> Room:
        """Return what the pages about subscribing need."""
        settings = self.premises.settings
        local = settings.mail.transport == "maildir"
        return Room(self.people, self.secrets, settings.subscribing, local_mail=local)

    def desk(self) -> OperatorRoom:
        """Return what the operator's pages need."""
        engine = self.people.engine
        lease = timedelta(seconds=self.premises.settings.mail.lease_s)
        return OperatorRoom(
            accounts=SqlAccounts(engine),
            audience=SqlAudience(engine),
            count=lambda key, at, window: self.people.count(key, at=at, window=window),
            queue=SqlIssueQueue(engine),
            outbox=SqlOutbox(engine, lease),
            store=SqlStore(engine),
            links=SqlClicks(engine).load,
            came_back=SqlBounces(engine).count,
        )

    def mailroom(self) -> Mailroom:
        """Return what reads that which comes back."""
        inbox = self.premises.settings.inbox
        return Mailroom(
            bounces=SqlBounces(self.people.engine),
            people=self.people,
            verp=verp_of(self.premises.settings, self.secrets),
            secrets=self.secrets,
            rules=BounceRules(inbox.soft_bounces, timedelta(days=inbox.soft_bounces_within_days)),
        )

    def redirects(self) -> Redirects:
        """Return what knows the addresses of counted links."""
        return redirects_of(self.premises.publication, self.premises.settings, self.secrets)

    def arrived(self) -> Iterator[Arrived]:
        """Return what has come back and was not read, by the settings.

        Raises: DeliveryError where it cannot be read, or nothing says where it arrives.
        """
        inbox, root = self.premises.settings.inbox, self.premises.root
        if inbox.kind == "maildir":
            return read_maildir(root / inbox.maildir)
        if inbox.kind == "imap" and inbox.host:
            return ImapInbox(
                host=inbox.host,
                user=inbox.user,
                password=inbox.password,
                port=inbox.port,
                security=inbox.security,
                folder=inbox.folder,
                ca_file=str(root / inbox.ca_file) if inbox.ca_file else "",
            ).read()
        lacking = "host" if inbox.kind == "imap" else "kind"
        raise DeliveryError(
            "there is no mailbox to read",
            hint=f"set {lacking} in [inbox] of briefing.toml, or hand a message over with --stdin",
        )

    def public(self) -> Public:
        """Return what the public pages are made of."""
        pages = archive_pages(self.premises, self.archive)
        desk, editors = self.desk(), self.premises.settings.scheduling.editors
        parts = [
            subscribing_part(self.room()),
            operator_part(desk),
            approval_part(ApprovalRoom(desk.queue, self.secrets, editors)),
            bounces_part(self.mailroom(), self.premises.settings.inbox.webhook_secrets),
            clicks_part(SqlClicks(self.people.engine), self.redirects()),
            *pages.parts,
        ]
        return replace(pages, publication=self.publication, parts=parts)

    def office(self) -> Office:
        """Return what letters are written with."""
        settings = self.premises.settings
        verp = verp_of(settings, self.secrets)
        return Office(
            publication=self.publication,
            topics=self.topics(),
            archive=self.archive,
            secrets=self.secrets,
            settings=settings.subscribing,
            templates=template_folders(self.premises.root),
            mjml=make_mjml_engine(self.premises.publication.mjml_engine),
            bounces_to=verp.of_letter if settings.mail.bounce_domain else None,
            unsubscribe_address=settings.inbox.unsubscribe_address,
        )


def open_reception(folder: Path | None, *, database: str | None = None) -> Reception:
    """Open the subscribers of the publication in `folder`.

    Raises: ContentError, StoreError, or an ErrorList of them.
    """
    premises = find_premises(folder, database=database)
    secrets = secrets_of(premises.settings, premises.root)
    engine = open_database(premises.database_url)
    return Reception(premises, SqlSubscribers(engine), SqlArchive(engine), secrets)


def archive_pages(premises: Premises, archive: Archive) -> Public:
    """Return what the archive's pages are made of, and no others."""
    return Public(
        publication=premises.publication,
        archive=archive,
        topics=lambda: load_topics(premises.root),
        clock=utc_now,
        templates=template_folders(premises.root),
        settings=premises.settings.web,
        draw_card=draw_card,
        parts=[archive_part],
    )
