"""The digest's sample: a week of feeds and counters, in the wire formats of their sources."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import NoReturn
from urllib.parse import urlsplit

import pytest

from briefing.compose.stories import stories
from briefing.content import load_publication, load_topic
from briefing.fetch import read_recording, recordings_in
from briefing.flows.build import Engines, write
from briefing.model.observation import Story
from briefing.ports import Store
from tests.fakes import MemoryStore
from tests.seeds.replaying import ROOT, SEEDS, replay_into, replay_topic

TOPIC = "developer-tools"
LAST = datetime(2026, 3, 1, 5, tzinfo=UTC)
FEEDS = {"hacker-news", "toolchain-weekly", "compiler-notes", "deploy-log", "release-watch"}


@pytest.fixture(scope="module")
def store() -> MemoryStore:
    filled = MemoryStore()
    replay_into(filled, TOPIC)
    return filled


def told(store: Store) -> list[Story]:
    entries = store.load_entries(TOPIC, as_of=LAST, since=LAST - timedelta(days=5))
    return list(stories([e for e in entries if e.feed in FEEDS], limit=None, as_of=LAST))


def test_every_kind_of_source_but_the_flagships_is_here() -> None:
    kinds = {source.kind for source in load_topic(ROOT, TOPIC).sources}
    assert kinds == {"hackernews", "feed", "arxiv", "github", "json"}


def test_every_feed_tells_something(store: Store) -> None:
    entries = store.load_entries(TOPIC, as_of=LAST)
    assert {entry.feed for entry in entries} == {*FEEDS, "papers"}
    assert all(entry.sample for entry in entries)


def test_only_one_feed_fails_and_only_on_the_last_day(store: Store) -> None:
    for day in range(23, 29):
        then = datetime(2026, 2, day, 5, tzinfo=UTC)
        assert not [c for c in store.load_collections(TOPIC, as_of=then) if c.error]
    (failed,) = [c for c in store.load_collections(TOPIC, as_of=LAST) if c.error]
    assert failed.source == "release-watch"
    assert "503 Service Unavailable" in failed.error


def test_reports_of_one_event_are_one_story(store: Store) -> None:
    found = told(store)
    assert len(found) >= 8
    assert max(len({e.feed for e in story.entries}) for story in found) >= 3
    for story in found:
        events = {urlsplit(entry.url).path for entry in story.entries}
        assert len(events) == 1, "each event has a path of its own in the sample"
    paths = [urlsplit(story.lead.url).path for story in found]
    assert len(set(paths)) == len(paths), "no event is told twice"


def test_addresses_lose_what_tracks_readers(store: Store) -> None:
    recorded = recordings_in(SEEDS / TOPIC)[-1].read_text(encoding="utf-8")
    assert "utm_source" in recorded
    assert not [e for e in store.load_entries(TOPIC, as_of=LAST) if "utm_" in e.url]


def test_stars_are_counted_every_day_and_grow_over_the_week(store: Store) -> None:
    for entity in store.load_measures(TOPIC, as_of=LAST)["github.stars"]:
        counts = store.load_observations(TOPIC, "github.stars", as_of=LAST, entities=[entity])
        assert len(counts) == 7
        assert counts[-1].value > counts[0].value


def test_downloads_reach_back_two_whole_weeks_and_more(store: Store) -> None:
    for entity in ("uv", "pytest"):
        flows = store.load_observations(TOPIC, "pypi.downloads", as_of=LAST, entities=[entity])
        days = [flow.day for flow in flows]
        assert days[-14:] == [date(2026, 2, 15) + timedelta(days=n) for n in range(14)]
        assert {flow.days for flow in flows} == {1}


def test_what_a_day_said_of_the_past_is_said_by_the_next(store: MemoryStore) -> None:
    """Overlapping answers agree, so that nothing is written twice."""
    days = [(o.entity, o.day) for _, o in store.observations if o.measure == "pypi.downloads"]
    assert len(set(days)) == len(days)


@pytest.mark.parametrize("lost", [*(s.name for s in load_topic(ROOT, TOPIC).sources), ""])
def test_no_source_that_fails_stops_the_issue(lost: str) -> None:
    """Each is left out in turn, from the first day on; then all of them are."""
    topic = load_topic(ROOT, TOPIC)
    keeping = replace(topic, sources=tuple(s for s in topic.sources if lost and s.name != lost))
    store = MemoryStore()
    replay_topic(keeping, store)
    engines = Engines(Undrawn(), Undrawn(), (ROOT / "templates",))
    article = write(topic, load_publication(ROOT), LAST.date(), store=store, engines=engines)
    assert article.title
    never = {f.place for f in article.findings if f.rule == "source-never-collected"}
    assert never == {f"source {s.name}" for s in topic.sources if s.name == lost or not lost}


class Undrawn:
    """An engine that is not asked."""

    def render(self, *_: object, **__: object) -> NoReturn:
        raise AssertionError("composing draws nothing")


def test_no_invented_item_is_at_a_real_site() -> None:
    apis = {"hn.algolia.com", "export.arxiv.org", "api.github.com", "pypistats.org"}
    for path in recordings_in(SEEDS / TOPIC):
        hosts = {urlsplit(e.url).hostname or "" for e in read_recording(path).exchanges}
        assert all(host.endswith(".example") for host in hosts - apis)
