"""Rules about names: unknown ones, and what is set and never used."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator

from jinja2 import nodes

from briefing.errors import Location, did_you_mean
from briefing.lint.fault import Fault, Mend
from briefing.lint.scopes import Setting, extension_call, find_names, unique
from briefing.lint.spelling import nearly
from briefing.lint.subject import FIGURE, Subject
from briefing.lint.template import Template, Token
from briefing.model.finding import Finding, Severity

_SET_HINT = "names are set with `{% figure %}` or `{% set %}`; docs/templates.md lists the others"
_EFFECTS = frozenset({"cite", "link", "story_list"})


def unknown_names(subject: Subject) -> Iterator[Fault]:
    """Report names that nothing defines."""
    template = subject.template
    names = find_names(template.tree, {*subject.words.names, *subject.inherited})
    known = {*subject.words.names, *subject.inherited, *names.exported}
    counts: Counter[tuple[str, int]] = Counter()
    for node, set_elsewhere in names.unknown:
        key = (node.name, node.lineno or 0)
        tokens = template.named(node.name, node.lineno)
        token = tokens[min(counts[key], len(tokens) - 1)] if tokens else None
        counts[key] += 1
        if set_elsewhere:
            yield Fault(_too_early(node, place(template, token, node.lineno)))
        else:
            yield misspelt(subject, f"no name {node.name!r}", token, node.lineno, known, _SET_HINT)


def _too_early(node: nodes.Name, at: Location) -> Finding:
    return Finding(
        "unknown-name",
        Severity.ERROR,
        f"{node.name!r} is not set yet here, or only inside another loop or tag",
        "set it above, at the template's top level; `{% set box = namespace(…) %}` carries a "
        "value out of a loop",
        at,
    )


def unknown_filters(subject: Subject) -> Iterator[Fault]:
    """Report filters and tests that do not exist."""
    template, words = subject.template, subject.words
    for node in unique(template.tree.find_all((nodes.Filter, nodes.Test))):
        assert isinstance(node, nodes.Filter | nodes.Test)
        is_filter = isinstance(node, nodes.Filter)
        known = words.filters if is_filter else words.tests
        if node.name in known:
            continue
        tokens = template.named(
            node.name, node.lineno, after=("|", "filter") if is_filter else ("is", "not")
        )
        kind = "filter" if is_filter else "test"
        token = tokens[0] if tokens else None
        hint = f"docs/templates.md lists the {kind}s"
        message = f"no {kind} {node.name!r}"
        yield misspelt(subject, message, token, node.lineno, known, hint, rule=f"unknown-{kind}")


def unknown_attributes(subject: Subject) -> Iterator[Fault]:
    """Report attributes that `topic`, `date`, `loop` or a figure do not have."""
    settings = find_names(subject.template.tree, ()).settings
    figures = {s.name for s in settings if s.how == "figure"}
    others = {s.name for s in settings} - figures
    for node in unique(subject.template.tree.find_all(nodes.Getattr)):
        assert isinstance(node, nodes.Getattr)
        if not isinstance(node.node, nodes.Name):
            continue
        name = FIGURE if node.node.name in figures else node.node.name
        fields = None if node.node.name in others else subject.words.fields.get(name)
        if fields is None or node.attr in fields:
            continue
        tokens = subject.template.named(node.attr, node.lineno, after=(".",))
        message = f"{node.node.name} has no {node.attr!r}"
        hint = f"it has {', '.join(sorted(fields))}"
        yield misspelt(
            subject, message, tokens[0] if tokens else None, node.lineno, fields, hint
        )  # fmt: skip


def unused(subject: Subject) -> Iterator[Fault]:
    """Report names that are set and never used, in this file or by the notes."""
    template = subject.template
    names = find_names(template.tree, subject.words.names)
    used = names.used | subject.used_elsewhere
    # A name that is misspelt where it is used is used.
    for node, set_elsewhere in names.unknown:
        if not set_elsewhere:
            used |= {s.name for s in names.settings if did_you_mean(node.name, [s.name])}
    for setting in names.settings:
        if setting.name in used or setting.name.startswith("_") or subject.kind == "part":
            continue
        yield _unused(subject, setting)


def _unused(subject: Subject, setting: Setting) -> Fault:
    template = subject.template
    tag = _tag_of(template, setting)
    token = next((t for t in tag if t.kind == "name" and t.text == setting.name), None)
    what = {"figure": "figure", "macro": "macro", "import": "import"}.get(setting.how, "name")
    finding = Finding(
        "unused",
        Severity.WARNING,
        f"the {what} {setting.name!r} is never used",
        "print it or remove it; a name that begins with _ may stand unused",
        place(template, token, setting.line),
    )
    removable = tag and setting.how in ("set", "figure") and not _has_effects(subject, setting)
    return Fault(finding, removal(template, tag[0].start, tag[-1].end) if removable else None)


def _tag_of(template: Template, setting: Setting) -> tuple[Token, ...]:
    for tag in template.tags:
        names = [token.text for token in tag if token.kind == "name"]
        if setting.name in names[1:] and tag[0].line <= setting.line <= tag[-1].line:
            return tag
    return ()


def _has_effects(subject: Subject, setting: Setting) -> bool:
    """Tell whether computing the value does anything beside giving it."""
    calls = list(setting.value.find_all(nodes.Call)) if setting.value else []
    if isinstance(setting.value, nodes.Call):
        calls.append(setting.value)
    harmless = {*subject.words.calls} - {*subject.words.diagrams} - _EFFECTS
    names = (c.node.name if isinstance(c.node, nodes.Name) else "" for c in calls)
    return any(name not in harmless for name in names) or any(map(extension_call, calls))


def removal(template: Template, start: int, end: int) -> Mend:
    """Return the mend that takes a tag away, with its line where it stands alone there."""
    text = template.text
    first, _ = template.line_of(start)
    _, after = template.line_of(max(end - 1, start))
    alone = not text[first:start].strip() and not text[end:after].strip()
    return Mend(first, after, "") if alone else Mend(start, _trimmed(text, end), "")


def _trimmed(text: str, end: int) -> int:
    # The tag's own end has taken the line's end with it.
    return end - 1 if text[end - 1 : end] == "\n" else end


def misspelt(
    subject: Subject,
    message: str,
    token: Token | None,
    line: int | None,
    known: Collection[str],
    hint: str,
    *,
    rule: str = "unknown-name",
    severity: Severity = Severity.ERROR,
) -> Fault:
    """Return the fault of a name that is not known, with its mend where it is near-certain."""
    written = token.text.strip("\"'") if token else ""
    guess = did_you_mean(written, known)
    finding = Finding(
        rule, severity, message, guess or hint, place(subject.template, token, line)
    )  # fmt: skip
    right = nearly(written, known)
    if not token or not right or re.search(r"[\\\"'\n]", right):
        return Fault(finding)
    quote = token.text[0] if token.kind == "string" else ""
    return Fault(finding, Mend(token.start, token.end, f"{quote}{right}{quote}"))


def place(template: Template, token: Token | None, line: int | None) -> Location:
    """Return the place of a token, or of the line where there is none to be found."""
    return template.at(token.start) if token else Location(template.path, line)
