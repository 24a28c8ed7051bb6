"""A store's answers are remembered until something is written."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from briefing.model.observation import Entry, Observation
from briefing.ports import Collection, FetchState
from briefing.service.remembering import RememberingStore
from tests.fakes import MemoryStore

AT = datetime(2026, 3, 1, tzinfo=UTC)
LATER = datetime(2026, 3, 2, tzinfo=UTC)


def observation(value: int) -> Observation:
    return Observation("stars", "uv", Decimal(value), "stars", AT, AT, "github")


ENTRY = Entry("wire", "1", "https://news.example/1", "Title", AT, AT)
COLLECTION = Collection("t", "hub", AT, 1, 0)


@pytest.fixture
def behind() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def store(behind: MemoryStore) -> RememberingStore:
    return RememberingStore(behind)


def test_the_same_question_is_asked_once(behind: MemoryStore, store: RememberingStore) -> None:
    behind.save_observations("t", [observation(1)])
    first = store.load_observations("t", "stars", as_of=LATER, entities=["uv"])
    behind.save_observations("t", [observation(2)])
    assert store.load_observations("t", "stars", as_of=LATER, entities=["uv"]) is first
    store.forget()
    (again,) = store.load_observations("t", "stars", as_of=LATER, entities=["uv"])
    assert again.value == 2


def test_other_questions_have_other_answers(store: RememberingStore) -> None:
    store.save_observations("t", [observation(1)])
    assert store.load_observations("t", "stars", as_of=LATER)
    assert not store.load_observations("t", "stars", as_of=LATER, entities=["ruff"])
    assert not store.load_observations("other", "stars", as_of=LATER)


def test_what_is_saved_through_it_is_seen_at_once(store: RememberingStore) -> None:
    assert store.load_measures("t", as_of=LATER) == {}
    assert not store.load_entries("t", as_of=LATER)
    assert not store.load_collections("t", as_of=LATER)
    assert store.save_observations("t", [observation(1)]) == 1
    assert store.save_entries("t", [ENTRY]) == 1
    store.save_collection(COLLECTION)
    assert store.load_measures("t", as_of=LATER) == {"stars": ["uv"]}
    assert store.load_entries("t", as_of=LATER) == [ENTRY]
    assert store.load_collections("t", as_of=LATER) == [COLLECTION]


def test_what_sources_ask_while_they_write_is_never_remembered(
    behind: MemoryStore, store: RememberingStore
) -> None:
    behind.save_observations("t", [observation(1)])
    assert store.latest("t", "stars", LATER)["uv"].value == 1
    assert store.load_fetch_state("https://a.example") is None
    store.save_fetch_state(FetchState("https://a.example", etag="x"))
    assert store.load_sample_stamp("t") == ""
    store.save_sample_stamp("t", "one")
    assert store.load_sample_stamp("t") == behind.load_sample_stamp("t") == "one"
    assert store.load_fetch_state("https://a.example") == FetchState("https://a.example", etag="x")


def test_a_sample_that_is_forgotten_is_not_remembered(
    behind: MemoryStore, store: RememberingStore
) -> None:
    behind.save_observations("t", [replace(observation(1), sample=True)])
    assert store.load_measures("t", as_of=LATER)
    store.forget_samples("t")
    assert not store.load_measures("t", as_of=LATER)
