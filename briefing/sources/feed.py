"""The `feed` kind: entries of an RSS, Atom, RDF or JSON feed."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from urllib.parse import urljoin

from briefing.errors import SourceError
from briefing.ports import Collected, Fetcher, History, Response
from briefing.sources.base import ConfiguredSource
from briefing.sources.feed_format import Feed, read_feed
from briefing.sources.items import Channel, to_entries
from briefing.sources.options import OptionSpec, web_address_or_file

DEADLINE = OptionSpec(
    "deadline_s",
    "number",
    "seconds after which parsing is given up; hostile feeds can take minutes",
    default=10,
    minimum=0.1,
    maximum=300,
)


@dataclass(frozen=True, kw_only=True)
class FeedSource(ConfiguredSource):
    """Entries of a feed in RSS, Atom, RDF or JSON Feed."""

    OPTIONS: ClassVar[tuple[OptionSpec, ...]] = (
        OptionSpec(
            "url",
            "text",
            "the feed's address, or file:NAME for a file in the topic's folder",
            required=True,
            check=web_address_or_file,
        ),
        OptionSpec(
            "limit",
            "whole number",
            "how many of the newest entries to take",
            50,
            minimum=1,
            maximum=1000,
        ),
        OptionSpec("title", "text", "what to call the feed, instead of its own title", ""),
        DEADLINE,
    )

    url: str
    limit: int
    title: str
    deadline_s: float

    def collect(self, fetcher: Fetcher, history: History, now: datetime) -> Collected:
        """Return the feed's entries; nothing where it has not changed.

        Raises: SourceError where it cannot be fetched, or is no feed.
        """
        response = fetcher.fetch(self.request(self.url))
        if response.status == 304:
            return Collected()
        feed = read_feed_of(self, response, self.deadline_s)
        channel = Channel(
            feed=self.name,
            title=self.title or feed.title or self.name,
            base=urljoin(response.url, feed.link),
            lang=feed.lang,
            sample=response.recorded,
        )
        entries = to_entries(feed.items, channel, now=now, limit=self.limit)
        broken = self.warning("feed-broken", f"the feed is broken but readable: {feed.broken}")
        return Collected(entries=entries, findings=(broken,) if feed.broken else ())


def read_feed_of(source: ConfiguredSource, response: Response, deadline_s: float) -> Feed:
    """Return the feed in an answer; a SourceError names the source and its place."""
    try:
        return read_feed(response, deadline_s=deadline_s)
    except SourceError as error:
        raise source.error(error.message, hint=error.hint) from error
