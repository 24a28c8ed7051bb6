"""Collect: ask each source of a topic, and keep what it yields."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Protocol, TypeVar

from briefing.errors import DataError, SourceError
from briefing.model.observation import Observation
from briefing.model.topic import Topic
from briefing.ports import (
    Collected,
    Collection,
    Fetcher,
    Progress,
    Request,
    Response,
    Source,
    Store,
)


@dataclass(frozen=True, slots=True)
class CollectReport:
    """What came of one or more collections of a topic."""

    topic: str
    collections: tuple[Collection, ...]


class Recorded(Protocol):
    """A recording: all that a replay needs to know of it."""

    @property
    def at(self) -> datetime:
        """When it was made."""
        ...


R = TypeVar("R", bound=Recorded)
_EVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class TopicHistory:
    """What a topic's sources may know of earlier collections."""

    topic: str
    store: Store

    def latest(self, measure: str, before: datetime) -> Mapping[str, Observation]:
        """Return each entity's latest observation of `measure` before the instant."""
        return self.store.latest(self.topic, measure, before)


@dataclass(frozen=True, slots=True)
class SourceFetcher:
    """Fetches for one source, as it is set up now: "not modified" is said of what it has read.

    Neither another topic's source at that address has read for it, nor the same source with other
    options, nor a collection that failed.
    """

    fetcher: Fetcher
    reader: str
    has_read: bool

    def fetch(self, request: Request) -> Response:
        """Return the answer, whole where the last one was not kept."""
        conditional = request.conditional and self.has_read
        return self.fetcher.fetch(replace(request, conditional=conditional, reader=self.reader))


def collect(
    topic: Topic,
    sources: Sequence[Source],
    fetcher: Fetcher,
    store: Store,
    now: datetime,
    progress: Progress,
    *,
    sample: bool = False,
) -> CollectReport:
    """Collect every source at `now`; one that fails is recorded, and does not stop the others.

    What the store cannot keep still stops everything: that is no source's fault.
    """
    history = TopicHistory(topic.name, store)
    last = {one.source: one for one in store.load_collections(topic.name, as_of=now)}
    collections: list[Collection] = []
    with progress.step(f"collecting {topic.name}", len(sources)) as done:
        for source in sources:
            record = Collection(topic.name, source.name, now, 0, 0, sample=sample)
            try:
                found = source.collect(_for(source, topic, fetcher, last), history, now)
            except SourceError as error:
                record = replace(record, error=str(error))
            except Exception as error:
                # Whatever a source's answer does to our code, the issue goes out without it.
                record = replace(record, error=_unexpected(error))
            else:
                record = _keep(found, record, store, sample=sample)
            store.save_collection(record)
            collections.append(record)
            done(source.name)
    return CollectReport(topic.name, tuple(collections))


def _for(
    source: Source, topic: Topic, fetcher: Fetcher, last: Mapping[str, Collection]
) -> SourceFetcher:
    options = sha256(repr(source).encode("utf-8", "replace")).hexdigest()[:16]
    before = last.get(source.name)
    has_read = before is not None and not before.error
    return SourceFetcher(fetcher, f"{topic.name}/{source.name}/{options}", has_read)


def replay(
    topic: Topic,
    sources: Sequence[Source],
    recordings: Sequence[R],
    fetcher_of: Callable[[R], Fetcher],
    store: Store,
    *,
    until: datetime,
    progress: Progress,
) -> CollectReport:
    """Collect from recordings, each at its own instant, as far as `until` and not done before.

    Raises: DataError where the store has learned of later days already: what was known on a day
        that is past does not change.
    """
    collections: list[Collection] = []
    for recording in _left(topic, recordings, store, until):
        report = collect(
            topic,
            sources,
            fetcher_of(recording),
            store,
            recording.at,
            progress,
            sample=True,
        )
        collections.extend(report.collections)
    return CollectReport(topic.name, tuple(collections))


def _left(topic: Topic, recordings: Sequence[R], store: Store, until: datetime) -> list[R]:
    last = store.load_collections(topic.name, as_of=_EVER)
    latest = max((one.at for one in last), default=None)
    due = [one for one in recordings if one.at <= until]
    behind = [one for one in due if latest and one.at <= latest]
    if any(not one.sample for one in last):
        for recording in behind:
            _check_done(topic, recording, store)
    return [one for one in due if one not in behind]


def _check_done(topic: Topic, recording: Recorded, store: Store) -> None:
    then = store.load_collections(topic.name, as_of=recording.at)
    if all(one.at != recording.at for one in then):
        raise DataError(
            f"the recording of {recording.at:%Y-%m-%d %H:%M} UTC cannot be replayed: this"
            " database has learned live of later days",
            hint="leave out --replay, or name another database with --db",
        )


def _unexpected(error: Exception) -> str:
    """Return what a mistake of ours was and where, for whoever mends it."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(frame.filename).name}:{frame.lineno}"
    return (
        f"its answer could not be read: {type(error).__name__}: {error} ({place})\n"
        "  hint: this is a mistake of briefing's own; please report it with the source's address"
    )


def _keep(found: Collected, record: Collection, store: Store, *, sample: bool) -> Collection:
    observations = [replace(o, sample=o.sample or sample) for o in found.observations]
    entries = [replace(e, sample=e.sample or sample) for e in found.entries]
    return replace(
        record,
        observations=store.save_observations(record.topic, observations),
        entries=store.save_entries(record.topic, entries),
        findings=found.findings,
    )
