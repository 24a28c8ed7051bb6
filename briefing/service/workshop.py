"""A publication as the preview works on it: kept open and warm, read anew where files change."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path, PurePath

from briefing.content import load_publication, load_topic
from briefing.content.topic import topic_names
from briefing.errors import BriefingError, SourceError
from briefing.fetch import LocalFiles, recordings_in
from briefing.flows.collect import collect
from briefing.model.issue import Issue, Proof
from briefing.model.topic import SourceConfig, Topic
from briefing.ports import Request, Response, Store
from briefing.progress import Silent
from briefing.service.remembering import RememberingStore
from briefing.sources.registry import build_source
from briefing.store import open_store
from briefing.web.preview.contract import TopicDays
from briefing.wiring import Site, utc_now

SETTINGS = frozenset({"publication.toml", "theme.toml"})
WATCHED = ("content", "templates", "seeds")


@dataclass(frozen=True, slots=True)
class Sample:
    """A topic's sample data, replayed into a store in memory that goes when the preview ends."""

    sources: object
    store: Store
    close: Callable[[], None]


class Workshop:
    """What a `Preview` asks of a publication.

    A topic of which nothing was collected shows its sample data, so that a fresh machine has
    something to look at; the first `briefing collect` replaces it. All methods but `topics` and
    `concerns` run in the building thread.
    """

    def __init__(self, site: Site) -> None:
        self._store, self._memory = site.store, RememberingStore(site.store)
        self.site = replace(site, store=self._memory, progress=Silent())
        self._outdated = False
        self._known: dict[str, Mapping[str, datetime]] = {}
        self._samples: dict[str, Sample] = {}
        self._topics: dict[str, Topic] = {}

    @property
    def folders(self) -> list[Path]:
        """The folders in which an editor works."""
        root = self.site.root.resolve()
        return [root / name for name in WATCHED if (root / name).is_dir()]

    def build(self, name: str, day: date, proof: Callable[[Proof], None] | None = None) -> Issue:
        """Return the topic's issue of `day` from the files as they are, its proof shown first.

        Raises: BriefingError where they allow none.
        """
        if self._outdated:
            publication = load_publication(self.site.root)
            self.site, self._outdated = replace(self.site, publication=publication), False
        topic = self._topics[name] = load_topic(self.site.root, name)
        if self._shows_sample(topic):
            return self._sample_site(topic).build(topic, day, proof=proof)
        collected = self._collected(name)
        if self._known.get(name) != collected:
            self._memory.forget()
        self._collect_files(topic, collected)
        self._known[name] = collected
        return self.site.build(topic, day, proof=proof)

    def topics(self) -> list[TopicDays]:
        """Return every topic; one whose file is broken keeps its place, its title and its days."""
        return [self._listed(name) for name in topic_names(self.site.root)]

    def concerns(self, path: Path, topic: str, day: date) -> bool:
        """Return whether the issue of `day` depends on a file: its own, or everybody's."""
        match self._within(path):
            case ("content", owner, "notes", note):
                return (owner, note) == (topic, f"{day.isoformat()}.md")
            case ("content" | "seeds", owner, _, *_):
                return owner == topic
            case ("templates", *parts):
                name = "/".join(parts)
                others = (self._template_of(n) for n in topic_names(self.site.root) if n != topic)
                return name == self._template_of(topic) or name not in others
        return True

    def refresh(self, paths: Collection[Path]) -> None:
        """Take note of changed files, or whole folders, that are not read at every build."""
        for path in paths:
            match self._within(path):
                case ("content" | "seeds",):
                    self._outdated = True
                    self.close()
                case ("content", name) if name in SETTINGS:
                    self._outdated = True
                # A sample is replayed as a whole: what a data file says holds for past days too.
                case ("seeds", owner, *_) | ("content", owner) | ("content", owner, _) if (
                    path.name != "topic.toml"
                ):
                    self._forget_sample(owner)

    def stamp(self, topic: str) -> object:
        """Return what changes when `briefing collect` brings something; files are seen as saved."""
        if self.site.replaying:
            return ()
        files = {s.name for s in self._sources(topic) if "file" in s.options}
        return [(name, at) for name, at in self._collected(topic).items() if name not in files]

    def close(self) -> None:
        """Let go of the samples."""
        for name in list(self._samples):
            self._forget_sample(name)

    def _within(self, path: Path) -> tuple[str, ...]:
        root = self.site.root.resolve()
        return path.relative_to(root).parts if path.is_relative_to(root) else PurePath(path).parts

    def _template_of(self, topic: str) -> str:
        known = self._topics.get(topic)
        return known.template if known else f"topics/{topic}.md.j2"

    def _sources(self, topic: str) -> Collection[SourceConfig]:
        try:
            return (self._topics.get(topic) or load_topic(self.site.root, topic)).sources
        except BriefingError:
            return ()

    # --- data -------------------------------------------------------------------------------------

    def _collected(self, topic: str) -> dict[str, datetime]:
        """Return when each of the topic's sources was last asked."""
        asked = self._store.load_collections(topic, as_of=utc_now())
        return {collection.source: collection.at for collection in asked}

    def _shows_sample(self, topic: Topic) -> bool:
        if self.site.replaying:
            return self.site.replays(topic)
        return bool(self._recordings(topic)) and not self._collected(topic.name)

    def _recordings(self, topic: Topic) -> list[Path]:
        return recordings_in(self.site.root / "seeds" / topic.name)

    def _sample_site(self, topic: Topic) -> Site:
        """Return the publication on the topic's sample, replayed where it is not yet."""
        sources = [(s.name, s.kind, s.options) for s in topic.sources]
        known = self._samples.get(topic.name)
        if known and known.sources == sources:
            return replace(self.site, replaying=True, store=known.store)
        self._forget_sample(topic.name)
        store = open_store("sqlite://")
        sample = Sample(sources, RememberingStore(store), store.close)
        site = replace(self.site, replaying=True, store=sample.store)
        try:
            site.collect(topic, until=site.today(topic))
        except BriefingError:
            sample.close()
            raise
        self._samples[topic.name] = sample
        return site

    def _forget_sample(self, topic: str) -> None:
        sample = self._samples.pop(topic, None)
        if sample:
            sample.close()

    def _collect_files(self, topic: Topic, collected: Mapping[str, datetime]) -> None:
        """Collect those sources whose data files were saved since; no other is asked."""
        saved = [s for s in topic.sources if self._newer(s, topic, collected.get(s.name))]
        if saved:
            collect(
                topic,
                [build_source(source, topic) for source in saved],
                LocalFiles(self.site.root / "content" / topic.name, NoNetwork()),
                self.site.store,
                utc_now(),
                self.site.progress,
            )

    def _newer(self, source: SourceConfig, topic: Topic, at: datetime | None) -> bool:
        name = source.options.get("file")
        path = self.site.root / "content" / topic.name / str(name)
        if not isinstance(name, str) or not path.is_file():
            return False
        return at is None or path.stat().st_mtime > at.timestamp()

    # --- days -------------------------------------------------------------------------------------

    def _listed(self, name: str) -> TopicDays:
        try:
            topic = load_topic(self.site.root, name)
        except BriefingError:
            known = self._topics.get(name)
            days = list(self._days(known)) if known else [utc_now().date()]
            return TopicDays(name, known.title if known else name, days)
        return TopicDays(name, topic.title, list(self._days(topic)), self._shows_sample(topic))

    def _days(self, topic: Topic) -> Iterator[date]:
        """Yield the days of the topic's issues, up to today's; today's own in any case."""
        recordings = self._recordings(topic)
        sampled = bool(recordings) and self._shows_sample(topic)
        first, today = topic.started, replace(self.site, replaying=sampled).today(topic)
        if sampled:
            first = max(first, date.fromisoformat(recordings[0].name[:10]))
        for number in range((today - first).days):
            day = first + timedelta(days=number)
            if topic.appears_on(day):
                yield day
        yield today


class NoNetwork:
    """Stands where a data file's own source needs no fetcher."""

    def fetch(self, request: Request) -> Response:
        """Refuse."""
        raise SourceError(f"{request.url} is not fetched by the preview")
