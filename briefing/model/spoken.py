"""What the things that templates handle are called in messages to editors."""

from __future__ import annotations

from collections.abc import Mapping

KINDS: Mapping[str, str] = {
    "Ranked": "a place in a ranking",
    "Figure": "a figure",
    "Missing": "missing data",
    "Comparison": "a comparison",
    "Series": "a series",
    "SeriesGroup": "a group of series",
    "Entry": "an entry",
    "Story": "a story",
    "Topic": "the topic",
    "Publication": "the publication",
    "SourceConfig": "a source",
    "date": "a date",
    "datetime.date": "a date",
    "str": "a text",
    "int": "a number",
    "float": "a number",
    "decimal.Decimal": "a number",
    "Decimal": "a number",
    "tuple": "a list",
    "list": "a list",
    "dict": "a table of keys",
    "NoneType": "nothing (none)",
    "function": "a call",
    "method": "a call",
    "Macro": "a macro",
    "SafeMacro": "a macro",
}
LIMIT = 60
"""So much of a value is shown, in characters."""


def kind_of(value: object) -> str:
    """Return the word for a value's kind: its own type where there is no other."""
    kind = type(value).__name__
    return KINDS.get(kind, kind)


def spoken(value: object) -> str:
    """Return how a message shows a value: itself where it is short, or what it is."""
    if value is None or isinstance(value, str | int | float | list | tuple | dict):
        text = repr(value)
        return text if len(text) <= LIMIT else f"{text[:LIMIT]}…"
    return kind_of(value)
