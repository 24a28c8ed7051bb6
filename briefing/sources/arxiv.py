"""The `arxiv` kind: the newest papers that match a query, through arXiv's Atom API."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from briefing.ports import Collected, Fetcher, History
from briefing.sources.base import ConfiguredSource
from briefing.sources.feed import DEADLINE, read_feed_of
from briefing.sources.items import Channel, Item, to_entries
from briefing.sources.links import with_query
from briefing.sources.options import OptionSpec, web_address

# Both forms of identifier, 2402.01234 and hep-th/9901001; see https://info.arxiv.org/help/arxiv_identifier.html
_PAPER = re.compile(r"arxiv\.org/abs/((?:[a-z.-]+/)?[0-9][0-9.]*[0-9])(?:v[0-9]+)?$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class ArxivSource(ConfiguredSource):
    """Papers on arXiv, the most recently submitted first; an entry's tags are its categories.

    The id of an entry is the paper's without its version, so that a revision is no new entry.
    """

    OPTIONS: ClassVar[tuple[OptionSpec, ...]] = (
        OptionSpec(
            "query",
            "text",
            'what to look for, in arXiv\'s own words, such as "cat:cs.CL AND all:agents"',
            required=True,
        ),
        OptionSpec("limit", "whole number", "how many papers to take", 50, minimum=1, maximum=1000),
        OptionSpec(
            "base_url", "text", "the API", "https://export.arxiv.org/api", check=web_address
        ),
        DEADLINE,
    )

    query: str
    limit: int
    base_url: str
    deadline_s: float

    def collect(self, fetcher: Fetcher, history: History, now: datetime) -> Collected:
        """Return the papers as entries.

        Raises: SourceError where arXiv cannot be asked, or answers that the query is wrong.
        """
        response = fetcher.fetch(self.request(self._url()))
        if response.status == 304:
            return Collected()
        feed = read_feed_of(self, response, self.deadline_s)
        for item in feed.items:
            if "/api/errors" in item.id:
                raise self.error(f"arXiv refuses the query {self.query!r}: {item.summary}")
        channel = Channel(
            self.name, "arXiv", base="https://arxiv.org/", lang="en", sample=response.recorded
        )
        items = [_paper(item) for item in feed.items]
        entries = to_entries(items, channel, now=now, limit=self.limit)
        none = self.notice("arxiv-no-papers", f"no paper matches {self.query!r}")
        return Collected(entries=entries, findings=() if entries else (none,))

    def _url(self) -> str:
        parameters = [
            ("search_query", self.query),
            ("start", "0"),
            ("max_results", str(self.limit)),
            ("sortBy", "submittedDate"),
            ("sortOrder", "descending"),
        ]
        return with_query(f"{self.base_url.rstrip('/')}/query", parameters)


def _paper(item: Item) -> Item:
    match = _PAPER.search(item.id)
    if not match:
        return item
    return replace(item, id=match[1], link=f"https://arxiv.org/abs/{match[1]}")
