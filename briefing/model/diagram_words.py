"""What is said of diagrams to readers who do not see them, in one language."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DiagramWords:
    """The words of alternative texts; `tag` is their language, in whose way numbers are written.

    `kinds` are named by Mermaid's own words for them. `comma` and `semicolon` separate, the space
    behind them included; all else are sentences with places.
    """

    tag: str
    comma: str
    semicolon: str
    kinds: Mapping[str, str]
    diagram: str
    titled: str
    said: str
    bare: str
    share: str
    aside: str
    entry: str
    leads: str
    which_leads: str
    message: str
    on_day: str
    from_day: str
    between: str
    at: str
    flow: str
    score: str
    relates: str
    related: str
    start: str
    end: str
    holding: str
