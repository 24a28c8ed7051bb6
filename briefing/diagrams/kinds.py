"""The words that a Mermaid script begins with, which say what kind of diagram it is."""

from __future__ import annotations

from briefing.errors import did_you_mean

_WORDS = """
pie flowchart graph timeline xychart gantt quadrantChart sankey sequenceDiagram stateDiagram
classDiagram erDiagram mindmap journey gitGraph block packet kanban architecture radar treemap
requirementDiagram C4Context zenuml
"""
KINDS = tuple(_WORDS.split())


def kind_hint(word: str) -> str:
    """Return which kind a misspelt word may mean, or "" where it is one."""
    return did_you_mean(word, KINDS) if word and word not in KINDS else ""
