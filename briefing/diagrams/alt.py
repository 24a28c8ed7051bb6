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

Parsed = Mapping[str, Any]
MAX_ALT = 600
"""Screen readers read alternative text in one go; beyond this a reader wants the article."""

KINDS: Mapping[str, tuple[str, str]] = {
    "pie": ("pie", "Pie chart"),
    "flowchart-v2": ("flowchart", "Flowchart"),
    "flowchart": ("flowchart", "Flowchart"),
    "graph": ("flowchart", "Flowchart"),
    "timeline": ("timeline", "Timeline"),
    "xychart": ("xychart", "Chart"),
    "sequence": ("sequence", "Sequence diagram"),
    "classDiagram": ("class", "Class diagram"),
    "class": ("class", "Class diagram"),
    "stateDiagram": ("state", "State diagram"),
    "er": ("er", "Entity relationship diagram"),
    "gantt": ("gantt", "Gantt chart"),
    "journey": ("journey", "User journey"),
    "mindmap": ("mindmap", "Mind map"),
    "quadrantChart": ("quadrant", "Quadrant chart"),
    "sankey": ("sankey", "Sankey diagram"),
    "kanban": ("kanban", "Kanban board"),
    "requirement": ("requirement", "Requirement diagram"),
    "gitGraph": ("gitgraph", "Git graph"),
    "radar": ("radar", "Radar chart"),
    "treemap": ("treemap", "Treemap"),
    "block": ("block", "Block diagram"),
    "packet": ("packet", "Packet diagram"),
    "architecture": ("architecture", "Architecture diagram"),
    "c4": ("c4", "C4 diagram"),
}


def kind_of(parsed: Parsed) -> str:
    """Return Mermaid's own word for the kind of a parsed diagram."""
    word = re.sub(r"-(beta|elk|v\d)$", "", str(parsed.get("type", "")))
    plain = re.sub(r"(Diagram|Chart)$", "", word)
    return KINDS.get(word, (plain or "diagram", ""))[0]


def describe(parsed: Parsed) -> str:
    """Return the alternative text: the author's own (accDescr) where there is one, or ours."""
    if own := words(parsed.get("accDescr")):
        return own
    kind = kind_of(parsed)
    name = next((name for key, name in KINDS.values() if key == kind), "Diagram")
    title = words(parsed.get("accTitle")) or words(parsed.get("title"))
    opening = f"{name} “{title}”" if title else name
    said = "; ".join(text for text in SAY.get(kind, _labels)(parsed) if text)
    return _cut(f"{opening}: {said}." if said else f"{opening}.")


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


def number(value: float | str) -> str:
    """Return a number without needless zeros."""
    plain = Decimal(str(value)).normalize()
    return f"{plain:,f}"


def _cut(text: str) -> str:
    if len(text) <= MAX_ALT:
        return text
    return text[:MAX_ALT].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def _pie(parsed: Parsed) -> Iterable[str]:
    sections = parsed.get("sections", [])
    total = sum(section["value"] for section in sections) or 1
    for section in sections:
        share = round(100 * section["value"] / total)
        value = f" ({number(section['value'])})" if parsed.get("showData") else ""
        yield f"{words(section['label'])} {share} %{value}"


def _timeline(parsed: Parsed) -> Iterable[str]:
    for task in parsed.get("tasks", []):
        events = ", ".join(words(event) for event in task.get("events", []))
        yield f"{words(task['task'])}: {events}" if events else words(task["task"])


def _flowchart(parsed: Parsed) -> Iterable[str]:
    names = {node["id"]: words(node.get("label")) or node["id"] for node in parsed.get("nodes", [])}
    linked: set[str] = set()
    edges = parsed.get("edges", [])
    for place, edge in enumerate(edges):
        start, end = edge["from"], edge["to"]
        linked |= {start, end}
        label = words(edge.get("label"))
        via = f" ({label})" if label else ""
        if place and edges[place - 1]["to"] == start and not label:
            yield f"which leads to {names.get(end, end)}"
        else:
            yield f"{names.get(start, start)} leads to {names.get(end, end)}{via}"
    yield from (name for node, name in names.items() if node not in linked)


