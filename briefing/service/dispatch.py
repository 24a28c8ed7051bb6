"""Everything that sends an issue of a publication: its stores, its transports, its workers."""

from __future__ import annotations

import os
import random
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from email.utils import parseaddr
from functools import lru_cache
from pathlib import Path

import structlog

from briefing.content.topic import topic_names
from briefing.delivery.compiled import (
    CompiledIssue,
    Personal,
    Pictures,
    Redirect,
    compile_issue,
    splice,
)
from briefing.delivery.dkim import Signer, load_key
from briefing.delivery.leaving import leaving_subject
from briefing.delivery.pace import Limit, Limits
from briefing.errors import BriefingError, LeaseLost, StoreError
from briefing.flows.digest import build_digest
from briefing.flows.schedule import Press
from briefing.flows.send import Means, SendReport, SendRules, Write, send_issue
from briefing.model.bounce import SentIssue
from briefing.model.delivery import Delivery, IssueKind, IssueRecord, Recipient
from briefing.model.finding import Finding
from briefing.model.handover import Copy, Outcome, Outgoing
from briefing.model.issue import Issue
from briefing.model.placeholder import POSTAL_ADDRESS, PREFERENCES_URL, UNSUBSCRIBE_URL
from briefing.model.subscriber import LetterKind, NewLetter
from briefing.model.topic import Topic
from briefing.ports import Transport
from briefing.scheduling.plan import Rules
from briefing.service.mail_server import mail_server
from briefing.settings import MailSettings
from briefing.smtp import SmtpTransport
from briefing.store.archive import SqlArchive
from briefing.store.bounces import SqlBounces
from briefing.store.clicks import SqlClicks
from briefing.store.collected import SqlStore
from briefing.store.issues import SqlIssueQueue
from briefing.store.outbox import SqlOutbox
from briefing.store.subscribers import SqlSubscribers
from briefing.store.workers import SqlWorkers
from briefing.subscribers.addresses import address_tag
from briefing.subscribers.tokens import preferences_token, unsubscribe_token
from briefing.transports import DryRun, MaildirTransport
from briefing.web.public.operator import build_of
from briefing.wiring import Site, reachable, redirects_of, secrets_of, utc_now, verp_of

log = structlog.get_logger("briefing.dispatch")
_BEATS = 4
"""How often a lease is renewed while it lasts."""


@dataclass(frozen=True, slots=True)
class Frames:
    """An issue compiled in its topic's own frame, and in others by language."""

    own: CompiledIssue
    others: Mapping[str, CompiledIssue] = field(default_factory=dict)

    def of(self, lang: str) -> CompiledIssue:
        """Return the issue in a frame language; its own where nobody asked for that in time."""
        return self.others.get(lang, self.own)


