"""`briefing lint`: templates, notes and settings looked over without building."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from briefing.cli.options import CHECK_FAILED, DONE, Commands, add_command, say
from briefing.cli.telling import add_format_option, tell

if TYPE_CHECKING:
    from briefing.editing.linting import Report

EPILOG = """errors are what a build would stop at, or get wrong; warnings ask you to look.
exit codes: 0 no errors (with --strict: nothing at all), 3 something found, 1 could not lint.
{# lint: allow RULE #} in a template allows what is meant; docs/lint.md lists the rules."""


def add_lint(commands: Commands) -> None:
    """Add `briefing lint`."""
    lint = add_command(
        commands, "lint", _lint, "look templates, notes and settings over, without building"
    )
    lint.epilog = EPILOG
    lint.formatter_class = argparse.RawDescriptionHelpFormatter
    lint.add_argument("topics", nargs="*", metavar="TOPIC", help="topics (all, if none is named)")
    add_format_option(lint)
    lint.add_argument("--fix", action="store_true", help="mend what is mechanical to mend")
    lint.add_argument("--strict", action="store_true", help="fail on warnings too")


def _lint(options: argparse.Namespace) -> int:
    from pathlib import Path

    from briefing.editing.linting import lint
    from briefing.wiring import find_site, utc_now

    root = find_site((options.site or Path.cwd()).resolve())
    report = lint(root, options.topics, today=utc_now().date(), fix=options.fix)
    tell(report.findings, options.format)
    if options.format == "text":
        say(_summary(report))
    serious = [f for f in report.findings if options.strict or f.severity == "error"]
    return CHECK_FAILED if serious else DONE


def _summary(report: Report) -> str:
    from briefing.output import verdict

    said = [f"mended: {report.mends}"] if report.mends else []
    said.append(verdict(report.findings))
    if report.fixable:
        said.append(f"{report.fixable} can be mended with --fix")
    return "; ".join(said)
