"""All rules, in one place to see, and how they are run over a template or note."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from briefing.lint import calls, claims, diagrams, names, numbers, structure
from briefing.lint.allow import Allowance, allowances, complaints
from briefing.lint.fault import Fault
from briefing.lint.subject import Subject

Rule = Callable[[Subject], Iterator[Fault]]

RULES: tuple[Rule, ...] = (
    names.unknown_names,
    names.unknown_filters,
    names.unknown_attributes,
    names.unused,
    calls.arguments,
    calls.windows,
    calls.horizons,
    calls.series,
    calls.feeds,
    calls.templates,
    claims.constant_claims,
    numbers.numbers,
    diagrams.fences,
    diagrams.unclosed_fences,
    diagrams.captions,
    diagrams.fence_captions,
    structure.headline,
    structure.heading_order,
    structure.pictures,
)

MEANINGS = {
    "syntax": "a tag, bracket or quote that Jinja cannot read; an unknown tag; a claim without "
    "a condition",
    "unknown-name": "a name, call or attribute that nothing defines, or not yet",
    "unknown-filter": "a filter that does not exist",
    "unknown-test": "a test (after `is`) that does not exist",
    "unknown-series": "a series or an entity that no source of the topic yields",
    "unknown-source": "a source in `entries()` or `stories()` that the topic does not have",
    "unknown-template": "an included or imported template that does not exist",
    "arguments": "arguments that a call or filter does not take, or lacks",
    "window": "a window of days that cannot be read",
    "horizon": "a directive's horizon that cannot be read",
    "claim-condition": "a claim whose condition is the same whatever the data say",
    "unused": "a figure, set, macro or import that is never used",
    "numbers": "a number typed by hand in prose or in a chart, which should be a figure",
    "diagram": "a Mermaid fence that does not parse",
    "fence": "a fenced block that is never closed",
    "caption": "a diagram without a caption; words behind ```mermaid that cannot be read",
    "image-alt": "a picture or diagram without alternative text",
    "headline": "a template that does not begin with a headline",
    "heading-order": "a heading that skips a level",
    "heading-empty": "a heading without words",
    "note": "a note that cannot be read, or that is no day's",
    "note-section": "a note's section that replaces none of the template's",
    "topic": "a fault of the topic file or of one of its sources",
    "publication": "a fault of content/publication.toml or content/theme.toml",
    "test": "a fault of a template test's file",
    "schema": "a JSON Schema that another version of briefing has written",
    "allow": "an allowance that names no rule, or that nothing needs",
}
"""What each rule reports, by the name that findings and allowances use."""


def look_over(subject: Subject, rules: Sequence[Rule] = RULES) -> tuple[Fault, ...]:
    """Return what the rules find in a template or note, in the order of its lines.

    What a comment allows is left out; an allowance that nothing needs is a fault itself.
    """
    allowed = allowances(subject.template)
    needed: set[Allowance] = set()
    kept: list[Fault] = []
    for fault in (fault for rule in rules for fault in rule(subject)):
        covering = [one for one in allowed if one.covers(fault.finding)]
        needed.update(covering)
        if not covering:
            kept.append(fault)
    kept.extend(complaints(subject.template, allowed, needed, MEANINGS))
    return tuple(sorted(dict.fromkeys(kept), key=_place))


def _place(fault: Fault) -> tuple[int, int]:
    at = fault.finding.at
    return (at.line or 0, at.column or 0) if at else (0, 0)
