"""Two schedulers and four workers at once, any of which may be killed at any moment."""

from __future__ import annotations

import os
import random
import re
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from briefing.model.delivery import IssueState
from briefing.store.open import open_database
from tests.faults.sending import Scene
from tests.service.publication import make_publication, save_template
from tests.smtp.fake_server import serving
from tests.store.sending import add_subscribers, make_desk
from tests.waiting import PATIENCE_S

READERS = int(os.environ.get("FAULTS_READERS", "2000"))
KILLS = int(os.environ.get("FAULTS_KILLS", "100"))
SEVERAL = [
    pytest.param(40, 2, id="short"),
    pytest.param(READERS // 2, KILLS // 4, id="whole", marks=pytest.mark.faults),
]
CREW = {"scheduler": 2, "worker": 4}
SENT, WRONG = ("calls", "visits"), "wrong"
SETTINGS = """[mail]
transport = "smtp"
smtp_host = "127.0.0.1"
smtp_port = {port}
connections = 1
lease_s = 1.0

[scheduling]
digest_weekday = -1
editors = ["ed@example.net"]
"""
_HEADERS = re.compile(rb"^(Message-ID|To|List-Id): (.+)\r$", re.MULTILINE)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.faults)])
def scene(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Scene]:
    """A publication of three topics, one of which cannot be made."""
    url = f"sqlite:///{tmp_path}/faults.db"
    if request.param == "postgres":
        url = request.getfixturevalue("postgres_url")
    engine = open_database(url)
    site = make_publication(tmp_path / "site", *SENT, WRONG, started=datetime.now(UTC).date())
    save_template(site, WRONG, "{{ nothing_of_the_kind }}")
    made = Scene(site, url, engine, make_desk(engine))
    yield made
    made.close()


class Crew:
    """The processes of a scene, of each role as many as are wanted."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.roles: dict[int, str] = {}

    def fill(self) -> None:
        for role, wanted in CREW.items():
            for _ in range(wanted - len(self.living(role))):
                self.roles[self.scene.start(role).pid] = role

    def tick(self) -> None:
        """Let schedulers that have ticked begin anew: they tick then, once a minute otherwise."""
        a_while_ago = int((datetime.now(UTC) - timedelta(seconds=2)).timestamp() * 1e6)
        query = text("SELECT name FROM worker WHERE ended_at IS NULL AND started_at < :at")
        with self.scene.engine.connect() as connection:
            names = set(connection.execute(query, {"at": a_while_ago}).scalars())
        for one in self.living("scheduler"):
            if any(name.endswith(f":{one.pid}") for name in names):
                one.terminate()
                one.wait(PATIENCE_S)

    def living(self, role: str) -> list[subprocess.Popen[bytes]]:
        return [one for one in self.scene.living() if self.roles.get(one.pid) == role]


def states(scene: Scene) -> dict[str, IssueState]:
    return {one.topic: one.state for one in scene.desk.queue.load_all()}


def hurry(scene: Scene) -> None:
    """Let the waits between attempts pass, and the lease of a letter whose worker is dead."""
    scene.hurry()
    with scene.engine.begin() as connection:
        connection.execute(text("UPDATE letter SET leased_until = 0, next_at = 0"))


def told(messages: list[bytes]) -> list[dict[bytes, bytes]]:
    return [dict(_HEADERS.findall(one.partition(b"\r\n\r\n")[0])) for one in messages]


@pytest.mark.parametrize(("readers", "kills"), SEVERAL)
def test_two_schedulers_and_four_workers_of_whom_many_die(
    scene: Scene, readers: int, kills: int
) -> None:
    for number, topic in enumerate((*SENT, WRONG)):
        add_subscribers(scene.engine, readers, topic=topic, first=1 + 100_000 * number)
    scene.desk.workers.end(scene.desk.worker, datetime.now(UTC))
    today = datetime.now(UTC).date()
    for topic in (*SENT, WRONG):
        now = ["issues", "run-now", topic, "--date", str(today)]
        assert scene.command(*now) == 0
    chance, crew = random.Random(kills), Crew(scene)
    wanted = {**dict.fromkeys(SENT, IssueState.SENT), WRONG: IssueState.HELD}
    with serving() as server:
        (scene.folder / "briefing.toml").write_text(SETTINGS.format(port=server.port))
        deadline = time.monotonic() + PATIENCE_S + 4 * kills
        try:
            while states(scene) != wanted or not any(
                one[b"To"] == b"ed@example.net" for one in told(server.taken)
            ):
                assert time.monotonic() < deadline, scene.log()
                crew.fill()
                time.sleep(0.1)
                # A builder first, and then whoever: some have not even begun.
                if scene.kills < kills and chance.random() < 0.2:
                    building = IssueState.BUILDING in states(scene).values()
                    whom = crew.living("scheduler") if building else scene.living()
                    scene.kill(chance.choice(whom))
                elif scene.kills == kills:
                    hurry(scene)
                    if IssueState.DUE in states(scene).values():
                        crew.tick()
            # Those who are alive may be about to send what others have sent.
            scene.stop_all()
        finally:
            scene.kill_all()
    judge(scene, told(server.taken), readers)


def judge(scene: Scene, taken: list[dict[bytes, bytes]], readers: int) -> None:
    """Hold the outcome to the promise: one issue of each topic, one Message-ID for each reader."""
    ids = Counter(one[b"Message-ID"] for one in taken if one[b"To"] != b"ed@example.net")
    to_editors = {one[b"Message-ID"] for one in taken if one[b"To"] == b"ed@example.net"}
    assert len(to_editors) == 1, "the held issue is told of, once"
    issues = scene.desk.queue.load_all()
    assert len(issues) == len(SENT) + 1, "one issue of each topic"
    doubts = 0
    for number, topic in enumerate(SENT):
        (issue,) = [one for one in issues if one.topic == topic]
        standing = scene.desk.outbox.standing(issue.id)
        doubts += standing.doubts
        reached = {one[b"To"] for one in taken if topic.encode() in one.get(b"List-Id", b"")}
        first = 1 + 100_000 * number
        everybody = {b"s%d@example.org" % n for n in range(first, first + readers)}
        assert reached == everybody, "everybody has the issue, and nobody else"
        assert issue.recipients == standing.total == standing.settled == readers
    assert len(ids) == readers * len(SENT), "one Message-ID for each reader of each issue"
    assert ids.total() - len(ids) <= doubts, "each further copy is reported"
