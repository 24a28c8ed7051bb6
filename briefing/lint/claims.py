"""Rules about claims: each needs a condition that data can turn either way."""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import nodes

from briefing.lint.fault import Fault
from briefing.lint.names import place
from briefing.lint.scopes import extension_call, find_names
from briefing.lint.subject import Subject
from briefing.model.finding import Finding, Severity

_HINT = "compare a figure with a figure or a number, such as `{% claim lead > 2 %}`"


def constant_claims(subject: Subject) -> Iterator[Fault]:
    """Report claims whose condition comes out the same whatever the data say."""
    constants = _constants(subject)
    for block in subject.template.tree.find_all(nodes.CallBlock):
        if extension_call(block.call) != ("ClaimTag", "_claim"):
            continue
        condition = block.call.args[0]
        if problem := _problem(condition, constants):
            tag = next((t for t in subject.template.tags if _begins(t, block.lineno)), None)
            token = tag[2] if tag else None
            at = place(subject.template, token, block.lineno)
            yield Fault(Finding("claim-condition", Severity.ERROR, problem, _HINT, at))


def _begins(tag: tuple[object, ...], line: int) -> bool:
    first, name = tag[0], tag[1]
    return getattr(name, "text", "") == "claim" and getattr(first, "line", 0) == line


def _problem(condition: nodes.Node, constants: set[str]) -> str:
    names = {node.name for node in condition.find_all(nodes.Name)}
    if isinstance(condition, nodes.Name):
        names.add(condition.name)
    if not names - constants:
        return "the condition of this claim does not depend on data: it is always the same"
    compares = [*condition.find_all(nodes.Compare)]
    if isinstance(condition, nodes.Compare):
        compares.append(condition)
    if any(c.expr == c.ops[0].expr for c in compares if len(c.ops) == 1):
        return "the condition of this claim compares something with itself"
    if isinstance(condition, nodes.Name | nodes.Const):
        return "the condition of this claim compares nothing: any value that is not zero makes it"
    return ""


def _constants(subject: Subject) -> set[str]:
    """Return the names that are set once, to a value written down."""
    settings = find_names(subject.template.tree, ()).settings
    fixed = {s.name for s in settings if isinstance(s.value, nodes.Const)}
    return {name for name in fixed if sum(s.name == name for s in settings) == 1}
