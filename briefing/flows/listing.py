"""Lists: take one in whole, and write out who subscribes."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from briefing.model.subscriber import (
    Change,
    Consent,
    ConsentEvent,
    Subscriber,
    Subscription,
    SubscriptionState,
    Suppression,
    SuppressionReason,
)
from briefing.model.topic import Topic
from briefing.ports.subscribers import Subscribed, Subscribers
from briefing.render.languages import language_of
from briefing.subscribers.addresses import address_hash
from briefing.subscribers.lists import Entry, Fault, Origin, ReadList, written_rows
from briefing.subscribers.states import SubscriptionEvent, after


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What a list brought: subscriptions added, those there already, rows skipped and why."""

    origin: Origin
    added: int
    unchanged: int
    skipped: tuple[Fault, ...]


def import_list(
    people: Subscribers,
    listed: ReadList,
    *,
    topics: Sequence[str],
    known: Sequence[Topic],
    now: datetime,
    note: str,
    dry_run: bool = False,
) -> ImportReport:
    """Take a list in, all of it or (where anything breaks) nothing; bad rows are skipped.

    `topics` are for those rows that name none. Nobody is brought back who left, and nobody who is
    on the suppression list. Rows without language or time zone have those of their first topic.
    """
    by_name = {topic.name: topic for topic in known}
    held = people.load_suppressions()
    have = people.find_all([entry.address for entry in listed.entries])
    skipped = list(listed.faults)
    changes: list[Change] = []
    added = unchanged = 0
    for entry in listed.entries:
        who = address_hash(entry.address)
        wanted = entry.topics or dict.fromkeys(topics, "daily")
        if fault := _fault(entry, held.get(who), wanted, by_name):
            skipped.append(fault)
            continue
        if entry.suppressed:
            suppression = Suppression(who, entry.suppressed, now, entry.address, note)
            changes.append(Change(suppress=suppression))
            skipped.append(Fault(entry.line, "suppressed there, and from now on here"))
            continue
        subscriber, subscriptions = have.get(who, (None, ()))
        states = {one.topic: one.state for one in subscriptions}
        event = SubscriptionEvent.UNSUBSCRIBED if entry.left else SubscriptionEvent.IMPORTED
        new = {
            topic: state
            for topic in wanted
            if (state := _state(states.get(topic), event)) and state != states.get(topic)
        }
        if SubscriptionState.UNSUBSCRIBED in states.values() and not entry.left:
            skipped.append(Fault(entry.line, "left here before"))
        elif not new:
            unchanged += 1
        if not new:
            continue
        added += sum(state == SubscriptionState.CONFIRMED for state in new.values())
        if entry.left:
            skipped.append(Fault(entry.line, "left there, and is kept as such"))
        one = subscriber or _new(entry, by_name[next(iter(new))], now)
        changes.append(
            Change(
                one,
                tuple(
                    Subscription(one.id, topic, state, now, wanted[topic])
                    for topic, state in new.items()
                ),
                tuple(
                    Consent(who, topic, ConsentEvent.IMPORTED, now, "command", note=note)
                    for topic in new
                ),
            )
        )
    if not dry_run:
        people.apply_all(changes)
    return ImportReport(
        listed.origin, added, unchanged, tuple(sorted(skipped, key=lambda fault: fault.line))
    )


def _new(entry: Entry, topic: Topic, now: datetime) -> Subscriber:
    return Subscriber(
        0,
        entry.address,
        now,
        lang=language_of(entry.lang or topic.lang).tag,
        timezone=entry.timezone or topic.timezone,
        hour=entry.hour,
        text_only=entry.text_only,
    )


def _state(state: SubscriptionState | None, event: SubscriptionEvent) -> SubscriptionState | None:
    if state is None and event == SubscriptionEvent.UNSUBSCRIBED:
        return SubscriptionState.UNSUBSCRIBED
    return after(state, event)


def _fault(
    entry: Entry,
    held: Suppression | None,
    wanted: Iterable[str],
    known: Container[str],
) -> Fault | None:
    if held:
        reasons = {SuppressionReason.ERASED: "asked to be forgotten"}
        return Fault(entry.line, f"suppressed: {reasons.get(held.reason, held.reason.value)}")
    unknown = [topic for topic in wanted if topic not in known]
    return Fault(entry.line, f"no topic {unknown[0]!r}") if unknown else None


def export_rows(people: Iterable[Subscribed]) -> Iterator[Sequence[str]]:
    """Yield the rows of a list of those who are subscribed, the header first."""
    rows: list[Entry] = []
    since: list[str] = []
    for subscriber, subscriptions in people:
        topics = {
            one.topic: one.frequency
            for one in subscriptions
            if one.state == SubscriptionState.CONFIRMED
        }
        if topics:
            rows.append(
                Entry(
                    0,
                    subscriber.address,
                    topics,
                    lang=subscriber.lang,
                    timezone=subscriber.timezone,
                    hour=subscriber.hour,
                    text_only=subscriber.text_only,
                )
            )
            since.append(subscriber.created_at.date().isoformat())
    return written_rows(rows, since)
