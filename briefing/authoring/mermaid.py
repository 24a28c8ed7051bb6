"""Find Mermaid in lines of text, where it stands without the fences that once held it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

_ARROW = r"(<?[-=.~]{2,}[->ox|]?|-\.->|--[ox]|<\|--|->>?|[-.]{1,2}\))"
_STYLED = r"(style|classDef|class|linkStyle|click|direction|accTitle|accDescr)\b"
_NODE = r"[\w-]+(:::\w+)?\s*(\[|\(|\{|>|@\{|\(\[)"
_FLOW = rf"{_STYLED}|subgraph\b|end;?$|{_NODE}|[\w-]+.*\s*{_ARROW}\s*[|\w(\[{{\"].*|\w{{1,3}};?$"
_C4 = r"title\b|(Person|System|Container|Component|Rel|BiRel|Node|Deployment|Boundary|Enterprise|Update|Lay_)\w*\(|\}"  # noqa: E501
_INDENTED = r"\s+\S"
_ANY = rf".*({_ARROW}|[\[\]{{}}]|\"\s*:\s*[\d.]).*|title\s|\s+\S"

KINDS: Mapping[str, str] = {
    "flowchart": _FLOW,
    "flowchart-elk": _FLOW,
    "graph": _FLOW,
    "swimlane-beta": _FLOW,
    "sequenceDiagram": (
        r"(participant|actor|[Nn]ote|loop|alt|else|opt|par|and|end|rect|critical|break|option|"
        r"activate|deactivate|autonumber|title|create|destroy|box)\b|[^:]+(->|--?>>?|-x|-\)).*:"
    ),
    "classDiagram": rf"{_STYLED}|(class|namespace|note|link|callback)\b|<<|\}}|[+\-#~]\w|\w.*{_ARROW}.*\w|\w+ : ",  # noqa: E501
    "stateDiagram": rf"{_STYLED}|(state|[Nn]ote|end note)\b|\}}|--$|.*-->|[\w-]+ : |\[\*\]",
    "erDiagram": rf"{_STYLED}|.*([|}}o]{{1,2}}(--|\.\.)[|{{o]{{1,2}})|[\w\"-]+\s*(\[.*\])?\s*\{{|\}}",  # noqa: E501
    "journey": r"(title|section)\b|[^:]+:\s*\d+\s*(:|$)",
    "gantt": (
        r"(title|dateFormat|axisFormat|tickInterval|section|excludes|includes|todayMarker|weekday|"
        r"weekend|inclusiveEndDates|topAxis|displayMode|click)\b|[^:]+:.*(\d|after )"
    ),
    "pie": r"(title|showData)\b|\"[^\"]*\"\s*:\s*[\d.]+$",
    "quadrantChart": r"(title|x-axis|y-axis|quadrant-[1-4]|classDef)\b|[^:]+:\s*\[",
    "requirement": r"(\w*[rR]equirement|element|id|text|risk|verify\w*|type|docref|direction)\b|\}|.*(->|<-)",  # noqa: E501
    "gitGraph": r"(commit|branch|checkout|switch|merge|cherry-pick)\b",
    "C4Context": _C4,
    "C4Container": _C4,
    "C4Component": _C4,
    "C4Dynamic": _C4,
    "C4Deployment": _C4,
    "mindmap": rf"{_INDENTED}|\w*(\(|\[|\{{\{{|\)\)).*",
    "timeline": r"(title|section)\b|[^:]{1,60}\s:\s|[^:]*\d[^:]*:\s*\S|:\s",
    "zenuml": r"(title|@\w+|if|else|while|return|try|catch|par)\b|.*(->|\.\w+\(|[{}])",
    "sankey": r"[^,]+,[^,]+,\s*[\d.]+$|\"[^\"]*\",.*,\s*[\d.]+$",
    "xychart": r"(title|x-axis|y-axis|bar|line)\b",
    "block": rf"{_STYLED}|(columns|block|end|space)\b|{_NODE}|.*{_ARROW}.*",
    "packet": r"title\b|\+?\d+(-\d+)?\s*:",
    "kanban": rf"{_INDENTED}|\w*\[.*\].*|@\{{",
    "architecture": r"(group|service|junction|title|align)\b|.*:[LRTB]\s*<?--",
    "radar": r"(title|axis|curve|max|min|ticks|graticule|showLegend)\b",
    "treemap": rf"{_INDENTED}|(title|classDef)\b|\"[^\"]*\"(\s*:\s*[\d.]+)?",
    "treeView": rf"{_INDENTED}|title\b|\"",
    "venn": _ANY + r"|(set|union|text|style)\b",
    "ishikawa": _INDENTED + r"|title\b",
    "wardley": _ANY + r"|(component|anchor|evolve|pipeline|note|size|evolution|annotation)\b",
    "eventmodeling": _ANY + r"|(tf|timeframe|entity|data|rf)\b",
    "cynefin": _ANY + r"|(complex|complicated|clear|chaotic|confusion)\b",
    "railroad": _ANY + r"|.*=",
    "usecase": _ANY + r"|(actor|usecase)\b",
    "info": r"showInfo\b",
}
"""Mermaid's words for its kinds, each with what a line of that kind looks like.

