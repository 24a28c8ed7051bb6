"""Add a topic to a publication: its files, its first day, and whether it builds."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from briefing.authoring.article import form_of, read_article
from briefing.authoring.discovery import (
    FeedLink,
    common_places,
    feeds_in,
    is_opml,
    is_web,
    read_opml,
)
from briefing.authoring.from_article import Topic as Draft
from briefing.authoring.from_article import topic_of
from briefing.authoring.outline import text_of
from briefing.authoring.reserved import RESERVED
from briefing.authoring.samples import sample_answer
from briefing.authoring.shapes import Shape, template_of
from briefing.authoring.tables import csv_draft
from briefing.authoring.topic_file import Head, SourceDraft, topic_file
from briefing.content import load_topic
from briefing.content.making import write_new
from briefing.content.topic import NAME, topic_names
from briefing.diagrams.naming import slug
from briefing.errors import (
    BriefingError,
    ContentError,
    DiagramError,
    ErrorList,
    Location,
    NoAnswerError,
    SourceError,
)
from briefing.fetch import (
    LocalFiles,
    RecordingFetcher,
    recordings_in,
    write_recording,
)
from briefing.fetch.client import HttpFetcher
from briefing.fetch.status import visible
from briefing.flows.collect import CollectReport
from briefing.model.issue import Issue
from briefing.model.observation import Observation
from briefing.model.topic import Topic
from briefing.ports import Fetcher, Request, Response
from briefing.schema import FOLDERS
from briefing.sources.feed_format import read_feed
from briefing.sources.registry import build_source
from briefing.wiring import Site, open_site, utc_now

LARGEST_ARTICLE = 1_000_000
TITLE = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Made:
    """What came of a new topic: its files, what was collected, the issue of its first day."""

    draft: Draft
    collected: CollectReport
    issue: Issue
    failures: Sequence[str] = ()
    sample: bool = False


def check_name(site: Site, name: str) -> None:
    """Raise ContentError where no topic of the publication can be called so, or one is."""
    if not NAME.fullmatch(name):
        hint = "use small letters, digits and hyphens, such as open-models"
        raise ContentError(f"a topic cannot be called {name!r}", hint=hint)
    if name in topic_names(site.root):
        hint = f"it is in content/{name}/topic.toml; choose another name"
        raise ContentError(f"there is a topic {name!r} already", hint=hint)


def schema_seen_from(root: Path) -> str:
    """Return where the schema of topic files is, as a topic's folder sees it, if it is there."""
    paths = (f"{folder}schema/topic.json" for folder in FOLDERS)
    return next((f"../../{path}" for path in paths if (root / path).is_file()), "")


def from_article(
    site: Site, name: str, path: Path, *, title: str = "", lang: str = "en"
) -> tuple[Draft, Head]:
    """Return the topic that an article's file makes; nothing is written.

    Raises: ContentError where the file cannot be read, or holds no article.
    """
    check_name(site, name)
    text = _read(path)
    day = utc_now().date()
    outline = read_article(text, form_of(text, path.suffix), day)
    said = TITLE.sub(" ", title or name.replace("-", " ").capitalize())
    dek = " ".join(text_of(outline.dek).split())
    schema = schema_seen_from(site.root)
    head = Head(name, said, day, dek if len(dek) <= 200 else "", lang, schema=schema)
    theme = site.publication.theme
    engine = site.engines().diagrams

    def draws(script: str) -> str:
        try:
            engine.render(script, theme)
        except DiagramError as error:
            return error.message
        return ""

    return topic_of(outline, head, day=day, draws=draws, known=RESERVED), head


def make(site: Site, name: str, draft: Draft, *, offline: bool = False) -> Made:
    """Write the topic's files, collect its first day, and build its first issue.

    Where `offline`, or where no source can be reached, the first days are sample data.
    Raises: BriefingError where something is there already, or what was written does not build; the
        topic's files are gone again then.
    """
    recorded = set(recordings_in(site.root / "seeds" / name))
    write_new(site.root, {path: text.encode() for path, text in draft.files.items()})
    with ExitStack() as undoing:
        undoing.callback(_take_back, site.root, name, draft, recorded)
        made = _first_issue(site, name, draft, recorded, offline=offline)
        undoing.pop_all()
    return made


def _take_back(root: Path, name: str, draft: Draft, recorded: Collection[Path]) -> None:
    """Remove what was written for a topic, and its folders where nothing else is in them."""
    for path in [root / file for file in draft.files] + _recorded_since(root, name, recorded):
        path.unlink(missing_ok=True)
    for folder in (root / "content" / name, root / "seeds" / name):
        with suppress(OSError):  # it holds something of the editor's, or never was
            folder.rmdir()


