"""Whose seconds of processor they are."""

from __future__ import annotations

import contextlib
import os
import resource
from collections.abc import Callable, Iterator
from pathlib import Path


@contextlib.contextmanager
def spending(
    shares: dict[str, list[float]], name: str, used_s: Callable[[], float]
) -> Iterator[None]:
    """Note the seconds of processor that somebody uses meanwhile."""
    before = used_s()
    yield
    shares.setdefault(name, []).append(used_s() - before)


def sinks_s() -> float:
    """Return the seconds of processor that the running smtp-sinks have used."""
    ticks = 0
    for path in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            fields = times_of(int(path.name))
            if fields[1] == os.getpid() and (path / "comm").read_text() == "smtp-sink\n":
                ticks += sum(fields[11:13])
    return ticks / os.sysconf("SC_CLK_TCK")


def children_s() -> float:
    """Return the seconds of processor of the children that have ended, and of theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def times_of(process: int) -> list[int]:
    """Return what the kernel says of a process, its state (a letter) as 0; see proc(5)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return [0, *map(int, fields[1:])]
