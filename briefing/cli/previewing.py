"""`briefing preview`: the page on which an editor works."""

from __future__ import annotations

import argparse
import os
import sys
from contextlib import suppress

from briefing.cli.options import DONE, Commands, add_command, add_replay_option, open_site, say

PORT = 8025


def add_preview(commands: Commands) -> None:
    """Add `briefing preview`."""
    preview = add_command(
        commands, "preview", _preview, "show every issue on a local page, anew at each save"
    )
    preview.add_argument(
        "topic", nargs="?", default="", metavar="TOPIC", help="the topic to begin with (the first)"
    )
    preview.add_argument(
        "--port", type=port, default=PORT, metavar="N", help=f"where it listens ({PORT}; 0: any)"
    )
    preview.add_argument(
        "--open",
        action=argparse.BooleanOptionalAction,
        help="open it in the browser (where there is a desktop)",
    )
    add_replay_option(preview)


def port(text: str) -> int:
    """Return the port that an argument names."""
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port; write a number up to 65535")
    return int(text)


def _preview(options: argparse.Namespace) -> int:
    from briefing.service.preview import serve

    if options.replay:
        # Samples are replayed into memory; the publication's own database stays as it is.
        options.db = "sqlite://"
    site = open_site(options)
    if options.topic:
        site.topics([options.topic])  # says so where there is none of that name
    opens = has_desktop() if options.open is None else options.open

    def ready(address: str) -> None:
        say(f"preview on {address} (Ctrl-C ends it)")
        sys.stdout.flush()
        if opens:
            _open(address)

    with suppress(KeyboardInterrupt):  # Ctrl-C is how it is meant to end
        serve(site, port=options.port, topic=options.topic, ready=ready)
    return DONE


def has_desktop() -> bool:
    """Return whether somebody sits at a terminal of a machine with a graphical browser."""
    if not sys.stdout.isatty() or "SSH_CONNECTION" in os.environ:
        return False
    return sys.platform in ("darwin", "win32") or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def _open(address: str) -> None:
    import threading
    import webbrowser

    # Some browsers keep their caller until they are closed.
    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