def _recorded_since(root: Path, name: str, recorded: Collection[Path]) -> list[Path]:
    return [path for path in recordings_in(root / "seeds" / name) if path not in recorded]


def _first_issue(
    site: Site, name: str, draft: Draft, recorded: Collection[Path], *, offline: bool
) -> Made:
    topic = load_topic(site.root, name)
    remote = [source for source in topic.sources if not source.options.get("file")]
    if not (offline and remote):
        collected = site.collect(topic, until=site.today(topic), record=bool(remote))
        failed = {c.source for c in collected.collections if c.error}
        if not remote or not failed.issuperset(source.name for source in remote):
            return Made(draft, collected, site.build(topic, site.today(topic)), failures(collected))
        for path in _recorded_since(site.root, name, recorded):
            path.unlink()
        told = failures(collected)
    else:
        told = ()
    _write_samples(site, topic, utc_now())
    with closing(open_site(site.root, replaying=True)) as sampled:
        day = sampled.today(topic)
        collected = sampled.collect(topic, until=day)
        return Made(draft, collected, sampled.build(topic, day), told, sample=True)


def _write_samples(site: Site, topic: Topic, now: datetime) -> None:
    """Write sample data of three days: what the topic's sources ask for, answered by nobody."""
    for days in (2, 1, 0):
        at = (now - timedelta(days=days)).replace(second=0, microsecond=0)
        fetcher = RecordingFetcher(_SampleFetcher(at))
        local = LocalFiles(topic.path, fetcher)
        for config in topic.sources:
            with suppress(SourceError):
                build_source(config, topic).collect(local, _NoHistory(), at)
        path = site.root / "seeds" / topic.name / f"{at:%Y-%m-%dT%H%MZ}.http"
        write_recording(path, fetcher.exchanges)


@dataclass(frozen=True, slots=True)
class _SampleFetcher:
    at: datetime

    def fetch(self, request: Request) -> Response:
        headers, body = sample_answer(request.url, self.at)
        return Response(200, request.url, headers, body, self.at)


class _NoHistory:
    def latest(self, measure: str, before: datetime) -> Mapping[str, Observation]:
        return {}


# --- from sources ---------------------------------------------------------------------------------


def from_sources(
    site: Site,
    name: str,
    words: Sequence[str],
    *,
    title: str = "",
    shape: Shape = "digest",
    lang: str = "en",
    offline: bool = False,
    allow_private: bool = False,
) -> Draft:
    """Return the topic that draws from these sources, in an editor's words; nothing is written.

    Raises: BriefingError where one cannot be understood or is refused, or a site has no feed; an
        ErrorList of them where there are several.
    """
    check_name(site, name)
    found = Found(allow_private=allow_private)
    errors: list[BriefingError] = []
    with HttpFetcher(site.settings, site.store, utc_now) as http:
        for word in words:
            try:
                found.add(word.strip(), None if offline else http)
            except BriefingError as error:
                errors.append(error)
    if errors:
        raise errors[0] if len(errors) == 1 else ErrorList(errors)
    said = TITLE.sub(" ", title or name.replace("-", " ").capitalize())
    head = Head(name, said, utc_now().date(), lang=lang, schema=schema_seen_from(site.root))
    files = {
        f"content/{name}/topic.toml": topic_file(head, found.sources),
        f"templates/topics/{name}.md.j2": template_of(shape, name, said, "", found.sources),
        **{f"content/{name}/{file}": text for file, text in found.files.items()},
    }
    return Draft(files, (), tuple(found.remarks))


