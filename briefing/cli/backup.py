"""`briefing backup` and `briefing restore`: the whole database in one file, and back."""

from __future__ import annotations

import argparse
from pathlib import Path

from briefing.cli.options import DONE, Commands, add_command, say
from briefing.errors import StoreError


def add_backup(commands: Commands) -> None:
    """Add `briefing backup`."""
    backup = add_command(
        commands, "backup", _backup, "copy the database into one file, while it is in use"
    )
    backup.add_argument("file", type=Path, metavar="FILE", help="the file to write")


def add_restore(commands: Commands) -> None:
    """Add `briefing restore`."""
    restore = add_command(
        commands, "restore", _restore, "replace the database by what a backup holds"
    )
    restore.add_argument("file", type=Path, metavar="FILE", help="a file that a backup wrote")
    restore.add_argument("--yes", action="store_true", help="replace what is there")


def _backup(options: argparse.Namespace) -> int:
    from briefing.store import backup, open_database
    from briefing.wiring import find_premises

    site = find_premises(options.site, database=options.db)
    engine = open_database(site.database_url)
    try:
        size = backup(engine, options.file)
    finally:
        engine.dispose()
    say(f"{options.file}: {size / 1024**2:.1f} MB")
    say("keep the secrets too (var/secret or BRIEFING_SECRETS): links in mails need them")
    return DONE


def _restore(options: argparse.Namespace) -> int:
    from briefing.store import is_empty, open_database, restore
    from briefing.wiring import find_premises, utc_now

    site = find_premises(options.site, database=options.db)
    engine = open_database(site.database_url)
    try:
        new = is_empty(engine)
        if not options.yes and not new:
            raise StoreError(
                "the database is not empty, and a restore replaces all of it",
                hint="back it up first, then say --yes",
            )
        paused = restore(options.file, engine, utc_now())
    finally:
        engine.dispose()
    say(f"restored from {options.file}")
    if paused:
        say(f"paused: {', '.join(paused)}; `briefing issues resume TOPIC` goes on")
    if paused and new:
        say("  first: `briefing issues cancel TOPIC --date D` for what has left since the backup")
    return DONE
