"""Issues are built when they are looked at, kept, and built again when their files change."""

import asyncio
import threading
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from briefing.errors import ErrorList, StoreError, TemplateError
from briefing.model.issue import Issue, Proof
from briefing.web.preview.builds import KEPT, Build, Builds, News
from tests.preview.sample import DAY, DAY_BEFORE, TOPIC, Desk

KEY, KEY_BEFORE = (TOPIC, DAY), (TOPIC, DAY_BEFORE)
TEMPLATE = Path("x.md.j2")
Scene = Callable[[Builds], Awaitable[None]]


def play(desk: Desk, scene: Scene) -> None:
    async def run() -> None:
        builds = Builds(desk.preview())
        try:
            async with asyncio.timeout(60):
                await scene(builds)
        finally:
            await builds.close()

    asyncio.run(run())


async def finished(watching: AsyncGenerator[News, None]) -> Build:
    """Return the next build that has ended."""
    async for build in watching:
        if isinstance(build, Build) and not build.busy:
            return build
    raise AssertionError("the builds have ended")


async def told(watching: AsyncGenerator[News, None]) -> Build:
    """Return what is told next of the builds."""
    build = await anext(watching)
    assert isinstance(build, Build)
    return build


def test_an_issue_is_built_once(tmp_path: Path) -> None:
    desk = Desk(tmp_path)

    async def scene(builds: Builds) -> None:
        first = await builds.get(KEY)
        assert await builds.get(KEY) is first
        assert builds.last(KEY) is first
        assert builds.last(KEY_BEFORE) is None

    play(desk, scene)
    assert desk.built == [KEY]


def test_two_who_ask_at_once_get_one_build(tmp_path: Path) -> None:
    desk = Desk(tmp_path)

    async def scene(builds: Builds) -> None:
        one, other = await asyncio.gather(builds.get(KEY), builds.get(KEY))
        assert one is other

    play(desk, scene)
    assert desk.built == [KEY]


def test_a_change_makes_it_anew_when_it_is_asked_for(tmp_path: Path) -> None:
    desk = Desk(tmp_path)

    async def scene(builds: Builds) -> None:
        first = await builds.get(KEY)
        await builds.changed([TEMPLATE])
        assert desk.built == [KEY]  # nobody is looking
        second = await builds.get(KEY)
        assert second.version > first.version

    play(desk, scene)


def test_what_is_looked_at_is_built_at_once_and_nothing_else(tmp_path: Path) -> None:
    desk = Desk(tmp_path)

    async def scene(builds: Builds) -> None:
        await builds.get(KEY_BEFORE)
        watching = builds.watch(KEY)
        await finished(watching)
        await builds.changed([TEMPLATE])
        await finished(watching)
        await watching.aclose()

    play(desk, scene)
    assert desk.built == [KEY_BEFORE, KEY, KEY]


def test_a_file_of_another_day_changes_nothing(tmp_path: Path) -> None:
    desk = Desk(tmp_path)

    async def scene(builds: Builds) -> None:
        first = await builds.get(KEY)
        await builds.changed([Path(f"{DAY_BEFORE}.md")])
        assert await builds.get(KEY) is first

    play(desk, scene)


def test_an_error_leaves_the_last_good_issue(tmp_path: Path) -> None:
    desk = Desk(tmp_path)

    async def scene(builds: Builds) -> None:
        good = await builds.get(KEY)
        desk.error = TemplateError("wrong")
        await builds.changed([TEMPLATE])
        broken = await builds.get(KEY)
        assert broken.error is desk.error
        assert broken.issue is good.issue
        desk.error = None
        await builds.changed([TEMPLATE])
        mended = await builds.get(KEY)
        assert mended.error is None
        assert mended.issue is not good.issue

    play(desk, scene)


