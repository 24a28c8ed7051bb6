"""A store that remembers its answers: builds at every save ask the same questions again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache

from briefing.model.observation import Entry, Observation
from briefing.ports import Collection, FetchState, Store

REMEMBERED = 128
"""Answers of each kind; an issue needs some ten."""


class RememberingStore:
    """`ports.Store` before another one; `forget` what it says once somebody else has written."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._observations = lru_cache(REMEMBERED)(store.load_observations)
        self._measures = lru_cache(REMEMBERED)(store.load_measures)
        self._entries = lru_cache(REMEMBERED)(store.load_entries)
        self._collections = lru_cache(REMEMBERED)(store.load_collections)

    def forget(self) -> None:
        """Ask the store again from now on."""
        for answers in (self._observations, self._measures, self._entries, self._collections):
            answers.cache_clear()

    def close(self) -> None:
        """Close the store behind."""
        self._store.close()

    def load_observations(
        self,
        topic: str,
        measure: str,
        *,
        as_of: datetime,
        entities: Sequence[str] | None = None,
        since: date | None = None,
    ) -> Sequence[Observation]:
        """Return the store's answer, or the same one again."""
        wanted = None if entities is None else tuple(entities)
        return self._observations(topic, measure, as_of=as_of, entities=wanted, since=since)

    def load_measures(self, topic: str, *, as_of: datetime) -> Mapping[str, Sequence[str]]:
        """Return the store's answer, or the same one again."""
        return self._measures(topic, as_of=as_of)

    def load_entries(
        self, topic: str, *, as_of: datetime, since: datetime | None = None
    ) -> Sequence[Entry]:
        """Return the store's answer, or the same one again."""
        return self._entries(topic, as_of=as_of, since=since)

    def load_collections(self, topic: str, *, as_of: datetime) -> Sequence[Collection]:
        """Return the store's answer, or the same one again."""
        return self._collections(topic, as_of=as_of)

    def latest(self, topic: str, measure: str, before: datetime) -> Mapping[str, Observation]:
        """Return what the store says now: sources ask while they write."""
        return self._store.latest(topic, measure, before)

    def save_observations(self, topic: str, observations: Iterable[Observation]) -> int:
        """Save, and forget."""
        return self._written(lambda: self._store.save_observations(topic, observations))

    def save_entries(self, topic: str, entries: Iterable[Entry]) -> int:
        """Save, and forget."""
        return self._written(lambda: self._store.save_entries(topic, entries))

    def save_collection(self, collection: Collection) -> None:
        """Save, and forget."""
        self._store.save_collection(collection)
        self.forget()

    def forget_samples(self, topic: str) -> None:
        """Take them out, and forget."""
        self._store.forget_samples(topic)
        self.forget()

    def load_sample_stamp(self, topic: str) -> str:
        """Return what the store says now."""
        return self._store.load_sample_stamp(topic)

    def save_sample_stamp(self, topic: str, stamp: str) -> None:
        """Save."""
        self._store.save_sample_stamp(topic, stamp)

    def load_fetch_state(self, url: str) -> FetchState | None:
        """Return what the store says now."""
        return self._store.load_fetch_state(url)

    def save_fetch_state(self, state: FetchState) -> None:
        """Save."""
        self._store.save_fetch_state(state)

    def _written(self, write: Callable[[], int]) -> int:
        count = write()
        self.forget()
        return count
