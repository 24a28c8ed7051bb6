"""Collecting: one source's trouble is its own; a replay goes on where it ended."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from briefing.errors import DataError, SourceError, StoreError
from briefing.flows.collect import TopicHistory, collect, replay
from briefing.flows.health import source_findings
from briefing.model.finding import Finding, Severity
from briefing.model.observation import Entry, Observation
from briefing.model.topic import SourceConfig, Topic
from briefing.ports import Collected, Collection, Fetcher, History, Request
from tests.fakes import SILENT, FakeFetcher, FakeSource, MemoryStore

NOW = datetime(2026, 3, 1, 5, tzinfo=UTC)
TOPIC = Topic("models", "Open Models", "", Path("models"), "topic.md.j2", ())


def observed(value: int, at: datetime = NOW) -> Observation:
    return Observation("stars", "uv", Decimal(value), "stars", at, at, "hub", "https://x.example")


def told(name: str) -> Entry:
    return Entry("news", name, f"https://x.example/{name}", name, NOW, NOW)


def fails(now: datetime) -> Collected:
    raise SourceError("https://x.example answered 503", hint="try again later")


def breaks(now: datetime) -> Collected:
    raise OverflowError("year -1 is out of range")


def works(now: datetime) -> Collected:
    return Collected((observed(1, now),), (told("a"), told("b")))


@dataclass
class Watching:
    said: list[str] = field(default_factory=list)

    @contextmanager
    def step(self, label: str, total: int) -> Iterator[object]:
        self.said.append(f"{label} ({total})")
        yield self.said.append


@pytest.mark.parametrize("trouble", [fails, breaks])
def test_one_source_failing_does_not_stop_the_others(trouble: object) -> None:
    store = MemoryStore()
    sources = [FakeSource("bad", trouble), FakeSource("good", works)]  # type: ignore[arg-type]
    report = collect(TOPIC, sources, FakeFetcher(), store, NOW, SILENT)
    bad, good = report.collections
    assert (good.observations, good.entries, good.error) == (1, 2, "")
    assert (bad.observations, bad.entries) == (0, 0)
    assert bad.error
    assert store.collections == [bad, good]


def test_a_failure_is_recorded_as_it_was_told() -> None:
    report = collect(TOPIC, [FakeSource("bad", fails)], FakeFetcher(), MemoryStore(), NOW, SILENT)
    assert report.collections[0].error == (
        "https://x.example answered 503\n  hint: try again later"
    )


def test_a_mistake_of_ours_is_recorded_with_its_place() -> None:
    report = collect(TOPIC, [FakeSource("bad", breaks)], FakeFetcher(), MemoryStore(), NOW, SILENT)
    error = report.collections[0].error
    assert "OverflowError: year -1 is out of range (test_collect.py:" in error
    assert "please report it" in error


def test_a_store_that_cannot_keep_stops_everything() -> None:
    class Full(MemoryStore):
        def save_observations(self, topic: str, observations: object) -> int:
            raise StoreError("the disk is full")

    with pytest.raises(StoreError, match="disk is full"):
        collect(TOPIC, [FakeSource("good", works)], FakeFetcher(), Full(), NOW, SILENT)


def test_findings_of_a_source_are_kept() -> None:
    finding = Finding("feed-broken", Severity.WARNING, "read all the same")
    source = FakeSource("news", lambda _: Collected(findings=(finding,)))
    (one,) = collect(TOPIC, [source], FakeFetcher(), MemoryStore(), NOW, SILENT).collections
    assert one.findings == (finding,)


@pytest.mark.parametrize("sample", [False, True])
def test_samples_are_marked(sample: bool) -> None:
    store = MemoryStore()
    collect(TOPIC, [FakeSource("s", works)], FakeFetcher(), store, NOW, SILENT, sample=sample)
    assert {o.sample for _, o in store.observations} == {sample}
    assert {e.sample for _, e in store.entries} == {sample}
    assert {c.sample for c in store.collections} == {sample}


def test_whoever_waits_is_told_each_source() -> None:
    watching = Watching()
    sources = [FakeSource("one", works), FakeSource("two", fails)]
    collect(TOPIC, sources, FakeFetcher(), MemoryStore(), NOW, watching)  # type: ignore[arg-type]
    assert watching.said == ["collecting models (2)", "one", "two"]


def test_a_source_may_know_what_was_collected_before() -> None:
    store = MemoryStore()
    store.save_observations("models", [observed(1, NOW - timedelta(days=1)), observed(2)])
    store.save_observations("other", [observed(9, NOW - timedelta(hours=1))])
    latest = TopicHistory("models", store).latest("stars", NOW)
    assert latest["uv"].value == 1

    @dataclass
    class Difference:
        name: str = "difference"

        def collect(self, fetcher: Fetcher, history: History, now: datetime) -> Collected:
            before = history.latest("stars", now)["uv"].value
            return Collected((observed(int(before) + 10, now),))

    collect(TOPIC, [Difference()], FakeFetcher(), store, NOW + timedelta(days=1), SILENT)
    assert store.latest("models", "stars", NOW + timedelta(days=2))["uv"].value == 12


@dataclass(frozen=True)
class Recorded:
    at: datetime


def days(*numbers: int) -> list[Recorded]:
    return [Recorded(datetime(2026, 2, number, 5, tzinfo=UTC)) for number in numbers]


def replayed(store: MemoryStore, recordings: list[Recorded], until: date) -> list[int]:
    report = replay(
        TOPIC,
        [FakeSource("s", works)],
        recordings,
        lambda _: FakeFetcher(),
        store,
        until=TOPIC.end_of(until),
        progress=SILENT,
    )
    return [collection.at.day for collection in report.collections]


def test_a_replay_goes_on_where_it_ended() -> None:
    store = MemoryStore()
    recordings = days(1, 2, 3, 4)
    assert replayed(store, recordings, date(2026, 2, 2)) == [1, 2]
    assert replayed(store, recordings, date(2026, 2, 2)) == []
    assert replayed(store, recordings, date(2026, 2, 9)) == [3, 4]
    assert all(collection.sample for collection in store.collections)


def test_a_replay_of_an_earlier_day_repeats_nothing() -> None:
    store = MemoryStore()
    replayed(store, days(1, 2, 3), date(2026, 2, 3))
    assert replayed(store, days(1, 2, 3), date(2026, 2, 1)) == []


def test_recordings_are_not_replayed_behind_what_was_learned_since() -> None:
    store = MemoryStore()
    collect(TOPIC, [FakeSource("s", works)], FakeFetcher(), store, NOW, SILENT)
    with pytest.raises(DataError, match="2026-02-01 05:00 UTC cannot be replayed"):
        replayed(store, days(1, 2), date(2026, 2, 1))
    assert [collection.at for collection in store.collections] == [NOW]


def test_a_sample_that_live_data_followed_is_replayed_no_more() -> None:
    store = MemoryStore()
    replayed(store, days(1, 2), date(2026, 2, 2))
    collect(TOPIC, [FakeSource("s", works)], FakeFetcher(), store, NOW, SILENT)
    assert replayed(store, days(1, 2), date(2026, 2, 2)) == []


def health(*collections: Collection) -> list[Finding]:
    sources = (SourceConfig("hub", "huggingface", {}, None), SourceConfig("news", "feed", {}, None))  # type: ignore[arg-type]
    topic = Topic("models", "M", "", Path("m"), "t.j2", sources, freshness_days=2)
    return list(source_findings(topic, collections, NOW))


def record(
    source: str, *, ago: timedelta = timedelta(0), error: str = "", **more: object
) -> Collection:
    return Collection("models", source, NOW - ago, 1, 1, error, **more)  # type: ignore[arg-type]


def test_healthy_sources_say_nothing() -> None:
    assert health(record("hub"), record("news", ago=timedelta(days=2))) == []


def test_a_source_never_collected() -> None:
    (finding,) = health(record("hub"))
    assert (finding.rule, finding.place) == ("source-never-collected", "source news")


def test_a_source_that_failed_is_told_with_its_cause_and_what_to_do() -> None:
    failed = record("hub", error="x.example answered 503\n  hint: try again later")
    (finding,) = health(failed, record("news"))
    assert finding.rule == "source-failed"
    assert finding.severity is Severity.WARNING
    assert finding.message.endswith("on 2026-03-01 at 05:00 UTC: x.example answered 503")
    assert finding.hint.startswith("try again later; the issue was built without")


def test_a_cause_without_advice() -> None:
    (finding,) = health(record("hub", error="broken"), record("news"))
    assert finding.hint == "the issue was built without what it would have brought"


def test_a_source_collected_too_long_ago_is_stale() -> None:
    (finding,) = health(record("hub", ago=timedelta(days=2, seconds=1)), record("news"))
    assert (finding.rule, finding.place) == ("stale-data", "source hub")
    assert "2026-02-27" in finding.message


def test_a_source_that_has_failed_for_days_is_stale_as_well() -> None:
    since = NOW - timedelta(days=3)
    failed, stale = health(record("hub"), record("news", error="503", good_before=since))
    assert (failed.rule, stale.rule) == ("source-failed", "stale-data")
    assert "'news' was last read on 2026-02-26" in stale.message
    assert "failed since" in stale.hint


def test_a_source_that_failed_today_brought_fresh_data_yesterday() -> None:
    since = NOW - timedelta(days=1)
    (finding,) = health(record("hub"), record("news", error="503", good_before=since))
    assert finding.rule == "source-failed"


def test_a_source_that_never_worked_has_nothing_that_could_be_stale() -> None:
    (finding,) = health(record("hub"), record("news", error="404"))
    assert finding.rule == "source-failed"


def test_what_a_source_found_is_passed_on_once() -> None:
    finding = Finding("feed-broken", Severity.WARNING, "read all the same", place="source news")
    assert health(record("hub"), record("news", findings=(finding, finding))) == [finding]


@dataclass(frozen=True)
class Page:
    """A source that asks for one page, and fails to read it as often as it is told to."""

    name: str
    failures: list[SourceError] = field(default_factory=list, repr=False)

    def collect(self, fetcher: Fetcher, history: History, now: datetime) -> Collected:
        fetcher.fetch(Request("https://x.example/feed"))
        if self.failures:
            raise self.failures.pop()
        return Collected()


def test_what_could_not_be_read_is_asked_for_whole_again() -> None:
    fetcher, store = FakeFetcher({"https://x.example/feed": b""}), MemoryStore()
    source = Page("news", [SourceError("parsing the feed took too long")])
    for hour in range(3):
        collect(TOPIC, [source], fetcher, store, NOW + timedelta(hours=hour), SILENT)
    assert [request.conditional for request in fetcher.requests] == [False, False, True]


def test_sources_that_share_an_address_read_for_themselves() -> None:
    fetcher, store = FakeFetcher({"https://x.example/feed": b""}), MemoryStore()
    for topic in (TOPIC, replace(TOPIC, name="tools")):
        collect(topic, [Page("news"), Page("more")], fetcher, store, NOW, SILENT)
    assert len({request.reader for request in fetcher.requests}) == 4
