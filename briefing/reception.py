"""A publication's subscribers and public pages, wired: for the service, and for commands.

Apart from `wiring`, so that whoever only builds an issue waits for no web server's import.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from briefing.content import load_topics
from briefing.content.carried import template_folders
from briefing.engines.card import draw_card
from briefing.engines.mjml import make_mjml_engine
from briefing.flows.letters import Office
from briefing.model.topic import Publication, Topic
from briefing.ports.archive import Archive
from briefing.store import open_database
from briefing.store.archive import SqlArchive
from briefing.store.collected import SqlStore
from briefing.store.issues import SqlIssueQueue
from briefing.store.operators import SqlAccounts, SqlAudience
from briefing.store.outbox import SqlOutbox
from briefing.store.subscribers import SqlSubscribers
from briefing.web.public import Public, archive_part
from briefing.web.public.operator import OperatorRoom, operator_part
from briefing.web.public.subscribing import Room, subscribing_part
from briefing.wiring import Premises, find_premises, reachable, secrets_of, utc_now


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
        )

    def public(self) -> Public:
        """Return what the public pages are made of."""
        pages = archive_pages(self.premises, self.archive)
        parts = [subscribing_part(self.room()), operator_part(self.desk()), *pages.parts]
        return replace(pages, publication=self.publication, parts=parts)

    def office(self) -> Office:
        """Return what letters are written with."""
        return Office(
            publication=self.publication,
            topics=self.topics(),
            archive=self.archive,
            secrets=self.secrets,
            settings=self.premises.settings.subscribing,
            templates=template_folders(self.premises.root),
            mjml=make_mjml_engine(self.premises.publication.mjml_engine),
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
