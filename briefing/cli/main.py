"""Read the arguments, run the one command that they name, turn errors into exit codes."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack

from briefing import __version__
from briefing.cli import (
    administering,
    authoring,
    backup,
    bounces,
    building,
    collecting,
    dkim,
    doctor,
    domains,
    linting,
    mailbox,
    previewing,
    publishing,
    running,
    sending,
    subscribers,
    templates,
    testing,
    topics,
)
from briefing.cli.options import FAILED, Unread, say_all
from briefing.errors import BriefingError

COMMANDS = (
    authoring.add_init,
    authoring.add_new,
    building.add_build,
    building.add_check,
    previewing.add_preview,
    collecting.add_collect,
    linting.add_lint,
    testing.add_test,
    topics.add_topics,
    templates.add_templates,
    subscribers.add_subscribers,
    running.add_run,
    running.add_schedule,
    running.add_issues,
    sending.add_send,
    sending.add_deliveries,
    bounces.add_bounces,
    mailbox.add_mailbox,
    domains.add_domains,
    doctor.add_doctor,
    publishing.add_publish,
    administering.add_admin,
    dkim.add_dkim,
    backup.add_backup,
    backup.add_restore,
)
"""What adds each command to the parser, in the order of the help."""

EPILOG = """exit codes: 0 done · 1 could not be done · 2 wrong usage · 3 built, but a check failed

start here:
  briefing init my-briefing              make a publication of your own
  briefing build open-models --replay    build the flagship's issue from its sample data
  briefing preview                       see every issue in the browser, anew at each save
  briefing topics                        list the topics of this publication
  briefing collect                       fetch what the sources have now"""


UNREAD = 141
"""What a shell makes of a program that SIGPIPE ended."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code."""
    options = make_parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        with ExitStack() as options.closing:
            code = run(options)
        say_all()
        return code
    except Unread:
        # At its end Python flushes once more, and would complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNREAD
    except BriefingError as error:
        print(error, file=sys.stderr)  # noqa: T201  (this is what a command is for)
        return FAILED
    except KeyboardInterrupt:
        return 130


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="briefing",
        description="Turn content sources and computed metrics into a daily email briefing.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"briefing {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for add in COMMANDS:
        add(commands)
    return parser
