"""The `briefing` command: arguments to one wired call to an exit code."""

from briefing.cli.main import main, make_parser

__all__ = ["main", "make_parser"]
