"""Settings and a publication's folder become every real object; the only place that knows all."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from briefing.content import (
    load_notes,
    load_publication,
    load_settings,
    load_topic,
    load_topics,
)
from briefing.content.carried import template_folders
from briefing.content.overriding import owning_up
from briefing.delivery.clicks import Redirects
from briefing.delivery.verp import Verp
from briefing.engines.mermaid import make_engine
from briefing.engines.mjml import make_mjml_engine
from briefing.errors import ContentError, Location
from briefing.fetch import (
    LocalFiles,
    RecordingFetcher,
    ReplayFetcher,
    read_recording,
    recordings_in,
    sample_stamp,
    write_recording,
)
from briefing.flows.build import Engines, build
from briefing.flows.collect import CollectReport, collect, replay
from briefing.model.issue import Issue, Proof
from briefing.model.topic import Publication, Topic
from briefing.ports import Fetcher, Progress, Source, Store
from briefing.progress import make_progress
from briefing.secret import load_secrets
from briefing.settings import Settings
from briefing.sources.registry import build_source
from briefing.store import open_store
from briefing.web.hosts import LOOPBACK

REPLAY_DATABASE = "sqlite:///var/replay.db"


def utc_now() -> datetime:
    """Return the present instant."""
    return datetime.now(UTC)


def find_site(start: Path) -> Path:
    """Return the nearest folder, from `start` upwards, that holds a publication.

    Raises: ContentError where there is none.
    """
    for folder in (start, *start.parents):
        if (folder / "content" / "publication.toml").is_file():
            return folder
    raise ContentError(
        "no publication here",
        hint="go to a folder that holds content/publication.toml, or name it with --site DIR",
        at=Location(str(start)),
    )


@dataclass(frozen=True, slots=True)
class Site:
    """One publication, ready to be collected and built."""

    publication: Publication
    settings: Settings
    store: Store
    progress: Progress
    replaying: bool = False

    @property
    def root(self) -> Path:
        """The folder that holds content/, templates/ and seeds/."""
        return self.publication.root

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def topics(self, names: Sequence[str] = ()) -> list[Topic]:
        """Return the topics named, or all."""
        if names:
            return [load_topic(self.root, name) for name in names]
        return list(load_topics(self.root))

    def replays(self, topic: Topic) -> bool:
        """Return whether the topic's data are a replayed sample now.

        Where all are files in the topic's own folder, and nothing was recorded, they are the
        editor's own: there is nothing to replay, and nothing that were a sample.
        """
        return self.replaying and not (
            all("file" in source.options for source in topic.sources)
            and not recordings_in(self.root / "seeds" / topic.name)
        )

    def today(self, topic: Topic) -> date:
        """Return the topic's day: now, or the last one that its sample holds when replaying."""
        zone = ZoneInfo(topic.timezone)
        if not self.replays(topic):
            return utc_now().astimezone(zone).date()
        recordings = recordings_in(self.root / "seeds" / topic.name)
        if not recordings:
            raise ContentError(
                f"topic {topic.name!r} has no sample data",
                hint=f"record some with `briefing collect {topic.name} --record`",
                at=Location(str(self.root / "seeds" / topic.name)),
            )
        return read_recording(recordings[-1]).at.astimezone(zone).date()

    def collect(self, topic: Topic, *, until: date, record: bool = False) -> CollectReport:
        """Collect the topic's sources live, or replay what was recorded up to `until`."""
        sources = [build_source(config, topic) for config in topic.sources]
        if self.replays(topic):
            recordings = recordings_in(self.root / "seeds" / topic.name)
            self._forget_changed(topic, recordings)
            return replay(
                topic,
                sources,
                [read_recording(path) for path in recordings],
                lambda recording: self._local(topic, ReplayFetcher(recording)),
                self.store,
                until=topic.end_of(until),
                progress=self.progress,
            )
        return self._collect_live(topic, sources, record=record)

    def build(
        self,
        topic: Topic,
        day: date,
        frames: Collection[str] = (),
        proof: Callable[[Proof], None] | None = None,
    ) -> Issue:
        """Build the topic's issue of `day`, its mail in these frame languages besides its own.

        `proof` is called as soon as there is something to look at.
        """
        with owning_up(self.root):
            return build(
                topic,
                self.publication,
                day,
                store=self.store,
                engines=self.engines(),
                note=load_notes(self.root, topic.name, day),
                progress=self.progress,
                sample=self.replays(topic),
                frames=frames,
                proof=proof,
            )

    def measures(self, topic: Topic) -> Mapping[str, Sequence[str]]:
        """Return the series collected so far: each measure with its entities."""
        return self.store.load_measures(topic.name, as_of=utc_now())

    def engines(self) -> Engines:
        """Return the engines that the publication asks for."""
        return Engines(
            diagrams=make_engine(
                self.publication.diagram_engine,
                server=self.publication.diagram_server,
                cache_dir=self._drawings,
            ),
            mjml=make_mjml_engine(self.publication.mjml_engine),
            templates=template_folders(self.root),
        )

    def forget_drawings(self, now: datetime) -> int:
        """Delete the drawn diagrams that nothing has used for long; return how many."""
        from briefing.engines.mermaid.cache import DrawingCache  # late: most builds need it not

        return DrawingCache(self._drawings).forget(
            now - timedelta(days=self.settings.keep_drawings_days)
        )

    @property
    def _drawings(self) -> Path:
        return self.root / self.settings.cache_dir / "diagrams"

    def _forget_changed(self, topic: Topic, recordings: Sequence[Path]) -> None:
        """Forget what came of another sample than there is now: its files or sources changed.

        Where live data are beside it, nothing is forgotten: they may rest on the sample's.
        """
        stamp = sample_stamp(topic, self.root / "content" / topic.name, recordings)
        if self.store.load_sample_stamp(topic.name) == stamp:
            return
        collected = self.store.load_collections(topic.name, as_of=utc_now())
        if all(collection.sample for collection in collected):
            self.store.forget_samples(topic.name)
            self.store.save_sample_stamp(topic.name, stamp)

    def _local(self, topic: Topic, then: Fetcher) -> Fetcher:
        return LocalFiles(self.root / "content" / topic.name, then)

    def _collect_live(
        self, topic: Topic, sources: Sequence[Source], *, record: bool
    ) -> CollectReport:
        from briefing.fetch.client import HttpFetcher  # late: a replay needs no HTTP

        now = utc_now()
        with HttpFetcher(self.settings, self.store, utc_now) as http:
            recorder = RecordingFetcher(http)
            fetcher = self._local(topic, recorder if record else http)
            report = collect(topic, sources, fetcher, self.store, now, self.progress)
        if record:
            name = f"{now:%Y-%m-%dT%H%MZ}.http"
            write_recording(self.root / "seeds" / topic.name / name, recorder.exchanges)
        return report


