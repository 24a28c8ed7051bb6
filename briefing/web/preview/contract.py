"""What the preview needs of the world: callables, so that it knows nothing of stores."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from briefing.model.issue import Issue

Key = tuple[str, date]
"""Which issue: its topic's name and its day."""


@dataclass(frozen=True, slots=True)
class TopicDays:
    """A topic as the preview lists it: `days` are those that can be built, the latest last."""

    name: str
    title: str
    days: Sequence[date]


NOTHING: tuple[Collection[Path], ...] = ()


def everything(_path: Path, _topic: str) -> bool:
    """Return that a changed file matters to a topic: the safe answer where nobody knows better."""
    return True


async def nothing_changes() -> AsyncIterator[Collection[Path]]:
    """Report no change, ever."""
    for paths in NOTHING:
        yield paths


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything that the preview's pages are made of.

    `build` returns an issue or raises BriefingError; it is called from one thread. `changes`
    yields the paths of files as they are saved; `concerns` says whether one matters to a topic.
    `refresh` is called with them, in the building thread, before anything is built anew.
    `root` is the folder whose content/, templates/ and seeds/ may be shown as source.
    `send_test` sends an issue to an address and returns what came of it, in a sentence. `fill`
    gives what stands in the editions' placeholders here.
    """

    build: Callable[[str, date], Issue]
    topics: Callable[[], Sequence[TopicDays]]
    root: Path
    publication: str = "briefing"
    changes: Callable[[], AsyncIterator[Collection[Path]]] = nothing_changes
    concerns: Callable[[Path, str], bool] = everything
    refresh: Callable[[Collection[Path]], None] = lambda _paths: None
    send_test: Callable[[str, Issue], str] | None = None
    fill: Mapping[str, str] = field(default_factory=dict)
