"""How often links were opened: of each issue and link a number, and of nobody who did."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LinkCount:
    """A link of an issue, and how often it was opened by all readers together."""

    number: int
    url: str
    count: int
