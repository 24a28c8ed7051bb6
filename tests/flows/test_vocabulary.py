"""What a template can say about data: series, entries and stories as known at an instant."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from briefing.compose.article import Vocabulary
from briefing.errors import DataError
from briefing.figures.series import Series, SeriesGroup
from briefing.flows.vocabulary import make_vocabulary
from briefing.model.observation import Entry, Observation
from briefing.model.topic import SourceConfig, Topic
from tests.fakes import MemoryStore

NOW = datetime(2026, 3, 1, 6, tzinfo=UTC)
DAY = date(2026, 3, 1)
SOURCES = tuple(SourceConfig(name, "feed", {}, None) for name in ("news", "wire"))  # type: ignore[arg-type]
TOPIC = Topic("models", "M", "", Path("m"), "t.j2", SOURCES, history_days=30)


def observed(entity: str, day: int, value: int = 1, measure: str = "hub.stars") -> Observation:
    at = datetime(2026, 2, day, 5, tzinfo=UTC)
    return Observation(measure, entity, Decimal(value), "stars", at, at, "hub", "https://x.example")


def told(name: str, feed: str = "news", *, hours: int = 1) -> Entry:
    at = NOW - timedelta(hours=hours)
    return Entry(feed, name, f"https://{feed}.example/{name}", name, at, at, feed_title=feed)


@pytest.fixture
def store() -> MemoryStore:
    store = MemoryStore()
    store.save_observations("models", [observed("Qwen", 27, 5), observed("Qwen", 28, 7)])
    store.save_observations("models", [observed("Llama", 28, 3)])
    store.save_observations("models", [observed("Qwen", 28, 1, "hub.likes")])
    store.save_entries("models", [told("Old thing", hours=80), told("A linker that patches")])
    store.save_entries("models", [told("Clocks jump", "wire", hours=2)])
    return store


@pytest.fixture
def said(store: MemoryStore) -> Vocabulary:
    return make_vocabulary(TOPIC, store, day=DAY, as_of=NOW)


def name(said: Vocabulary, name: str) -> Callable[..., Any]:
    call = said.names[name]
    assert callable(call)
    return call


def test_one_entity_is_a_series_several_are_a_group(said: Vocabulary) -> None:
    series = name(said, "series")
    assert isinstance(series("hub.stars", "Qwen"), Series)
    assert isinstance(series("hub.stars"), SeriesGroup)
    assert isinstance(series("hub.stars", ["Qwen"]), SeriesGroup)
    assert isinstance(series("hub.stars", "Qwen", "Llama"), SeriesGroup)


def test_measures_lists_what_there_is(said: Vocabulary) -> None:
    assert name(said, "measures")() == {"hub.stars": ["Llama", "Qwen"], "hub.likes": ["Qwen"]}


def test_a_measure_is_loaded_once(store: MemoryStore) -> None:
    asked: list[str] = []

    class Counting(MemoryStore):
        def load_observations(self, topic: str, measure: str, **more: Any) -> Any:
            asked.append(measure)
            return super().load_observations(topic, measure, **more)

    counting = Counting(store.observations, store.entries)
    series = name(make_vocabulary(TOPIC, counting, day=DAY, as_of=NOW), "series")
    series("hub.stars")
    series("hub.stars")
    assert asked == ["hub.stars"]


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (("hub.strs",), "no series 'hub.strs'", "did you mean 'hub.stars'?"),
        (("zzz",), "no series 'zzz'", "collected so far: 'hub.likes', 'hub.stars'"),
        (("hub.stars", "Qwem"), "has no entity 'Qwem'", "did you mean 'Qwen'?"),
        (("hub.stars", "Zzz"), "has no entity 'Zzz'", "`briefing topics models` lists them"),
        (("hub.stars", ["Qwen", "Lama"]), "has no entity 'Lama'", "did you mean 'Llama'?"),
    ],
)
def test_a_name_mistyped(
    said: Vocabulary, arguments: tuple[object, ...], message: str, hint: str
) -> None:
    with pytest.raises(DataError, match=message) as caught:
        name(said, "series")(*arguments)
    assert hint in caught.value.hint


def test_with_nothing_collected_the_editor_is_told_what_to_run() -> None:
    empty = make_vocabulary(TOPIC, MemoryStore(), day=DAY, as_of=NOW)
    with pytest.raises(DataError) as caught:
        name(empty, "series")("hub.stars")
    assert "collected up to 2026-03-01: run `briefing collect models`, build" in caught.value.hint


def test_a_source_that_failed_is_why_its_series_is_not_there(store: MemoryStore) -> None:
    failed = ["source 'hub': it answered 503"]
    said = make_vocabulary(TOPIC, store, day=DAY, as_of=NOW, failures=failed)
    for measure, hint in (("elsewhere", failed[0]), ("hub.star", "did you mean 'hub.stars'?")):
        with pytest.raises(DataError) as caught:
            name(said, "series")(measure)
        assert caught.value.hint == hint


def test_a_series_is_called_by_a_text(said: Vocabulary) -> None:
    with pytest.raises(DataError, match="called by a text, not 5"):
        name(said, "series")(5)


def test_a_day_after_all_history_is_told(store: MemoryStore) -> None:
    later = DAY + timedelta(days=60)
    said = make_vocabulary(TOPIC, store, day=later, as_of=NOW + timedelta(days=60))
    with pytest.raises(DataError, match="no value from 2026-03-31 to 2026-04-30") as caught:
        name(said, "series")("hub.stars")
    assert "`history_days`, 30 now" in caught.value.hint
    assert len(name(said, "series")("hub.stars", "Qwen")) == 0


def test_history_has_an_end(store: MemoryStore) -> None:
    short = replace(TOPIC, history_days=1)
    series = name(make_vocabulary(short, store, day=DAY, as_of=NOW), "series")("hub.stars", "Qwen")
    assert [o.value for o in series.observations] == [7]


def test_nothing_is_known_before_it_was_learned(store: MemoryStore) -> None:
    before = make_vocabulary(
        TOPIC, store, day=date(2026, 2, 28), as_of=NOW - timedelta(days=1, hours=6)
    )
    assert name(before, "series")("hub.stars", "Qwen").observations[-1].value == 5
    assert name(before, "measures")() == {"hub.stars": ["Qwen"]}


def titles(entries: Any) -> list[str]:
    return [entry.title for entry in entries]


def test_entries(said: Vocabulary) -> None:
    entries = name(said, "entries")
    assert titles(entries()) == ["A linker that patches", "Clocks jump", "Old thing"]
    assert titles(entries(days=1)) == ["A linker that patches", "Clocks jump"]
    assert titles(entries("wire")) == ["Clocks jump"]
    assert titles(entries(["news", "wire"], limit=1)) == ["A linker that patches"]


def test_an_entry_collected_earlier_is_filled_in_for_nobody(store: MemoryStore) -> None:
    old = replace(told("Win %%postal_address%%", "wire"), url="https://x.example/%%a_b%%")
    store.save_entries("models", [old])
    entries = name(make_vocabulary(TOPIC, store, day=DAY, as_of=NOW), "entries")()
    (found,) = [entry for entry in entries if entry.title.startswith("Win")]
    assert "%%postal_address%%" not in found.title
    assert found.url == "https://x.example/%25%25a_b%%"


@pytest.mark.parametrize(
    ("feed", "hint"), [("nws", "did you mean 'news'?"), ("zzz", "the topic has news, wire")]
)
def test_a_feed_mistyped(said: Vocabulary, feed: str, hint: str) -> None:
    for call in ("entries", "stories"):
        with pytest.raises(DataError, match=f"no source '{feed}'") as caught:
            name(said, call)(feed)
        assert caught.value.hint == hint


def test_stories_are_gathered(store: MemoryStore) -> None:
    store.save_entries("models", [told("A linker that patches", "wire", hours=3)])
    stories = name(make_vocabulary(TOPIC, store, day=DAY, as_of=NOW), "stories")()
    first = stories[0]
    assert first.lead.title == "A linker that patches"
    assert {entry.feed for entry in first.entries} == {"news", "wire"}


@pytest.mark.parametrize(
    ("lang", "written"),
    [("en", "1 March 2026"), ("de", "1. März 2026"), ("en-US", "March 1, 2026")],
)
def test_days_are_written_in_the_topics_language(lang: str, written: str) -> None:
    said = make_vocabulary(replace(TOPIC, lang=lang), MemoryStore(), day=DAY, as_of=NOW)
    assert said.filters["long_date"](DAY) == written


def test_operations_are_functions_and_filters(said: Vocabulary) -> None:
    shared: Mapping[str, object] = {**said.names}
    for operation in ("latest", "total", "growth", "forecast"):
        assert shared[operation] is said.filters[operation]
    assert "pie" in said.diagrams
