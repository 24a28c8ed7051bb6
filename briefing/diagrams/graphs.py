"""Scripts of what hangs together: flowchart, state, sequence, entities, mindmap."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from briefing.diagrams.values import items, one_of, rows
from briefing.diagrams.words import (
    bare,
    bare_markdown,
    is_blank,
    plain,
    quoted,
    quoted_markdown,
    titled,
)
from briefing.errors import DataError, did_you_mean

DIRECTIONS = ("LR", "RL", "TB", "TD", "BT")
CARDINALITIES = ("zero-or-one", "exactly-one", "zero-or-more", "one-or-more")
ARROWS = {
    "solid": "Solid-arrow",
    "dotted": "Dotted-arrow",
    "async": "Solid-async",
    "lost": "Solid-cross",
}
_STYLE = re.compile(
    r"(fill|stroke|color|stroke-width|stroke-dasharray|font-weight|font-style|opacity)"
    r":\s*[\w#.% -]{1,40}"
)
_ATTRIBUTE = re.compile(r"(?!(PK|FK|UK)$)[A-Za-z][A-Za-z0-9_]{0,40}")
DEEPEST = 12
MAX_IDENTIFIER = 30


def flowchart(
    title: str,
    nodes: Sequence[tuple[str, str]],
    edges: Sequence[Sequence[str]] = (),
    *,
    direction: str = "LR",
    styles: Mapping[str, str] | None = None,
) -> str:
    """Draw what leads to what: nodes [(id, label)], edges [(from, to)] or [(from, to, label)].

    `styles` is {id: "fill:#111827,color:#ffffff"}; the direction is LR, RL, TB or BT.

    Raises: DataError for an edge to a node that there is not.
    """
    from briefing.diagrams.library import Edge, FlowChart, Node

    one_of(direction, DIRECTIONS, of="the direction of a flowchart")
    known = _nodes(nodes, of="flowchart")
    # Our own ids: mermaid-py maps every non-ASCII id to the same one, and `end` is a keyword.
    made = {key: Node(f"n{n}", quoted(text)[1:-1]) for n, (key, text) in enumerate(known.items())}
    links = [
        Edge(made[start], made[end], message=_label(quoted, label))
        for start, end, label in _edges(edges, known, of="flowchart")
    ]
    # Written here since mermaid-py keeps styles in a set, in another order on every run.
    colours = [
        f"\tstyle {made[_known(key, known, of='flowchart')].id_} {_style(key, css)}\n"
        for key, css in (styles or {}).items()
    ]

    def script(name: str) -> str:
        chart = FlowChart(name, list(made.values()), links, orientation=direction)
        return str(chart.script) + "".join(colours)

    return titled(title, script)


def state(
    title: str,
    transitions: Sequence[Sequence[str]],
    *,
    states: Mapping[str, str] | None = None,
    direction: str = "LR",
) -> str:
    """Draw how states follow each other: [(from, to)] or [(from, to, label)].

    "[*]" is the start, and the end. `states` is {state: label}, where they differ.
    """
    from briefing.diagrams.library import State, StateDiagram, Transition

    one_of(direction, DIRECTIONS, of="the direction of a state diagram")
    found = rows(transitions, of="state", sizes=(2, 3), shape="(from, to, label)")
    labels = dict(states or {})
    keys = [key for row in found for key in (str(row[0]), str(row[1])) if key != "[*]"]
    made = {
        key: State(f"s{n}", bare_markdown(labels.get(key, key)))
        for n, key in enumerate(dict.fromkeys([*labels, *keys]))
    }
    arrows = [
        Transition(
            made.get(str(start)),
            made.get(str(end)),
            label=_label(bare_markdown, *label),
        )
        for start, end, *label in found
    ]
    return titled(
        title,
        lambda name: StateDiagram(name, list(made.values()), arrows, direction=direction).script,
    )


def sequence(
    title: str, messages: Sequence[Sequence[str]], *, participants: Sequence[str] = ()
) -> str:
    """Draw who says what to whom: [(from, to, text)] or [(from, to, text, kind)].

    The kind of a message is solid, dotted, async or lost; `participants` sets their order.
    """
    from briefing.diagrams.library import Message, Participant, SequenceDiagram

    found = rows(messages, of="sequence", sizes=(3, 4), shape="(from, to, text)")
    names = [*map(str, participants), *(str(name) for row in found for name in row[:2])]
    made = {}
    for n, name in enumerate(dict.fromkeys(names)):
        made[name] = Participant(f"p{n}")
        made[name].name = bare(name)
    arrows = []
    for start, end, text, *kind in found:
        arrow = one_of(kind[0] if kind else "solid", tuple(ARROWS), of="the kind of a message")
        arrows.append(Message(made[str(start)], made[str(end)], ARROWS[arrow], bare(text)))
    return titled(title, lambda name: SequenceDiagram(name, [*made.values(), *arrows]).script)


def er(
    title: str,
    entities: Mapping[str, Mapping[str, str]],
    links: Sequence[Sequence[str]] = (),
) -> str:
    """Draw entities and how they relate: {entity: {attribute: type}}.

    A link is (entity, how many, entity, how many, label); how many is zero-or-one, exactly-one,
    zero-or-more or one-or-more.
    """
    from briefing.diagrams.library import Entity, ERDiagram, Relation

    found = dict(items(entities, of="er", shape="(entity, attributes)"))
    keys = {name: f"e{n}" for n, name in enumerate(found)}
    boxes = [
        Entity(f"{keys[name]}[{quoted_markdown(name)}]", _attributes(attributes))
        for name, attributes in found.items()
    ]
    relations = []
    for one, least, other, most, *label in _links(links):
        ends = [Entity(keys[_known(str(end), found, of="er")]) for end in (one, other)]
        numbers = [one_of(many, CARDINALITIES, of="how many") for many in (least, most)]
        relations.append(Relation(*ends, *numbers, _label(quoted_markdown, *label)))
    return titled(title, lambda name: ERDiagram(name, boxes, relations).script)


def mindmap(title: str, branches: Mapping[str, object] | Sequence[object]) -> str:
    """Draw what belongs to what: {branch: {twig: [leaf, leaf]}}; the title is the root.

    Raises: DataError where there is no branch, and where they nest too deep.
    """
    from briefing.diagrams.library import LevelShape, Mindmap

    levels = _levels(branches, 1)
    if not levels:
        raise DataError("mindmap: there is nothing to draw", hint="give {branch: [leaf, leaf]}")
    root = quoted_markdown(title)
    # The title is the root of the map: a heading would say it twice.
    script = Mindmap(root, levels, shape=LevelShape.ROUNDED_SQUARE).script
    return str(script).partition("\n---\n")[2]


def _nodes(nodes: object, *, of: str) -> dict[str, str]:
    pairs = items(nodes, of=of, shape="(id, label)")
    found = {key: str(label) for key, label in pairs}
    if len(found) < len(pairs):
        twice = next(key for key, _ in pairs if [k for k, _ in pairs].count(key) > 1)
        raise DataError(f"{of}: node {twice!r} stands there twice", hint="give each its own id")
    return found


def _edges(edges: object, known: Mapping[str, object], *, of: str) -> list[tuple[str, str, str]]:
    found = rows(edges, of=of, sizes=(2, 3), shape="(from, to, label)") if edges else []
    return [
        (
            _known(str(start), known, of=of),
            _known(str(end), known, of=of),
            str(label[0]) if label else "",
        )
        for start, end, *label in found
    ]


def _label(write: Callable[[object], str], label: object = "") -> str:
    return "" if is_blank(label) else write(label).strip('"')


def _known(key: str, known: Mapping[str, object], *, of: str) -> str:
    if key not in known:
        names = ", ".join(repr(name) for name in known)
        raise DataError(f"{of}: no {key!r}", hint=did_you_mean(key, known) or f"there is {names}")
    return key


def _style(key: str, css: object) -> str:
    parts = [part.strip() for part in re.split(r"[,;]", str(css)) if part.strip()]
    for part in parts:
        if not _STYLE.fullmatch(part):
            raise DataError(
                f"flowchart: the style of {key!r} cannot be drawn: {part!r}",
                hint="write it as fill:#111827,stroke:#3b82f6,color:#ffffff",
            )
    return ",".join(re.sub(r":\s*", ":", part) for part in parts) or "opacity:1"


def _attributes(attributes: object) -> dict[str, list[str]]:
    found = items(attributes, of="er", shape="(attribute, type)") if attributes else []
    columns = {}
    for n, (name, kind) in enumerate(found):
        key = name if _ATTRIBUTE.fullmatch(name) else f"a{n}"
        while key in columns:
            key += "_"
        # Mermaid-py takes a comment such as "PK" for a key, unless a key stands before it.
        comment = [] if key == name else ["", quoted_markdown(name)[1:-1]]
        columns[key] = [_identifier(kind) or "text", *comment]
    return columns


def _identifier(text: object) -> str:
    """Return the text as a type's name: Mermaid knows letters, digits and underscores there."""
    word = re.sub(r"[^A-Za-z0-9]+", "_", plain(text)).strip("_0123456789")[:MAX_IDENTIFIER]
    return word if _ATTRIBUTE.fullmatch(word) else word.lower()


def _links(links: object) -> list[Sequence[object]]:
    shape = "(entity, how many, entity, how many, label)"
    return rows(links, of="er", sizes=(4, 5), shape=shape) if links else []


def _levels(branches: object, depth: int) -> list[object]:
    from briefing.diagrams.library import Level, LevelShape

    if depth > DEEPEST:
        raise DataError("mindmap: the branches nest too deep", hint=f"at most {DEEPEST} levels")
    if isinstance(branches, Mapping):
        found = list(branches.items())
    else:
        inner = branches if isinstance(branches, list | tuple) else [branches]
        found = [
            pair
            for part in inner
            for pair in (part.items() if isinstance(part, Mapping) else [(part, ())])
        ]
    return [
        Level(quoted_markdown(name), _levels(below, depth + 1), shape=LevelShape.SQUARE)
        for name, below in found
    ]