Spellings with `-beta`, `-v2` or `Diagram` after them belong to the same kind.
"""
_ARGUMENTS = {
    "flowchart": r"(TB|TD|BT|RL|LR)",
    "flowchart-elk": r"(TB|TD|BT|RL|LR)",
    "graph": r"(TB|TD|BT|RL|LR)",
    "swimlane-beta": r"(TB|TD|BT|RL|LR)",
    "pie": r"(showData)?\s*(title\s.*)?",
    "gitGraph": r"(LR|TB|BT)?\s*:?",
    "xychart": r"(horizontal|vertical)?",
    "timeline": r"(LR|TD)?",
    "info": r"(showInfo)?",
}
_BRACED = {"classDiagram", "stateDiagram", "erDiagram", "requirement", "zenuml"}
"""Kinds in which whatever stands between braces belongs to the diagram."""
_COMMENT = re.compile(r"\s*%%")
_CLICK = re.compile(r"\s*click\s")


def kind_of(line: str) -> str:
    """Return the kind of the diagram that a line begins, or nothing."""
    word, _, rest = line.strip().rstrip(";").partition(" ")
    bare = word.rstrip(":").removesuffix("-beta").removesuffix("-v2")
    names = (word, bare, bare.removesuffix("Diagram"))
    kind = next((name for name in names if name in KINDS), "")
    return kind if kind and re.fullmatch(_ARGUMENTS.get(kind, ""), rest.strip()) else ""


def script_at(lines: Sequence[str], start: int) -> int:
    """Return the line behind the diagram that begins at `start`; `start` where none begins there.

    Text often runs on behind a diagram without an empty line: the kind's own grammar tells where
    it ends. A word alone ("timeline", "pie") is a diagram only where the lines behind it agree.
    """
    kind = kind_of(lines[start])
    if not kind:
        return start
    end = start + 1
    depth = 0
    for position in range(start + 1, len(lines)):
        line = lines[position]
        if not line.strip():
            continue
        if kind_of(line) or not (depth or _belongs(kind, line)):
            break
        if kind in _BRACED:
            depth += line.rstrip().endswith("{") - (depth > 0 and line.strip().startswith("}"))
        end = position + 1
    return end if end > start + 1 else start


def _belongs(kind: str, line: str) -> bool:
    if _COMMENT.match(line):
        return True
    text = line.rstrip() if KINDS[kind].startswith((_INDENTED, r".*")) else line.strip()
    return bool(re.match(KINDS[kind], text))


def without_commands(script: str) -> tuple[str, tuple[str, ...]]:
    """Return a script without what configures Mermaid or is clicked, and the lines left out."""
    lines = script.strip("\n").split("\n")
    config = re.compile(r"\s*%%\{.*")
    gone = tuple(line.strip() for line in lines if config.match(line) or _CLICK.match(line))
    kept = (line for line in lines if not config.match(line) and not _CLICK.match(line))
    return "\n".join(kept), gone
