"""`briefing mailbox`: look at the mail that a laptop keeps to itself."""

from __future__ import annotations

import argparse
import tempfile
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.cli.options import DONE, Commands, say
from briefing.errors import DataError

if TYPE_CHECKING:
    from briefing.transports.reading import Kept


def add_mailbox(commands: Commands) -> None:
    """Add `briefing mailbox`."""
    summary = "list the mail in the local mailbox, show one or open it in the browser"
    parser = commands.add_parser("mailbox", help=summary, description=summary.capitalize())
    parser.add_argument("do", nargs="?", choices=("list", "show", "open"), default="list")
    parser.add_argument("number", nargs="?", type=int, default=1, help="1 is the newest (default)")
    parser.add_argument("--site", type=Path, metavar="DIR", help="the publication's folder")
    parser.set_defaults(run=_mailbox)


def _mailbox(options: argparse.Namespace) -> int:
    from briefing.transports.reading import kept_in
    from briefing.wiring import find_premises

    premises = find_premises(options.site)
    folder = premises.root / premises.settings.mail.maildir
    kept = kept_in(folder)
    if options.do == "list":
        for one in kept:
            said, at = one.message, one.message["Date"].datetime
            say(f"{one.number:4}  {at:%d %b %H:%M}  {said['To']}  {said['Subject']}")
        if not kept:
            say(f"no mail in {folder}")
        return DONE
    if not 1 <= options.number <= len(kept):
        raise DataError(
            f"no message {options.number} in {folder}",
            hint="`briefing mailbox` lists what is there; subscribe on the page of `briefing run`",
        )
    one = kept[options.number - 1]
    return _show(one) if options.do == "show" else _open(one)


def _show(one: Kept) -> int:
    for name in ("From", "To", "Date", "Subject"):
        say(f"{name}: {one.message[name]}")
    say(f"\n{one.text}")
    return DONE


def _open(one: Kept) -> int:
    """Open the HTML edition; where no browser can, the text is printed."""
    if not one.html:
        return _show(one)
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", suffix=".html", prefix="briefing-", delete=False
    ) as file:
        file.write(one.html)
    say(f"opened {file.name}")
    if not webbrowser.open(Path(file.name).as_uri()):
        return _show(one)
    return DONE
