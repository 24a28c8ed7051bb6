"""One service as many processes on one PostgreSQL: each does its part, and no part twice."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.request import urlopen

from sqlalchemy import text

from briefing.model.delivery import DeliveryState, IssueState
from briefing.store import open_database
from briefing.store.collected import SqlStore
from briefing.store.issues import SqlIssueQueue
from briefing.store.outbox import SqlOutbox
from tests.service.publication import make_publication
from tests.smtp.fake_server import Talk, obliging, serving
from tests.store.sending import add_subscribers
from tests.waiting import PATIENCE_S, until

READERS = 300
WORKERS = 3
SETTINGS = """[mail]
transport = "smtp"
smtp_host = "127.0.0.1"
smtp_port = {port}
smtp_security = "none"
connections = 1
"""


class Gate:
    """A mail server's script: nobody's first message begins before everybody's does."""

    def __init__(self) -> None:
        self.together = threading.Barrier(WORKERS)

    def script(self, talk: Talk, step: str, line: bytes) -> bytes | None:
        first = step == "MAIL" and not talk.taken and talk.number < WORKERS
        if first and not self.together.broken:
            self.together.wait(PATIENCE_S)
        return obliging(talk, step, line)


def command(site: Path, url: str, *words: str) -> list[str]:
    return [sys.executable, "-m", "briefing", *words, "--site", str(site), "--db", url]


@contextmanager
def running(site: Path, url: str, roles: list[str]) -> Iterator[list[subprocess.Popen[str]]]:
    """Run a process of each role, started at once; all have drained when the block ends."""
    with (site / "service.log").open("w") as log:
        processes = [
            subprocess.Popen(
                command(site, url, "run", "--role", role, *(["--port", "0"] * (role == "web"))),
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
            for role in roles
        ]
        try:
            yield processes
            for process in processes:
                process.terminate()
            for process in processes:
                process.communicate(timeout=PATIENCE_S)
        finally:
            for process in processes:
                process.kill()
                process.communicate()


def named(pattern: bytes, messages: list[bytes]) -> list[str]:
    """Return what a header says in each message."""
    found = [re.search(pattern, message, re.MULTILINE) for message in messages]
    return sorted(one[1].decode() for one in found if one)


def test_many_processes_make_one_issue_and_send_each_copy_once(
    tmp_path: Path, postgres_url: str
) -> None:
    today = datetime.now(UTC).date()
    site = make_publication(tmp_path, "visits", started=today)
    engine = open_database(postgres_url)
    add_subscribers(engine, READERS, topic="visits")
    queue, outbox = SqlIssueQueue(engine), SqlOutbox(engine)
    now = [*command(site, postgres_url, "issues", "run-now", "visits"), "--date", str(today)]
    subprocess.run(now, check=True, stdout=subprocess.DEVNULL)

    def sent() -> bool:
        return [one.state for one in queue.load_all(topic="visits")] == [IssueState.SENT]

    roles = ["web", "scheduler", "scheduler", *["worker"] * WORKERS]
    with serving(Gate().script) as server:
        (site / "briefing.toml").write_text(SETTINGS.format(port=server.port))
        with running(site, postgres_url, roles) as processes:
            until(sent, lambda: (site / "service.log").read_text()[-4000:])
            told = processes[0].stdout
            assert told
            pages = told.readline().removeprefix("pages on ").strip()
            with urlopen(f"{pages}visits/{today}/") as page:
                assert "A headline" in page.read().decode()
        assert [process.returncode for process in processes] == [0] * len(roles)

    everybody = sorted(f"s{n}@example.org" for n in range(1, READERS + 1))
    assert named(rb"^To: (\S+)", server.taken) == everybody, "each has one copy"
    assert len(set(named(rb"^Message-ID: (\S+)", server.taken))) == READERS
    assert len(server.talks) == WORKERS
    assert all(talk.taken for talk in server.talks), "each worker has sent some"
    (issue,) = queue.load_all()
    standing = outbox.standing(issue.id)
    assert (standing.counts, standing.doubts) == ({DeliveryState.SENT: READERS}, 0)
    collections = SqlStore(engine).load_collections("visits", as_of=datetime.now(UTC))
    assert len(collections) == 1, "one scheduler made it"
    with engine.connect() as connection:
        living = text("SELECT count(*) FROM worker WHERE ended_at IS NULL")
        assert connection.execute(living).scalar() == 0, "each has given its lease back"
    engine.dispose()
