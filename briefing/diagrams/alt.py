"""Say in words what a diagram shows, for readers who do not see it.

The parsed diagram is merman's JSON (the fields of Mermaid's own databases); what is missing from
it is left out, so that a kind without a description here still gets its words listed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from html import unescape
from typing import Any

from babel.numbers import format_decimal

from briefing.model.diagram_words import DiagramWords

Parsed = Mapping[str, Any]
MAX_ALT = 600
"""Screen readers read alternative text in one go; beyond this a reader wants the article."""

KINDS: Mapping[str, str] = {
    "pie": "pie",
    "flowchart-v2": "flowchart",
    "flowchart": "flowchart",
    "graph": "flowchart",
    "timeline": "timeline",
    "xychart": "xychart",
    "sequence": "sequence",
    "classDiagram": "class",
    "class": "class",
    "stateDiagram": "state",
    "er": "er",
    "gantt": "gantt",
    "journey": "journey",
    "mindmap": "mindmap",
    "quadrantChart": "quadrant",
    "sankey": "sankey",
    "kanban": "kanban",
    "requirement": "requirement",
    "gitGraph": "gitgraph",
    "radar": "radar",
    "treemap": "treemap",
    "block": "block",
    "packet": "packet",
    "architecture": "architecture",
    "c4": "c4",
}
"""Mermaid's words for a kind, and the one by which we know it."""


def kind_of(parsed: Parsed) -> str:
    """Return Mermaid's own word for the kind of a parsed diagram."""
    word = re.sub(r"-(beta|elk|v\d)$", "", str(parsed.get("type", "")))
    plain = re.sub(r"(Diagram|Chart)$", "", word)
    return KINDS.get(word, plain or "diagram")


def describe(parsed: Parsed, say: DiagramWords) -> str:
    """Return the alternative text: the author's own (accDescr) where there is one, or ours."""
    if own := words(parsed.get("accDescr")):
        return own
    kind = kind_of(parsed)
    opening = say.kinds.get(kind, say.diagram)
    if title := words(parsed.get("accTitle")) or words(parsed.get("title")):
        opening = say.titled.format(kind=opening, title=title)
    told = say.semicolon.join(text for text in SAY.get(kind, _labels)(parsed, say) if text)
    return _cut(
        say.said.format(opening=opening, told=told) if told else say.bare.format(opening=opening)
    )


def words(value: object) -> str:
    """Return the plain words of a label, its entities and line breaks resolved."""
    # Mermaid keeps "#44;" as "ﬂ°°44¶ß" and "#amp;" as "ﬂ°amp¶ß" until it draws.
    text = str(value or "").replace("ﬂ°°", "#").replace("ﬂ°", "#").replace("¶ß", ";")
    text = re.sub(r"<[^<>]*>", " ", text)
    text = re.sub(r"#(\d+);", lambda code: _character(int(code[1])), text)
    text = re.sub(r"#(\w+);", r"&\1;", text)
    return " ".join(unescape(text).split())


def _character(code: int) -> str:
    return chr(code) if 31 < code < 0x110000 else ""


def number(value: float | str, say: DiagramWords) -> str:
    """Return a number as the language writes it, without needless zeros."""
    return str(format_decimal(Decimal(str(value)), "#,##0.###############", locale=say.tag))


