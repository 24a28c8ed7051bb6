"""A frozen issue, real worker processes, and a mail server that counts every copy."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from sqlalchemy import BigInteger, Boolean, Engine, Integer, LargeBinary, insert, text
from sqlalchemy.exc import OperationalError

from briefing.errors import StoreError
from briefing.store.open import open_database
from briefing.store.tables.archive import archived_issue
from tests.smtp.fake_server import FakeServer, Talk, obliging, serving
from tests.store.sending import Desk, add_subscribers, make_desk
from tests.waiting import PATIENCE_S

ROOT = Path(__file__).parents[2]
TOPIC = "open-models"
_MESSAGE_ID = re.compile(rb"^Message-ID: <(.+)>", re.MULTILINE)
_TO = re.compile(rb"^To: (\S+)", re.MULTILINE)

Hook = Callable[[Talk, str, bytes], "bytes | str | None"]
"""What happens at a step of the protocol; "go on" leaves the answer to a server that obliges."""
GO_ON = "go on"


@dataclass
class Scene:
    """One publication folder, one database, and the worker processes of a test."""

    folder: Path
    url: str
    engine: Engine
    desk: Desk
    issue: int = 0
    readers: int = 0
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)
    kills: int = 0

    def freeze(self, readers: int) -> None:
        """Freeze an issue for so many subscribers."""
        add_subscribers(self.engine, readers, topic=TOPIC)
        self.issue = self.desk.freeze(topic=TOPIC)
        self.readers = readers
        with self.engine.begin() as connection:
            connection.execute(insert(archived_issue), _archived(self.issue))
        self.desk.workers.end(self.desk.worker, _now())

    def configure(self, port: int, **mail: object) -> None:
        """Write the settings that the worker processes read."""
        values = {
            "transport": "smtp",
            "smtp_host": "127.0.0.1",
            "smtp_port": port,
            "connections": 1,
            "lease_s": 1.0,
            **mail,
        }
        lines = [f"{key} = {_toml(value)}" for key, value in values.items()]
        (self.folder / "briefing.toml").write_text("[mail]\n" + "\n".join(lines) + "\n")

    def start(
        self, role: str = "worker", *, limits: Callable[[], None] | None = None
    ) -> subprocess.Popen[bytes]:
        """Start a process."""
        command = [sys.executable, "-m", "briefing", "run", "--role", role]
        place = ["--site", str(self.folder), "--db", self.url]
        with (self.folder / "workers.log").open("ab") as log:
            process = subprocess.Popen(
                [*command, *place],
                stdout=log,
                stderr=log,
                preexec_fn=limits,
                cwd=self.folder,
                start_new_session=True,
            )
        self.processes.append(process)
        return process

    def command(self, *words: str) -> int:
        """Run a command of the publication; return how it ended."""
        command = [sys.executable, "-m", "briefing", *words]
        place = ["--site", str(self.folder), "--db", self.url]
        return subprocess.run([*command, *place], check=False, stdout=subprocess.DEVNULL).returncode

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """SIGKILL a worker, and see it dead."""
        _kill(process)
        self.kills += 1

    def living(self) -> list[subprocess.Popen[bytes]]:
        return [process for process in self.processes if process.poll() is None]

    def run_to_the_end(self, workers: int = 1) -> None:
        """Keep so many workers alive until the issue is sent; then let them stop."""
        came, at = (-1, -1), time.monotonic()
        try:
            while True:
                assert time.monotonic() - at < PATIENCE_S, self.log()
                # Where a scene takes the database away, this has to wait as everybody else.
                with suppress(OperationalError, StoreError):
                    if self.state() == "sent":
                        break
                    standing = self.desk.outbox.standing(self.issue)
                    if (standing.settled, self.kills) != came:
                        came, at = (standing.settled, self.kills), time.monotonic()
                    self.hurry()
                while len(self.living()) < workers:
                    self.start()
                time.sleep(0.1)
        except BaseException:
            self.kill_all()
            raise
        self.stop_all()

    def stop_all(self) -> None:
        """End the workers in good order."""
        with self.engine.connect() as connection:
            names = set(connection.execute(text("SELECT name FROM worker")).scalars())
        for process in self.living():
            process.terminate()
            # Who has hardly begun does not listen to signals yet, and has nothing in hand.
            begun = any(name.endswith(f":{process.pid}") for name in names)
            assert process.wait(PATIENCE_S) in ((0,) if begun else (0, -signal.SIGTERM)), self.log()

    def kill_all(self) -> None:
        for process in self.living():
            _kill(process)

    def hurry(self) -> None:
        """Let the waits between attempts pass."""
        with self.engine.begin() as connection:
            connection.execute(
                text(
                    "UPDATE delivery SET next_at = 0 WHERE state IN ('deferred', 'pending')"
                    " AND next_at > 0 AND attempts > 0"
                )
            )

    def standing_at(self, state: str) -> list[int]:
        """Return the subscribers whose copies are in a state."""
        query = text("SELECT subscriber_id FROM delivery WHERE state = :state ORDER BY id")
        with self.engine.connect() as connection:
            return list(connection.execute(query, {"state": state}).scalars())

    def state(self) -> str:
        record = self.desk.queue.load_by_id(self.issue)
        assert record
        return str(record.state)

    def log(self) -> str:
        path = self.folder / "workers.log"
        return path.read_text()[-3000:] if path.exists() else ""

    def close(self) -> None:
        self.kill_all()
        self.engine.dispose()

    def judge(self, server: FakeServer, *, unsent: Sequence[str] = ()) -> None:
        """Hold the outcome to the promise."""
        copies = Counter(_one(_MESSAGE_ID, message) for message in server.taken)
        reached = {_one(_TO, message).decode() for message in server.taken}
        standing = self.desk.outbox.standing(self.issue)
        wanted = {f"s{n}@example.org" for n in range(1, self.readers + 1)} - set(unsent)
        assert reached == wanted, "everybody has the issue, and nobody else"
        assert len(copies) == len(wanted), "one Message-ID for each"
        assert sum(copies.values()) - len(copies) <= standing.doubts, (
            "each further copy is of a delivery that was in doubt, and reported"
        )
        assert standing.counts.get("sent", 0) == len(wanted)  # type: ignore[call-overload]
        assert standing.settled == standing.total == self.readers


def _kill(process: subprocess.Popen[bytes]) -> None:
    """SIGKILL a worker and whatever it has started, and see it dead."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def make_scene(folder: Path, url: str) -> Scene:
    """Return an empty scene."""
    site = folder / "site"
    shutil.copytree(ROOT / "content", site / "content")
    shutil.copytree(ROOT / "templates", site / "templates")
    engine = open_database(url)
    return Scene(site, url, engine, make_desk(engine))


