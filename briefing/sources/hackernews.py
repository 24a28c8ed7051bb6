"""The `hackernews` kind: stories of Hacker News, through Algolia's search API."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar

from briefing.ports import Collected, Fetcher, History
from briefing.sources.api import read_answer, string
from briefing.sources.base import ConfiguredSource
from briefing.sources.items import Channel, Item, to_entries
from briefing.sources.links import web_link, with_query
from briefing.sources.options import OptionSpec, web_address
from briefing.sources.text import SUMMARY_CHARS, TITLE_CHARS, from_html, from_text

_ITEM = "https://news.ycombinator.com/item?id="
_KINDS = ("ask_hn", "show_hn")


@dataclass(frozen=True, kw_only=True)
class HackerNewsSource(ConfiguredSource):
    """Stories of Hacker News with their points and comments.

    A story without a link of its own (Ask HN) links to its discussion. The addresses asked for
    hold no date, so that recorded answers stay usable.
    """

    OPTIONS: ClassVar[tuple[OptionSpec, ...]] = (
        OptionSpec("query", "text", "words that a story must match; all stories if left out", ""),
        OptionSpec(
            "pick", "text", "newest stories, those on the front page now, or both", "newest",
            choices=("newest", "front-page", "both"),
        ),
        OptionSpec("min_points", "whole number", "points a story needs", 10, minimum=0),
        OptionSpec(
            "limit", "whole number", "how many stories to take", 50, minimum=1, maximum=1000
        ),
        OptionSpec(
            "base_url", "text", "the API", "https://hn.algolia.com/api/v1", check=web_address
        ),
    )  # fmt: skip

    query: str
    pick: str
    min_points: int
    limit: int
    base_url: str

    def collect(self, fetcher: Fetcher, history: History, now: datetime) -> Collected:
        """Return the stories as entries.

        Raises: SourceError where the API cannot be fetched or answers anything but hits.
        """
        items: list[Item] = []
        sample = False
        for url in self._urls():
            response = fetcher.fetch(self.request(url))
            if response.status == 304:
                continue
            sample = sample or response.recorded
            document = read_answer(self, response)
            hits = document.get("hits") if isinstance(document, dict) else None
            if not isinstance(hits, list):
                raise self.error(f"the answer of {url} has no list of 'hits'")
            items += _items(hits, self.min_points)
        channel = Channel(self.name, "Hacker News", base=_ITEM, lang="en", sample=sample)
        return Collected(entries=to_entries(items, channel, now=now, limit=self.limit))

    def _urls(self) -> Iterable[str]:
        base = self.base_url.rstrip("/")
        common = [("hitsPerPage", str(self.limit))]
        if self.query:
            common.insert(0, ("query", self.query))
        if self.pick != "newest":
            yield with_query(f"{base}/search", [("tags", "front_page"), *common])
        if self.pick != "front-page":
            points = [("numericFilters", f"points>={self.min_points}")]
            yield with_query(f"{base}/search_by_date", [("tags", "story"), *points, *common])


def _items(hits: Iterable[Any], min_points: int) -> Iterable[Item]:
    for hit in hits:
        # Points are checked again: the front page is asked for without a filter.
        if not isinstance(hit, dict) or not string(hit, "objectID"):
            continue
        if (_count(hit, "points") or 0) >= min_points:
            yield _item(hit)


def _item(hit: Mapping[str, Any]) -> Item:
    number = string(hit, "objectID")
    labels = hit.get("_tags")
    return Item(
        id=number,
        link=web_link(string(hit, "url")) or _ITEM + number,
        title=from_text(string(hit, "title"), TITLE_CHARS),
        summary=from_html(string(hit, "story_text"), SUMMARY_CHARS),
        published_at=_date(hit),
        authors=(string(hit, "author"),),
        tags=tuple(k for k in _KINDS if k in labels) if isinstance(labels, list) else (),
        score=_count(hit, "points"),
        comments=_count(hit, "num_comments"),
    )


def _count(hit: Mapping[str, Any], key: str) -> int | None:
    value = hit.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _date(hit: Mapping[str, Any]) -> datetime | None:
    seconds = _count(hit, "created_at_i")
    try:
        return datetime.fromtimestamp(seconds, UTC) if seconds is not None else None
    except (ValueError, OverflowError, OSError):
        return None
