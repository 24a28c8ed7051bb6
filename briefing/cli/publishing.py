"""`briefing publish`: the archive as plain files, for any web host."""

from __future__ import annotations

import argparse
from pathlib import Path

from briefing.cli.options import DONE, Commands, add_command, say


def add_publish(commands: Commands) -> None:
    """Add `briefing publish`."""
    publish = add_command(
        commands, "publish", _publish, "write the archive of sent issues as plain web pages"
    )
    publish.add_argument("folder", type=Path, metavar="DIR", help="the folder to write")
    publish.add_argument("--topic", metavar="TOPIC", help="one topic alone (all)")


def _publish(options: argparse.Namespace) -> int:
    from briefing.reception import archive_pages
    from briefing.store import open_database
    from briefing.store.archive import SqlArchive
    from briefing.web.public.export import export
    from briefing.wiring import find_premises

    premises = find_premises(options.site, database=options.db)
    engine = open_database(premises.database_url)
    try:
        pages = archive_pages(premises, SqlArchive(engine))
        done = export(pages, options.folder, topic=options.topic)
    finally:
        engine.dispose()
    say(f"{options.folder}: {done.files} files for {premises.publication.url}")
    if done.removed:
        say(f"  removed {len(done.removed)} that the last export made")
    return DONE
