"""A publication as the preview works on it: kept open and warm, read anew where files change."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path, PurePath

from briefing.content import load_publication, load_topic
from briefing.content.topic import topic_names
from briefing.errors import BriefingError, SourceError
from briefing.fetch import LocalFiles, recordings_in
from briefing.flows.collect import collect
from briefing.model.issue import Issue
from briefing.model.topic import Topic
from briefing.ports import Request, Response
from briefing.progress import Silent
from briefing.sources.registry import build_source
from briefing.web.preview.contract import TopicDays
from briefing.wiring import Site

SETTINGS = frozenset({"publication.toml", "theme.toml"})
WATCHED = ("content", "templates", "seeds")


class Workshop:
    """What a `Preview` asks of a publication. Its methods run in the building thread."""

    def __init__(self, site: Site) -> None:
        self.site = replace(site, progress=Silent())
        self._outdated = False
        self._collected: set[str] = set()
        self._data: set[tuple[str, str]] = set()
        self._topics: dict[str, Topic] = {}

    @property
    def folders(self) -> list[Path]:
        """The folders in which an editor works."""
        root = self.site.root.resolve()
        return [root / name for name in WATCHED if (root / name).is_dir()]

    def build(self, name: str, day: date) -> Issue:
        """Return the topic's issue of `day` from the files as they are.

        Raises: BriefingError where they allow none.
        """
        if self._outdated:
            publication = load_publication(self.site.root)
            self.site, self._outdated = replace(self.site, publication=publication), False
        topic = self._topics[name] = load_topic(self.site.root, name)
        self._replay(topic)
        self._read_data(topic)
        return self.site.build(topic, day)

    def topics(self) -> list[TopicDays]:
        """Return every topic; one whose file is broken keeps its place, its title and its days."""
        return [self._listed(name) for name in topic_names(self.site.root)]

    def concerns(self, path: Path, topic: str) -> bool:
        """Return whether an issue of `topic` depends on a file: its own, or everybody's."""
        parts = self._within(path)
        match parts[:1]:
            case ("content",) if len(parts) > 2:
                return parts[1] == topic
            case ("seeds",):
                return parts[1:2] == (topic,)
            case ("templates",):
                name = "/".join(parts[1:])
                known = list(self._topics.values())
                return not any(other.template == name and other.name != topic for other in known)
        return True

    def refresh(self, paths: Collection[Path]) -> None:
        """Take note of changed files that are not read at every build."""
        for path in paths:
            parts = self._within(path)
            if parts[:1] == ("content",) and parts[-1] in SETTINGS and len(parts) == 2:
                self._outdated = True
            if parts[:1] == ("content",) and len(parts) == 3 and parts[2] != "topic.toml":
                self._data.add((parts[1], parts[2]))
            if parts[:1] == ("seeds",) and len(parts) > 1:
                self._collected.discard(parts[1])

    def _within(self, path: Path) -> tuple[str, ...]:
        root = self.site.root.resolve()
        return path.relative_to(root).parts if path.is_relative_to(root) else PurePath(path).parts

    def _replay(self, topic: Topic) -> None:
        """Replay the topic's sample, once: every past day can be built out of it afterwards."""
        if self.site.replaying and topic.name not in self._collected:
            self.site.collect(topic, until=self.site.today(topic))
            self._collected.add(topic.name)

    def _read_data(self, topic: Topic) -> None:
        """Collect anew those sources whose data files were saved; no other is asked."""
        saved = {name for owner, name in self._data if owner == topic.name}
        self._data -= {(topic.name, name) for name in saved}
        configs = [config for config in topic.sources if config.options.get("file") in saved]
        if configs:
            collect(
                topic,
                [build_source(config, topic) for config in configs],
                LocalFiles(self.site.root / "content" / topic.name, NoNetwork()),
                self.site.store,
                self._now(topic),
                self.site.progress,
            )

    def _now(self, topic: Topic) -> datetime:
        """Return the present, or the end of the sample's last day when replaying."""
        end = topic.end_of(self.site.today(topic)) - timedelta(seconds=1)
        return end if self.site.replaying else datetime.now(UTC)

    def _listed(self, name: str) -> TopicDays:
        try:
            topic = load_topic(self.site.root, name)
            return TopicDays(name, topic.title, list(self._days(topic)))
        except BriefingError:
            known = self._topics.get(name)
            days = list(self._days(known)) if known else [datetime.now(UTC).date()]
            return TopicDays(name, known.title if known else name, days)

    def _days(self, topic: Topic) -> Iterator[date]:
        """Yield the days of the topic's issues, up to today's; today's own in any case."""
        today = self.site.today(topic)
        first = max(topic.started, self._sampled(topic) or topic.started)
        for number in range((today - first).days):
            day = first + timedelta(days=number)
            if day.weekday() not in topic.skip_weekdays:
                yield day
        yield today

    def _sampled(self, topic: Topic) -> date | None:
        recordings = recordings_in(self.site.root / "seeds" / topic.name)
        if not self.site.replaying or not recordings:
            return None
        return date.fromisoformat(recordings[0].name[:10])


class NoNetwork:
    """Stands where a data file's own source needs no fetcher."""

    def fetch(self, request: Request) -> Response:
        """Refuse."""
        raise SourceError(f"{request.url} is not fetched by the preview")
