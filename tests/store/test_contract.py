"""What every store promises: one suite, read against memory, SQLite and PostgreSQL."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from briefing.errors import Location
from briefing.model.finding import Finding, Severity
from briefing.ports import Collection, FetchState, Store
from tests.store.values import day, entry, observation


def test_what_is_saved_is_loaded(store: Store) -> None:
    saved = observation(value="153600000.25", sample=True, days=2)
    assert store.save_observations("t", [saved]) == 1
    assert store.load_observations("t", "m", as_of=day(9)) == [saved]


@pytest.mark.parametrize("value", ["0", "-0.1", "1e-12", "123456789012345678901234567890.5"])
def test_values_are_exact(store: Store, value: str) -> None:
    store.save_observations("t", [observation(value=value)])
    (found,) = store.load_observations("t", "m", as_of=day(9))
    assert found.value == Decimal(value)


def test_instants_are_exact(store: Store) -> None:
    at = day(0) + timedelta(microseconds=1)
    saved = observation(observed_at=at, learned_at=at)
    store.save_observations("t", [saved])
    assert store.load_observations("t", "m", as_of=at) == [saved]
    assert store.load_observations("t", "m", as_of=day(0)) == []


def test_any_language(store: Store) -> None:
    saved = observation(entity="Qwen 通义 ☃ ' \" % _ \\ 🙂")
    store.save_observations("t", [saved])
    assert store.load_observations("t", "m", as_of=day(9), entities=[saved.entity]) == [saved]


def test_saving_again_writes_nothing(store: Store) -> None:
    assert store.save_observations("t", [observation(), observation()]) == 1
    assert store.save_observations("t", [observation(), observation(learned=3)]) == 0
    assert store.save_observations("t", []) == 0


def test_a_correction_counts_from_when_it_was_learned(store: Store) -> None:
    first, corrected = observation(0, 10), observation(0, 12, learned=5)
    store.save_observations("t", [first])
    assert store.save_observations("t", [corrected]) == 1
    assert store.load_observations("t", "m", as_of=day(4)) == [first]
    assert store.load_observations("t", "m", as_of=day(5)) == [corrected]


def test_a_correction_can_be_taken_back(store: Store) -> None:
    rows = [observation(0, 10), observation(0, 12, learned=1), observation(0, 10, learned=2)]
    assert store.save_observations("t", rows) == 3
    (found,) = store.load_observations("t", "m", as_of=day(9))
    assert found.value == 10


def test_observations_are_ordered_and_bounded(store: Store) -> None:
    rows = [observation(n, n, entity=name) for n in (2, 0, 1) for name in ("b", "a")]
    store.save_observations("t", rows)
    found = store.load_observations("t", "m", as_of=day(9), since=date(2026, 2, 2))
    assert [(o.entity, o.value) for o in found] == [("a", 1), ("a", 2), ("b", 1), ("b", 2)]
    assert store.load_observations("t", "m", as_of=day(9), entities=[]) == []
    assert store.load_observations("t", "other", as_of=day(9)) == []
    assert store.load_observations("u", "m", as_of=day(9)) == []


def test_measures_are_known_from_when_they_were_learned(store: Store) -> None:
    store.save_observations("t", [observation(entity="b"), observation(entity="a", learned=2)])
    store.save_observations("t", [observation(measure="n", entity="c")])
    store.save_observations("u", [observation(measure="other")])
    assert store.load_measures("t", as_of=day(0)) == {"m": ["b"], "n": ["c"]}
    assert store.load_measures("t", as_of=day(2)) == {"m": ["a", "b"], "n": ["c"]}
    assert store.load_measures("nobody", as_of=day(9)) == {}


def test_a_series_learned_earlier_after_all(store: Store) -> None:
    store.save_observations("t", [observation(learned=5)])
    store.save_observations("t", [observation(1, learned=1)])
    assert store.load_measures("t", as_of=day(1)) == {"m": ["a"]}


def test_the_latest_before_an_instant(store: Store) -> None:
    rows = [observation(n, n) for n in range(4)] + [observation(1, 9, entity="b")]
    store.save_observations("t", rows)
    latest = store.latest("t", "m", day(2))
    assert {name: o.value for name, o in latest.items()} == {"a": 1, "b": 9}
    assert store.latest("t", "m", day(0)) == {}


def test_the_latest_is_what_was_known_then(store: Store) -> None:
    store.save_observations("t", [observation(0, 10), observation(0, 12, learned=5)])
    assert store.latest("t", "m", day(1))["a"].value == 10
    assert store.latest("t", "m", day(6))["a"].value == 12


def test_many_at_once(store: Store) -> None:
    rows = [observation(n % 50, n, entity=f"e{n // 50}") for n in range(3000)]
    assert store.save_observations("t", rows) == 3000
    assert len(store.load_observations("t", "m", as_of=day(99))) == 3000


# --- entries ------------------------------------------------------------------------------------


def test_an_entry_comes_back_whole(store: Store) -> None:
    saved = entry(
        summary="What — happened 🙂",
        authors=("Ada", "Bo"),
        tags=("x",),
        lang="en",
        image="https://example.org/i.png",
        score=0,
        comments=7,
        feed_title="The Feed",
        sample=True,
    )
    assert store.save_entries("t", [saved, saved]) == 1
    assert store.load_entries("t", as_of=day(9)) == [saved]
    assert store.load_entries("t", as_of=day(-1)) == []
    assert store.load_entries("u", as_of=day(9)) == []


def test_a_changed_entry_keeps_the_day_it_was_first_seen(store: Store) -> None:
    store.save_entries("t", [entry(published=-3)])
    changed = entry(learned=2, published=-3, title="Changed")
    assert store.save_entries("t", [changed]) == 1
    (before,) = store.load_entries("t", as_of=day(1))
    (after,) = store.load_entries("t", as_of=day(2))
    assert (before.title, after.title) == ("Title 1", "Changed")
    assert after.learned_at == day(0)


def test_an_undated_entry_does_not_become_new_when_it_changes(store: Store) -> None:
    store.save_entries("t", [entry()])
    store.save_entries("t", [entry(learned=5, title="Changed")])
    (found,) = store.load_entries("t", as_of=day(9))
    assert found.published_at == day(0)


def test_an_entry_whose_date_was_corrected_is_as_old_as_it_says_now(store: Store) -> None:
    store.save_entries("t", [entry("1", learned=5, published=5), entry("2", learned=5)])
    store.save_entries("t", [entry("1", learned=6, published=-60, title="Corrected")])
    assert [e.id for e in store.load_entries("t", as_of=day(9), since=day(2))] == ["2"]
    assert [e.id for e in store.load_entries("t", as_of=day(5), since=day(2))] == ["1", "2"]


def test_entries_come_newest_first_since_a_day(store: Store) -> None:
    store.save_entries("t", [entry(str(n), published=n) for n in (1, 3, 2)])
    assert [e.id for e in store.load_entries("t", as_of=day(9))] == ["3", "2", "1"]
    assert [e.id for e in store.load_entries("t", as_of=day(9), since=day(2))] == ["3", "2"]


def test_feeds_share_no_ids(store: Store) -> None:
    assert store.save_entries("t", [entry(), entry(feed="g")]) == 2
    assert len(store.load_entries("t", as_of=day(9))) == 2


# --- collections and fetch state ----------------------------------------------------------------


def test_the_latest_collection_of_each_source(store: Store) -> None:
    finding = Finding("r", Severity.WARNING, "m", "h", Location("f", 3, 4), "source b")
    failed = Collection("t", "b", day(1), 0, 0, error="503", findings=(finding,), sample=True)
    for collection in (
        Collection("t", "b", day(0), 1, 2),
        failed,
        Collection("t", "a", day(0), 3, 4),
    ):
        store.save_collection(collection)
    found = store.load_collections("t", as_of=day(9))
    assert [c.source for c in found] == ["a", "b"]
    assert found[1] == replace(failed, good_before=day(0))
    assert store.load_collections("t", as_of=day(0))[1].error == ""
    assert store.load_collections("t", as_of=day(-1)) == []


def test_a_source_that_keeps_failing_was_good_before(store: Store) -> None:
    for number, error in enumerate(["503", "", "", "503", "timeout"]):
        store.save_collection(Collection("t", "a", day(number), 0, 0, error=error))
    known = {n: store.load_collections("t", as_of=day(n))[0].good_before for n in range(5)}
    assert known == {0: None, 1: None, 2: None, 3: day(2), 4: day(2)}


def test_fetch_state_is_replaced(store: Store) -> None:
    url = "https://example.org/feed?a=b"
    assert store.load_fetch_state(url) is None
    store.save_fetch_state(
        FetchState(url, etag='W/"x"', last_modified="Sun, 01 Feb 2026 00:00:00 GMT")
    )
    newer = FetchState(
        url, moved_to="https://example.org/new", moved_seen=2, gone=True, retry_at=day(1)
    )
    store.save_fetch_state(newer)
    assert store.load_fetch_state(url) == newer


def test_the_stamp_of_a_topic_s_sample_is_replaced(store: Store) -> None:
    assert store.load_sample_stamp("t") == ""
    for stamp in ("one", "another"):
        store.save_sample_stamp("t", stamp)
        assert store.load_sample_stamp("t") == stamp
    assert store.load_sample_stamp("u") == ""


def test_a_topic_s_sample_can_be_forgotten(store: Store) -> None:
    live = observation(1, 2, entity="b")
    store.save_observations("t", [observation(0, sample=True), live])
    store.save_observations("u", [observation(0, sample=True)])
    store.save_entries("t", [entry("1", sample=True), entry("2")])
    store.save_collection(Collection("t", "s", day(0), 1, 1, sample=True))
    store.forget_samples("t")
    assert store.load_measures("t", as_of=day(9)) == {"m": ["b"]}
    assert store.load_observations("t", "m", as_of=day(9)) == [live]
    assert [found.id for found in store.load_entries("t", as_of=day(9))] == ["2"]
    assert store.load_collections("t", as_of=day(9)) == []
    assert store.load_measures("u", as_of=day(9)) == {"m": ["a"]}
    assert store.save_observations("t", [observation(0, sample=True)]) == 1
    assert store.load_measures("t", as_of=day(0)) == {"m": ["a"]}
