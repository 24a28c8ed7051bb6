"""Every diagram that a topic template can call for, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from briefing.diagrams.charts import pie, quadrant, sankey, xychart
from briefing.diagrams.graphs import er, flowchart, mindmap, sequence, state
from briefing.diagrams.times import gantt, journey, timeline

BUILDERS: Mapping[str, Callable[..., str]] = {
    builder.__name__: builder
    for builder in (
        pie,
        timeline,
        flowchart,
        xychart,
        gantt,
        quadrant,
        sankey,
        sequence,
        state,
        er,
        mindmap,
        journey,
    )
}
"""Each takes a title and data, and returns a Mermaid script; see its docstring."""
