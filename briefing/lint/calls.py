"""Rules about calls: arguments that do not fit, windows, horizons, series and feeds by name."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from inspect import Parameter, Signature

from jinja2 import nodes

from briefing.compose.horizon import due_date
from briefing.errors import DataError, did_you_mean
from briefing.figures.windows import parse_window
from briefing.lint.fault import Fault
from briefing.lint.names import misspelt, place
from briefing.lint.scopes import extension_call, unique
from briefing.lint.spelling import nearly
from briefing.lint.subject import Subject
from briefing.model.finding import Finding, Severity

_FREE = (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD)
_FEEDS = ("entries", "stories")
Including = nodes.Include | nodes.Import | nodes.FromImport | nodes.Extends


def arguments(subject: Subject) -> Iterator[Fault]:
    """Report calls and filters whose arguments do not fit what they call."""
    for node, name, signature, first in _known_calls(subject):
        yield from _unfit(subject, node, name, signature, first)


def windows(subject: Subject) -> Iterator[Fault]:
    """Report windows of days that nobody can read, such as "last mont"."""
    for node, _name, signature, first in _known_calls(subject):
        for parameter, value in _bound(node, signature, first):
            text = _text(value)
            if parameter == "window" and text is not None:
                try:
                    parse_window(text, subject.facts.day)
                except DataError as error:
                    yield _at_text(subject, "window", error, text, value)


def horizons(subject: Subject) -> Iterator[Fault]:
    """Report horizons of directives that are none."""
    for node in subject.template.tree.find_all(nodes.CallBlock):
        if extension_call(node.call) == ("DirectiveTag", "_directive"):
            horizon = node.call.args[0]
            text = _text(horizon)
            try:
                if text is not None:
                    due_date(text, subject.facts.day)
            except (DataError, OverflowError, ValueError) as error:
                raised = error if isinstance(error, DataError) else DataError(str(error))
                yield _at_text(subject, "horizon", raised, text or "", horizon)


def _at_text(
    subject: Subject, rule: str, error: DataError, text: str, node: nodes.Node
) -> Fault:  # fmt: skip
    tokens = subject.template.quoted(text, node.lineno)
    at = place(subject.template, tokens[0] if tokens else None, node.lineno)
    return Fault(Finding(rule, Severity.ERROR, error.message, error.hint, at))


# --- series and feeds ---------------------------------------------------------------------------


def series(subject: Subject) -> Iterator[Fault]:
    """Report series and entities that no source of the topic yields."""
    offers = subject.facts.offers
    groups: dict[str, str] = {}
    for node in unique(subject.template.tree.find_all(nodes.Call)):
        assert isinstance(node, nodes.Call)
        if not _calls(node, "series") or not node.args:
            continue
        measure = _text(node.args[0])
        if measure is None:
            continue
        if measure not in offers.measures:
            yield from _no_series(subject, measure, node)
            continue
        for entity in (e for argument in node.args[1:] for e in written(argument)):
            yield from _no_entity(subject, measure, *entity)
    for assign in subject.template.tree.find_all(nodes.Assign):
        call = assign.node
        if isinstance(call, nodes.Call) and _calls(call, "series") and len(call.args) == 1:
            name = assign.target.name if isinstance(assign.target, nodes.Name) else ""
            groups[name] = _text(call.args[0]) or ""
    for item in unique(subject.template.tree.find_all(nodes.Getitem)):
        assert isinstance(item, nodes.Getitem)
        group = groups.get(item.node.name, "") if isinstance(item.node, nodes.Name) else ""
        entity_name = _text(item.arg)
        if group and entity_name is not None:
            yield from _no_entity(subject, group, entity_name, item.arg)


def _no_series(subject: Subject, measure: str, node: nodes.Call) -> Iterator[Fault]:
    offers = subject.facts.offers
    certain = offers.complete or bool(nearly(measure, offers.measures))
    if not certain and not did_you_mean(measure, offers.measures):
        return
    tokens = subject.template.quoted(measure, node.args[0].lineno)
    known = ", ".join(repr(name) for name in sorted(offers.measures))
    yield misspelt(
        subject,
        f"no source of the topic yields a series {measure!r}",
        tokens[0] if tokens else None,
        node.lineno,
        offers.measures,
        f"its sources yield {known}" if known else "none of its sources yields any series",
        rule="unknown-series",
        severity=Severity.ERROR if certain else Severity.WARNING,
    )


def _no_entity(
    subject: Subject, measure: str, entity: str, node: nodes.Node
) -> Iterator[Fault]:  # fmt: skip
    entities = subject.facts.offers.measures.get(measure)
    if entities is None or entity in entities:
        return
    tokens = subject.template.quoted(entity, node.lineno)
    yield misspelt(
        subject,
        f"series {measure!r} has no entity {entity!r}",
        tokens[0] if tokens else None,
        node.lineno,
        entities,
        f"the topic file names {', '.join(sorted(entities))}",
        rule="unknown-series",
    )


def feeds(subject: Subject) -> Iterator[Fault]:
    """Report sources named in `entries` and `stories` that the topic does not have."""
    for node in unique(subject.template.tree.find_all(nodes.Call)):
        assert isinstance(node, nodes.Call)
        if not any(_calls(node, name) for name in _FEEDS):
            continue
        given = [*node.args[:1], *(k.value for k in keywords(node) if k.key == "feed")]
        for name, part in (pair for argument in given for pair in written(argument)):
            if name not in subject.facts.sources:
                tokens = subject.template.quoted(name, part.lineno)
                known = ", ".join(subject.facts.sources)
                yield misspelt(
                    subject,
                    f"the topic has no source {name!r}",
                    tokens[0] if tokens else None,
                    node.lineno,
                    subject.facts.sources,
                    f"it has {known}" if known else "it has none",
                    rule="unknown-source",
                )


def templates(subject: Subject) -> Iterator[Fault]:
    """Report templates that are included or imported and do not exist."""
    for node in including(subject.template.tree):
        if isinstance(node, nodes.Include) and node.ignore_missing:
            continue
        wanted = written(node.template)
        if wanted and not any(name in subject.facts.templates for name, _ in wanted):
            name = wanted[0][0]
            tokens = subject.template.quoted(name, node.lineno)
            yield misspelt(
                subject,
                f"no template {name!r}",
                tokens[0] if tokens else None,
                node.lineno,
                subject.facts.templates,
                "templates live in templates/",
                rule="unknown-template",
            )


def including(tree: nodes.Template) -> Iterator[Including]:
    """Yield what draws in another template."""
    yield from tree.find_all(nodes.Include)
    yield from tree.find_all(nodes.Import)
    yield from tree.find_all(nodes.FromImport)
    yield from tree.find_all(nodes.Extends)


def written(node: nodes.Node) -> list[tuple[str, nodes.Node]]:
    """Return the texts that an expression holds as they are: one, or those of a list."""
    parts = node.items if isinstance(node, nodes.List | nodes.Tuple) else [node]
    return [(text, part) for part in parts if (text := _text(part)) is not None]


def _calls(node: nodes.Call, name: str) -> bool:
    return isinstance(node.node, nodes.Name) and node.node.name == name


def _text(node: nodes.Node) -> str | None:
    is_text = isinstance(node, nodes.Const) and isinstance(node.value, str)
    return node.value if is_text and isinstance(node, nodes.Const) else None


# --- arguments ----------------------------------------------------------------------------------

Called = nodes.Call | nodes.Filter


def keywords(node: Called) -> list[nodes.Keyword]:
    """Return the keyword arguments of a call or filter."""
    return [keyword for keyword in node.kwargs if isinstance(keyword, nodes.Keyword)]


def _known_calls(subject: Subject) -> Iterator[tuple[Called, str, Signature, int]]:
    """Yield each call and filter whose signature is known, and how many arguments precede."""
    words = subject.words
    stored = {n.name for n in subject.template.tree.find_all(nodes.Name) if n.ctx != "load"}
    for node in unique(subject.template.tree.find_all((nodes.Call, nodes.Filter))):
        if isinstance(node, nodes.Filter) and node.name in words.forms:
            yield node, node.name, words.forms[node.name], 1
        elif isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name):
            name = node.node.name
            if name in words.calls and name not in stored:
                yield node, name, words.calls[name], 0


def _bound(
    node: Called, signature: Signature, first: int
) -> Iterator[tuple[str, nodes.Node]]:  # fmt: skip
    names = [p.name for p in signature.parameters.values() if p.kind not in _FREE][first:]
    yield from zip(names, node.args, strict=False)
    yield from ((str(keyword.key), keyword.value) for keyword in keywords(node))


def _unfit(
    subject: Subject, node: Called, name: str, signature: Signature, first: int
) -> Iterator[Fault]:
    parameters = list(signature.parameters.values())
    kinds = {parameter.kind for parameter in parameters}
    if Parameter.VAR_KEYWORD not in kinds:
        yield from _unknown_keywords(subject, node, name, [p.name for p in parameters[first:]])
    if node.dyn_args or node.dyn_kwargs:
        return
    positional = [p for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)][
        first:
    ]
    if Parameter.VAR_POSITIONAL not in kinds and len(node.args) > len(positional):
        takes = ", ".join(p.name for p in positional) or "none"
        many = "1 argument" if len(positional) == 1 else f"{len(positional)} arguments"
        message = f"{name} takes {many} by place, not {len(node.args)}"
        yield _of(subject, node, name, message, f"they are: {takes}")
    given = {p.name for p in positional[: len(node.args)]} | {k.key for k in keywords(node)}
    needed = [p.name for p in parameters[first:] if p.default is p.empty and p.kind not in _FREE]
    if lacking := [wanted for wanted in needed if wanted not in given]:
        message = f"{name} lacks {' and '.join(repr(one) for one in lacking)}"
        yield _of(subject, node, name, message, "docs/templates.md shows what it takes")


def _unknown_keywords(
    subject: Subject, node: Called, name: str, known: Collection[str]
) -> Iterator[Fault]:
    for keyword in keywords(node):
        if keyword.key in known:
            continue
        tokens = subject.template.keyword(keyword.key, node.lineno)
        yield misspelt(
            subject,
            f"{name} takes no {keyword.key!r}",
            tokens[0] if tokens else None,
            node.lineno,
            known,
            f"it takes {', '.join(known)}" if known else "it takes nothing",
            rule="arguments",
        )


def _of(subject: Subject, node: Called, name: str, message: str, hint: str) -> Fault:
    after = ("|", "filter") if isinstance(node, nodes.Filter) else ()
    tokens = subject.template.named(name, node.lineno, after=after)
    at = place(subject.template, tokens[0] if tokens else None, node.lineno)
    return Fault(Finding("arguments", Severity.ERROR, message, hint, at))