@dataclass(slots=True)
class Found:
    """The sources found so far, the files that they need, and what an editor should know."""

    allow_private: bool = False
    sources: list[SourceDraft] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def add(self, word: str, http: Fetcher | None) -> None:
        """Add what a word means: hf:author, gh:owner/repo, a file, an address.

        An address that does not answer now is taken for a feed's.
        Raises: ContentError where it means nothing; SourceError where an address is refused.
        """
        kind, _, rest = word.partition(":")
        if kind in ("hf", "gh") and rest:
            self._counted(kind, rest)
        elif is_web(word):
            self._address(word, http)
        elif (path := Path(word)).is_file():
            self._file(path)
        elif re.fullmatch(r"[\w-]+(\.[\w-]+)+(/\S*)?", word) and path.suffix != ".csv":
            self._address(f"https://{word}", http)
        else:
            raise ContentError(
                f"no source can be made of {word!r}",
                hint="give a site's or a feed's address, hf:author, gh:owner/repository, "
                "or a .csv or .opml file",
            )

    def _counted(self, kind: str, rest: str) -> None:
        names = [part.strip() for part in rest.split(",")]
        pattern = r"[\w.-]+/[\w.-]+" if kind == "gh" else r"[\w.-]+"
        for name in names:
            if not re.fullmatch(pattern, name, re.ASCII):
                hint = "write gh:owner/repository" if kind == "gh" else "write hf:author"
                raise ContentError(f"{name!r} cannot be followed", hint=hint)
        key = {"gh": "repositories", "hf": "organisations"}[kind]
        for number, source in enumerate(self.sources):
            known = source.options.get(key)
            if isinstance(known, list):
                options = {key: [*known, *names]}
                self.sources[number] = replace(source, options=options)
                return
        says = {"gh": "Stars, forks and releases.", "hf": "Downloads and likes of models."}[kind]
        full = {"gh": ("repositories", "github"), "hf": ("hub", "huggingface")}[kind]
        self.sources.append(SourceDraft(self._free(full[0]), full[1], {key: [*names]}, says))

    def _file(self, path: Path) -> None:
        text = _read(path)
        if path.suffix.lower() == ".csv":
            name = self._free(path.stem)
            source = csv_draft(text, f"{name}.csv", name)
            self.files[f"{name}.csv"] = text
            self.sources.append(source)
        elif is_opml(text.encode()):
            self._feeds(read_opml(text.encode(), path.name))
        else:
            hint = "a file of sources is a .csv table, or OPML"
            raise ContentError(
                "no source can be made of this file", hint=hint, at=Location(str(path))
            )

    def _address(self, url: str, http: Fetcher | None) -> None:
        if http is None:
            self.remarks.append(f"{url} was not looked at (offline): it has to be a feed's address")
            self._feeds([FeedLink(url)])
            return
        try:
            response = http.fetch(self._request(url))
        except NoAnswerError as error:
            self.remarks.append(f"{error.message}; it is taken for a feed's address")
            self._feeds([FeedLink(url)])
            return
        except SourceError as error:
            where = visible(url)
            said = error.message if where in error.message else f"{where}: {error.message}"
            hint = f"nothing was written; {error.hint} (--offline takes an address unseen)"
            raise SourceError(said, hint=hint) from error
        if is_opml(response.body):
            self._feeds(read_opml(response.body, url))
        elif feed := _feed_at(response):
            self._feeds([FeedLink(url, feed)])
        else:
            self._feeds([self._discovered(url, response, http)])

    def _discovered(self, url: str, response: Response, http: Fetcher) -> FeedLink:
        page = response.body.decode("utf-8", "replace")
        links = feeds_in(page, response.url)
        guesses = [FeedLink(guess) for guess in common_places(response.url)]
        for link in [*links, *guesses]:
            with suppress(SourceError):
                if title := _feed_at(http.fetch(self._request(link.url))):
                    self.remarks.append(f"the feed of {url} is {link.url}")
                    return FeedLink(link.url, link.title or title)
        hint = "give the feed's own address, if it has one"
        raise ContentError(f"no feed can be found at {url}", hint=hint)

    def _feeds(self, links: Sequence[FeedLink]) -> None:
        for link in links:
            if any(source.options.get("url") == link.url for source in self.sources):
                continue
            host = (urlsplit(link.url).hostname or "").removeprefix("www.")
            says = f"Entries of {link.title or host}."
            name = self._free(link.title if len(links) > 1 and link.title else host)
            source = SourceDraft(name, "feed", {"url": link.url}, says, self.allow_private)
            self.sources.append(source)

    def _request(self, url: str) -> Request:
        return Request(url, allow_private=self.allow_private, conditional=False)

    def _free(self, words: str) -> str:
        """Return a source's name that no other has."""
        base = slug(words)[:40].strip("-") or "source"
        taken = {source.name for source in self.sources}
        names = (base, *(f"{base}-{n}" for n in range(2, len(taken) + 3)))
        return next(name for name in names if name not in taken)


def _feed_at(response: Response) -> str:
    """Return the title of the feed that an answer holds, or nothing where it holds none."""
    try:
        feed = read_feed(response, deadline_s=10)
    except SourceError:
        return ""
    return feed.title or response.url


# --- files and reports ----------------------------------------------------------------------------


def _read(path: Path) -> str:
    at = Location(str(path))
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise ContentError(f"the article cannot be read: {reason}", at=at) from error
    if len(data) > LARGEST_ARTICLE:
        hint = "take the article alone, without pictures"
        raise ContentError(f"the article has {len(data):,} bytes", hint=hint, at=at)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ContentError("the article is not UTF-8", hint="save it as UTF-8", at=at) from error
    if not text.strip():
        raise ContentError("the article is empty", at=at)
    return text


def failures(report: CollectReport) -> Sequence[str]:
    """Return what went wrong with each source that yielded nothing."""
    return [f"{c.source}: {c.error}" for c in report.collections if c.error]
