"""`briefing test`: template tests, as an editor writes them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from briefing.cli.options import CHECK_FAILED, DONE, Commands, add_command, say
from briefing.cli.telling import add_format_option, tell

if TYPE_CHECKING:
    from briefing.editing.testing import Result

EPILOG = """tests are YAML files, content/<topic>/tests/*.yaml; docs/tests.md says how to write one.
exit codes: 0 all pass, 3 some fail, 1 a file of tests cannot be read."""


def add_test(commands: Commands) -> None:
    """Add `briefing test`."""
    test = add_command(commands, "test", _test, "try templates on the data of their tests")
    test.epilog = EPILOG
    test.formatter_class = argparse.RawDescriptionHelpFormatter
    test.add_argument("topics", nargs="*", metavar="TOPIC", help="topics (all, if none is named)")
    add_format_option(test)
    test.add_argument("--update", action="store_true", help="write golden copies anew")


def _test(options: argparse.Namespace) -> int:
    from pathlib import Path

    from briefing.editing.testing import run_tests
    from briefing.wiring import find_site

    root = find_site((options.site or Path.cwd()).resolve())
    results: list[Result] = []
    for result in run_tests(root, options.topics, update=options.update):
        results.append(result)
        if options.format == "text":
            _say(result)
    failures = [failure for result in results for failure in result.failures]
    if options.format == "text":
        say(_summary(results))
    else:
        tell(failures, options.format)
    return CHECK_FAILED if failures else DONE


def _say(result: Result) -> None:
    say(f"{'FAIL' if result.failures else 'pass'}  {result.test.topic}: {result.test.name}")
    for failure in result.failures:
        hint = f"\n  hint: {failure.hint}" if failure.hint else ""
        words = f"{failure.at}: {failure.message}{hint}"
        say("\n".join(f"      {line}" for line in words.split("\n")))
    for path in result.written:
        say(f"      wrote {path}")


def _summary(results: list[Result]) -> str:
    if not results:
        return "no tests yet: write some in content/<topic>/tests/*.yaml (docs/tests.md says how)"
    failed = sum(bool(result.failures) for result in results)
    tests = "1 test" if len(results) == 1 else f"{len(results)} tests"
    return f"{tests}: {len(results) - failed} pass, {failed} fail" if failed else f"{tests} pass"
