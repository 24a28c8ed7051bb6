"""`briefing collect`: fetch what the sources have."""

from __future__ import annotations

import argparse

from briefing.cli.options import (
    DONE,
    FAILED,
    Commands,
    add_command,
    add_topics_options,
    open_site,
    say,
)


def add_collect(commands: Commands) -> None:
    """Add `briefing collect`."""
    collect = add_command(commands, "collect", _collect, "fetch what the sources have now")
    add_topics_options(collect)
    collect.add_argument(
        "--record", action="store_true", help="also keep the answers as sample data in seeds/"
    )


def _collect(options: argparse.Namespace) -> int:
    site = open_site(options)
    code = DONE
    for topic in site.topics(options.topics):
        report = site.collect(topic, until=options.date or site.today(topic), record=options.record)
        for collection in report.collections:
            what = collection.error or (
                f"{collection.observations} observations, {collection.entries} entries"
            )
            say(f"{topic.name} / {collection.source}: {what}")
            for finding in collection.findings:
                say(f"  {finding}")
        if report.collections and all(c.error for c in report.collections):
            code = FAILED
    return code