def test_a_fault_of_ours_is_told_as_such(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    desk = Desk(tmp_path, error=ZeroDivisionError("by nought"))

    async def scene(builds: Builds) -> None:
        error = (await builds.get(KEY)).error
        assert error is not None
        assert "ZeroDivisionError: by nought" in error.message
        assert "not of your files" in error.hint

    play(desk, scene)
    assert "building open-models" in caplog.text


def test_an_error_lets_go_of_what_was_built_in_the_thread_that_built_it(tmp_path: Path) -> None:
    ended: list[str] = []

    class Drawn:
        def __del__(self) -> None:
            ended.append(threading.current_thread().name)

    def fail(drawn: Drawn) -> Issue:
        try:
            raise KeyError(id(drawn))
        except KeyError as error:
            wrong = TemplateError("wrong")
            wrong.__cause__ = error
            raise ErrorList([wrong]) from wrong

    async def run() -> None:
        desk = Desk(tmp_path).preview()
        builds = Builds(replace(desk, build=lambda *_: fail(Drawn())))
        build = await builds.get(KEY)
        assert isinstance(build.error, ErrorList)
        assert len(ended) == 1
        assert ended[0].startswith("build")
        await builds.close()

    asyncio.run(run())


def test_whoever_watches_is_told_when_a_build_begins_and_ends(tmp_path: Path) -> None:
    desk = Desk(tmp_path)

    async def scene(builds: Builds) -> None:
        watching = builds.watch(KEY)
        begun, ended = await told(watching), await told(watching)
        assert (begun.busy, ended.busy) == (True, False)
        await watching.aclose()

    play(desk, scene)


def test_a_proof_is_told_and_seen_before_the_issue(tmp_path: Path) -> None:
    desk = Desk(tmp_path, proofs=True)

    async def scene(builds: Builds) -> None:
        watching = builds.watch(KEY)
        begun, proofed = await told(watching), await told(watching)
        assert (begun.busy, begun.proof) == (True, None)
        assert proofed.proof is not None
        assert builds.sight(KEY) is proofed.proof
        builds.painted(KEY)
        ended = await told(watching)
        assert (ended.busy, ended.proof) == (False, None)
        assert builds.sight(KEY) is ended.issue
        await watching.aclose()

    play(desk, scene)


def test_a_build_goes_on_when_no_page_says_that_it_has_painted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.web.preview.builds.COURTESY_S", 0.001)
    desk = Desk(tmp_path, proofs=True)

    async def scene(builds: Builds) -> None:
        builds.painted(KEY)  # nothing is being built: said in vain
        watching = builds.watch(KEY)
        assert (await finished(watching)).issue is not None
        await watching.aclose()

    play(desk, scene)


def test_a_proof_that_comes_to_nothing_is_not_kept(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    good = desk.preview().build(TOPIC, DAY, lambda _proof: None)

    def build(_topic: str, _day: date, proof: Callable[[Proof], None]) -> Issue:
        proof(Proof(good.article, good.diagrams, good.email_html, good.web_html, "#ffffff"))
        raise TemplateError("the message cannot be made")

    async def run() -> None:
        builds = Builds(replace(desk.preview(), build=build))
        assert (await builds.get(KEY)).error
        assert builds.sight(KEY) is None
        await builds.close()

    asyncio.run(run())


def test_data_that_was_collected_is_seen_by_who_watches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefing.web.preview.builds.LOOK_S", 0.01)
    desk = Desk(tmp_path)

    async def scene(builds: Builds) -> None:
        watching = builds.watch(KEY)
        first = await finished(watching)
        desk.stamp = 1
        second = await finished(watching)
        assert second.version > first.version
        await watching.aclose()

    play(desk, scene)
    assert desk.built == [KEY, KEY]


def test_a_store_that_cannot_say_does_not_end_the_watch(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    preview = desk.preview()

    def broken(_topic: str) -> object:
        raise StoreError("gone")

    async def run() -> None:
        builds = Builds(
            type(preview)(build=desk.build, topics=preview.topics, root=tmp_path, stamp=broken)
        )
        assert (await builds.get(KEY)).issue is not None
        await builds.close()

    asyncio.run(run())


def test_issues_that_nobody_looks_at_are_forgotten_in_the_end(tmp_path: Path) -> None:
    desk = Desk(tmp_path, error=TemplateError("quick"))

    async def scene(builds: Builds) -> None:
        watching = builds.watch(KEY)
        await finished(watching)
        for n in range(KEPT + 1):
            await builds.get((TOPIC, date(2025, 1, 1) + timedelta(days=n)))
        assert builds.last((TOPIC, date(2025, 1, 1))) is None
        assert builds.last(KEY) is not None
        await watching.aclose()

    play(desk, scene)
