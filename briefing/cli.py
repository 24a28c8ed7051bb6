"""The `briefing` command: arguments to one wired call to an exit code."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from briefing import __version__
from briefing.errors import BriefingError

if TYPE_CHECKING:
    from briefing.model.finding import Finding
    from briefing.model.issue import Issue
    from briefing.model.topic import Topic
    from briefing.wiring import Site

BUILT, FAILED, USAGE, CHECKED_OUT = 0, 1, 2, 3

EPILOG = """exit codes: 0 built · 1 could not build · 2 wrong usage · 3 built, but a check failed

start here:
  briefing build open-models --replay    build the flagship's issue from its sample data
  briefing topics                        list the topics of this publication
  briefing collect                       fetch what the sources have now"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code."""
    options = make_parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except BriefingError as error:
        print(error, file=sys.stderr)  # noqa: T201  (this is what a command is for)
        return FAILED
    except KeyboardInterrupt:
        return 130


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="briefing",
        description="Turn content sources and computed metrics into a daily email briefing.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"briefing {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    build = _command(commands, "build", _build, "build issues into files: email, web page, data")
    build.add_argument(
        "--out", type=Path, default=Path("out"), metavar="DIR", help="where to write (out)"
    )
    build.add_argument("--json", action="store_true", help="report as JSON on standard output")
    check = _command(commands, "check", _check, "build in memory and report what checks find")
    check.add_argument("--json", action="store_true", help="report as JSON on standard output")
    collect = _command(commands, "collect", _collect, "fetch what the sources have now")
    collect.add_argument(
        "--record", action="store_true", help="also keep the answers as sample data in seeds/"
    )
    _command(commands, "topics", _topics, "list the topics, or what one topic has to offer")
    return parser


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Callable[[argparse.Namespace], int],
    summary: str,
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=summary, description=summary[:1].upper() + summary[1:])
    parser.add_argument("topics", nargs="*", metavar="TOPIC", help="topics (all, if none is named)")
    parser.add_argument(
        "--date", type=_day, metavar="D", help="the issue's day, YYYY-MM-DD (today)"
    )
    parser.add_argument("--site", type=Path, metavar="DIR", help="the publication's folder")
    parser.add_argument("--db", metavar="URL", help="database URL (sqlite:///var/briefing.db)")
    parser.add_argument(
        "--replay", action="store_true", help="take the sources' answers from seeds/, offline"
    )
    parser.set_defaults(run=run)
    return parser


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write YYYY-MM-DD") from None


def _open(options: argparse.Namespace) -> Site:
    from briefing.wiring import open_site  # imported late: `--help` answers at once

    return open_site(options.site, database=options.db, replaying=options.replay)


def _say(text: str) -> None:
    print(text)  # noqa: T201


# --- commands -----------------------------------------------------------------------------------


def _build(options: argparse.Namespace) -> int:
    from briefing.output import report, summary, write_issue

    site = _open(options)

    def done(topic: Topic, issue: Issue) -> None:
        folder = write_issue(issue, options.out)
        if options.json:
            reports.append(report(issue, folder))
        else:
            _say(summary(issue, folder))

    reports: list[dict[str, object]] = []
    code = _each(site, options, done)
    if options.json:
        _say(json.dumps(reports, ensure_ascii=False, indent=2))
    return code


def _check(options: argparse.Namespace) -> int:
    from briefing.output import report, verdict

    reports: list[dict[str, object]] = []

    def done(topic: Topic, issue: Issue) -> None:
        if options.json:
            reports.append(report(issue, None))
            return
        for finding in issue.findings:
            _say(str(finding))
        _say(f"{topic.name} {issue.article.date}: {verdict(issue.findings)}")

    code = _each(_open(options), options, done)
    if options.json:
        _say(json.dumps(reports, ensure_ascii=False, indent=2))
    return code


def _each(site: Site, options: argparse.Namespace, done: Callable[[Topic, Issue], None]) -> int:
    """Build each topic; one that cannot be built does not keep the others from it."""
    codes = [BUILT]
    for topic in site.topics(options.topics):
        try:
            day = options.date or site.today(topic)
            if options.replay:
                site.collect(topic, until=day)
            issue = site.build(topic, day)
        except BriefingError as error:
            print(error, file=sys.stderr)  # noqa: T201
            codes.append(FAILED)
            continue
        done(topic, issue)
        codes.append(CHECKED_OUT if _errors(issue.findings) else BUILT)
    return FAILED if FAILED in codes else max(codes)


def _errors(findings: Sequence[Finding]) -> bool:
    return any(finding.severity == "error" for finding in findings)


def _collect(options: argparse.Namespace) -> int:
    site = _open(options)
    code = BUILT
    for topic in site.topics(options.topics):
        report = site.collect(topic, until=options.date or site.today(topic), record=options.record)
        for collection in report.collections:
            what = collection.error or (
                f"{collection.observations} observations, {collection.entries} entries"
            )
            _say(f"{topic.name} / {collection.source}: {what}")
            for finding in collection.findings:
                _say(f"  {finding}")
        if report.collections and all(c.error for c in report.collections):
            code = FAILED
    return code


def _topics(options: argparse.Namespace) -> int:
    site = _open(options)
    for topic in site.topics(options.topics):
        _say(f"{topic.name}: {topic.title}")
        if topic.description:
            _say(f"  {topic.description}")
        for source in topic.sources:
            _say(f"  source {source.name} ({source.kind})")
        if options.topics:
            _measures(site, topic)
    return BUILT


def _measures(site: Site, topic: Topic) -> None:
    known = site.measures(topic)
    for measure, entities in known.items():
        shown = ", ".join(entities[:12]) + (" …" if len(entities) > 12 else "")
        _say(f"  series {measure!r}: {shown}")
    if not known:
        _say(f"  no series yet: run `briefing collect {topic.name}`")
