"""Files saved while an issue is built: what is on screen in the end is the last that was saved."""

import asyncio
import itertools
import threading
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from briefing.errors import TemplateError
from briefing.model.issue import Issue, Proof
from briefing.web.preview.builds import Build, Builds, Listed, News
from tests.preview.sample import DAY, TOPIC, Desk

KEY = (TOPIC, DAY)
TEMPLATE = Path("x.md.j2")


class Held:
    """Builds of which each waits to be let go; `ended` are those that came to an issue."""

    def __init__(self, desk: Desk) -> None:
        loop = asyncio.get_running_loop()
        self._numbers = itertools.count()
        self._begun = [asyncio.Event() for _ in range(4)]
        self._free = [threading.Event() for _ in range(4)]
        self.ended: list[int] = []
        self.saves: list[asyncio.Future[None]] = []

        def build(topic: str, day: date, proof: Callable[[Proof], None]) -> Issue:
            number = next(self._numbers)
            loop.call_soon_threadsafe(self._begun[number].set)
            assert self._free[number].wait(60)
            made = desk.build(topic, day, proof)
            self.ended.append(number)
            return made

        self.builds = Builds(replace(desk.preview(), build=build))

    async def begun(self, number: int) -> None:
        """Wait until a build has begun, and is held."""
        await self._begun[number].wait()

    async def save(self) -> None:
        """Save a file, and have the save seen."""
        self.saves.append(asyncio.ensure_future(self.builds.changed([TEMPLATE])))
        await asyncio.sleep(0)

    def free(self, *numbers: int) -> None:
        """Let builds go on."""
        for number in numbers:
            self._free[number].set()


def play(desk: Desk, scene: Callable[[Held], Awaitable[None]]) -> list[News]:
    """Play a scene before somebody who watches; return what they were told."""
    told: list[News] = []

    async def run() -> None:
        held = Held(desk)
        watching = held.builds.watch(KEY)

        async def watch() -> None:
            async for news in watching:
                told.append(news)

        watcher = asyncio.create_task(watch())
        try:
            async with asyncio.timeout(60):
                await scene(held)
                await asyncio.gather(*held.saves)
            await asyncio.sleep(0)
        finally:
            held.free(*range(4))
            held.builds.painted(KEY)
            watcher.cancel()
            await asyncio.gather(watcher, return_exceptions=True)
            await watching.aclose()
            await held.builds.close()

    asyncio.run(run())
    return told


def outcomes(told: list[News]) -> list[Build]:
    return [news for news in told if isinstance(news, Build) and not news.busy]


def proofs(told: list[News]) -> list[Build]:
    return [news for news in told if isinstance(news, Build) and news.proof]


def test_a_build_gives_way_to_what_was_saved_meanwhile(tmp_path: Path) -> None:
    ended: list[int] = []

    async def scene(held: Held) -> None:
        await held.begun(0)
        await held.save()
        held.free(0, 1)
        await asyncio.gather(*held.saves)
        ended.extend(held.ended)

    told = play(Desk(tmp_path, proofs=True), scene)
    assert ended == [1]
    assert len(proofs(told)) == 1
    (last,) = outcomes(told)
    assert last.issue is not None


def test_an_outcome_that_is_out_of_date_is_not_told(tmp_path: Path) -> None:
    desk = Desk(tmp_path, error=TemplateError("saved by halves"))

    async def scene(held: Held) -> None:
        await held.begun(0)
        await held.save()
        held.free(0)
        await held.begun(1)
        desk.error = None
        held.free(1)

    (last,) = outcomes(play(desk, scene))
    assert last.error is None


def test_of_many_saves_only_the_last_waits(tmp_path: Path) -> None:
    desk = Desk(tmp_path)

    async def scene(held: Held) -> None:
        await held.begun(0)
        for _ in range(5):
            await held.save()
        held.free(0, 1)

    assert len(outcomes(play(desk, scene))) == 1
    assert desk.built == [KEY, KEY]


def test_who_saves_without_a_pause_sees_every_second_build(tmp_path: Path) -> None:
    async def scene(held: Held) -> None:
        for number in range(3):
            await held.begun(number)
            await held.save()
            held.free(number)
        held.free(3)

    told = play(Desk(tmp_path, proofs=True), scene)
    assert [build.version for build in outcomes(told)] == [2, 4]


def test_a_proof_that_is_out_of_date_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.web.preview.builds.COURTESY_S", 90)
    desk = Desk(tmp_path, proofs=True)

    async def scene(held: Held) -> None:
        held.free(0, 1)
        while not held.builds.sight(KEY):
            await asyncio.sleep(0.01)
        await held.save()  # the first build waits for its proof to be painted
        await held.begun(1)
        while not held.builds.sight(KEY):
            await asyncio.sleep(0.01)
        held.builds.painted(KEY)

    assert len(outcomes(play(desk, scene))) == 1
    assert desk.built == [KEY, KEY]


def test_who_watches_is_told_that_topics_came_or_went(tmp_path: Path) -> None:
    async def scene(held: Held) -> None:
        held.free(0)
        await held.begun(0)
        held.builds.tell_listed()

    assert Listed() in play(Desk(tmp_path), scene)


def test_who_goes_away_in_the_moment_of_news_is_gone(tmp_path: Path) -> None:
    async def run() -> None:
        builds = Builds(Desk(tmp_path).preview())

        async def watch() -> None:
            async for _ in builds.watch(KEY):
                pass

        watcher = asyncio.create_task(watch())
        await builds.get(KEY)
        await asyncio.sleep(0)
        builds.tell_listed()
        watcher.cancel()
        await asyncio.wait([watcher], timeout=60)
        assert watcher.cancelled()
        await builds.close()

    asyncio.run(run())