class Server:
    """Runs a fake server whose steps can be watched, or answered otherwise."""

    def __init__(self, hook: Hook = lambda talk, step, line: GO_ON) -> None:
        self.hook = hook
        self.steps = 0
        self._lock = threading.Lock()

    def script(self, talk: Talk, step: str, line: bytes) -> bytes | None:
        with self._lock:  # one step at a time: a test says at which of them something happens
            self.steps += 1
            answer = self.hook(talk, step, line)
        return obliging(talk, step, line) if isinstance(answer, str) else answer

    def serving(self):  # type: ignore[no-untyped-def]
        return serving(self.script)


def _archived(issue: int) -> dict[str, object]:
    row: dict[str, object] = {}
    for column in archived_issue.c:
        kind = column.type
        if isinstance(kind, Boolean):
            row[column.name] = False
        elif isinstance(kind, BigInteger | Integer):
            row[column.name] = 1
        elif isinstance(kind, LargeBinary):
            row[column.name] = _message()
        else:
            row[column.name] = "h"
    return {**row, "issue_id": issue, "manifest": "{}", "direction": "ltr", "sent_at": None}


def _message() -> bytes:
    message = EmailMessage(policy=SMTP)
    message["Subject"] = "Open models"
    message["From"] = "Briefing <daily@briefing.example>"
    message["Date"] = "Tue, 10 Mar 2026 06:00:00 +0000"
    message["Message-ID"] = "<open-models.2026-03-10@briefing.example>"
    message["List-Id"] = "Open models <open-models.briefing.example>"
    message["Archived-At"] = "<https://briefing.example/open-models/2026-03-10/>"
    message.set_content("News.\n%%unsubscribe_url%%\n" + "More of it.\n" * 20)
    message.add_alternative("<p>News. <a href='%%unsubscribe_url%%'>Leave</a></p>", subtype="html")
    return message.as_bytes()


def _one(pattern: re.Pattern[bytes], message: bytes) -> bytes:
    found = pattern.search(message)
    assert found, message[:500]
    return found[1]


def _toml(value: object) -> str:
    if isinstance(value, list):  # of tables that are written already
        return f"[{', '.join(value)}]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def _now():  # type: ignore[no-untyped-def]
    from briefing.wiring import utc_now

    return utc_now()
