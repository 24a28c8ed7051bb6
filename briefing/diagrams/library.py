"""mermaid-py's classes, and the diagrams that it lacks as small graphs of the same kind.

Builders import it when called. mermaid-py imports `requests` to ask a server for pictures, which
scripts have no need of: it would take three times as long as all the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import redirect_stdout
from io import StringIO

from briefing.later import postponed

# mermaid-py prints a warning about IPython when imported
with postponed("requests", Response=object), redirect_stdout(StringIO()):
    from mermaid.erdiagram import Entity, ERDiagram
    from mermaid.erdiagram import Link as Relation
    from mermaid.flowchart import FlowChart, Node
    from mermaid.flowchart import Link as Edge
    from mermaid.graph import Graph
    from mermaid.mindmap import Level, LevelShape, Mindmap
    from mermaid.piechart import PieChart
    from mermaid.sequence import Link as Message
    from mermaid.sequence import Participant, SequenceDiagram
    from mermaid.statediagram import End, Start, State, StateDiagram, Transition
    from mermaid.userjourney import Actor, Section, Task, UserJourney

__all__ = [
    "Actor",
    "ERDiagram",
    "Edge",
    "End",
    "Entity",
    "FlowChart",
    "Gantt",
    "Level",
    "LevelShape",
    "Message",
    "Mindmap",
    "Node",
    "Participant",
    "PieChart",
    "QuadrantChart",
    "Relation",
    "Sankey",
    "Section",
    "SequenceDiagram",
    "Start",
    "State",
    "StateDiagram",
    "Task",
    "Timeline",
    "Transition",
    "UserJourney",
    "XYChart",
]


class Lines(Graph):  # type: ignore[misc]
    """A diagram that is written as a head and lines below it; its title is one of them."""

    head = ""

    def __init__(self, title: str, lines: Sequence[str]) -> None:
        super().__init__(title, "")
        self.lines = [f"title {title}", *lines] if title else list(lines)
        self._build_script()

    def _build_script(self) -> None:
        self.script = "\n\t".join([self.head, *self.lines]) + "\n"


class Timeline(Lines):
    """Periods, each with what happened in it."""

    head = "timeline"


class XYChart(Lines):
    """Bars or lines over labels."""

    head = "xychart-beta"


class Gantt(Lines):
    """Tasks in time."""

    head = "gantt"


class QuadrantChart(Lines):
    """Points between two pairs of opposites."""

    head = "quadrantChart"


class Sankey(Graph):  # type: ignore[misc]
    """Flows, as wide as they are large; the lines are CSV, which has no place for a title."""

    def __init__(self, title: str, lines: Sequence[str]) -> None:
        super().__init__(title, "")
        self.lines = lines
        self._build_script()

    def _build_script(self) -> None:
        super()._build_script()
        self.script += "\n" + "\n".join(["sankey-beta", "", *self.lines]) + "\n"
