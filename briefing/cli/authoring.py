"""`briefing init` and `briefing new`: publications and topics that build at once."""

from __future__ import annotations

import argparse
from pathlib import Path

from briefing.cli.options import DONE, Commands, say


def add_init(commands: Commands) -> None:
    """Add `briefing init`."""
    summary = "make a new publication: settings, theme, a topic, sample data"
    init = commands.add_parser("init", help=summary, description=summary[:1].upper() + summary[1:])
    init.add_argument("folder", type=Path, metavar="DIR", help="a folder that is new or empty")
    init.add_argument("--name", default="", help="the publication's name (from the folder's)")
    init.set_defaults(run=_init)


def _init(options: argparse.Namespace) -> int:
    from briefing.content.making import make_publication

    folder: Path = options.folder
    name = options.name or folder.resolve().name.replace("-", " ").replace("_", " ").title()
    files = make_publication(folder, name)
    say(f"{folder}: made {name!r} in {len(files)} files; README.md says what each is for")
    say("next:")
    go = "" if folder.resolve() == Path.cwd() else f"cd {folder} && "
    say(f"  {go}briefing build --replay      build its first issue from the sample data")
    say("  briefing new my-topic         make a topic of your own")
    return DONE