def _xychart(parsed: Parsed) -> Iterable[str]:
    for plot in parsed.get("plots", []):
        values = ", ".join(f"{words(label)} {number(value)}" for label, value in plot["data"])
        title = words(plot.get("title"))
        yield f"{title}: {values}" if title else values


def _sequence(parsed: Parsed) -> Iterable[str]:
    actors = {key: words(actor["description"]) for key, actor in parsed.get("actors", {}).items()}
    for message in parsed.get("messages", []):
        start, end = message.get("from"), message.get("to")
        if start and end and isinstance(message.get("message"), str):
            said = words(message["message"])
            yield f"{actors.get(start, start)} to {actors.get(end, end)}: {said}"


def _gantt(parsed: Parsed) -> Iterable[str]:
    for task in parsed.get("tasks", []):
        start, end = (_day(task.get(key)) for key in ("startTime", "endTime"))
        span = f"on {start}" if start == end else f"from {start} to {end}"
        yield f"{words(task['task'])} {span}" if start else words(task["task"])


def _day(milliseconds: float | None) -> str:
    if milliseconds is None:
        return ""
    return datetime.fromtimestamp(milliseconds / 1000, UTC).date().isoformat()


def _quadrant(parsed: Parsed) -> Iterable[str]:
    axes = parsed.get("axes", {})
    for low, high in (("xAxisLeftText", "xAxisRightText"), ("yAxisBottomText", "yAxisTopText")):
        if axes.get(low) or axes.get(high):
            yield f"from {words(axes.get(low))} to {words(axes.get(high))}"
    for point in parsed.get("points", []):
        yield f"{words(point['text'])} at {number(point['x'])}, {number(point['y'])}"


def _sankey(parsed: Parsed) -> Iterable[str]:
    for link in parsed.get("graph", {}).get("links", []):
        yield f"{words(link['source'])} to {words(link['target'])} {number(link['value'])}"


def _journey(parsed: Parsed) -> Iterable[str]:
    for task in parsed.get("tasks", []):
        people = ", ".join(words(person) for person in task.get("people", []))
        who = f" ({people})" if people else ""
        yield f"{words(task['task'])} scores {number(task['score'])} of 5{who}"


def _er(parsed: Parsed) -> Iterable[str]:
    entities = parsed.get("entities", {}).values()
    names = {e["id"]: words(e.get("alias") or e.get("label")) for e in entities}
    for relation in parsed.get("relationships", []):
        start, end = (names.get(relation[key], "") for key in ("entityA", "entityB"))
        yield f"{start} {words(relation.get('roleA')) or 'relates to'} {end}"
    if not parsed.get("relationships"):
        yield from names.values()


def _state(parsed: Parsed) -> Iterable[str]:
    names = {n["id"]: _state_name(n) for n in parsed.get("nodes", [])}
    for edge in parsed.get("edges", []):
        start, end = (names.get(edge.get(key, ""), "") for key in ("start", "end"))
        label = words(edge.get("label"))
        yield f"{start} leads to {end}" + (f" ({label})" if label else "")


def _state_name(node: Mapping[str, Any]) -> str:
    return {"stateStart": "the start", "stateEnd": "the end"}.get(
        str(node.get("shape")), words(node.get("label")) or str(node["id"])
    )


def _requirement(parsed: Parsed) -> Iterable[str]:
    for one in parsed.get("requirements", []):
        yield f"{words(one.get('name'))}: {words(one.get('text'))}"


def _class(parsed: Parsed) -> Iterable[str]:
    for one in parsed.get("classes", {}).values():
        held = [words(m.get("displayText")) for m in (*one["members"], *one["methods"])]
        yield f"{words(one['label'])} with {', '.join(held)}" if held else words(one["label"])


def _labels(parsed: Parsed) -> Iterable[str]:
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


SAY: Mapping[str, Callable[[Parsed], Iterable[str]]] = {
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