@dataclass(frozen=True, slots=True)
class Dispatch:
    """One publication's sending, over one database."""

    site: Site
    workers: SqlWorkers
    queue: SqlIssueQueue
    outbox: SqlOutbox
    archive: SqlArchive
    people: SqlSubscribers
    bounces: SqlBounces
    clicks: SqlClicks
    secrets: tuple[bytes, ...]
    signer: Signer | None
    transport: Callable[[], Transport]
    compiled: Callable[[int, str], Frames] = field(repr=False)

    @contextmanager
    def at_work(self, role: str) -> Iterator[int]:
        """Be a worker with a lease that is renewed as long as this process lives."""
        name = f"{role}@{socket.gethostname()}:{os.getpid()}"
        worker = self.workers.start(name, utc_now())
        over = threading.Event()
        beats = threading.Thread(target=self._keep_alive, args=(worker, over), daemon=True)
        beats.start()
        try:
            yield worker
        finally:
            over.set()
            beats.join()
            self.workers.end(worker, utc_now())

    def _keep_alive(self, worker: int, over: threading.Event) -> None:
        while not over.wait(self.workers.lease.total_seconds() / _BEATS):
            try:
                self.workers.renew(worker, utc_now())
            except LeaseLost:
                return  # its next write says so
            except StoreError as error:
                log.warning("lease not renewed", error=error.message)

    def write(self, issue: IssueRecord) -> Write:
        """Return what writes a recipient's copy of an issue."""
        return self.writer(self.compiled(issue.id, issue.content_hash), issue.topic)

    def writer(self, frames: Frames, topic: str) -> Write:
        """Return what writes a recipient's copy of a compiled issue, in the frame asked for."""

        def written(recipient: Recipient, _delivery_id: int) -> Copy:
            message = frames.of(recipient.lang).for_subscriber(text_only=recipient.text_only)
            return splice(message, self._personal(recipient, topic), self.signer)

        return written

    def send(
        self,
        issue: IssueRecord,
        worker: int,
        transport: Transport,
        *,
        stopping: Callable[[], bool] = lambda: False,
        halting: Callable[[], bool] = lambda: False,
        on_sent: Callable[[int], None] = lambda _: None,
    ) -> SendReport:
        """Send what is due of an issue; the first message that leaves opens its archive page."""
        mail = self.site.settings.mail
        marked = False

        def sent(issue_id: int) -> None:
            nonlocal marked
            if not marked:
                self.archive.mark_sent(issue_id, utc_now())
                marked = True
            on_sent(issue_id)

        means = Means(
            worker=worker,
            outbox=self.outbox,
            transport=transport,
            sender=self._sender(),
            clock=utc_now,
            seconds=time.monotonic,
            wait=time.sleep,
            random=random.random,
            stopping=stopping,
            halting=halting,
            rules=SendRules(mail.in_doubt, timedelta(seconds=mail.give_up_after_s)),
            on_sent=sent,
        )
        report = send_issue(issue, self.write(issue), means)
        if report.finished:
            self.archive.mark_sent(issue.id, utc_now())
        return report

    def press(self, worker: int) -> Press:
        """Return what makes this publication's issues."""
        scheduling = self.site.settings.scheduling
        return Press(
            worker=worker,
            topics=self._topics,
            queue=self.queue,
            outbox=self.outbox,
            archive=self.archive,
            collect=lambda topic, day: self.site.collect(topic, until=day),
            build=self._build,
            letters=self._letters,
            rules=rules_of(self.site),
            kinds=tuple(IssueKind),
            approval=scheduling.approval,
        )

    def _topics(self) -> Sequence[Topic]:
        """Return the topics whose files can be read: the others keep none of them waiting."""
        found: list[Topic] = []
        for name in topic_names(self.site.root):
            try:
                found += self.site.topics([name])
            except BriefingError as error:
                log.error("topic left out", topic=name, why=str(error))
        return found

    def _build(self, topic: Topic, day: date, kind: IssueKind) -> Issue:
        frames = self.people.load_languages(topic.name)
        if kind == IssueKind.DAILY:
            return self.site.build(topic, day, frames)
        heads = self.archive.load_heads(topic.name, since=day - timedelta(days=6), limit=7 * 2)
        sent = [self.archive.load_issue(head.topic, head.day, head.kind) for head in heads]
        issues = [issue for issue in sent if issue]
        engines = self.site.engines()
        return build_digest(topic, self.site.publication, day, issues, engines, frames)

    def _letters(
        self, record: IssueRecord, why: str, findings: Sequence[Finding]
    ) -> Sequence[NewLetter]:
        """Write to the editors; as letters, so that a mail server that is down delays it only."""
        now = utc_now()
        log.warning("issue held", topic=record.topic, day=str(record.day), why=why)
        values = {
            "issue": record.id,
            "topic": record.topic,
            "day": record.day.isoformat(),
            "build": build_of(record),
            "why": why,
            "findings": [str(one) for one in findings],
        }
        return [
            NewLetter(
                f"held:{record.id}:{now.isoformat()}:{editor}", LetterKind.HELD, editor, now, values
            )
            for editor in self.site.settings.scheduling.editors
        ]

    def _personal(self, recipient: Recipient, topic: str) -> Personal:
        number, address, secrets = recipient.subscriber_id, recipient.address, self.secrets
        url = reachable(self.site.publication, self.site.settings).url
        leave = unsubscribe_token(number, address, topic, secrets)
        values = {
            UNSUBSCRIBE_URL: f"{url}/unsubscribe/{leave}",
            PREFERENCES_URL: f"{url}/preferences/{preferences_token(number, address, secrets)}",
        }
        return Personal(
            number,
            address,
            values,
            unsubscribe_address=self.site.settings.inbox.unsubscribe_address,
            unsubscribe_subject=leaving_subject(leave),
        )

    def _sender(self) -> Callable[[Delivery], str]:
        if not self.site.settings.mail.bounce_domain:
            sender = self._plain_sender()
            return lambda _: sender
        verp = verp_of(self.site.settings, self.secrets)

        def sender_of(one: Delivery) -> str:
            to = one.recipient
            sent = SentIssue(one.issue_id, to.subscriber_id, address_tag(to.address))
            return verp.of_issue(sent)

        return sender_of

    def _plain_sender(self) -> str:
        return parseaddr(self.site.publication.sender)[1]


