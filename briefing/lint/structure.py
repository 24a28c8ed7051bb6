"""Rules about Markdown: headline, the order of headings, pictures without words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.lint.fault import Fault
from briefing.lint.subject import Subject
from briefing.lint.template import PRINTED, TAG
from briefing.model.finding import Finding, Severity

_HEADING = re.compile(rf"(?m)^{TAG}* {{0,3}}(#{{1,6}})(?:[ \t]+(.*?))?[ \t]*#*[ \t{TAG}]*$")
_IMAGE = re.compile(r"!\[([^\]\n]*)\]\(")
_BEFORE = re.compile(rf"[\s{TAG}]*")


def headline(subject: Subject) -> Iterator[Fault]:
    """Report a template that does not begin with a headline."""
    if subject.kind != "template":
        return
    prose = subject.template.prose
    headings = [match for match in _HEADING.finditer(prose) if len(match[1]) == 1]
    begins = _BEFORE.match(prose)
    start = begins.end() if begins else 0
    # What an expression prints, or an included template brings, may itself be the headline.
    if headings and prose[start : headings[0].start()].strip(f"{PRINTED}{TAG} \n") == "":
        return
    if not headings and (PRINTED in prose[: start + 1] or _includes(subject)):
        return
    at = subject.template.at(min(start, max(len(prose) - 1, 0)))
    yield Fault(
        Finding(
            "headline",
            Severity.ERROR,
            "the template does not begin with a headline",
            "begin with `# Headline`, then a paragraph that is the dek",
            at,
        )
    )


def _includes(subject: Subject) -> bool:
    return any(tag[1].text in ("include", "extends") for tag in subject.template.tags)


def heading_order(subject: Subject) -> Iterator[Fault]:
    """Report headings that skip a level, and empty ones."""
    template = subject.template
    level = 2 if subject.kind == "note" else 1
    for match in _HEADING.finditer(template.prose):
        depth, at = len(match[1]), template.at(match.start(1))
        if depth > level + 1:
            message = f"a heading of level {depth} follows one of level {level}"
            hint = "go down one level at a time: readers who cannot see the page move by headings"
            yield Fault(Finding("heading-order", Severity.WARNING, message, hint, at))
        written = match[0].strip(f"# \t{TAG}")
        if not written:
            hint = "give it words, or remove it"
            message = f"a heading of level {depth} is empty"
            yield Fault(Finding("heading-empty", Severity.WARNING, message, hint, at))
        level = depth


def pictures(subject: Subject) -> Iterator[Fault]:
    """Report pictures without alternative text."""
    for match in _IMAGE.finditer(subject.template.visible):
        if not match[1].strip():
            yield Fault(
                Finding(
                    "image-alt",
                    Severity.ERROR,
                    "this picture has no alternative text",
                    "say between the brackets what it shows: ![A map of the plants](https://…)",
                    subject.template.at(match.start()),
                )
            )
