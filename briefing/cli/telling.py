"""How findings are told: to a person, to a program, or as annotations on GitHub."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefing.cli.options import say

if TYPE_CHECKING:
    from briefing.model.finding import Finding

FORMATS = ("text", "json", "github")


def add_format_option(parser: argparse.ArgumentParser) -> None:
    """Add `--format`."""
    parser.add_argument(
        "--format", choices=FORMATS, default="text", help="how to tell what is found (text)"
    )


def tell(findings: Sequence[Finding], form: str) -> None:
    """Print the findings."""
    if form == "json":
        say(json.dumps([record(f) for f in findings], ensure_ascii=False, indent=2))
        return
    for finding in findings:
        say(annotation(finding) if form == "github" else str(finding))


def record(finding: Finding) -> dict[str, object]:
    """Return a finding for programs, its column included."""
    return {**finding.record(), "column": finding.at.column if finding.at else None}


def annotation(finding: Finding) -> str:
    """Return a finding as a workflow command of GitHub Actions.

    https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    """
    where = {}
    if finding.at:
        where = {"file": finding.at.path, "line": finding.at.line, "col": finding.at.column}
    parts = {**where, "title": f"briefing: {finding.rule}"}
    told = ",".join(f"{key}={_property(str(value))}" for key, value in parts.items() if value)
    words = f"{finding.message}\n{finding.hint}" if finding.hint else finding.message
    return f"::{finding.severity} {told}::{_data(words)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