def open_dispatch(site: Site, transport: Callable[[], Transport] | None = None) -> Dispatch:
    """Return a publication's sending, by its settings.

    Raises: BriefingError where secrets or keys cannot be read.
    """
    store = site.store
    assert isinstance(store, SqlStore)
    mail = site.settings.mail
    archive = SqlArchive(store.engine)
    lease = timedelta(seconds=mail.lease_s)
    secrets = secrets_of(site.settings, site.root)
    clicks = SqlClicks(store.engine)
    redirects = redirects_of(site.publication, site.settings, secrets)

    @lru_cache(maxsize=4)
    def compiled(issue_id: int, content_hash: str) -> Frames:
        archived = archive.load_issue_by_id(issue_id)
        if archived is None or archived.head.content_hash != content_hash:
            raise StoreError(f"issue {issue_id} is not in the archive as it was frozen")

        def redirect(urls: Sequence[str]) -> dict[str, str]:
            numbers = clicks.number(issue_id, urls)
            return {url: redirects.url(issue_id, numbers[url]) for url in urls}

        def compile_one(message: bytes) -> CompiledIssue:
            return compile_for(site, message, redirect if mail.count_clicks else None)

        framed = {lang: compile_one(message) for lang, message in archived.framed.items()}
        return Frames(compile_one(archived.message), framed)

    return Dispatch(
        site=site,
        workers=SqlWorkers(store.engine, lease, mail.in_doubt),
        queue=SqlIssueQueue(store.engine),
        outbox=SqlOutbox(store.engine, lease, limits_of(mail)),
        archive=archive,
        people=SqlSubscribers(store.engine),
        bounces=SqlBounces(store.engine),
        clicks=clicks,
        secrets=secrets,
        signer=_signer(site),
        transport=transport or (lambda: make_transport(site)),
        compiled=compiled,
    )


def compile_for(site: Site, message: bytes, redirect: Redirect | None = None) -> CompiledIssue:
    """Return an issue's message, ready to be spliced; its links counted if `redirect` is given."""
    return compile_issue(
        message,
        constants={POSTAL_ADDRESS: site.publication.address},
        feedback_id=parseaddr(site.publication.sender)[1].rpartition("@")[2],
        pictures=Pictures(site.settings.mail.pictures),
        redirect=redirect,
    )


def one_copy(
    dispatch: Dispatch, topic: str, issue: Issue, address: str, transport: Transport
) -> Outcome:
    """Hand one copy of a built issue over, past the outbox; return what became of it."""
    write = dispatch.writer(Frames(compile_for(dispatch.site, issue.message)), topic)
    outcomes: list[Outcome] = []
    sender = parseaddr(dispatch.site.publication.sender)[1]
    transport.deliver(
        [Outgoing(0, sender, address, lambda: write(Recipient(0, address), 0))],
        on_in_doubt=lambda _: None,
        on_outcome=lambda _, outcome: outcomes.append(outcome),
    )
    return outcomes[0]


def make_transport(site: Site, *, dry_run: bool = False) -> Transport:
    """Return a connection of the kind that the settings ask for."""
    mail = site.settings.mail
    if dry_run or mail.transport == "dry-run":
        return DryRun()
    if mail.transport == "maildir":
        return MaildirTransport(site.root / mail.maildir)
    return SmtpTransport(mail_server(mail, site.root, local_name=socket.getfqdn()))


def limits_of(mail: MailSettings) -> Limits:
    """Return what receiving domains are given at most."""
    usual = mail.connections_per_domain or None
    named = {
        one.name.lower(): Limit(one.connections or usual, one.rate_per_s or None)
        for one in mail.domains
    }
    return Limits(Limit(usual), named)


def rules_of(site: Site) -> Rules:
    """Return the publication's rules of what is due when."""
    scheduling = site.settings.scheduling
    return Rules(
        ahead=timedelta(seconds=scheduling.collect_ahead_s),
        catch_up=timedelta(seconds=scheduling.catch_up_s),
        digest_weekday=None if scheduling.digest_weekday < 0 else scheduling.digest_weekday,
    )


def _signer(site: Site) -> Signer | None:
    keys = tuple(
        load_key(_read(site.root / key.file), domain=key.domain, selector=key.selector)
        for key in site.settings.mail.dkim
    )
    return Signer(keys) if keys else None


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BriefingError(
            f"the signing key {path} cannot be read: {error.strerror}",
            hint="`briefing dkim new` makes one",
        ) from error
