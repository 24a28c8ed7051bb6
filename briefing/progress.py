"""Progress for a person who waits at a terminal; silence for everyone else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from briefing.ports import Progress


class Silent:
    """Says nothing."""

    @contextmanager
    def step(self, label: str, total: int) -> Iterator[Callable[[str], None]]:
        """Yield a callable that does nothing."""
        yield lambda _name: None


class Bar:
    """Draws a bar on standard error."""

    @contextmanager
    def step(self, label: str, total: int) -> Iterator[Callable[[str], None]]:
        """Yield a callable that moves the bar by one part."""
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
        from rich.progress import Progress as RichProgress

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        with RichProgress(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(label, total=total)

            def advance(name: str) -> None:
                bar.update(task, advance=1, description=f"{label}: {name}")

            yield advance


def make_progress() -> Progress:
    """Return a bar where standard error is a terminal, and silence elsewhere."""
    return Bar() if sys.stderr.isatty() else Silent()
