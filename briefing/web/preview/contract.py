"""What the preview needs of the world: callables, so that it knows nothing of stores."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from briefing.model.issue import Issue, Proof

Key = tuple[str, date]
"""Which issue: its topic's name and its day."""
Sight = Proof | Issue
"""What there is to look at: a proof, until the issue is ready."""


@dataclass(frozen=True, slots=True)
class TopicDays:
    """A topic as the preview lists it: `days` are those that can be built, the latest last.

    `sample` says that its issues are built out of sample data.
    """

    name: str
    title: str
    days: Sequence[date]
    sample: bool = False


NOTHING: tuple[Collection[Path], ...] = ()


def everything(_path: Path, _topic: str, _day: date) -> bool:
    """Return that a changed file matters to an issue: the safe answer where nobody knows better."""
    return True


async def nothing_changes() -> AsyncIterator[Collection[Path]]:
    """Report no change, ever."""
    for paths in NOTHING:
        yield paths


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything that the preview's pages are made of.

    `build` returns an issue or raises BriefingError; it is called from one thread, and calls back
    with the issue's proof as soon as there is something to look at. `changes` yields the paths of
    files as they are saved; `concerns` says whether one matters to an issue. `refresh` is called
    with them, in the building thread, before anything is built anew. `stamp` is asked there too:
    an issue is built anew where its topic's has changed (data was collected). `close` is called
    there at the end. `root` is the folder whose content/, templates/ and seeds/ may be shown as
    source, `carried` that of the package's own templates. `send_test` sends an issue to an address
    and returns what came of it, in a sentence. `fill` gives what stands in the editions'
    placeholders here. `warm` has the latest issue of the topic `first` (or of the first of all)
    built before anybody asks for it.
    """

    build: Callable[[str, date, Callable[[Proof], None]], Issue]
    topics: Callable[[], Sequence[TopicDays]]
    root: Path
    carried: Path | None = None
    publication: str = "briefing"
    changes: Callable[[], AsyncIterator[Collection[Path]]] = nothing_changes
    concerns: Callable[[Path, str, date], bool] = everything
    refresh: Callable[[Collection[Path]], None] = lambda _paths: None
    stamp: Callable[[str], object] = lambda _topic: None
    close: Callable[[], None] = lambda: None
    send_test: Callable[[str, Issue], str] | None = None
    fill: Mapping[str, str] = field(default_factory=dict)
    warm: bool = False
    first: str = ""
