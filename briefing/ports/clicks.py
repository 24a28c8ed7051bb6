"""Where the links of issues are kept that count how often they are opened."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from briefing.model.click import LinkCount


class Clicks(Protocol):
    """Keeps an issue's links under numbers; it knows nothing of readers."""

    def number(self, issue_id: int, urls: Iterable[str]) -> Mapping[str, int]:
        """Return each URL's number in the issue; one that is kept keeps its own for ever."""
        ...

    def open(self, issue_id: int, number: int, *, counted: bool = True) -> str | None:
        """Count a link once more, and return where it leads; None where there is no such link."""
        ...

    def load(self, issue_id: int) -> Sequence[LinkCount]:
        """Return an issue's links, the most opened first."""
        ...
