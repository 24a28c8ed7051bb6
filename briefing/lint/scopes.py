"""Which names a template uses, sets and never sets, by Jinja's own rules of scope."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from jinja2 import nodes

OURS = "briefing.compose.tags."
_GUARDS = ("defined", "undefined")


@dataclass(frozen=True, slots=True)
class Setting:
    """A name that is set: how ("figure", "set", "block", "macro", "import"), and from what."""

    name: str
    how: str
    line: int
    value: nodes.Node | None = None


@dataclass(slots=True)
class Names:
    """What a walk through a template found; `unknown` tells whether a name is set elsewhere."""

    used: set[str] = field(default_factory=set)
    settings: list[Setting] = field(default_factory=list)
    unknown: list[tuple[nodes.Name, bool]] = field(default_factory=list)
    exported: set[str] = field(default_factory=set)


def find_names(tree: nodes.Template, known: Iterable[str]) -> Names:
    """Return the names of a template in which `known` are there from the start."""
    walk = _Walk(set(known), _stored(tree), _guarded(tree))
    walk.statements(tree.body)
    walk.found.exported = walk.scopes[-1] - set(known)
    return walk.found


def extension_call(node: nodes.Node | None) -> tuple[str, str] | None:
    """Return the tag and the method of a call that one of our own tags was parsed into."""
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.ExtensionAttribute):
        return node.node.identifier.removeprefix(OURS), node.node.name
    return None


def figure_value(node: nodes.Assign) -> nodes.Node | None:
    """Return the expression behind `{% figure %}`, or None where it is another assignment."""
    if extension_call(node.node) == ("FigureTag", "_name") and isinstance(node.node, nodes.Call):
        return node.node.args[0]
    return None


def unique(found: Iterable[nodes.Node]) -> Iterator[nodes.Node]:
    """Yield each node once: a claim's condition holds some of them several times."""
    seen: set[int] = set()
    for node in found:
        if id(node) not in seen:
            seen.add(id(node))
            yield node


class _Walk:
    def __init__(self, known: set[str], stored: set[str], guarded: set[str]) -> None:
        self.scopes = [known]
        self.stored, self.guarded = stored, guarded
        self.found = Names()
        self.seen: set[int] = set()
        self.later = 0

    def statements(self, body: Iterable[nodes.Node]) -> None:
        for node in body:
            self.visit(node)

    def scope(self, body: Iterable[nodes.Node], names: Iterable[str] = ()) -> None:
        self.scopes.append(set(names))
        self.statements(body)
        self.scopes.pop()

    def visit(self, node: nodes.Node) -> None:
        match node:
            case nodes.Name():
                self._name(node)
            case nodes.NSRef():
                self.found.used.add(node.name)
            case nodes.Assign():
                self._assign(node)
            case nodes.AssignBlock():
                self.scope(node.body)
                if node.filter:
                    self.visit(node.filter)
                self._set(node.target, "block", node)
            case nodes.For():
                self._for(node)
            case nodes.Macro():
                self._set(nodes.Name(node.name, "store", lineno=node.lineno), "macro", node)
                self.statements(node.defaults)
                self._deferred(node.body, {a.name for a in node.args}, "varargs", "kwargs")
            case nodes.CallBlock():
                self.visit(node.call)
                self.statements(node.defaults)
                self.scope(node.body, {a.name for a in node.args})
            case nodes.With():
                self.statements(node.values)
                self.scope(node.body, {n for t in node.targets for n in _targets(t)})
            case nodes.FilterBlock():
                self.visit(node.filter)
                self.scope(node.body)
            case nodes.Block():
                self._deferred(node.body, set(), "self", "super")
            case nodes.Import() | nodes.FromImport():
                self._import(node)
            case _:
                self.statements(node.iter_child_nodes())

    def _name(self, node: nodes.Name) -> None:
        if node.ctx != "load":
            self.scopes[-1].add(node.name)
            return
        self.found.used.add(node.name)
        if any(node.name in scope for scope in self.scopes) or id(node) in self.seen:
            return
        if node.name in self.guarded or (self.later and node.name in self.stored):
            return
        self.seen.add(id(node))
        self.found.unknown.append((node, node.name in self.stored))

    def _assign(self, node: nodes.Assign) -> None:
        value = figure_value(node)
        self.visit(value or node.node)
        self._set(node.target, "figure" if value else "set", value or node.node)

    def _set(self, target: nodes.Node, how: str, value: nodes.Node) -> None:
        if isinstance(target, nodes.Name):
            self.found.settings.append(Setting(target.name, how, target.lineno or 1, value))
        for name in _targets(target):
            self.scopes[-1].add(name)
        if isinstance(target, nodes.NSRef):
            self.visit(target)

    def _for(self, node: nodes.For) -> None:
        self.visit(node.iter)
        names = {*_targets(node.target), "loop"}
        self.scope([*([node.test] if node.test else []), *node.body], names)
        self.scope(node.else_)

    def _deferred(self, body: Iterable[nodes.Node], names: set[str], *more: str) -> None:
        """Visit what runs later than it stands: names set further down are there by then."""
        self.later += 1
        self.scope(body, {*names, *more, "caller"})
        self.later -= 1

    def _import(self, node: nodes.Import | nodes.FromImport) -> None:
        self.visit(node.template)
        if isinstance(node, nodes.Import):
            names = [node.target]
        else:
            names = [n if isinstance(n, str) else n[1] for n in node.names]
        for name in names:
            self._set(nodes.Name(name, "store", lineno=node.lineno), "import", node)


def _targets(node: nodes.Node) -> set[str]:
    if isinstance(node, nodes.Name):
        return {node.name}
    return {name.name for name in node.find_all(nodes.Name) if name.ctx != "load"}


def _stored(tree: nodes.Template) -> set[str]:
    stored = {name.name for name in tree.find_all(nodes.Name) if name.ctx != "load"}
    return stored | {macro.name for macro in tree.find_all(nodes.Macro)}


def _guarded(tree: nodes.Template) -> set[str]:
    """Return the names that the template itself asks about, or gives a default."""
    tests = (t.node for t in tree.find_all(nodes.Test) if t.name in _GUARDS)
    defaults = (f.node for f in tree.find_all(nodes.Filter) if f.name in ("default", "d"))
    return {node.name for node in (*tests, *defaults) if isinstance(node, nodes.Name)}
