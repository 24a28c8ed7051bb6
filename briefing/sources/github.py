"""The `github` kind: stars, forks, issues and release downloads of repositories, and releases."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from briefing.errors import SourceError
from briefing.model.finding import Finding
from briefing.model.observation import Entry, Observation
from briefing.ports import Collected, Fetcher, History, Response
from briefing.sources.api import fetch_pages, read_answer, string, whole
from briefing.sources.base import ConfiguredSource
from briefing.sources.items import Channel, Item, to_entries
from briefing.sources.links import with_query
from briefing.sources.options import OptionSpec, web_address
from briefing.sources.text import SUMMARY_CHARS, TITLE_CHARS, from_html, from_text
from briefing.sources.times import parse_instant

_COUNTS = {
    "github.stars": ("stargazers_count", "stars"),
    "github.forks": ("forks_count", "forks"),
    "github.open_issues": ("open_issues_count", "issues"),
}
_DOWNLOADS = "github.release_downloads"
_HEADERS = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}


def _repository_names(value: list[str]) -> str:
    wrong = [name for name in value if not re.fullmatch(r"[\w.-]+/[\w.-]+", name, re.ASCII)]
    return f"must hold names of the form owner/name, not {wrong[0]!r}" if wrong else ""


@dataclass(frozen=True, kw_only=True)
class GitHubSource(ConfiguredSource):
    """Counts and releases of repositories on GitHub.

    Yields the levels `github.stars`, `github.forks`, `github.open_issues` (pull requests
    included, as GitHub counts them) and `github.release_downloads` (all assets of all releases),
    each for an entity `owner/name`; and an entry for each release. GitHub allows 60 requests an
    hour without a token; each repository takes at least two.
    """

    OPTIONS: ClassVar[tuple[OptionSpec, ...]] = (
        OptionSpec(
            "repositories",
            "list of text",
            'the repositories to follow, as "owner/name"',
            required=True,
            check=_repository_names,
        ),
        OptionSpec(
            "measures",
            "list of text",
            "which counts to take",
            default=(*_COUNTS, _DOWNLOADS),
            choices=(*_COUNTS, _DOWNLOADS),
        ),
        OptionSpec("releases", "true or false", "take releases as entries", default=True),
        OptionSpec(
            "limit", "whole number", "newest releases of each repository to take as entries", 10,
            minimum=1, maximum=1000,
        ),
        OptionSpec(
            "pages", "whole number", "pages of 100 releases to read", 5, minimum=1, maximum=100
        ),
        OptionSpec(
            "headers",
            "table of text",
            'further request headers, such as { Authorization = "Bearer …" }',
            default=None,
            secret=True,
        ),
        OptionSpec(
            "base_url", "text", "the API, of a GitHub Enterprise server for instance",
            "https://api.github.com", check=web_address,
        ),
    )  # fmt: skip

    repositories: tuple[str, ...]
    measures: tuple[str, ...]
    releases: bool
    limit: int
    pages: int
    headers: Mapping[str, str] | None = field(repr=False)
    base_url: str

    def collect(self, fetcher: Fetcher, history: History, now: datetime) -> Collected:
        """Return counts and releases; a repository that fails is a finding, the rest go on.

        Raises: SourceError where every repository fails.
        """
        observations: list[Observation] = []
        entries: list[Entry] = []
        findings: list[Finding] = []
        errors: list[SourceError] = []
        for repository in self.repositories:
            try:
                part = self._collect_one(fetcher, repository, now)
            except SourceError as error:
                errors.append(error)
                message = f"nothing is known of {repository}: {error.message}"
                findings.append(self.warning("github-failed", message, hint=error.hint))
                continue
            observations += part.observations
            entries += part.entries
            findings += part.findings
        if len(errors) == len(self.repositories):
            raise errors[0]
        return Collected(tuple(observations), tuple(entries), tuple(findings))

    def _collect_one(self, fetcher: Fetcher, repository: str, now: datetime) -> Collected:
        url = f"{self.base_url.rstrip('/')}/repos/{repository}"
        observations: tuple[Observation, ...] = ()
        entries: tuple[Entry, ...] = ()
        findings: tuple[Finding, ...] = ()
        if any(measure in self.measures for measure in _COUNTS):
            observations = self._counts(fetcher, url, repository, now)
        if self.releases or _DOWNLOADS in self.measures:
            found, response, more = fetch_pages(
                self,
                fetcher,
                with_query(f"{url}/releases", [("per_page", "100")]),
                pages=self.pages,
                headers=self._request_headers(),
            )
            published = [release for release in found if release.get("draft") is not True]
            entries = self._entries(repository, published, response, now)
            if _DOWNLOADS in self.measures and more:
                findings = (self._more_releases(repository),)
            elif _DOWNLOADS in self.measures:
                total = sum(map(_asset_downloads, published))
                row = (_DOWNLOADS, total, "downloads")
                observations += (self._observation(repository, row, response, now),)
        return Collected(observations, entries, findings)

    def _request_headers(self) -> Mapping[str, str]:
        return {**_HEADERS, **(self.headers or {})}

    def _counts(
        self, fetcher: Fetcher, url: str, repository: str, now: datetime
    ) -> tuple[Observation, ...]:
        request = self.request(url, headers=self._request_headers(), conditional=False)
        response = fetcher.fetch(request)
        document = read_answer(self, response)
        if not isinstance(document, dict):
            raise self.error(f"the answer of {url} is not an object")
        rows = [
            (measure, whole(document, key), unit)
            for measure, (key, unit) in _COUNTS.items()
            if measure in self.measures
        ]
        return tuple(self._observation(repository, row, response, now) for row in rows)

    def _observation(
        self, repository: str, row: tuple[str, int, str], response: Response, now: datetime
    ) -> Observation:
        measure, value, unit = row
        return Observation(
            measure=measure,
            entity=repository,
            value=Decimal(value),
            unit=unit,
            observed_at=now,
            learned_at=now,
            source=self.name,
            url=f"https://github.com/{repository}",
            sample=response.recorded,
        )

    def _more_releases(self, repository: str) -> Finding:
        message = f"the release downloads of {repository} are left out: it has more releases"
        hint = f"raise 'pages' above {self.pages}"
        return self.warning("github-more-releases", message, hint=hint)

    def _entries(
        self,
        repository: str,
        releases: Sequence[Mapping[str, Any]],
        response: Response,
        now: datetime,
    ) -> tuple[Entry, ...]:
        if not self.releases:
            return ()
        channel = Channel(
            feed=self.name,
            title=f"Releases of {repository}",
            base=response.url,
            sample=response.recorded,
        )
        items = [_item(repository, release) for release in releases]
        return to_entries(items, channel, now=now, limit=self.limit)


def _asset_downloads(release: Mapping[str, Any]) -> int:
    assets = release.get("assets")
    if not isinstance(assets, list) or not all(isinstance(asset, dict) for asset in assets):
        raise SourceError(f"a release lacks its list of assets: {string(release, 'tag_name')!r}")
    return sum(whole(asset, "download_count") for asset in assets)


def _item(repository: str, release: Mapping[str, Any]) -> Item:
    tag = string(release, "tag_name")
    name = string(release, "name") or tag
    short = repository.partition("/")[2]
    titled = name if short.lower() in name.lower() else f"{short} {name}"
    author = release.get("author")
    return Item(
        id=f"{repository}@{tag}" if tag else string(release, "html_url"),
        link=string(release, "html_url"),
        title=from_text(titled, TITLE_CHARS),
        summary=from_html(string(release, "body"), SUMMARY_CHARS),
        published_at=_date(release),
        authors=(string(author, "login"),) if isinstance(author, dict) else (),
        tags=("prerelease",) if release.get("prerelease") is True else (),
    )


def _date(release: Mapping[str, Any]) -> datetime | None:
    try:
        return parse_instant(string(release, "published_at") or string(release, "created_at"))
    except ValueError:
        return None
