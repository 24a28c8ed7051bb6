"""Run a publication's template tests, each against a store of its own, in memory."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from briefing.content.template_tests import load_template_tests
from briefing.flows.build import build
from briefing.flows.try_template import Outcome, try_template
from briefing.model.finding import Finding, Severity
from briefing.model.issue import Issue
from briefing.model.template_test import TemplateTest
from briefing.model.topic import Topic
from briefing.progress import Silent
from briefing.wiring import Site, open_site

MEMORY = "sqlite:///:memory:"
_DIFF_LINES = 60


@dataclass(frozen=True, slots=True)
class Result:
    """A test run: what failed, and which golden copies were written."""

    test: TemplateTest
    failures: tuple[Finding, ...]
    written: tuple[str, ...] = ()


def run_tests(root: Path, names: Sequence[str] = (), *, update: bool = False) -> Iterator[Result]:
    """Run the tests of the topics named, or of all; with `update`, write golden copies anew.

    Raises: BriefingError where a topic or a file of tests is faulty.
    """
    with closing(open_site(root, database=MEMORY)) as site:
        with_tests = [(topic, load_template_tests(root, topic)) for topic in site.topics(names)]
    for topic, tests in with_tests:
        for test in tests:
            yield _run(root, topic, test, update=update)


def _run(root: Path, topic: Topic, test: TemplateTest, *, update: bool) -> Result:
    with closing(open_site(root, database=MEMORY, replaying=test.given.sample)) as opened:
        site = replace(opened, progress=Silent())
        if test.given.sample:
            site.collect(topic, until=test.day)
        outcome = try_template(test, topic, site.store, lambda: _build(site, topic, test))
    failures = list(outcome.failures)
    written: list[str] = []
    for name, text in outcome.editions.items():
        path = golden_path(topic, test, name)
        if update:
            written += [str(path.relative_to(root))] if _write(path, text) else []
        else:
            failures.extend(_compared(path, text, outcome, name, root))
    return Result(test, tuple(failures), tuple(written))


def _build(site: Site, topic: Topic, test: TemplateTest) -> Issue:
    return build(
        topic,
        site.publication,
        test.day,
        store=site.store,
        engines=site.engines(),
        note=test.given.note,
        progress=site.progress,
        sample=test.given.sample,
    )


# --- golden copies ------------------------------------------------------------------------------


def golden_path(topic: Topic, test: TemplateTest, edition: str) -> Path:
    """Return where a test keeps the golden copy of an edition."""
    slug = re.sub(r"[^\w]+", "-", test.name.lower()).strip("-")
    return topic.path / "tests" / "golden" / Path(test.at.path).stem / slug / edition


def _write(path: Path, text: str) -> bool:
    """Write a golden copy; return whether it differs from the one before."""
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
    return True


def _compared(
    path: Path, text: str, outcome: Outcome, edition: str, root: Path
) -> Iterator[Finding]:
    asked = (e for e in outcome.test.expectations if (e.kind, e.value) == ("golden", edition))
    at = next(asked).at
    shown = path.relative_to(root)
    hint = "look at it, then run `briefing test --update`"
    if not path.is_file():
        message = f"there is no golden copy {shown} yet"
        yield Finding("test", Severity.ERROR, message, hint, at)
        return
    with path.open(encoding="utf-8", newline="") as file:
        golden = file.read()
    if golden != text:
        message = f"{edition} differs from its golden copy:\n{difference(golden, text, str(shown))}"
        yield Finding("test", Severity.ERROR, message, hint, at)


def difference(golden: str, text: str, name: str) -> str:
    """Return how two texts differ, line by line, with the lines around."""
    lines = list(
        difflib.unified_diff(
            golden.splitlines(), text.splitlines(), name, "as built now", lineterm="", n=2
        )
    )
    if not lines:
        return "  only in how its lines end"
    more = len(lines) - _DIFF_LINES
    cut = [f"… and {more} more lines"] if more > 0 else []
    return "\n".join(f"  {line}" for line in [*lines[:_DIFF_LINES], *cut])
