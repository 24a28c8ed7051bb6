"""What the commands share: their options, how they open a publication, how they speak."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from briefing.model.delivery import IssueKind
    from briefing.reception import Reception
    from briefing.wiring import Site

DONE, FAILED, USAGE, CHECK_FAILED = 0, 1, 2, 3
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add_command(
    commands: Commands,
    name: str,
    run: Callable[[argparse.Namespace], int],
    summary: str,
) -> argparse.ArgumentParser:
    """Add a command of the publication in hand: every one takes `--site` and `--db`."""
    parser = commands.add_parser(name, help=summary, description=summary[:1].upper() + summary[1:])
    parser.add_argument("--site", type=Path, metavar="DIR", help="the publication's folder")
    parser.add_argument("--db", metavar="URL", help="database URL (sqlite:///var/briefing.db)")
    parser.set_defaults(run=run, replay=False)
    return parser


def add_topics_options(parser: argparse.ArgumentParser) -> None:
    """Add the choice of topics and day, and of sample data instead of live sources."""
    parser.add_argument("topics", nargs="*", metavar="TOPIC", help="topics (all, if none is named)")
    parser.add_argument("--date", type=day, metavar="D", help="the issue's day, YYYY-MM-DD (today)")
    add_replay_option(parser)


def add_replay_option(parser: argparse.ArgumentParser) -> None:
    """Add `--replay`."""
    parser.add_argument(
        "--replay", action="store_true", help="take the sources' answers from seeds/, offline"
    )


def add_json_option(parser: argparse.ArgumentParser) -> None:
    """Add `--json`."""
    parser.add_argument("--json", action="store_true", help="report as JSON on standard output")


YEARS = range(1900, 2200)
"""Days of which an issue can be made, with room for their history before them."""


def day(text: str) -> date:
    """Return the day that an argument names."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write YYYY-MM-DD") from None
    if found.year not in YEARS:
        message = f"{text} lies outside the years {YEARS[0]} to {YEARS[-1]}"
        raise argparse.ArgumentTypeError(message)
    return found


def add_weekly_option(parser: argparse.ArgumentParser) -> None:
    """Add the option that means a week's digest instead of the day's issue."""
    parser.add_argument(
        "--weekly", action="store_true", help="the digest of the week, not the day's issue"
    )


def kind_of(options: argparse.Namespace) -> IssueKind:
    """Return which of a day's issues the arguments mean."""
    from briefing.model.delivery import IssueKind

    return IssueKind.WEEKLY if options.weekly else IssueKind.DAILY


def open_site(options: argparse.Namespace) -> Site:
    """Open the publication that the arguments name, until the command ends."""
    from briefing.wiring import open_site as open_it  # imported late: `--help` answers at once

    site = open_it(options.site, database=options.db, replaying=options.replay)
    closing: ExitStack = options.closing
    closing.callback(site.close)
    return site


def open_reception(options: argparse.Namespace) -> Reception:
    """Open the subscribers of the publication that the arguments name."""
    from briefing.reception import open_reception as open_it

    return open_it(options.site, database=options.db)


class Unread(Exception):  # noqa: N818  (no error: `| head` has seen enough)
    """Nobody reads the command's answer any more."""


def say(text: str) -> None:
    """Print a line of the command's answer; raise Unread where nobody reads it."""
    try:
        print(text)  # noqa: T201
    except BrokenPipeError:
        raise Unread from None


def say_all() -> None:
    """Print what is still kept back; raise Unread where nobody reads it."""
    try:
        if sys.stdout:  # nothing is there where it was closed before the command began
            sys.stdout.flush()
    except BrokenPipeError:
        raise Unread from None
