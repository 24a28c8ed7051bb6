"""Rules about diagrams: fences that do not parse, calls without words to stand under them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2 import nodes

from briefing.compose.fence import fence_words
from briefing.diagrams.kinds import kind_hint
from briefing.errors import DiagramError, Location, TemplateError
from briefing.lint.fault import Fault
from briefing.lint.names import place
from briefing.lint.subject import Subject
from briefing.lint.template import TAG, Fence
from briefing.model.finding import Finding, Severity

_TITLED = re.compile(r"(?m)^\s*(title|accTitle)\b|\btitle\s+\S")
CHARTS = ("pie", "xychart", "sankey", "quadrant")


def fences(subject: Subject) -> Iterator[Fault]:
    """Report Mermaid fences that do not parse; those with tags in them are known at build only."""
    template = subject.template
    for fence in template.fences:
        if fence.language != "mermaid":
            continue
        script = template.text[fence.start : fence.end]
        if template.visible[fence.start : fence.end] != script:
            continue
        start = template.at(min(fence.start, len(template.text) - 1))
        try:
            subject.facts.parse_diagram(script, Location(template.path, start.line))
        except DiagramError as error:
            at, hint = error.at or start, _kind_hint(script) or error.hint
            yield Fault(Finding("diagram", Severity.ERROR, error.message, hint, at))


def _kind_hint(script: str) -> str:
    """Return which kind a misspelt one may be; a script begins with its kind."""
    words = [line.split()[0] for line in script.split("\n") if line.strip()]
    kind = words[0] if words and words[0].isidentifier() else ""
    return kind_hint(kind)


def unclosed_fences(subject: Subject) -> Iterator[Fault]:
    """Report a fence that never ends: it takes the rest of the issue with it."""
    for fence in subject.template.fences:
        if fence.end == len(subject.template.text) and not _closed(subject, fence):
            yield Fault(
                Finding(
                    "fence",
                    Severity.ERROR,
                    "this fenced block is never closed",
                    "close it with a line of ```",
                    subject.template.at(fence.opening),
                )
            )


def _closed(subject: Subject, fence: Fence) -> bool:
    return fence.end < len(subject.template.text)


def captions(subject: Subject) -> Iterator[Fault]:
    """Report diagram calls that lack a caption, or whose words are empty."""
    for node in subject.template.tree.find_all(nodes.Call):
        if not isinstance(node.node, nodes.Name) or node.node.name not in subject.words.diagrams:
            continue
        words = {k.key: k.value for k in node.kwargs if k.key in ("caption", "alt")}
        empty = [key for key, value in words.items() if _is_empty(value)]
        tokens = subject.template.named(node.node.name, node.lineno)
        at = place(subject.template, tokens[0] if tokens else None, node.lineno)
        if not node.dyn_kwargs and ("caption" not in words or "caption" in empty):
            message = f"this {node.node.name} has no caption"
            hint = "add caption='…': what the reader should see in it"
            yield Fault(Finding("caption", Severity.WARNING, message, hint, at))
        if "alt" in empty:
            message = f"this {node.node.name} has an empty alternative text"
            hint = "leave alt= out to have one written from the data, or write one"
            yield Fault(Finding("image-alt", Severity.WARNING, message, hint, at))


def fence_captions(subject: Subject) -> Iterator[Fault]:
    """Report fences whose words cannot be read, and diagrams that say nothing of themselves."""
    template = subject.template
    for fence in template.fences:
        if fence.language != "mermaid":
            continue
        info = template.visible[fence.opening : fence.start].strip(f" \n`~{TAG}")
        at = template.at(fence.opening)
        try:
            words = fence_words(info, at)
        except TemplateError as error:
            yield Fault(Finding("caption", Severity.ERROR, error.message, error.hint, at))
            continue
        if not words.get("caption", "").strip() and not _TITLED.search(
            template.text, fence.start, fence.end
        ):
            message = "this diagram has neither a caption nor a title"
            hint = 'write ```mermaid {caption="…"}: what the reader should see in it'
            yield Fault(Finding("caption", Severity.NOTICE, message, hint, at))
        if "alt" in words and not words["alt"].strip():
            message = "this diagram has an empty alternative text"
            hint = "leave alt out to have one written from the diagram, or write one"
            yield Fault(Finding("image-alt", Severity.WARNING, message, hint, at))


def _is_empty(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Const) and not str(node.value or "").strip()
