"""What the running service tells those who watch it, counted when they ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta

from briefing.errors import StoreError
from briefing.model.delivery import IssueState
from briefing.service.dispatch import Dispatch
from briefing.store.examine import ask_database
from briefing.store.operators import SqlAudience
from briefing.store.tallies import load_tallies
from briefing.web.operations import Gauge, Watch
from briefing.wiring import utc_now

LATE = timedelta(minutes=15)
RECENT = 50
"""Issues of a topic whose states are counted; what is older has long been settled."""


def make_watch(dispatch: Dispatch) -> Watch:
    """Return the answers to `/readyz` and `/metrics`."""
    return Watch(
        faults=lambda: _faults(dispatch),
        measure=lambda: _gauges(dispatch),
        networks=dispatch.site.settings.web.metrics,
    )


def _faults(dispatch: Dispatch) -> Sequence[str]:
    try:
        ask_database(dispatch.outbox.engine)
    except StoreError as error:
        return [error.message]
    return []


def _gauges(dispatch: Dispatch) -> Iterator[Gauge]:
    yield from _subscriptions(dispatch)
    yield from _issues(dispatch)
    yield from _sources(dispatch)
    yield from _domains(dispatch)
    yield from _tallies(dispatch)


def _subscriptions(dispatch: Dispatch) -> Iterator[Gauge]:
    about = "Subscriptions by topic and state."
    for audience in SqlAudience(dispatch.outbox.engine).load_audiences():
        for state in ("confirmed", "unconfirmed", "unsubscribed"):
            labels = (("topic", audience.topic), ("state", state))
            yield Gauge("subscriptions", about, getattr(audience, state), labels)


def _issues(dispatch: Dispatch) -> Iterator[Gauge]:
    """Yield how issues stand, and how far those that are being sent have come."""
    now = utc_now()
    for topic in dispatch.site.topics():
        records = dispatch.queue.load_all(topic=topic.name, limit=RECENT)
        for state, count in Counter(record.state for record in records).items():
            labels = (("topic", topic.name), ("state", str(state)))
            yield Gauge("issues", f"The latest {RECENT} issues by state.", count, labels)
        waiting = [r for r in records if r.state in (IssueState.DUE, IssueState.BUILDING)]
        late = sum(now - record.due_at > LATE for record in waiting)
        about = "Issues that should have been made a quarter of an hour ago."
        yield Gauge("issues_late", about, late, (("topic", topic.name),))
        for record in records:
            if record.state == IssueState.SENDING:
                yield from _deliveries(dispatch, topic.name, record.id)


def _deliveries(dispatch: Dispatch, topic: str, issue_id: int) -> Iterator[Gauge]:
    about = "Deliveries of issues that are being sent."
    for state, count in dispatch.outbox.standing(issue_id).counts.items():
        labels = (("topic", topic), ("issue", str(issue_id)), ("state", str(state)))
        yield Gauge("deliveries", about, count, labels)


def _sources(dispatch: Dispatch) -> Iterator[Gauge]:
    now = utc_now()
    for topic in dispatch.site.topics():
        for collection in dispatch.site.store.load_collections(topic.name, as_of=now):
            labels = (("topic", topic.name), ("source", collection.source))
            age = (now - collection.at).total_seconds()
            yield Gauge("source_age_seconds", "Since a source was last asked.", age, labels)
            failed = float(bool(collection.error))
            yield Gauge("source_failed", "Whether it failed then.", failed, labels)


def _domains(dispatch: Dispatch) -> Iterator[Gauge]:
    paused = sum(state.paused for state in dispatch.outbox.load_domains())
    yield Gauge("domains_paused", "Receiving domains that refuse us and are left alone.", paused)


def _tallies(dispatch: Dispatch) -> Iterator[Gauge]:
    tallies = load_tallies(dispatch.outbox.engine)
    for kind, count in tallies.bounces.items():
        yield Gauge("bounces", "Reports that came back, by kind.", count, (("kind", kind),))
    for reason, count in tallies.suppressions.items():
        about = "Addresses that must not be mailed, by reason."
        yield Gauge("suppressions", about, count, (("reason", reason),))
    for state, count in tallies.letters.items():
        about = "Confirmations and other letters that are kept, by state."
        yield Gauge("letters", about, count, (("state", state),))
    for topic, count in tallies.clicks.items():
        about = "Links of issues that were opened, where an operator has that counted."
        yield Gauge("clicks", about, count, (("topic", topic),))
