"""What topic templates can say: series, entries, operations, formats and diagram calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from babel.dates import format_date

from briefing.compose.article import Vocabulary
from briefing.compose.stories import stories
from briefing.diagrams.registry import BUILDERS
from briefing.errors import DataError, did_you_mean
from briefing.figures.formatting import format_figure, make_formats
from briefing.figures.registry import OPERATIONS
from briefing.figures.series import Series, SeriesGroup, make_group
from briefing.model.observation import Entry, Observation, Story
from briefing.model.placeholder import inert, inert_url
from briefing.model.spoken import spoken
from briefing.model.topic import Topic


class Readable(Protocol):
    """As much of a store as templates read."""

    def load_measures(self, topic: str, *, as_of: datetime) -> Mapping[str, Sequence[str]]:
        """Return the measures known, each with its entities."""
        ...

    def load_observations(
        self,
        topic: str,
        measure: str,
        *,
        as_of: datetime,
        entities: Sequence[str] | None = None,
        since: date | None = None,
    ) -> Sequence[Observation]:
        """Return a measure's observations."""
        ...

    def load_entries(
        self, topic: str, *, as_of: datetime, since: datetime | None = None
    ) -> Sequence[Entry]:
        """Return entries, newest first."""
        ...


def make_vocabulary(
    topic: Topic,
    store: Readable,
    *,
    day: date,
    as_of: datetime,
    failures: Sequence[str] = (),
) -> Vocabulary:
    """Return what the topic's template can say about the data known at `as_of`.

    `failures` say why data may be missing.
    """
    since = day - timedelta(days=topic.history_days)
    read = SeriesReader(topic, store, day=day, as_of=as_of, since=since, failures=failures)
    news = EntryReader(topic, store, as_of=as_of)
    formats = make_formats(topic.lang)

    def long_date(value: date, pattern: str = "long") -> str:
        """Write a day out, such as "1 March 2026", in the topic's language."""
        return str(format_date(value, pattern, locale=_locale(topic.lang)))

    return Vocabulary(
        names={
            "series": read.series,
            "measures": read.measures,
            "entries": news.entries,
            "stories": news.stories,
            **OPERATIONS,
        },
        filters={**OPERATIONS, **formats, "long_date": long_date},
        diagrams=BUILDERS,
        format_figure=lambda figure: format_figure(figure, topic.lang),
    )


def _locale(lang: str) -> str:
    return {"en": "en_GB"}.get(lang, lang.replace("-", "_"))


class SeriesReader:
    """Looks up series by measure and entity, each measure once."""

    def __init__(
        self,
        topic: Topic,
        store: Readable,
        *,
        day: date,
        as_of: datetime,
        since: date,
        failures: Sequence[str],
    ) -> None:
        self._failures = failures
        self._topic, self._store = topic, store
        self._day, self._as_of, self._since = day, as_of, since
        self._known: Mapping[str, Sequence[str]] | None = None
        self._groups: dict[tuple[str, tuple[str, ...] | None], SeriesGroup] = {}

    def measures(self) -> Mapping[str, Sequence[str]]:
        """Return the topic's measures, each with its entities."""
        if self._known is None:
            self._known = self._store.load_measures(self._topic.name, as_of=self._as_of)
        return self._known

    def series(self, measure: str, *entities: str | Sequence[str]) -> Series | SeriesGroup:
        """Return one entity's series, or the group of several or (where none is named) of all.

        Raises: DataError when nothing of that name was ever collected.
        """
        if not isinstance(measure, str):
            raise DataError(
                f"a series is called by a text, not {spoken(measure)}",
                hint=f"`briefing topics {self._topic.name}` lists them",
            )
        names = tuple(n for e in entities for n in ([e] if isinstance(e, str) else e))
        if measure not in self.measures():
            raise DataError(f"no series {measure!r}", hint=self._hint(measure))
        for name in names:
            if name not in self.measures()[measure]:
                raise DataError(
                    f"series {measure!r} has no entity {name!r}",
                    hint=did_you_mean(name, self.measures()[measure])
                    or f"`briefing topics {self._topic.name}` lists them",
                )
        group = self._load(measure, names or None)
        single = len(entities) == 1 and isinstance(entities[0], str)
        return group[names[0]] if single else group

    def _hint(self, measure: str) -> str:
        name = self._topic.name
        near = did_you_mean(measure, self.measures())
        if self._failures and not near:
            return "; ".join(self._failures)
        if not self.measures():
            return (
                f"nothing of it was collected up to {self._as_of:%Y-%m-%d}: run `briefing collect "
                f"{name}`, build with --replay, or name a later --date"
            )
        known = ", ".join(repr(one) for one in self.measures())
        listed = f"collected so far: {known}; `briefing topics {name}` lists them"
        return near or listed

    def _load(self, measure: str, names: tuple[str, ...] | None) -> SeriesGroup:
        key = (measure, names)
        if key not in self._groups:
            observations = self._store.load_observations(
                self._topic.name,
                measure,
                as_of=self._as_of,
                entities=names,
                since=self._since,
            )
            if not observations and names is None:
                raise DataError(
                    f"series {measure!r} has no value from {self._since} to {self._day}",
                    hint=f"run `briefing collect {self._topic.name}`, or raise `history_days`, "
                    f"{self._topic.history_days} now, in the topic file",
                )
            self._groups[key] = make_group(
                measure,
                observations,
                today=self._day,
                as_of=self._as_of,
                entities=names,
                zone=ZoneInfo(self._topic.timezone),
            )
        return self._groups[key]


def _inert(entry: Entry) -> Entry:
    """Return an entry in which no placeholder is filled in, whenever it was collected."""
    return replace(
        entry,
        url=inert_url(entry.url),
        title=inert(entry.title),
        summary=inert(entry.summary),
        feed_title=inert(entry.feed_title),
    )


class EntryReader:
    """Looks up entries and stories."""

    def __init__(self, topic: Topic, store: Readable, *, as_of: datetime) -> None:
        self._topic, self._store, self._as_of = topic, store, as_of

    def entries(
        self, feed: str | Sequence[str] = (), *, days: int = 7, limit: int | None = None
    ) -> Sequence[Entry]:
        """Return the entries of the last `days` days, newest first, of all feeds or those named."""
        feeds = {feed} if isinstance(feed, str) else set(feed)
        known = {source.name for source in self._topic.sources}
        for name in sorted(feeds - known):
            raise DataError(
                f"no source {name!r}",
                hint=did_you_mean(name, known) or f"the topic has {', '.join(sorted(known))}",
            )
        since = self._as_of - timedelta(days=days)
        found = self._store.load_entries(self._topic.name, as_of=self._as_of, since=since)
        return [_inert(e) for e in found if not feeds or e.feed in feeds][:limit]

    def stories(
        self, feed: str | Sequence[str] = (), *, days: int = 2, limit: int | None = 10
    ) -> Sequence[Story]:
        """Return the stories of the last `days` days, deduplicated and ranked, the first first."""
        return stories(self.entries(feed, days=days), limit=limit, as_of=self._as_of)