def _cut(text: str) -> str:
    if len(text) <= MAX_ALT:
        return text
    kept = text[:MAX_ALT]
    # A script without spaces is cut where it is.
    whole = kept.rsplit(" ", 1)[0] if " " in kept[MAX_ALT // 2 :] else kept
    return whole.rstrip(",;:、。،؛：") + " …"


def _pie(parsed: Parsed, say: DiagramWords) -> Iterable[str]:
    sections = parsed.get("sections", [])
    total = sum(section["value"] for section in sections) or 1
    for section in sections:
        share = number(round(100 * section["value"] / total), say)
        told = say.share.format(label=words(section["label"]), share=share)
        yield _with(told, number(section["value"], say) if parsed.get("showData") else "", say)


def _with(told: str, aside: str, say: DiagramWords) -> str:
    return say.aside.format(told=told, aside=aside) if aside else told


def _entry(name: str, told: str, say: DiagramWords) -> str:
    return say.entry.format(name=name, told=told) if name and told else name or told


def _timeline(parsed: Parsed, say: DiagramWords) -> Iterable[str]:
    for task in parsed.get("tasks", []):
        events = say.comma.join(words(event) for event in task.get("events", []))
        yield _entry(words(task["task"]), events, say)


def _flowchart(parsed: Parsed, say: DiagramWords) -> Iterable[str]:
    names = {node["id"]: words(node.get("label")) or node["id"] for node in parsed.get("nodes", [])}
    linked: set[str] = set()
    edges = parsed.get("edges", [])
    for place, edge in enumerate(edges):
        start, end = edge["from"], edge["to"]
        linked |= {start, end}
        label = words(edge.get("label"))
        if place and edges[place - 1]["to"] == start and not label:
            yield say.which_leads.format(end=names.get(end, end))
        else:
            told = say.leads.format(start=names.get(start, start), end=names.get(end, end))
            yield _with(told, label, say)
    yield from (name for node, name in names.items() if node not in linked)


def _xychart(parsed: Parsed, say: DiagramWords) -> Iterable[str]:
    for plot in parsed.get("plots", []):
        values = (f"{words(label)} {number(value, say)}" for label, value in plot["data"])
        yield _entry(words(plot.get("title")), say.comma.join(values), say)


def _sequence(parsed: Parsed, say: DiagramWords) -> Iterable[str]:
    actors = {key: words(actor["description"]) for key, actor in parsed.get("actors", {}).items()}
    for message in parsed.get("messages", []):
        start, end = message.get("from"), message.get("to")
        if start and end and isinstance(message.get("message"), str):
            said = words(message["message"])
            there, here = actors.get(end, end), actors.get(start, start)
            yield say.message.format(start=here, end=there, said=said)


def _gantt(parsed: Parsed, say: DiagramWords) -> Iterable[str]:
    for task in parsed.get("tasks", []):
        name = words(task["task"])
        start, end = (_day(task.get(key)) for key in ("startTime", "endTime"))
        span = say.on_day if start == end else say.from_day
        yield span.format(name=name, start=start, end=end) if start else name


def _day(milliseconds: float | None) -> str:
    if milliseconds is None:
        return ""
    return datetime.fromtimestamp(milliseconds / 1000, UTC).date().isoformat()


def _quadrant(parsed: Parsed, say: DiagramWords) -> Iterable[str]:
    axes = parsed.get("axes", {})
    for low, high in (("xAxisLeftText", "xAxisRightText"), ("yAxisBottomText", "yAxisTopText")):
        if axes.get(low) or axes.get(high):
            yield say.between.format(low=words(axes.get(low)), high=words(axes.get(high)))
    for point in parsed.get("points", []):
        x, y = number(point["x"], say), number(point["y"], say)
        yield say.at.format(name=words(point["text"]), place=f"{x}{say.comma}{y}")


def _sankey(parsed: Parsed, say: DiagramWords) -> Iterable[str]:
    for link in parsed.get("graph", {}).get("links", []):
        start, end = words(link["source"]), words(link["target"])
        yield say.flow.format(start=start, end=end, value=number(link["value"], say))


def _journey(parsed: Parsed, say: DiagramWords) -> Iterable[str]:
    for task in parsed.get("tasks", []):
        people = say.comma.join(words(person) for person in task.get("people", []))
        told = say.score.format(name=words(task["task"]), score=number(task["score"], say))
        yield _with(told, people, say)


def _er(parsed: Parsed, say: DiagramWords) -> Iterable[str]:
    entities = parsed.get("entities", {}).values()
    names = {e["id"]: words(e.get("alias") or e.get("label")) for e in entities}
    for relation in parsed.get("relationships", []):
        start, end = (names.get(relation[key], "") for key in ("entityA", "entityB"))
        role = words(relation.get("roleA"))
        said = say.related if role else say.relates
        yield said.format(start=start, role=role, end=end)
    if not parsed.get("relationships"):
        yield from names.values()


def _state(parsed: Parsed, say: DiagramWords) -> Iterable[str]:
    names = {n["id"]: _state_name(n, say) for n in parsed.get("nodes", [])}
    for edge in parsed.get("edges", []):
        start, end = (names.get(edge.get(key, ""), "") for key in ("start", "end"))
        yield _with(say.leads.format(start=start, end=end), words(edge.get("label")), say)


def _state_name(node: Mapping[str, Any], say: DiagramWords) -> str:
    return {"stateStart": say.start, "stateEnd": say.end}.get(
        str(node.get("shape")), words(node.get("label")) or str(node["id"])
    )


def _requirement(parsed: Parsed, say: DiagramWords) -> Iterable[str]:
    for one in parsed.get("requirements", []):
        yield _entry(words(one.get("name")), words(one.get("text")), say)


def _class(parsed: Parsed, say: DiagramWords) -> Iterable[str]:
    for one in parsed.get("classes", {}).values():
        name = words(one["label"])
        held = [words(m.get("displayText")) for m in (*one["members"], *one["methods"])]
        yield say.holding.format(name=name, held=say.comma.join(held)) if held else name


def _labels(parsed: Parsed, _say: DiagramWords) -> Iterable[str]:
    """Yield every label found, whatever the kind: better than silence."""
    found: dict[str, None] = {}
    _gather({key: parsed[key] for key in parsed if key not in ("config", "type", "title")}, found)
    return list(found)[:40]


def _gather(value: object, found: dict[str, None]) -> None:
    if isinstance(value, Mapping):
        for key in ("label", "text", "name", "title", "descr"):
            if isinstance(value.get(key), str) and words(value[key]):
                found.setdefault(words(value[key]))
                break
        for item in value.values():
            if isinstance(item, Mapping | list):
                _gather(item, found)
    elif isinstance(value, list):
        for item in value:
            _gather(item, found)


SAY: Mapping[str, Callable[[Parsed, DiagramWords], Iterable[str]]] = {
    "pie": _pie,
    "timeline": _timeline,
    "flowchart": _flowchart,
    "xychart": _xychart,
    "sequence": _sequence,
    "gantt": _gantt,
    "quadrant": _quadrant,
    "sankey": _sankey,
    "journey": _journey,
    "er": _er,
    "class": _class,
    "state": _state,
    "requirement": _requirement,
}
