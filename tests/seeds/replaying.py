"""Replay a topic's sample into a store, as the command does."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from briefing.content import load_topic
from briefing.fetch import LocalFiles, ReplayFetcher, read_recording, recordings_in
from briefing.flows.collect import CollectReport, replay
from briefing.model.topic import Topic
from briefing.ports import Store
from briefing.sources.registry import build_source
from briefing.store import open_store
from tests.fakes import SILENT

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"
EVER = datetime(2027, 1, 1, tzinfo=UTC)


def replay_into(store: Store, name: str, until: datetime = EVER) -> CollectReport:
    """Collect the named topic's recordings up to `until` into the store."""
    return replay_topic(load_topic(ROOT, name), store, until)


def replay_topic(topic: Topic, store: Store, until: datetime = EVER) -> CollectReport:
    """Collect the topic's recordings up to `until` into the store."""
    return replay(
        topic,
        [build_source(config, topic) for config in topic.sources],
        [read_recording(path) for path in recordings_in(SEEDS / topic.name)],
        lambda recording: LocalFiles(topic.path, ReplayFetcher(recording)),
        store,
        until=until,
        progress=SILENT,
    )


@contextmanager
def replayed(name: str, url: str) -> Iterator[Store]:
    """Open a store that holds the whole sample of a topic."""
    store = open_store(url)
    try:
        replay_into(store, name)
        yield store
    finally:
        store.close()
