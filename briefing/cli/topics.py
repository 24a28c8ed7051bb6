"""`briefing topics`: what there is to write about."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from briefing.cli.options import DONE, Commands, add_command, add_topics_options, open_site, say

if TYPE_CHECKING:
    from briefing.model.topic import Topic
    from briefing.wiring import Site


def add_topics(commands: Commands) -> None:
    """Add `briefing topics`."""
    topics = add_command(
        commands, "topics", _topics, "list the topics, or what one topic has to offer"
    )
    add_topics_options(topics)


def _topics(options: argparse.Namespace) -> int:
    site = open_site(options)
    for topic in site.topics(options.topics):
        say(f"{topic.name}: {topic.title}")
        if topic.description:
            say(f"  {topic.description}")
        for source in topic.sources:
            say(f"  source {source.name} ({source.kind})")
        if options.topics:
            _measures(site, topic)
    return DONE


def _measures(site: Site, topic: Topic) -> None:
    known = site.measures(topic)
    for measure, entities in known.items():
        shown = ", ".join(entities[:12]) + (" …" if len(entities) > 12 else "")
        say(f"  series {measure!r}: {shown}")
    if not known:
        say(f"  no series yet: run `briefing collect {topic.name}`")
