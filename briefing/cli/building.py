"""`briefing build` and `briefing check`: issues into files, or only looked over."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.cli.options import (
    CHECK_FAILED,
    DONE,
    FAILED,
    Commands,
    add_command,
    add_json_option,
    add_topics_options,
    open_site,
    say,
)
from briefing.errors import BriefingError

if TYPE_CHECKING:
    from briefing.model.finding import Finding
    from briefing.model.issue import Issue
    from briefing.model.topic import Topic
    from briefing.wiring import Site


FRAMES = ("en", "ar", "ja")
"""The frame languages; the languages themselves are loaded where one is wanted."""


def add_build(commands: Commands) -> None:
    """Add `briefing build`."""
    build = add_command(commands, "build", _build, "build issues into files: email, web page, data")
    add_topics_options(build)
    build.add_argument(
        "--out", type=Path, default=Path("out"), metavar="DIR", help="where to write (out)"
    )
    build.add_argument(
        "--frame",
        action="append",
        default=[],
        choices=FRAMES,
        metavar="LANG",
        help=f"also make the mail framed in this language, one of {' '.join(FRAMES)}; repeatable",
    )
    add_json_option(build)


def add_check(commands: Commands) -> None:
    """Add `briefing check`."""
    check = add_command(commands, "check", _check, "build in memory and report what checks find")
    add_topics_options(check)
    add_json_option(check)


def _build(options: argparse.Namespace) -> int:
    from briefing.output import report, summary, write_issue

    site = open_site(options)

    def done(topic: Topic, issue: Issue) -> None:
        folder = write_issue(issue, options.out)
        if options.json:
            reports.append(report(issue, folder))
        else:
            say(summary(issue, folder))

    reports: list[dict[str, object]] = []
    code = _each(site, options, done)
    if options.json:
        say(json.dumps(reports, ensure_ascii=False, indent=2))
    return code


def _check(options: argparse.Namespace) -> int:
    from briefing.output import report, verdict

    reports: list[dict[str, object]] = []

    def done(topic: Topic, issue: Issue) -> None:
        if options.json:
            reports.append(report(issue, None))
            return
        for finding in issue.findings:
            say(str(finding))
        say(f"{topic.name} {issue.article.date}: {verdict(issue.findings)}")

    code = _each(open_site(options), options, done)
    if options.json:
        say(json.dumps(reports, ensure_ascii=False, indent=2))
    return code


def _each(site: Site, options: argparse.Namespace, done: Callable[[Topic, Issue], None]) -> int:
    """Build each topic; one that cannot be built does not keep the others from it."""
    codes = [DONE]
    for topic in site.topics(options.topics):
        try:
            day = options.date or site.today(topic)
            if options.replay:
                site.collect(topic, until=day)
            issue = site.build(topic, day, getattr(options, "frame", ()))
        except BriefingError as error:
            print(error, file=sys.stderr)  # noqa: T201
            codes.append(FAILED)
            continue
        done(topic, issue)
        codes.append(CHECK_FAILED if _errors(issue.findings) else DONE)
    return FAILED if FAILED in codes else max(codes)


def _errors(findings: Sequence[Finding]) -> bool:
    return any(finding.severity == "error" for finding in findings)
