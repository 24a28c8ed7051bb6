"""Issues built when somebody looks at them, kept, and built again when their files change."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
import traceback
from collections import Counter, OrderedDict, defaultdict
from collections.abc import AsyncGenerator, Callable, Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar, TypeVarTuple

from briefing.errors import BriefingError, ErrorList
from briefing.model.issue import Issue, Proof
from briefing.web.preview.contract import Key, Preview, Sight

KEPT = 24
"""How many issues stay in memory; a large one takes some ten megabytes."""
COURTESY_S = 0.25
"""How long a build pauses for the page to paint its proof; drawing lets nothing else run."""
LOOK_S = 2
"""How often an issue on screen is compared with what was collected."""
T = TypeVar("T")
Ts = TypeVarTuple("Ts")
Epoch = tuple[int, object]
"""Of which files and which data a build was made."""
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Build:
    """What came of building an issue.

    `issue` is the last one that could be built, so that it stays on screen while `error` says why
    the present files give none. `version` grows with every build; `busy` says that one is running,
    and `proof` is what that has to show so far.
    """

    version: int = 0
    issue: Issue | None = None
    error: BriefingError | None = None
    milliseconds: float = 0
    epoch: Epoch | None = None
    busy: bool = False
    proof: Proof | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """The list of topics has changed."""


News = Build | Listed


class _OutdatedError(Exception):
    """What is being built was saved again."""


class Builds:
    """Builds in one thread of its own, one issue at a time; everything else runs in the loop."""

    def __init__(self, preview: Preview) -> None:
        self._preview = preview
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="build")
        self._known: OrderedDict[Key, Build] = OrderedDict()
        self._making: dict[Key, Build] = {}
        self._painted: dict[Key, threading.Event] = {}
        self._epochs: Counter[Key] = Counter()
        self._locks: defaultdict[Key, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._watchers: defaultdict[Key, set[asyncio.Queue[News | None]]] = defaultdict(set)
        self._ended = False
        self._version = 0

    def last(self, key: Key) -> Build | None:
        """Return the last build of an issue, out of date or not."""
        return self._known.get(key)

    def sight(self, key: Key) -> Sight | None:
        """Return what there is to look at of an issue: of the build that runs, or of the last."""
        making, known = self._making.get(key), self._known.get(key)
        return (making and making.proof) or (known and known.issue) or None

    def painted(self, key: Key) -> None:
        """Let an issue's build go on: its proof is on screen."""
        if key in self._painted:
            self._painted[key].set()

    async def get(self, key: Key) -> Build:
        """Return the build of an issue from the files as they are now.

        Where they change meanwhile, the build is given up for another, which is not: whoever saves
        without a pause has to see something. Of all who wait, the first builds for the others.
        """
        async with self._locks[key]:
            known = self._known.get(key, Build())
            epoch = await self._epoch(key)
            if known.epoch != epoch:
                built = await self._build(key, known, epoch, yielding=True)
                if self._outdated(key, epoch):
                    built = await self._build(key, known, await self._epoch(key))
                known = built
                self._keep(key, known)
                self._tell(key, known)
            return known

    async def changed(self, paths: Collection[Path]) -> None:
        """Build what is being looked at and depends on one of the files; forget the rest."""
        concerns = self._preview.concerns
        # Each key that was ever asked for has a lock, one that is being built now as well.
        touched = {key for key in self._locks if any(concerns(path, *key) for path in paths)}
        self._epochs.update(touched)
        for key in touched:
            self.painted(key)  # what is being built is outdated: nobody needs to see it first
        await self._in_thread(self._preview.refresh, paths)
        await asyncio.gather(*(self.get(key) for key in touched if self._watchers.get(key)))

    def tell_listed(self) -> None:
        """Tell whoever watches that the list of topics has changed."""
        for key in self._watchers:
            self._tell(key, Listed())

    async def watch(self, key: Key) -> AsyncGenerator[News, None]:
        """Yield an issue's build, and all that follows, until nobody listens or all ends."""
        with self._listening(key) as queue:
            known = self._known.get(key)
            if known:
                yield known
            first = asyncio.create_task(self.get(key))
            try:
                while not self._ended:
                    try:
                        # Python 3.11's `wait_for` forgets that it was cancelled where news come
                        # in the same moment: who goes away would be told for ever.
                        async with asyncio.timeout(LOOK_S):
                            news = await queue.get()
                    except TimeoutError:
                        await self.get(key)  # tells the queue where something was collected
                    else:
                        if news is not None:
                            yield news
            finally:
                first.cancel()

    def end(self) -> None:
        """Let all who watch go: their streams have no end of their own."""
        self._ended = True
        for queues in self._watchers.values():
            for queue in queues:
                queue.put_nowait(None)

    async def close(self) -> None:
        """Stop building, after what is being built."""
        await self._in_thread(self._preview.close)
        self._thread.shutdown()

    @contextmanager
    def _listening(self, key: Key) -> Iterator[asyncio.Queue[News | None]]:
        queue: asyncio.Queue[News | None] = asyncio.Queue()
        self._watchers[key].add(queue)
        try:
            yield queue
        finally:
            self._watchers[key].discard(queue)
            if not self._watchers[key]:
                del self._watchers[key]

    async def _epoch(self, key: Key) -> Epoch:
        try:
            stamp = await self._in_thread(self._preview.stamp, key[0])
        except BriefingError:
            stamp = None  # what the build itself says of it is shown
        return self._epochs[key], stamp

    def _outdated(self, key: Key, epoch: Epoch) -> bool:
        return self._epochs[key] != epoch[0]

    async def _in_thread(self, call: Callable[[*Ts], T], *arguments: *Ts) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, call, *arguments)

    async def _build(
        self, key: Key, known: Build, epoch: Epoch, *, yielding: bool = False
    ) -> Build:
        """Return what comes of building; where it is `yielding`, nothing may: it is outdated."""
        started = time.perf_counter()
        self._version += 1
        base = replace(known, version=self._version, epoch=epoch, error=None)
        making = self._making[key] = replace(base, busy=True, error=known.error)
        self._tell(key, making)
        painted = self._painted[key] = threading.Event()
        loop = asyncio.get_running_loop()

        def give_way() -> None:
            if yielding and self._outdated(key, epoch):
                raise _OutdatedError

        def show(proof: Proof) -> None:
            give_way()
            loop.call_soon_threadsafe(self._show, key, making, proof)
            if self._watchers.get(key):
                painted.wait(COURTESY_S)
            give_way()

        try:
            made = await self._in_thread(self._attempt, key, show)
        finally:
            del self._making[key], self._painted[key]
        if isinstance(made, BriefingError):
            return replace(base, error=made)
        took = (time.perf_counter() - started) * 1000
        return replace(base, issue=made or known.issue, milliseconds=took)

    def _attempt(self, key: Key, show: Callable[[Proof], None]) -> Issue | BriefingError | None:
        """Return the issue, or what keeps it from being built; runs in the building thread."""
        try:
            return self._preview.build(*key, show)
        except _OutdatedError as outdated:
            _without_trace(outdated)
            return None
        except BriefingError as error:
            return _without_trace(error)
        except Exception as error:
            # The editor's page must outlive a fault of ours, and say that it is not theirs.
            log.exception("building %s of %s failed", *key)
            return _our_fault(_without_trace(error))

    def _keep(self, key: Key, build: Build) -> None:
        self._known[key] = build
        self._known.move_to_end(key)
        spare = max(len(self._known) - KEPT, 0)
        for old in [k for k in self._known if k not in self._watchers][:spare]:
            del self._known[old]

    def _show(self, key: Key, making: Build, proof: Proof) -> None:
        """Let what is being made be looked at, unless nobody waits for it any more."""
        if self._making.get(key) is making:
            shown = self._making[key] = replace(making, proof=proof)
            self._tell(key, shown)

    def _tell(self, key: Key, news: News) -> None:
        for queue in self._watchers.get(key, ()):
            queue.put_nowait(news)


E = TypeVar("E", bound=BaseException)


def _without_trace(error: E) -> E:
    """Return an error that holds on to nothing of the build: what was drawn must go here and now.

    Drawings of the engine's may not end in another thread, and an error is shown for hours.
    """
    waiting: list[BaseException] = [error]
    while waiting:
        one = waiting.pop()
        waiting += [each for each in (one.__cause__, one.__context__) if each]
        waiting += one.errors if isinstance(one, ErrorList) else ()
        traceback.clear_frames(one.__traceback__)
        one.__traceback__ = one.__cause__ = one.__context__ = None
    return error


def _our_fault(error: Exception) -> BriefingError:
    return BriefingError(
        f"the engine failed: {type(error).__name__}: {error}",
        hint="this is a fault of briefing, not of your files; the terminal shows where it happened",
    )
