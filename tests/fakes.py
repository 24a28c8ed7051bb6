"""The ports as plain Python: what a flow needs of the world, without the world."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from itertools import groupby

from briefing.delivery.outgoing import groups, write
from briefing.errors import DeliveryError, SourceError
from briefing.model.handover import Accepted, Copy, Outcome, Outgoing, Refused, Reply
from briefing.model.observation import Entry, Observation
from briefing.ports import Collected, Collection, Fetcher, FetchState, History, Request, Response
from briefing.progress import Silent

SILENT = Silent()
OK = Accepted(Reply(250, "2.0.0", "queued"))


@dataclass
class FakeServer:
    """`ports.Transport` in small groups: answers by its script, and keeps what it was given."""

    answer: Callable[[Outgoing], Outcome] = lambda _: OK
    group: int = 5
    breaks_after: int = 10**9
    given: list[Outgoing] = field(default_factory=list)
    copies: list[Copy] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)

    def deliver(
        self,
        messages: Iterable[Outgoing],
        *,
        on_in_doubt: Callable[[Sequence[Outgoing]], None],
        on_outcome: Callable[[Outgoing, Outcome], None],
    ) -> None:
        for group in groups(messages, self.group):
            if len(self.taken) >= self.breaks_after:
                raise DeliveryError("nobody answers")
            on_in_doubt(group)
            for message in group:
                copy = write(message)
                outcome = copy if isinstance(copy, Refused) else self.answer(message)
                self.given.append(message)
                if isinstance(copy, Copy):
                    self.copies.append(copy)
                if isinstance(outcome, Accepted):
                    self.taken.append(message.recipient)
                on_outcome(message, outcome)

    def close(self) -> None:
        pass


def always(outcome: Outcome) -> FakeServer:
    return FakeServer(lambda _: outcome)


@dataclass
class MemoryStore:
    """`ports.Store` in lists: the plainest reading of its contract."""

    observations: list[tuple[str, Observation]] = field(default_factory=list)
    entries: list[tuple[str, Entry]] = field(default_factory=list)
    collections: list[Collection] = field(default_factory=list)
    states: dict[str, FetchState] = field(default_factory=dict)
    stamps: dict[str, str] = field(default_factory=dict)

    def close(self) -> None:
        pass

    def save_observations(self, topic: str, observations: Iterable[Observation]) -> int:
        written = 0
        known: dict[tuple[object, ...], tuple[object, ...]] = {}
        for t, k in sorted(self.observations, key=lambda pair: pair[1].learned_at):
            known[t, k.measure, k.entity, k.unit, k.observed_at] = (k.value, k.days)
        for o in sorted(observations, key=lambda o: o.learned_at):
            key = (topic, o.measure, o.entity, o.unit, o.observed_at)
            if known.get(key) != (o.value, o.days):
                self.observations.append((topic, o))
                known[key] = (o.value, o.days)
                written += 1
        return written

    def _known(self, topic: str, measure: str, as_of: datetime) -> list[Observation]:
        found = [
            o
            for t, o in self.observations
            if (t, o.measure) == (topic, measure) and o.learned_at <= as_of
        ]
        found.sort(key=lambda o: (o.entity, o.observed_at, o.learned_at))
        runs = groupby(found, key=lambda o: (o.entity, o.observed_at))
        return [list(run)[-1] for _, run in runs]

    def load_observations(
        self,
        topic: str,
        measure: str,
        *,
        as_of: datetime,
        entities: Sequence[str] | None = None,
        since: date | None = None,
    ) -> Sequence[Observation]:
        first = datetime.combine(since, time(), UTC) if since else None
        return [
            o
            for o in self._known(topic, measure, as_of)
            if (entities is None or o.entity in entities)
            and (first is None or o.observed_at >= first)
        ]

    def load_measures(self, topic: str, *, as_of: datetime) -> Mapping[str, Sequence[str]]:
        known = {
            (o.measure, o.entity)
            for t, o in self.observations
            if t == topic and o.learned_at <= as_of
        }
        groups = groupby(sorted(known), key=lambda pair: pair[0])
        return {measure: [entity for _, entity in pairs] for measure, pairs in groups}

    def latest(self, topic: str, measure: str, before: datetime) -> Mapping[str, Observation]:
        known = self._known(topic, measure, before)
        return {o.entity: o for o in known if o.observed_at < before}

    def save_entries(self, topic: str, entries: Iterable[Entry]) -> int:
        written = 0
        for e in entries:
            known = [k for t, k in self.entries if (t, k.feed, k.id) == (topic, e.feed, e.id)]
            if known and _content(known[-1]) == _content(e):
                continue
            if known and e.published_at == e.learned_at:
                e = replace(e, published_at=known[-1].published_at)
            self.entries.append((topic, e))
            written += 1
        return written

    def load_entries(
        self, topic: str, *, as_of: datetime, since: datetime | None = None
    ) -> Sequence[Entry]:
        first: dict[tuple[str, str], datetime] = {}
        latest: dict[tuple[str, str], Entry] = {}
        for t, e in self.entries:
            if t == topic and e.learned_at <= as_of:
                first.setdefault((e.feed, e.id), e.learned_at)
                latest[e.feed, e.id] = e
        found = [replace(e, learned_at=first[key]) for key, e in latest.items()]
        found = [e for e in found if since is None or e.published_at >= since]
        return sorted(found, key=lambda e: (-e.published_at.timestamp(), e.feed, e.id))

    def save_collection(self, collection: Collection) -> None:
        self.collections.append(collection)

    def load_collections(self, topic: str, *, as_of: datetime) -> Sequence[Collection]:
        latest: dict[str, Collection] = {}
        good: dict[str, datetime] = {}
        for c in sorted(self.collections, key=lambda c: c.at):
            if c.topic == topic and c.at <= as_of:
                if not c.error:
                    good[c.source] = c.at
                before = good.get(c.source) if c.error else None
                latest[c.source] = replace(c, good_before=before)
        return [latest[name] for name in sorted(latest)]

    def forget_samples(self, topic: str) -> None:
        self.observations = [(t, o) for t, o in self.observations if t != topic or not o.sample]
        self.entries = [(t, e) for t, e in self.entries if t != topic or not e.sample]
        self.collections = [c for c in self.collections if c.topic != topic or not c.sample]

    def load_sample_stamp(self, topic: str) -> str:
        return self.stamps.get(topic, "")

    def save_sample_stamp(self, topic: str, stamp: str) -> None:
        self.stamps[topic] = stamp

    def load_fetch_state(self, url: str) -> FetchState | None:
        return self.states.get(url)

    def save_fetch_state(self, state: FetchState) -> None:
        self.states[state.url] = state


def _content(e: Entry) -> tuple[object, ...]:
    said = (e.url, e.title, e.summary, e.authors, e.tags, e.lang, e.image, e.feed_title)
    return (*said, e.score, e.comments)


@dataclass
class FakeFetcher:
    """Answers with bodies by URL; what it does not know cannot be reached."""

    bodies: Mapping[str, bytes] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)

    def fetch(self, request: Request) -> Response:
        self.requests.append(request)
        if request.url not in self.bodies:
            raise SourceError(f"{request.url} cannot be reached")
        now = datetime(2026, 3, 1, tzinfo=UTC)
        return Response(200, request.url, {}, self.bodies[request.url], now)


@dataclass(frozen=True)
class FakeSource:
    """Yields what a function says, or raises what it raises."""

    name: str
    yields: Callable[[datetime], Collected]

    def collect(self, fetcher: Fetcher, history: History, now: datetime) -> Collected:
        return self.yields(now)