@dataclass(frozen=True, slots=True)
class Premises:
    """A publication's folder as it is read, nothing opened yet."""

    root: Path
    publication: Publication
    settings: Settings
    database_url: str


def find_premises(folder: Path | None, *, database: str | None = None) -> Premises:
    """Return the publication in `folder` (or the nearest one upwards from the working directory).

    `database` overrides the settings' URL. Raises: ContentError, or an ErrorList of them.
    """
    root = find_site(folder.resolve() if folder else Path.cwd())
    settings = load_settings(root, os.environ)
    url = _within(database or settings.database_url, root)
    return Premises(root, load_publication(root), settings, url)


def verp_of(settings: Settings, secrets: Sequence[bytes]) -> Verp:
    """Return what makes and reads the addresses that bounces come to; none is made of no domain."""
    mail = settings.mail
    # What ends in .invalid (RFC 2606) is nobody's: without a domain of its own, nothing is proven.
    return Verp(mail.bounce_domain or "invalid", tuple(secrets), mail.bounce_prefix)


def redirects_of(
    publication: Publication, settings: Settings, secrets: Sequence[bytes]
) -> Redirects:
    """Return what makes and knows the addresses of counted links."""
    return Redirects(reachable(publication, settings).url, secrets)


def secrets_of(settings: Settings, root: Path) -> tuple[bytes, ...]:
    """Return the secrets of the settings, or else this machine's own.

    Raises: ContentError where they cannot be read.
    """
    return settings.secrets or load_secrets(root / "var" / "secret")


def reachable(publication: Publication, settings: Settings) -> Publication:
    """Return the publication under the address at which its pages can be reached.

    While mail stays on this machine, so do its readers: links lead to the pages served here.
    """
    web = settings.web
    if settings.mail.transport != "maildir" or web.host not in LOOPBACK:
        return publication
    return replace(publication, url=f"http://{web.host}:{web.port}")


def open_site(folder: Path | None, *, database: str | None = None, replaying: bool = False) -> Site:
    """Open the publication in `folder` (or the nearest one upwards from the working directory).

    `database` overrides the settings' URL; a replay keeps to a database of its own.
    """
    premises = find_premises(folder, database=database or (REPLAY_DATABASE if replaying else None))
    return Site(
        publication=premises.publication,
        settings=premises.settings,
        store=open_store(premises.database_url),
        progress=make_progress(),
        replaying=replaying,
    )


def _within(url: str, root: Path) -> str:
    """Return a SQLite URL whose relative path is taken from the publication's folder."""
    prefix = "sqlite:///"
    path = url.removeprefix(prefix)
    if not url.startswith(prefix) or path.startswith(("/", ":")) or not path:
        return url
    return f"{prefix}{root / path}"
