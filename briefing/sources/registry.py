"""Every kind of source there is, by the name that topic files use."""

from collections.abc import Mapping

from briefing.errors import ContentError, did_you_mean
from briefing.model.topic import SourceConfig, Topic
from briefing.ports import Source
from briefing.sources.arxiv import ArxivSource
from briefing.sources.csv_table import CsvSource
from briefing.sources.feed import FeedSource
from briefing.sources.github import GitHubSource
from briefing.sources.hackernews import HackerNewsSource
from briefing.sources.huggingface import HuggingFaceSource
from briefing.sources.json_table import JsonSource
from briefing.sources.options import read_options

Kind = (
    type[FeedSource]
    | type[HuggingFaceSource]
    | type[GitHubSource]
    | type[HackerNewsSource]
    | type[ArxivSource]
    | type[CsvSource]
    | type[JsonSource]
)

KINDS: Mapping[str, Kind] = {
    "feed": FeedSource,
    "huggingface": HuggingFaceSource,
    "github": GitHubSource,
    "hackernews": HackerNewsSource,
    "arxiv": ArxivSource,
    "csv": CsvSource,
    "json": JsonSource,
}


def build_source(config: SourceConfig, topic: Topic) -> Source:
    """Return the source that a topic file describes.

    Raises: ContentError at `config.at` for an unknown kind or a wrong option, or an ErrorList of
    them where there are several.
    """
    kind = KINDS.get(config.kind)
    if kind is None:
        raise ContentError(
            f"source {config.name!r} of topic {topic.name!r} has the unknown kind {config.kind!r}",
            hint=did_you_mean(config.kind, KINDS) or f"the kinds are {', '.join(KINDS)}",
            at=config.at,
        )
    options = read_options(config, kind.OPTIONS)
    return kind(name=config.name, at=config.at, allow_private=config.allow_private, **options)
