"""`briefing bounces`: read what comes back, and list what was reported."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from briefing.cli.options import (
    DONE,
    Commands,
    add_command,
    add_json_option,
    open_reception,
    say,
)
from briefing.errors import BriefingError

if TYPE_CHECKING:
    from briefing.model.bounce import BounceRecord

TRY_AGAIN = 75
"""EX_TEMPFAIL of sysexits.h: a mail server keeps the message, and hands it over later."""


def add_bounces(commands: Commands) -> None:
    """Add `briefing bounces`."""
    summary = "read bounces and complaints, and list them"
    parser = commands.add_parser("bounces", help=summary, description=summary.capitalize())
    deeds = parser.add_subparsers(title="what to do", metavar="DO", required=True)

    read = add_command(deeds, "read", _read, "read the mailbox of the settings now")
    read.add_argument(
        "--stdin",
        action="store_true",
        help=f"one message from standard input, as a mail server's alias pipes it ({TRY_AGAIN}: "
        "hand it over again)",
    )
    shown = add_command(deeds, "list", _list, "list the latest reports")
    shown.add_argument("--limit", type=int, default=50, metavar="N", help="how many (50)")
    add_json_option(shown)


def _read(options: argparse.Namespace) -> int:
    if not options.stdin:
        say(_taken(options))
        return DONE
    try:
        _taken(options)
    except BriefingError as error:
        print(error, file=sys.stderr)  # noqa: T201  (the mail server's log has it)
        return TRY_AGAIN
    return DONE  # in silence: what a pipe says, some mail servers send back


def _taken(options: argparse.Namespace) -> str:
    """Read, and return how many messages were what."""
    from briefing.flows.bounces import read_inbox
    from briefing.inbox import read_pipe

    with open_reception(options) as reception:
        arrived = read_pipe(sys.stdin.buffer) if options.stdin else reception.arrived()
        taken = read_inbox(arrived, reception.mailroom(), reception.now)
    counted = ", ".join(f"{many} {what}" for what, many in sorted(taken.items()))
    return counted or "nothing new"


def _list(options: argparse.Namespace) -> int:
    from briefing.store.bounces import SqlBounces

    with open_reception(options) as reception:
        records = SqlBounces(reception.people.engine).load_recent(options.limit)
    if options.json:
        say(json.dumps([_json(one) for one in records], ensure_ascii=False, indent=2))
        return DONE
    for one in records:
        say(_line(one))
    if not records:
        say("nothing came back")
    return DONE


def _line(one: BounceRecord) -> str:
    issue = f"{one.topic} {one.day}" if one.topic else "letter" if one.proven else "unproven"
    marks = ", suppressed" if one.suppressed else ""
    said = " ".join(filter(None, [one.status, one.diagnostic]))
    return f"{one.at:%Y-%m-%d %H:%M} UTC  {one.kind}{marks}  {issue}  {said}".rstrip()


def _json(one: BounceRecord) -> dict[str, object]:
    return {
        "at": one.at.isoformat(),
        "kind": str(one.kind),
        "topic": one.topic,
        "day": one.day.isoformat() if one.day else None,
        "status": one.status,
        "diagnostic": one.diagnostic,
        "proven": one.proven,
        "suppressed": one.suppressed,
    }
